import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mp3File } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { FolderId } from '#shared/contract/library/folders.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';

let folder: ReturnType<typeof tempFolder>;
let lab: TestCore;
let folderId: FolderId;

beforeEach(async () => {
  folder = tempFolder();
  lab = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
  write('one/a.mp3', 'Ash', 1);
  write('one/b.mp3', 'Birch', 2);
  folderId = await add();
});

afterEach(async () => {
  await lab.core.close();
  folder.remove();
  expect(lab.logged).toEqual([]);
});

function write(path: string, title: string, seed: number): void {
  const file = join(folder.path, 'music', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, mp3File(id3Tag([textFrame('TIT2', title), textFrame('TPE1', 'Ada Vale')]), { seed }));
}

async function add() {
  await lab.call('folders.add', { path: join(folder.path, 'music') });
  await lab.core.waitForIdle();
  return (await lab.call('folders.list'))[0]!.id;
}

async function trackIds(): Promise<TrackId[]> {
  const sort = [{ field: 'title' as const, direction: 'ascending' as const }];
  const { view, total } = await lab.call('tracks.openView', { slot: 'test', text: '', sort });
  return lab.call('tracks.viewIds', { view, start: 0, count: Math.max(1, total) });
}

async function entries(id: PlaylistId) {
  return (await lab.call('playlists.entries', { id, start: 0, count: 500 })).entries;
}

/** Titles; in brackets what is kept of one that is gone. */
async function titles(id: PlaylistId): Promise<string[]> {
  return (await entries(id)).map(({ track, kept }) => track?.title ?? `(${kept.artist}: ${kept.title})`);
}

async function makeList(): Promise<PlaylistId> {
  return (await lab.call('playlists.create', { name: 'Friday', kind: 'list', trackIds: await trackIds() })).id;
}

test('an entry outlives its track in the trash with what is known of it, and has it back after undo', async () => {
  const id = await makeList();
  const [ash] = await trackIds();
  await lab.call('tracks.trash', { ids: [ash!] });
  await lab.core.waitForIdle();
  expect(await titles(id)).toEqual(['(Ada Vale: Ash)', 'Birch']);
  expect((await entries(id))[0]?.kept.location).toBe(join(folder.path, 'music/one/a.mp3'));
  expect(await lab.call('playlists.countDead', { id })).toEqual({ count: 1 });
  expect((await lab.call('playlists.open', { id })).trackIds[0]).toBe(0);
  await lab.call('history.undo', {});
  await lab.core.waitForIdle();
  expect(await titles(id)).toEqual(['Ash', 'Birch']);
  expect((await entries(id))[0]?.track?.id).toBe(ash);
});

// soundspan#457, Clementine#1241: playlists lost their songs with the folder, or with its path.
test('a folder that leaves the library and comes back elsewhere has its tracks in their playlists again', async () => {
  const id = await makeList();
  const before = await trackIds();
  await lab.call('folders.remove', { id: folderId });
  await lab.core.waitForIdle();
  expect(await titles(id)).toEqual(['(Ada Vale: Ash)', '(Ada Vale: Birch)']);
  mkdirSync(join(folder.path, 'disk'));
  renameSync(join(folder.path, 'music'), join(folder.path, 'disk/music'));
  await lab.call('folders.add', { path: join(folder.path, 'disk/music') });
  await lab.core.waitForIdle();
  expect(await titles(id)).toEqual(['Ash', 'Birch']);
  const after = (await entries(id)).map(({ track }) => track?.id);
  expect(after.some((trackId) => before.includes(trackId!))).toBe(false);
  // Nobody did anything that could be undone.
  expect((await lab.call('history.next')).undo?.kind).toBe('makePlaylist');
});

test('what was trashed waits for its own file; the user may take another one that is the same song', async () => {
  const id = await makeList();
  write('two/Ash again.mp3', 'Ash', 3);
  const [ash] = await trackIds();
  await lab.call('folders.scan', { id: folderId });
  await lab.core.waitForIdle();
  await lab.call('tracks.trash', { ids: [ash!] });
  await lab.core.waitForIdle();
  await lab.call('folders.scan', { id: folderId });
  await lab.core.waitForIdle();
  expect(await titles(id)).toEqual(['(Ada Vale: Ash)', 'Birch']);
  const [entry] = await entries(id);
  const [best] = await lab.call('playlists.candidates', { entryId: entry!.id });
  expect(best).toMatchObject({ by: 'name', track: { title: 'Ash', fileName: 'Ash again.mp3' } });
  expect(await lab.call('playlists.findInLibrary', { id })).toMatchObject({ linked: 1, unsure: 0 });
  expect(await titles(id)).toEqual(['Ash', 'Birch']);
  await lab.call('history.undo', {});
  expect(await titles(id)).toEqual(['(Ada Vale: Ash)', 'Birch']);
  await lab.call('playlists.linkEntry', { id, entryId: entry!.id, trackId: best!.track.id });
  expect((await entries(id))[0]?.track?.id).toBe(best!.track.id);
});

test('a file that is missing stays in its playlists as the track it is', async () => {
  const id = await makeList();
  rmSync(join(folder.path, 'music/one/a.mp3'));
  await lab.call('folders.scan', { id: folderId });
  await lab.core.waitForIdle();
  expect((await entries(id))[0]?.track).toMatchObject({ title: 'Ash', isMissing: true });
  await lab.call('tracks.forget', { ids: [(await entries(id))[0]!.track!.id] });
  expect(await titles(id)).toEqual(['(Ada Vale: Ash)', 'Birch']);
  await lab.call('history.undo', {});
  expect(await titles(id)).toEqual(['Ash', 'Birch']);
});
