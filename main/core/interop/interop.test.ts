import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { insertFolderRow, insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { Input } from '#shared/contract/index.ts';
import { exportOptions, importOptions } from '#shared/contract/interop.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';

type Lab = TestCore & { home: string; ids: TrackId[] };
const folders: { remove(): void }[] = [];
let open: Lab[] = [];

beforeEach(() => {
  open = [];
});
afterEach(async () => {
  for (const { core } of open) await core.close();
  for (const folder of folders.splice(0)) folder.remove();
});

/** A library of made-up tracks below `root`; no file of them is there. */
async function openLab(root: string, count = 4, values: Record<string, string | number> = {}): Promise<Lab> {
  const folder = tempFolder('ledgerline-interop-', true);
  folders.push(folder);
  const home = join(folder.path, 'home');
  mkdirSync(home);
  const { db, close } = openLibrary(home, { listBackups: () => [] });
  const folderId = insertFolderRow(db, root);
  const ids = Array.from({ length: count }, (_, index) =>
    insertTrack(db, {
      ...{ folder_id: folderId, path: `House/Söng ${index}.mp3`, file_name: `Söng ${index}.mp3` },
      ...{ title: `Söng ${index}`, artist: `Artist ${index}`, duration_ms: 200_000 + index * 1000, format: 'MP3' },
      ...{ size_bytes: 5000, bpm: 120 + index, musical_key: index % 24, added_at: new Date(2026, 1, 1, 12).getTime() },
      ...values,
    }),
  ) as TrackId[];
  close();
  const lab = { ...(await openTestCore(home, { runAnalysis: false })), home: folder.path, ids };
  open.push(lab);
  return lab;
}

const options = (input: Partial<Input<'interop.export'>['options']> = {}) =>
  exportOptions.parse({ scope: { type: 'all' }, ...input });

async function exported(
  lab: Lab,
  input: Omit<Input<'interop.export'>, 'options'> & { options?: Input<'interop.export'>['options'] },
) {
  await lab.call('interop.export', { options: options(), ...input });
  await lab.core.waitForIdle();
  return lab.call('interop.getExport');
}

async function imported(lab: Lab, path: string, input: Partial<Input<'interop.runImport'>['options']> = {}) {
  await lab.call('interop.openImport', { path });
  await lab.core.waitForIdle();
  await lab.call('interop.runImport', { options: importOptions.parse(input) });
  await lab.core.waitForIdle();
  return lab.call('interop.getImport');
}

/** Ratings, plays, cues, a grid and a tree of playlists. */
async function fill({ call, ids }: Lab) {
  const [first, second, third] = ids as [TrackId, TrackId, TrackId];
  await call('tracks.rate', { ratings: [{ id: first, rating: 4 }] });
  const cue = { kind: 'cue' as const, name: '', colour: '', endMs: null };
  await call('cues.set', {
    trackId: first,
    cues: [
      { ...cue, slot: 0, startMs: 1000, name: 'Drop', colour: '#28e214' },
      { ...cue, slot: null, startMs: 2500 },
      { ...cue, kind: 'loop', slot: 7, startMs: 3001, endMs: 4000 },
    ],
  });
  const tempos = [
    { startMs: 250, bpm: 120.5, beat: 1 },
    { startMs: 60_000, bpm: 124, beat: 1 },
  ];
  await call('analysis.override', { overrides: [{ id: second, field: 'grid', value: { anchorMs: 250, tempos } }] });
  const { id: parentId } = await call('playlists.create', { name: 'Sets', kind: 'folder' });
  await call('playlists.create', { name: 'Friday', kind: 'list', parentId, trackIds: [third, first, third] });
  await call('playlists.create', { name: 'Empty', kind: 'list', parentId });
  await call('playlists.create', { name: 'All', kind: 'list', trackIds: ids });
}

/** What a user made of a library, without its numbers. */
async function made({ call, ids }: Lab) {
  const lists = await call('playlists.list');
  const names = new Map(lists.map(({ id, name }) => [id, name]));
  const playlists = [];
  for (const { id, parentId, name, kind } of lists) {
    const { entries } = await call('playlists.entries', { id, start: 0, count: 100 });
    const titles = entries.map(({ track, kept }) => track?.title ?? `(${kept.title})`);
    playlists.push({ name, kind, in: names.get(parentId as PlaylistId) ?? null, titles });
  }
  const tracks = [];
  for (const id of ids) {
    const { rating, plays, addedAt } = await call('tracks.get', { id });
    const { overrides } = await call('analysis.get', { id });
    const cues = await call('cues.get', { trackId: id });
    tracks.push({ rating, plays, addedAt, cues, overrides: overrides.map(({ field, value }) => ({ field, value })) });
  }
  return { tracks, playlists };
}

test.each(['rekordbox', 'traktor'] as const)(
  'what goes out to %s comes back into an empty library of another machine, and can be taken back',
  async (format) => {
    const from = await openLab('/Users/dj/Music');
    await fill(from);
    const file = join(from.home, 'out.xml');
    const state = await exported(from, { format, path: file, options: options({ nmlVersion: 20 }) });
    expect(state).toMatchObject({ state: 'done', result: { files: { written: 1 }, tracks: { total: 4, added: 4 } } });

    const to = await openLab('/home/me/Music', 4, { added_at: new Date(2026, 5, 1).getTime() });
    const empty = await made(to);
    const result = await imported(to, file);
    expect(result?.paths).toEqual([{ from: '/Users/dj', to: '/home/me' }]);
    expect(result?.counts).toMatchObject({ tracks: 4, matched: 4, byPath: 4, unmatched: 0, playlists: 3, folders: 1 });
    expect(await made(to)).toEqual(await made(from));
    const again = await imported(to, file);
    expect(again?.operation).toBeNull();
    expect(again?.counts).toMatchObject({ samePlaylists: 3, cues: 0, grids: 0, ratings: 0, conflicts: 0 });
    await to.call('history.undo', {});
    expect(await made(to)).toEqual(empty);
    await to.call('history.redo');
    expect(await made(to)).toEqual(await made(from));
    expect([...from.logged, ...to.logged]).toEqual([]);
  },
);

test('a preview says what an import would do and changes nothing', async () => {
  const from = await openLab('/Users/dj/Music');
  await fill(from);
  const file = join(from.home, 'out.xml');
  await exported(from, { format: 'rekordbox', path: file });
  const to = await openLab('/music', 2);
  await to.call('tracks.rate', { ratings: [{ id: to.ids[0] as TrackId, rating: 2 }] });
  const before = await made(to);
  expect(await to.call('interop.openImport', { path: file })).toEqual({ format: 'rekordbox' });
  await to.core.waitForIdle();
  const preview = await to.call('interop.getImport');
  expect(preview).toMatchObject({
    state: 'ready',
    counts: { tracks: 4, matched: 2, unmatched: 2, conflicts: 1, ratings: 0, cues: 1, entries: 7, deadEntries: 4 },
    misses: [
      { title: 'Söng 2', reason: 'notFound', location: '/Users/dj/Music/House/Söng 2.mp3' },
      { title: 'Söng 3', reason: 'notFound' },
    ],
  });
  expect(await made(to)).toEqual(before);
  await to.call('interop.runImport', { options: importOptions.parse({ conflicts: 'theirs' }) });
  await to.core.waitForIdle();
  const after = await made(to);
  expect(after.tracks[0]?.rating).toBe(4);
  expect(after.playlists.find(({ name }) => name === 'Friday')?.titles).toEqual(['(Söng 2)', 'Söng 0', '(Söng 2)']);
  const [report] = await to.call('interop.reports');
  expect(report).toMatchObject({ format: 'rekordbox', missCount: 2 });
  const csv = join(to.home, 'missing.csv');
  await to.call('interop.saveMisses', { reportId: report?.id ?? 0, path: csv });
  expect(readFileSync(csv, 'utf8')).toBe(
    '\ufeffreason,artist,title,location\r\nnotFound,Artist 2,Söng 2,/Users/dj/Music/House/Söng 2.mp3\r\nnotFound,Artist 3,Söng 3,/Users/dj/Music/House/Söng 3.mp3\r\n',
  );
  expect(await errorCode(to.call('interop.saveMisses', { reportId: report?.id ?? 0, path: csv }))).toBe('FILE_EXISTS');
});

test('plays go by the higher count and the day by the earlier; what the user set by hand stays', async () => {
  const lab = await openLab('/music', 2, { play_count: 5 });
  const [id] = lab.ids as [TrackId];
  const file = join(lab.home, 'in.xml');
  const track = (plays: number, key: string) =>
    `<DJ_PLAYLISTS><COLLECTION><TRACK TrackID="1" Name="x" Location="file://localhost/music/House/S%c3%b6ng%200.mp3"
      PlayCount="${plays}" DateAdded="2020-03-04" AverageBpm="90" Tonality="${key}"/></COLLECTION></DJ_PLAYLISTS>`;
  writeFileSync(file, track(3, 'Am'));
  await imported(lab, file);
  expect(await lab.call('tracks.get', { id })).toMatchObject({
    plays: 5,
    bpm: 120,
    addedAt: new Date(2020, 2, 4, 12).getTime(),
  });
  writeFileSync(file, track(9, 'Am'));
  await imported(lab, file, { bpm: true, keys: true });
  expect(await lab.call('tracks.get', { id })).toMatchObject({ plays: 9, bpm: 90, key: 14 });
  writeFileSync(file, track(9, 'Cm'));
  const kept = await imported(lab, file, { bpm: true, keys: true });
  expect(kept?.counts).toMatchObject({ conflicts: 1, keys: 0 });
  expect(await lab.call('tracks.get', { id })).toMatchObject({ key: 14 });
});

test('what another program rounds is no difference', async () => {
  const lab = await openLab('/music', 1);
  const [trackId] = lab.ids as [TrackId];
  const cue = { kind: 'cue' as const, slot: null, name: '', endMs: null };
  await lab.call('cues.set', { trackId, cues: [{ ...cue, startMs: 1000.4567, colour: '#ff0000' }] });
  const value = { anchorMs: 20.123, tempos: [{ startMs: 20.123, bpm: 123.4567, beat: 1 }] };
  await lab.call('analysis.override', { overrides: [{ id: trackId, field: 'grid', value }] });
  const file = join(lab.home, 'out.xml');
  await exported(lab, { format: 'rekordbox', path: file });
  const state = await imported(lab, file, { conflicts: 'theirs' });
  expect(state).toMatchObject({ operation: null, counts: { conflicts: 0, cues: 0, grids: 0 } });
});

test('a file that is broken at its end changes nothing, and says so', async () => {
  const lab = await openLab('/music', 1);
  const file = join(lab.home, 'in.xml');
  writeFileSync(
    file,
    '<DJ_PLAYLISTS><COLLECTION><TRACK TrackID="1" Rating="255" Location="file://localhost/music/House/S%c3%b6ng%200.mp3"/>',
  );
  expect(await imported(lab, file)).toMatchObject({ state: 'failed', error: 'IMPORT_INVALID' });
  expect(await lab.call('tracks.get', { id: lab.ids[0] as TrackId })).toMatchObject({ rating: 0 });
  expect(await lab.call('interop.reports')).toEqual([]);
  expect(await errorCode(lab.call('interop.openImport', { path: join(lab.home, 'home/library.lock') }))).toBe(
    'IMPORT_UNKNOWN',
  );
  expect(await errorCode(lab.call('interop.openImport', { path: join(lab.home, 'none') }))).toBe('FILE_NOT_FOUND');
  expect(await errorCode(lab.call('interop.openImport', { path: 'in.xml' }))).toBe('INVALID_INPUT');
  const relative = { format: 'rekordbox' as const, path: 'out.xml', options: options() };
  expect(await errorCode(lab.call('interop.export', relative))).toBe('INVALID_INPUT');
});

test('an export made again touches only what changed, and says what that was', async () => {
  const lab = await openLab('/music');
  await fill(lab);
  const path = join(lab.home, 'rekordbox.xml');
  await exported(lab, { format: 'rekordbox', path });
  const first = { text: readFileSync(path, 'utf8'), stats: statSync(path, { bigint: true }) };
  const same = await exported(lab, { format: 'rekordbox', path });
  expect(same?.result).toMatchObject({
    files: { written: 0, unchanged: 1 },
    tracks: { same: 4, added: 0, changed: 0 },
  });
  expect(statSync(path, { bigint: true })).toMatchObject({ ino: first.stats.ino, mtimeNs: first.stats.mtimeNs });
  await lab.call('tracks.rate', { ratings: [{ id: lab.ids[1] as TrackId, rating: 5 }] });
  const changed = await exported(lab, { format: 'rekordbox', path });
  expect(changed?.result).toMatchObject({ files: { written: 1 }, tracks: { same: 3, changed: 1, gone: 0 } });
  await lab.call('tracks.rate', { ratings: [{ id: lab.ids[1] as TrackId, rating: 0 }] });
  await exported(lab, { format: 'rekordbox', path });
  expect(readFileSync(path, 'utf8')).toBe(first.text);
  expect(await lab.call('interop.targets')).toHaveLength(1);
  expect(readdirSync(join(lab.home, 'home/cache/exports'))).toEqual([]);
});

test('a file that is not our export, or was changed since, is never replaced', async () => {
  const lab = await openLab('/music', 1);
  const path = join(lab.home, 'collection.nml');
  writeFileSync(path, 'theirs');
  expect(await errorCode(lab.call('interop.export', { format: 'traktor', path, options: options() }))).toBe(
    'FILE_EXISTS',
  );
  const ours = join(lab.home, 'ours.nml');
  await exported(lab, { format: 'traktor', path: ours });
  writeFileSync(ours, `${readFileSync(ours, 'utf8')}<!-- touched -->`);
  expect(await errorCode(lab.call('interop.export', { format: 'traktor', path: ours, options: options() }))).toBe(
    'FILE_EXISTS',
  );
  expect(readFileSync(path, 'utf8')).toBe('theirs');
  expect(readFileSync(ours, 'utf8')).toContain('touched');
  const nowhere = join(lab.home, 'none/x.nml');
  expect(await exported(lab, { format: 'traktor', path: nowhere })).toMatchObject({
    state: 'failed',
    error: 'FILE_NOT_FOUND',
  });
});

test('playlists go out as files in folders, with paths as the other machine has them', async () => {
  const lab = await openLab('/music');
  await fill(lab);
  const { id } = await lab.call('playlists.create', { name: 'a/b: c?', kind: 'list', trackIds: lab.ids });
  const lists = await lab.call('playlists.list');
  const folder = join(lab.home, 'lists');
  const ids = lists.filter(({ name, parentId }) => parentId === null && name !== 'All').map((list) => list.id);
  const state = await exported(lab, {
    format: 'm3u8',
    path: folder,
    options: options({ scope: { type: 'playlists', ids }, paths: [{ from: '/music', to: 'D:\\DJ' }] }),
  });
  expect(state?.result).toMatchObject({ files: { written: 3, unchanged: 0 }, tracks: { total: 4 }, playlists: 3 });
  expect(readFileSync(join(folder, 'Sets/Friday.m3u8'), 'utf8')).toContain('D:/DJ/House/Söng 2.mp3');
  expect(existsSync(join(folder, 'a_b_ c_.m3u8'))).toBe(true);
  const single = join(lab.home, 'one.m3u8');
  const relative = options({ scope: { type: 'playlists', ids: [id] }, pathStyle: 'relative' });
  await exported(lab, { format: 'm3u8', path: single, options: relative });
  expect(readFileSync(single, 'utf8')).toMatch(/\n(\.\.\/)+music\/House\/Söng 0\.mp3\n/);
});

test('an import that is cancelled is taken back', async () => {
  const lab = await openLab('/music', 3000);
  const file = join(lab.home, 'in.xml');
  const rows = lab.ids.map(
    (_, index) =>
      `<TRACK TrackID="${index}" Rating="255" Location="file://localhost/music/House/S%c3%b6ng%20${index}.mp3"/>`,
  );
  writeFileSync(file, `<DJ_PLAYLISTS><COLLECTION>${rows.join('\n')}</COLLECTION></DJ_PLAYLISTS>`);
  await lab.call('interop.openImport', { path: file });
  await lab.core.waitForIdle();
  await lab.call('interop.runImport', { options: importOptions.parse({ paths: [] }) });
  while (((await lab.call('interop.getImport'))?.done ?? 0) === 0) await new Promise(setImmediate);
  await lab.call('interop.closeImport');
  expect(await lab.call('interop.getImport')).toBeNull();
  for (const id of lab.ids.slice(0, 300)) expect(await lab.call('tracks.get', { id })).toMatchObject({ rating: 0 });
  expect(await lab.call('interop.reports')).toEqual([]);
});
