import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mp3File } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

let folder: { path: string; remove(): void };
let core: TestCore;

/** A GEOB frame of Markers2 with one hot cue. */
function markers(atMs: number, name: string) {
  const body = Buffer.concat([Buffer.of(0, 2, 0, 0, 0, 0, 0, 0xcc, 0, 0, 0, 0), Buffer.from(`${name}\0`)]);
  body.writeUInt32BE(atMs, 2);
  const head = Buffer.from('CUE\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(body.length, 4);
  const entries = Buffer.concat([Buffer.of(1, 1), head, body, Buffer.of(0)]).toString('base64');
  const start = '\0application/octet-stream\0\0Serato Markers2\0\x01\x01';
  return { id: 'GEOB', body: Buffer.from(`${start}${entries}\0`, 'latin1') };
}

beforeEach(async () => {
  folder = tempFolder('ledgerline-serato-', true);
  const music = join(folder.path, 'music');
  mkdirSync(music);
  const file = (title: string, seed: number, ...more: { id: string; body: Uint8Array }[]) =>
    writeFileSync(join(music, `${title}.mp3`), mp3File(id3Tag([textFrame('TIT2', title), ...more]), { seed }));
  file('marked', 1, markers(64_500, 'Drop'));
  file('plain', 2);
  file('gone', 3, markers(1, 'x'));
  core = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
  await core.call('folders.add', { path: music });
  await core.core.waitForIdle();
  rmSync(join(music, 'gone.mp3'));
});

afterEach(async () => {
  await core.core.close();
  folder.remove();
});

test('cues that Serato left in files become those of their tracks, and can be taken back', async () => {
  const { view } = await core.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await core.call('tracks.viewRows', { view, start: 0, count: 10 });
  const trackIds = rows.map(({ id }) => id);
  const marked = rows.find(({ title }) => title === 'marked')?.id as TrackId;
  const result = await core.call('cues.readSerato', { trackIds });
  expect(result).toEqual({ operation: expect.any(Number), found: 1, changed: 1, failed: 1 });
  const drop = { kind: 'cue', slot: 2, startMs: 64_500, endMs: null, name: 'Drop', colour: '#cc0000' };
  expect(await core.call('cues.get', { trackId: marked })).toEqual([drop]);

  const own = { ...drop, slot: 0, startMs: 5 } as const;
  await core.call('cues.set', { trackId: marked, cues: [{ ...own, kind: 'cue' }] });
  expect(await core.call('cues.readSerato', { trackIds })).toMatchObject({ operation: null, found: 1, changed: 0 });
  expect(await core.call('cues.readSerato', { trackIds, conflicts: 'theirs' })).toMatchObject({ changed: 1 });
  expect(await core.call('cues.get', { trackId: marked })).toEqual([drop]);
  await core.call('history.undo', {});
  expect(await core.call('cues.get', { trackId: marked })).toEqual([own]);
  expect(core.logged).toEqual([]);
});
