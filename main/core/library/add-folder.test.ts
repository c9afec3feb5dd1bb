import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { insertTrack, openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { addPath, isInside } from './add-folder.ts';
import { listFolders } from './folders.repository.ts';

let db: Db;
let folder: ReturnType<typeof tempFolder>;
let root: string;
beforeEach(() => {
  db = openTestDb();
  folder = tempFolder();
  root = realpathSync(folder.path);
  mkdirSync(join(root, 'music/house'), { recursive: true });
  writeFileSync(join(root, 'music/house/one.mp3'), 'x');
});
afterEach(() => folder.remove());

const known = () => listFolders(db).map(({ path, isWatched }) => [path.slice(root.length), isWatched]);

test('a folder is added once, however it is named', async () => {
  symlinkSync(join(root, 'music'), join(root, 'link'));
  const first = await addPath(db, join(root, 'music'), 1);
  const again = await addPath(db, join(root, 'music/../music/'), 2);
  const linked = await addPath(db, join(root, 'link'), 3);
  expect([first.added, again, linked]).toEqual([true, { id: first.id, added: false }, { id: first.id, added: false }]);
  expect(known()).toEqual([['/music', true]]);
});

test('a folder inside a known one belongs to it', async () => {
  const outer = await addPath(db, join(root, 'music'), 1);
  expect(await addPath(db, join(root, 'music/house'), 2)).toEqual({ id: outer.id, added: false });
  expect(known()).toEqual([['/music', true]]);
});

test('a folder around a known one takes over its tracks with all that hangs on them', async () => {
  const inner = await addPath(db, join(root, 'music/house'), 1);
  const track = insertTrack(db, { folder_id: inner.id, path: 'one.mp3', rating: 4 });
  const outer = await addPath(db, join(root, 'music'), 2);
  expect(outer.added).toBe(true);
  expect(db.prepare('SELECT id, folder_id, path, rating FROM track').raw().all()).toEqual([
    [track, outer.id, 'house/one.mp3', 4],
  ]);
  expect(known()).toEqual([['/music', true]]);
});

test('a single file makes its folder known without watching it, until the folder itself is added', async () => {
  const file = join(root, 'music/house/one.mp3');
  const alone = await addPath(db, file, 1);
  expect({ only: alone.only, known: known() }).toEqual({ only: ['one.mp3'], known: [['/music/house', false]] });
  const whole = await addPath(db, join(root, 'music/house'), 2);
  expect({ whole, known: known() }).toEqual({
    whole: { id: alone.id, added: true },
    known: [['/music/house', true]],
  });
  expect(await addPath(db, file, 3)).toEqual({ id: alone.id, added: false, only: ['one.mp3'] });
});

test('what is not there, and what is no whole path, is a clear error', async () => {
  const code = (path: string) => addPath(db, path, 1).catch((error) => error.code);
  expect(await code(join(root, 'nothing'))).toBe('FOLDER_NOT_FOUND');
  expect(await code('music')).toBe('INVALID_INPUT');
  expect(known()).toEqual([]);
});

test('inside means below or the same, not alike by name', () => {
  const at = (...parts: string[]) => join(root, ...parts);
  expect([
    isInside(at('a'), at('a')),
    isInside(at('a', 'b'), at('a')),
    isInside(at('ab'), at('a')),
    isInside(at('a'), at('a', 'b')),
    isInside(at('..a'), at()),
  ]).toEqual([true, true, false, false, true]);
});
