import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore } from '#core/testing/test-core.ts';

const songs = join(import.meta.dirname, '../../e2e/audio');

let folder: ReturnType<typeof tempFolder>;
let music: string;
beforeEach(() => {
  folder = tempFolder();
  music = join(folder.path, 'music');
  mkdirSync(music);
  for (const name of ['night-bus.mp3', 'paper-boats.flac', 'glass-garden.m4a']) {
    copyFileSync(join(songs, name), join(music, name));
  }
});
afterEach(() => folder.remove());

/** What a write would change, also one of the same bytes. */
function tree(): unknown[] {
  return readdirSync(music).map((name) => {
    const { ino, ctimeNs, mtimeNs } = statSync(join(music, name), { bigint: true });
    return [
      name,
      ino,
      ctimeNs,
      mtimeNs,
      createHash('sha256')
        .update(readFileSync(join(music, name)))
        .digest('hex'),
    ];
  });
}

// mixxx#12587, #11095: checksums had changed after playing, and on exit, though nobody had asked for a write.
test('everything but a write, a move and the trash leaves every file as it is', { timeout: 60_000 }, async () => {
  const before = tree();
  const { core, call, logged } = await openTestCore(join(folder.path, 'home'));
  await call('folders.add', { path: music });
  await core.waitForIdle();
  const { view } = await call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const ids = (await call('tracks.viewRows', { view, start: 0, count: 10 })).map(({ id }) => id);
  expect(ids).toHaveLength(3);
  const [id] = ids as [(typeof ids)[0]];
  await call('tracks.rate', { ratings: ids.map((each) => ({ id: each, rating: 5 })) });
  await call('tracks.played', { id });
  await call('tags.edit', { edits: [{ ids, field: 'title', values: ['Edited'], mode: 'set' }] });
  await call('analysis.override', { overrides: [{ id, field: 'bpm', value: 99 }] });
  const { tags } = await call('settings.get');
  await call('tags.preview', { ids, include: { ...tags.include, rating: 'windows' } });
  await call('organize.propose', { scope: { type: 'all' } });
  await call('duplicates.look', undefined);
  await core.waitForIdle();
  await call('organize.apply', { isDryRun: true });
  await call('history.undo', {});
  await call('folders.scan', {});
  await core.waitForIdle();
  await core.close();
  expect([tree(), logged]).toEqual([before, []]);
});
