import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { song } from '#core/testing/three-songs.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

let folder: { path: string; remove(): void };
let music: string;
let core: TestCore;
let dragged: (readonly string[])[] = [];

beforeAll(async () => {
  folder = tempFolder('ledgerline-drag-', true);
  music = join(folder.path, 'music');
  mkdirSync(music);
  for (const [index, name] of ['a', 'b', 'c'].entries()) writeFileSync(join(music, `${name}.mp3`), song(name, index));
  core = await openTestCore(join(folder.path, 'home'), {
    runAnalysis: false,
    host: { kind: 'electron', canReadDropPaths: true, startDrag: async (paths) => void dragged.push(paths) },
  });
  await core.call('folders.add', { path: music });
  await core.core.waitForIdle();
});

beforeEach(() => {
  dragged = [];
});

afterAll(async () => {
  await core.core.close();
  folder.remove();
});

const at = (name: string) => join(music, name);

async function idsByTitle(): Promise<Record<string, TrackId>> {
  const { view } = await core.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await core.call('tracks.viewRows', { view, start: 0, count: 10 });
  return Object.fromEntries(rows.map((row) => [row.title, row.id]));
}

test('a playlist is dragged as its files, each once, or as one list that names them all', async () => {
  const { a, b } = await idsByTitle();
  const trackIds = [b, a, b] as TrackId[];
  const { id } = await core.call('playlists.create', { name: 'Late: night', kind: 'list', trackIds });
  expect(await core.call('host.dragPlaylist', { id, as: 'files' })).toEqual({ count: 2, missing: 0 });
  await core.call('host.dragPlaylist', { id, as: 'list' });
  const [files, [list = '']] = dragged as [string[], string[]];
  expect(files).toEqual([at('b.mp3'), at('a.mp3')]);
  expect(list.startsWith(join(folder.path, 'home', 'cache')) && list.endsWith('.m3u8')).toBe(true);
  const paths = readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('/'));
  expect(paths).toEqual([at('b.mp3'), at('a.mp3'), at('b.mp3')]);
});

test('a smart playlist is dragged as what it holds now', async () => {
  const rules = { text: 'title:b,c title-', limit: null, pick: 'first' as const };
  const { id } = await core.call('playlists.create', { name: 'Smart', kind: 'smart', rules });
  expect(await core.call('host.dragPlaylist', { id, as: 'files' })).toEqual({ count: 2, missing: 0 });
  expect(dragged).toEqual([[at('c.mp3'), at('b.mp3')]]);
});

test('where the window cannot drag out, that is said', async () => {
  const other = await openTestCore(join(folder.path, 'other'), { runAnalysis: false });
  expect((await other.call('host.capabilities')).canDragOut).toBe(false);
  expect(await errorCode(other.call('host.dragTracks', { ids: [1 as TrackId] }))).toBe('UNSUPPORTED');
  await other.core.close();
});

test('tracks are dragged as the files that are there, in their order', async () => {
  const { a, b, c } = await idsByTitle();
  const ids = [c, a, b, 999] as TrackId[];
  expect((await core.call('host.trackPaths', { ids })).map(({ path }) => path)).toEqual([
    at('c.mp3'),
    at('a.mp3'),
    at('b.mp3'),
  ]);
  rmSync(at('a.mp3'));
  expect(await core.call('host.dragTracks', { ids })).toEqual({ count: 2, missing: 2 });
  expect(dragged).toEqual([[at('c.mp3'), at('b.mp3')]]);
  rmSync(at('b.mp3'));
  expect(await errorCode(core.call('host.dragTracks', { ids: [b as TrackId] }))).toBe('FILE_NOT_FOUND');
});
