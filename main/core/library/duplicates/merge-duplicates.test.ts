import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import { systemDisk } from '#core/files/disk.ts';
import { systemError } from '#core/testing/odd-disks.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import type { DuplicateFile, DuplicateGroup } from '#shared/contract/library/duplicates.ts';
import { emptyEntry } from '#shared/tracklist/tracklist-parts.ts';
import { writeRecording } from '../../../../e2e/copies/write-copies.ts';

const copies = join(import.meta.dirname, '../../../../e2e/copies');

let folder: ReturnType<typeof tempFolder>;
let music: string;
let lab: TestCore;

let prepared: ReturnType<typeof tempFolder>;

/** A FLAC without an album, an MP3 with one, and the same with silence in front; analysed once, copied for each test. */
beforeAll(async () => {
  prepared = tempFolder();
  const made = join(prepared.path, 'music');
  mkdirSync(made);
  copyFileSync(join(copies, 'Ada Vale - Tin Roof.flac'), join(made, 'a.flac'));
  copyFileSync(join(copies, '07 - Tin_Roof_320.mp3'), join(made, 'b.mp3'));
  writeRecording(join(made, 'rips/c.wav'), 'leadIn', { title: 'Tin Roof' });
  // Whole seconds are the same in a copy.
  for (const name of ['a.flac', 'b.mp3', 'rips/c.wav']) utimesSync(join(made, name), 1_700_000_000, 1_700_000_000);
  lab = await openTestCore(join(prepared.path, 'home'));
  await lab.call('folders.add', { path: made });
  await look();
  await lab.core.close();
}, 60_000);

afterAll(() => prepared.remove());

beforeEach(async () => {
  folder = tempFolder();
  cpSync(prepared.path, folder.path, { recursive: true, preserveTimestamps: true });
  music = join(folder.path, 'music');
  const library = openLibrary(join(folder.path, 'home'));
  library.db.prepare('UPDATE folder SET path = ?').run(music);
  library.close();
  lab = await openTestCore(join(folder.path, 'home'));
});

afterEach(async () => {
  await lab.core.close();
  folder.remove();
});

async function look(): Promise<void> {
  await lab.core.waitForIdle();
  await lab.call('duplicates.look', undefined);
  await lab.core.waitForIdle();
}

async function onlyGroup(): Promise<{ group: DuplicateGroup; of: (name: string) => DuplicateFile }> {
  const [group, ...others] = await lab.call('duplicates.list', { start: 0, count: 10 });
  expect(others).toEqual([]);
  const { files } = await lab.call('duplicates.get', { id: group!.id });
  return { group: group!, of: (name) => files.find(({ track }) => track.fileName === name)! };
}

function tree(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(music, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        const { mtimeNs, mode } = statSync(path, { bigint: true });
        return [path, `${createHash('sha256').update(readFileSync(path)).digest('hex')} ${mtimeNs} ${mode}`];
      }),
  );
}

// traktorlibrarian#7, Clementine#4769: what was known of the file that went was lost with it.
test('the kept file gets what the others have, they go to the trash, and undo brings back everything', async () => {
  const { group, of } = await onlyGroup();
  const [flac, mp3, wav] = ['a.flac', 'b.mp3', 'c.wav'].map((name) => of(name).track.id) as [never, never, never];
  await lab.call('tracks.rate', {
    ratings: [
      { id: flac, rating: 3 },
      { id: mp3, rating: 5 },
    ],
  });
  await lab.call('analysis.override', {
    overrides: [
      { id: wav, field: 'grid', value: { anchorMs: 3400 } },
      { id: mp3, field: 'bpm', value: 124 },
    ],
  });
  for (const id of [flac, mp3, mp3, wav]) await lab.call('tracks.played', { id });
  const details = await Promise.all([flac, mp3, wav].map((id) => lab.call('tracks.get', { id })));
  const set = await lab.call('playlists.create', { name: 'Set', kind: 'list', trackIds: [mp3, flac, wav] });
  const radio = await lab.call('playlists.create', { name: 'Radio', kind: 'list', trackIds: [wav] });
  const held = () =>
    Promise.all([set, radio].map(async ({ id }) => (await lab.call('playlists.open', { id })).trackIds));
  const { ids } = await lab.call('tracklists.create', {
    parts: [{ facts: {}, entries: [{ ...emptyEntry, title: 'Played' }] }],
    mixTrackId: mp3,
    name: 'Mix',
  });
  const [list] = ids as [never];
  const [entry] = (await lab.call('tracklists.get', { id: list })).entries;
  const steps = [{ type: 'setTrack' as const, id: entry?.id as never, trackId: wav }];
  await lab.call('tracklists.editEntries', { id: list, steps });
  const named = async () => {
    const { mix, entries } = await lab.call('tracklists.get', { id: list });
    return [mix?.id, entries[0]?.track?.id];
  };
  const files = tree();

  const gains = (await onlyGroup()).of('a.flac').gains;
  expect(gains).toMatchObject({ rating: 5, plays: 3, edits: ['grid', 'bpm'] });
  expect(gains.tags).toContain('album');

  const merged = await lab.call('duplicates.merge', { groups: [{ id: group.id, keep: flac, trash: [mp3, wav] }] });
  expect(merged).toMatchObject({ groups: 1, files: 2, left: [], sizeBytes: expect.any(Number) });
  await lab.core.waitForIdle();
  expect(Object.keys(tree())).toEqual([join(music, 'a.flac')]);
  expect(tree()[join(music, 'a.flac')]).toBe(files[join(music, 'a.flac')]);
  const kept = await lab.call('tracks.get', { id: flac });
  expect(kept).toMatchObject({ rating: 5, album: 'Gutters', bpm: 124, plays: 4 });
  const { overrides } = await lab.call('analysis.get', { id: flac });
  const grid = overrides.find(({ field }) => field === 'grid')?.value as { anchorMs: number };
  // Three seconds of silence are not in this one.
  expect(Math.abs(grid.anchorMs - 400)).toBeLessThan(150);
  expect(await lab.call('duplicates.list', { start: 0, count: 10 })).toEqual([]);
  expect((await lab.call('tracks.count', undefined)).total).toBe(1);
  expect(await held()).toEqual([[flac], [flac]]);
  expect(await named()).toEqual([flac, flac]);

  const undone = await lab.call('history.undo', {});
  expect(undone).toMatchObject({ kind: 'mergeDuplicates', isUndo: true });
  await lab.core.waitForIdle();
  expect(tree()).toEqual(files);
  expect(await held()).toEqual([[mp3, flac, wav], [wav]]);
  expect(await named()).toEqual([mp3, wav]);
  expect(await Promise.all([flac, mp3, wav].map((id) => lab.call('tracks.get', { id })))).toEqual(details);
  expect((await onlyGroup()).group.fileCount).toBe(3);

  await lab.call('history.redo', undefined);
  await lab.core.waitForIdle();
  expect(Object.keys(tree())).toEqual([join(music, 'a.flac')]);
  expect(await lab.call('tracks.get', { id: flac })).toMatchObject({ rating: 5, plays: 4, album: 'Gutters' });
  expect(lab.logged).toEqual([]);
});

