import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { song } from '#core/testing/three-songs.ts';

let folder: ReturnType<typeof tempFolder>;
let lab: TestCore;
beforeEach(async () => {
  folder = tempFolder();
  lab = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.core.close();
  folder.remove();
});

async function rows() {
  const { view } = await lab.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  return lab.call('tracks.viewRows', { view, start: 0, count: 10 });
}

async function undo(): Promise<void> {
  await lab.call('history.undo', {});
  await lab.core.waitForIdle();
}

test('what was done in a folder can be undone after the folder was moved', async () => {
  const [before, after] = [join(folder.path, 'music "1"'), join(folder.path, 'elsewhere')];
  mkdirSync(before);
  writeFileSync(join(before, 'a.mp3'), song('A', 1));
  writeFileSync(join(before, 'b.mp3'), song('B', 2));
  const { id } = await lab.call('folders.add', { path: before });
  await lab.core.waitForIdle();
  const [a, b] = (await rows()).sort((one, other) => one.title.localeCompare(other.title));
  await lab.call('tags.edit', { edits: [{ ids: [a!.id], field: 'title', values: ['Z'], mode: 'set' }] });
  const { tags } = await lab.call('settings.get');
  await lab.call('tags.write', { ids: [a!.id], include: tags.include });
  await lab.call('tracks.trash', { ids: [b!.id] });
  await lab.core.waitForIdle();
  expect(readFileSync(join(before, 'a.mp3')).equals(song('A', 1))).toBe(false);

  renameSync(before, after);
  await lab.call('folders.locate', { id, path: after });
  await lab.core.waitForIdle();
  await undo();
  await undo();
  expect(readFileSync(join(after, 'a.mp3')).equals(song('A', 1))).toBe(true);
  expect(readFileSync(join(after, 'b.mp3')).equals(song('B', 2))).toBe(true);
  expect(existsSync(before)).toBe(false);
});
