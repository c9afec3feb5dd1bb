import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { insertFolderRow, insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { Input } from '#shared/contract/index.ts';
import { exportOptions, importOptions } from '#shared/contract/interop.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';

type Lab = TestCore & { folder: string; ids: TrackId[] };
const opened: { lab: Lab; remove(): void }[] = [];

afterEach(async () => {
  for (const { lab, remove } of opened.splice(0)) {
    await lab.core.close();
    remove();
  }
});

/** A library of three tracks whose files lie nowhere. */
async function openLab(root: string): Promise<Lab> {
  const { path, remove } = tempFolder('ledgerline-lists-', true);
  mkdirSync(join(path, 'home'));
  const { db, close } = openLibrary(join(path, 'home'), { listBackups: () => [] });
  const folderId = insertFolderRow(db, root);
  const ids = [0, 1, 2].map((index) =>
    insertTrack(db, {
      ...{ folder_id: folderId, path: `Söng ${index}.mp3`, file_name: `Söng ${index}.mp3`, title: `=Söng ${index}` },
      ...{ artist: 'Ann', duration_ms: 200_000 + index * 1000, format: 'MP3', bpm: 120 + index, musical_key: 14 },
    }),
  ) as TrackId[];
  close();
  const lab = { ...(await openTestCore(join(path, 'home'), { runAnalysis: false })), folder: path, ids };
  opened.push({ lab, remove });
  return lab;
}

async function exported(lab: Lab, input: Omit<Input<'interop.export'>, 'options'>, options = {}) {
  await lab.call('interop.export', { ...input, options: exportOptions.parse({ scope: { type: 'all' }, ...options }) });
  await lab.core.waitForIdle();
  const state = await lab.call('interop.getExport');
  expect(state).toMatchObject({ state: 'done', error: null });
  return state?.result;
}

async function imported(lab: Lab, path: string) {
  await lab.call('interop.openImport', { path });
  await lab.core.waitForIdle();
  await lab.call('interop.runImport', { options: importOptions.parse({}) });
  await lab.core.waitForIdle();
  const state = await lab.call('interop.getImport');
  expect(state).toMatchObject({ state: 'done', error: null });
  return state;
}

/** Paths of lists with the titles they hold. */
async function listsOf({ call }: Lab): Promise<string[]> {
  const lists = await call('playlists.list');
  const pathOf = (id: number | null): string => {
    const list = lists.find((one) => one.id === id);
    return list ? `${pathOf(list.parentId)}/${list.name}` : '';
  };
  const told = lists
    .filter(({ kind }) => kind === 'list')
    .map(async ({ id }) => {
      const { entries } = await call('playlists.entries', { id, start: 0, count: 100 });
      return `${pathOf(id)}: ${entries.map(({ track, kept }) => track?.title ?? `(${kept.location})`).join()}`;
    });
  return (await Promise.all(told)).sort();
}

test.each([
  ['m3u8', 'lists', 'playlistFolder'],
  ['serato', '_Serato_', 'serato'],
  ['json', 'all.json', 'json'],
] as const)('playlists that go out as %s come back as they were, in their folders', async (format, name, readAs) => {
  const from = await openLab('/music');
  const [first, second, third] = from.ids as [TrackId, TrackId, TrackId];
  const { id: parentId } = await from.call('playlists.create', { name: 'Sets', kind: 'folder' });
  await from.call('playlists.create', { name: 'May', kind: 'list', parentId, trackIds: [third, first, third] });
  await from.call('playlists.create', { name: 'Loose', kind: 'list', trackIds: [second] });
  const path = join(from.folder, name);
  await exported(from, { format, path });
  const to = await openLab('/music');
  const state = await imported(to, path);
  expect([state?.format, state?.counts.matched]).toEqual([readAs, 3]);
  expect(await listsOf(to)).toEqual(await listsOf(from));
  expect([...from.logged, ...to.logged]).toEqual([]);
});

test('a selection goes out as a table of the chosen columns', async () => {
  const lab = await openLab('/music');
  const path = join(lab.folder, 'some.csv');
  const columns = ['title', 'bpm', 'musicalKey', 'durationMs', 'path'] as const;
  await exported(
    lab,
    { format: 'csv', path },
    { scope: { type: 'tracks', ids: lab.ids.slice(0, 2).reverse() }, columns },
  );
  const lines = readFileSync(path, 'utf8').split('\r\n');
  expect(lines.toSorted()).toEqual(
    [
      '',
      "'=Söng 0,120,8A,3:20,/music/Söng 0.mp3",
      "'=Söng 1,121,8A,3:21,/music/Söng 1.mp3",
      '\ufeffTitle,BPM,Key,Duration,Path',
    ].toSorted(),
  );
});

test('what a list names and nobody has stays in it, with its address', async () => {
  const lab = await openLab('/music');
  const file = join(lab.folder, 'mine.m3u8');
  writeFileSync(file, '/music/Söng 1.mp3\n#EXTINF:60,Radio\nhttp://radio.example/live\n');
  const state = await imported(lab, file);
  expect(state?.counts).toMatchObject({ tracks: 2, matched: 1, unmatched: 1, deadEntries: 1 });
  expect(await listsOf(lab)).toEqual(['/mine: =Söng 1,(http://radio.example/live)']);
});

test('Serato is given its crates, and told of what lies on another drive', async () => {
  const lab = await openLab('/Volumes/USB/music');
  await lab.call('playlists.create', { name: 'May', kind: 'list', trackIds: lab.ids });
  const result = await exported(lab, { format: 'serato', path: join(lab.folder, 'Music') });
  expect(readdirSync(join(lab.folder, 'Music', '_Serato_', 'Subcrates'))).toEqual(['May.crate']);
  expect(result?.leftOut).toBe(3);
});

test('copies of databases lie in our own folder, and those of a process that died are taken away', async () => {
  const { path, remove } = tempFolder('ledgerline-copies-', true);
  const copies = join(path, 'home/cache/imports');
  mkdirSync(join(copies, 'ledgerline-import-left'), { recursive: true });
  const lab = { ...(await openTestCore(join(path, 'home'), { runAnalysis: false })), folder: path, ids: [] };
  opened.push({ lab, remove });
  expect(existsSync(copies)).toBe(false);
  const file = join(path, 'mixxxdb.sqlite');
  const db = new Database(file);
  db.exec(`CREATE TABLE settings (name TEXT, value TEXT); INSERT INTO settings VALUES ('mixxx.schema.version', '39');
    CREATE TABLE track_locations (id INTEGER PRIMARY KEY, location TEXT, filesize INTEGER);
    CREATE TABLE crates (id INTEGER, name TEXT);
    CREATE TABLE crate_tracks (crate_id INTEGER, track_id INTEGER);
    CREATE TABLE cues (id INTEGER, track_id INTEGER, type INTEGER, position INTEGER, length INTEGER, hotcue INTEGER, label TEXT);
    CREATE TABLE Playlists (id INTEGER, name TEXT, position INTEGER, hidden INTEGER);
    CREATE TABLE PlaylistTracks (id INTEGER, playlist_id INTEGER, track_id INTEGER, position INTEGER);
    CREATE TABLE library (id INTEGER PRIMARY KEY, location INTEGER, title TEXT, mixxx_deleted INTEGER);
    INSERT INTO track_locations VALUES (1, '/a.mp3', 1); INSERT INTO library VALUES (1, 1, 'A', 0);`);
  db.close();
  // Nothing can be made in the system's place.
  vi.stubEnv('TMPDIR', join(file, 'none'));
  try {
    expect(await imported(lab, file)).toMatchObject({ format: 'mixxx', counts: { tracks: 1 } });
  } finally {
    vi.unstubAllEnvs();
  }
  expect(readdirSync(copies)).toEqual([]);
});