test('where the trash takes nothing, each play counts once when it is merged again, and all is undone', async () => {
  const { group, of } = await onlyGroup();
  const [flac, mp3, wav] = ['a.flac', 'b.mp3', 'c.wav'].map((name) => of(name).track.id) as [never, never, never];
  for (const id of [flac, mp3, mp3, wav]) await lab.call('tracks.played', { id });
  const details = await Promise.all([flac, mp3, wav].map((id) => lab.call('tracks.get', { id })));
  const files = tree();
  await lab.core.close();
  const disk = systemDisk();
  const refuse = async () => {
    throw systemError('EACCES');
  };
  lab = await openTestCore(join(folder.path, 'home'), { disk: { ...disk, link: refuse, rename: refuse } });
  const plays = async () => (await lab.call('tracks.get', { id: flac })).plays;
  const request = { groups: [{ id: group.id, keep: flac, trash: [mp3, wav] as never[] }] };

  const { operation } = await lab.call('duplicates.merge', request);
  await lab.core.waitForIdle();
  expect([tree(), await plays()]).toEqual([files, 4]);
  expect(await lab.call('history.operation', { id: operation! })).toMatchObject({ state: 'stopped' });
  await lab.core.close();

  lab = await openTestCore(join(folder.path, 'home'));
  await lab.call('duplicates.merge', request);
  await lab.core.waitForIdle();
  expect([Object.keys(tree()), await plays()]).toEqual([[join(music, 'a.flac')], 4]);
  for (let count = 0; count < 2; count += 1) {
    await lab.call('history.undo', {});
    await lab.core.waitForIdle();
  }
  expect(tree()).toEqual(files);
  expect(await Promise.all([flac, mp3, wav].map((id) => lab.call('tracks.get', { id })))).toEqual(details);
  expect(lab.logged).toEqual([]);
});

test('a file that is not what the library knows stays and is named; without the kept one nothing goes', async () => {
  const { group, of } = await onlyGroup();
  const [flac, mp3, wav] = [of('a.flac').track.id, of('b.mp3').track.id, of('c.wav').track.id];
  appendFileSync(join(music, 'b.mp3'), 'more');
  const merged = await lab.call('duplicates.merge', { groups: [{ id: group.id, keep: flac, trash: [mp3, wav] }] });
  expect(merged).toMatchObject({ files: 1, left: [{ id: mp3, fileName: 'b.mp3', code: 'FILE_CHANGED' }] });
  await lab.core.waitForIdle();
  expect(readdirSync(music).sort()).toEqual(['a.flac', 'b.mp3', 'rips']);
  expect(existsSync(join(music, 'rips/c.wav'))).toBe(false);
  await lab.call('history.undo', {});
  await lab.core.waitForIdle();

  renameSync(join(music, 'a.flac'), join(folder.path, 'away.flac'));
  const refused = await lab.call('duplicates.merge', { groups: [{ id: group.id, keep: flac, trash: [wav] }] });
  expect(refused).toEqual({
    operation: null,
    groups: 0,
    files: 0,
    sizeBytes: 0,
    left: [{ id: flac, fileName: 'a.flac', code: 'FILE_NOT_FOUND' }],
  });
  expect(existsSync(join(music, 'rips/c.wav'))).toBe(true);
});

