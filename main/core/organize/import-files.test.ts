import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeDisk } from '#core/files/disk.ts';
import { OrganizeLab, type Song, songFile } from '#core/testing/organize-lab.ts';
import { errorCode, openTestCore } from '#core/testing/test-core.ts';
import { checkRoom } from './apply-proposals.ts';

let lab: OrganizeLab;
let stick: string;
let folderId: never;

const song = (artist: string, title: string, more: Song = {}): Song => ({ artist, title, genre: 'Techno', ...more });

beforeEach(async () => {
  lab = new OrganizeLab();
  stick = join(lab.folder.path, 'Stick');
  mkdirSync(stick);
  lab.add({ 'Techno/Osei Calder - Night Ledger.mp3': song('Osei Calder', 'Night Ledger') });
  await lab.open();
  await lab.setPattern('%genre%/%artist% - %title%');
  folderId = (await lab.core.call('folders.list', undefined))[0]?.id as never;
});

afterEach(async () => {
  await lab.close();
});

async function bring(mode: 'copy' | 'move', path = stick) {
  const result = await lab.core.call('organize.importFiles', { path, mode, folderId });
  await lab.core.core.waitForIdle();
  return result;
}

const titles = async () => {
  const { view, total } = await lab.core.call('tracks.openView', { slot: 'test', text: '', sort: [] });
  const rows = await lab.core.call('tracks.viewRows', { view, start: 0, count: Math.max(1, total) });
  return rows.map(({ title }) => title).sort();
};

test('a copy comes in under the name of the pattern, the source stays as it is, and undo takes it away', async () => {
  lab.add(
    {
      'Album/01_sable.mp3': song('Sable Ohm', 'Glass Harbour'),
      'Album/01_sable.cue': 'cue',
      'Album/nameless.mp3': {},
      'notes.txt': 'x',
    },
    stick,
  );
  const before = [lab.tree(), lab.tree(stick)];
  expect(await bring('copy')).toMatchObject({ fileCount: 2, skippedCount: 0 });
  expect(lab.tree(stick)).toEqual(before[1]);
  expect(lab.paths()).toEqual([
    'Album/nameless.mp3',
    'Techno/Osei Calder - Night Ledger.mp3',
    'Techno/Sable Ohm - Glass Harbour.cue',
    'Techno/Sable Ohm - Glass Harbour.mp3',
  ]);
  expect(await titles()).toEqual(['', 'Glass Harbour', 'Night Ledger']);
  const [operation] = await lab.core.call('history.operations', { count: 1 });
  expect(operation).toMatchObject({ kind: 'importCopy', state: 'done', subject: 'Stick', files: { failed: 0 } });
  await lab.undo();
  expect([lab.tree(), lab.tree(stick)]).toEqual(before);
});

// beets 1849: files were moved onto those of an album that was there.
test('a move never lands on anything, leaves what is here already, and undo puts everything back', async () => {
  const same = readFileSync(join(lab.music, 'Techno/Osei Calder - Night Ledger.mp3'));
  writeFileSync(join(stick, 'copy of it.mp3'), same);
  lab.add(
    {
      'a.mp3': song('Osei Calder', 'Night Ledger'),
      'deep/b.mp3': song('Osei Calder', 'Night Ledger'),
      'deep/c.mp3': song('Ada', 'One'),
    },
    stick,
  );
  const before = [lab.tree(), lab.tree(stick)];
  expect(await bring('move')).toMatchObject({ fileCount: 3, skippedCount: 1 });
  expect(lab.paths()).toEqual([
    'Techno/Ada - One.mp3',
    'Techno/Osei Calder - Night Ledger (2).mp3',
    'Techno/Osei Calder - Night Ledger (3).mp3',
    'Techno/Osei Calder - Night Ledger.mp3',
  ]);
  expect(readFileSync(join(lab.music, 'Techno/Osei Calder - Night Ledger.mp3'))).toEqual(same);
  expect(lab.paths(stick)).toEqual(['copy of it.mp3']);
  expect(existsSync(join(stick, 'deep'))).toBe(false);
  await lab.undo();
  expect([lab.tree(), lab.tree(stick)]).toEqual(before);
});

// beets 2608, 2746: importing the library's own folder deleted what was in it.
test('the library itself, a folder in it and one around it are no sources', async () => {
  const before = lab.tree();
  for (const path of [lab.music, join(lab.music, 'Techno'), join(lab.music, 'Techno/Osei Calder - Night Ledger.mp3')]) {
    expect(await bring('move', path)).toEqual({ operation: null, fileCount: 0, skippedCount: 1 });
    expect(await bring('copy', path)).toEqual({ operation: null, fileCount: 0, skippedCount: 1 });
  }
  expect(lab.tree()).toEqual(before);
  symlinkSync(lab.music, join(stick, 'link to it'));
  lab.add({ 'new.mp3': song('Ada', 'One') }, stick);
  expect(await bring('move')).toMatchObject({ fileCount: 1 });
  expect(lab.paths()).toEqual(['Techno/Ada - One.mp3', 'Techno/Osei Calder - Night Ledger.mp3']);
});

// beets 721, 4283: an import that was interrupted, and then resumed, deleted files.
test('an import that ends half-way loses nothing and goes on', async () => {
  for (let index = 0; index < 60; index++)
    writeFileSync(join(stick, `${index}.mp3`), songFile(song('Ada', `No ${index}`)));
  const before = lab.tree(stick);
  const { operation } = await lab.core.call('organize.importFiles', { path: stick, mode: 'move', folderId });
  await lab.core.core.close();
  const hashes = (root: string) => Object.values(lab.tree(root)).filter((value) => value !== '');
  const isWhole = () =>
    expect([...hashes(stick), ...hashes(lab.music)].filter((hash) => Object.values(before).includes(hash)).length).toBe(
      60,
    );
  isWhole();
  expect(lab.paths(stick).length).toBeGreaterThan(0);
  lab.core = await openTestCore(join(lab.folder.path, 'home'), { runAnalysis: false });
  const [stopped] = await lab.core.call('history.operations', { count: 1 });
  expect(stopped).toMatchObject({ id: operation, state: 'stopped' });
  isWhole();
  await lab.core.call('history.resume', { id: operation as never });
  await lab.core.core.waitForIdle();
  isWhole();
  expect(lab.paths(stick)).toEqual([]);
  await lab.undo();
  expect(lab.tree(stick)).toEqual(before);
});

test('what is not there, or not a folder of the library, is told', async () => {
  rmSync(stick, { recursive: true });
  expect(await errorCode(bring('copy'))).toBe('FOLDER_NOT_FOUND');
  mkdirSync(stick);
  const unknown = lab.core.call('organize.importFiles', { path: stick, mode: 'copy', folderId: 999 as never });
  expect(await errorCode(unknown)).toBe('FOLDER_NOT_FOUND');
  expect(await bring('copy')).toEqual({ operation: null, fileCount: 0, skippedCount: 0 });
});

test('a disk without room is told before anything is moved', async () => {
  const expected = { device: '1', inode: '1', sizeBytes: 5000, modifiedNs: '0', mode: 0o644 };
  const moves = [
    { id: null, source: join(stick, 'a.mp3'), target: join(lab.music, 'a.mp3'), replaces: null, expected },
  ];
  const room = (free: number) => checkRoom(moves, [lab.music], { ...nodeDisk, freeBytes: async () => free });
  await expect(room(4999)).rejects.toMatchObject({
    code: 'DISK_FULL',
    details: { neededBytes: 5000, freeBytes: 4999 },
  });
  await room(5000);
});