test('another name of the kept file is not trashed, though it looks like a copy', async () => {
  const { group, of } = await onlyGroup();
  const [flac, mp3] = [of('a.flac').track.id, of('b.mp3').track.id];
  rmSync(join(music, 'b.mp3'));
  linkSync(join(music, 'a.flac'), join(music, 'b.mp3'));
  const db = new Database(join(folder.path, 'home/library.db'));
  db.prepare('UPDATE track SET size_bytes = (SELECT size_bytes FROM track WHERE id = ?) WHERE id = ?').run(flac, mp3);
  db.close();
  const merged = await lab.call('duplicates.merge', { groups: [{ id: group.id, keep: flac, trash: [mp3] }] });
  expect(merged).toMatchObject({ operation: null, files: 0, left: [{ id: mp3, code: 'FILE_LINKED' }] });
  expect(existsSync(join(music, 'b.mp3'))).toBe(true);
});

test('a file whose disk is not there stays and is named', async () => {
  const { group, of } = await onlyGroup();
  const [flac, mp3, wav] = [of('a.flac').track.id, of('b.mp3').track.id, of('c.wav').track.id];
  const db = new Database(join(folder.path, 'home/library.db'));
  db.prepare(`INSERT INTO folder (id, path, state, added_at) VALUES (99, '/usb', 'offline', 0)`).run();
  db.prepare('UPDATE track SET folder_id = 99 WHERE id = ?').run(mp3);
  db.close();
  const merged = await lab.call('duplicates.merge', { groups: [{ id: group.id, keep: flac, trash: [mp3, wav] }] });
  expect(merged).toMatchObject({ files: 1, left: [{ id: mp3, code: 'FOLDER_OFFLINE' }] });
  await lab.core.waitForIdle();
  expect(existsSync(join(music, 'b.mp3'))).toBe(true);
  expect(existsSync(join(music, 'rips/c.wav'))).toBe(false);
});

test('a request that contradicts itself or is about something else changes nothing', async () => {
  const { group, of } = await onlyGroup();
  const [flac, mp3] = [of('a.flac').track.id, of('b.mp3').track.id];
  const before = tree();
  const merge = (groups: { id: number; keep: number; trash: number[] }[]) =>
    errorCode(lab.call('duplicates.merge', { groups } as never));
  expect(await merge([{ id: group.id, keep: flac, trash: [flac] }])).toBe('INVALID_INPUT');
  expect(await merge([{ id: group.id, keep: flac, trash: [mp3, mp3] }])).toBe('INVALID_INPUT');
  expect(await merge([{ id: group.id, keep: flac, trash: [9999] }])).toBe('NOT_FOUND');
  expect(await merge([{ id: 9999, keep: flac, trash: [mp3] }])).toBe('NOT_FOUND');
  expect(tree()).toEqual(before);
});

test('what is sure is merged at once', async () => {
  const merged = await lab.call('duplicates.mergeSure', undefined);
  expect(merged).toMatchObject({ groups: 1, files: 2, left: [] });
  await lab.core.waitForIdle();
  expect(Object.keys(tree())).toHaveLength(1);
  expect(await lab.call('duplicates.mergeSure', undefined)).toMatchObject({ operation: null, groups: 0 });
});

test('what is no duplicate is not shown again, until that is taken back', async () => {
  const { group } = await onlyGroup();
  const { operation } = await lab.call('duplicates.dismiss', { ids: [group.id] });
  expect(operation).not.toBeNull();
  expect(await lab.call('duplicates.list', { start: 0, count: 10 })).toEqual([]);
  await look();
  expect(await lab.call('duplicates.list', { start: 0, count: 10 })).toEqual([]);
  await lab.call('history.undo', {});
  await look();
  expect((await onlyGroup()).group.fileCount).toBe(3);
});

test('a file that is forgotten, missing or offline leaves its group, and comes back with it', async () => {
  const { group } = await onlyGroup();
  renameSync(join(music, 'b.mp3'), join(folder.path, 'b.mp3'));
  const [place] = await lab.call('folders.list', undefined);
  const folderId = place!.id;
  await lab.call('folders.scan', { id: folderId });
  await lab.core.waitForIdle();
  expect((await onlyGroup()).group).toMatchObject({ id: group.id, fileCount: 2 });
  renameSync(join(folder.path, 'b.mp3'), join(music, 'b.mp3'));
  await lab.call('folders.scan', { id: folderId });
  await lab.core.waitForIdle();
  expect((await onlyGroup()).group).toMatchObject({ id: group.id, fileCount: 3 });
  renameSync(music, join(folder.path, 'elsewhere'));
  await lab.call('folders.scan', { id: folderId });
  await lab.core.waitForIdle();
  expect(await lab.call('duplicates.list', { start: 0, count: 10 })).toEqual([]);
  expect(await lab.call('duplicates.mergeSure', undefined)).toMatchObject({ groups: 0, left: [] });
});
