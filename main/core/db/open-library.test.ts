import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { isAtLeast, libraryPaths, openLibrary, openReader } from './open-library.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

function codeOf(work: () => unknown): unknown {
  try {
    work();
    return 'no error';
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
}

test('a new library is set up to survive power cuts and is marked as ours', () => {
  const library = openLibrary(folder.path);
  const pragma = (name: string) => library.db.pragma(name, { simple: true });
  expect({
    journal: pragma('journal_mode'),
    synchronous: pragma('synchronous'),
    foreignKeys: pragma('foreign_keys'),
    applicationId: pragma('application_id'),
    trustedSchema: pragma('trusted_schema'),
  }).toEqual({ journal: 'wal', synchronous: 2, foreignKeys: 1, applicationId: 0x4c444752, trustedSchema: 0 });
  library.close();
});

test('every table is strict', () => {
  const library = openLibrary(folder.path);
  const loose = library.db
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0`)
    .pluck()
    .all() as string[];
  // FTS5 keeps its own tables, which SQLite itself defines.
  expect(loose.filter((name) => !name.startsWith('sqlite_') && !name.startsWith('track_fts'))).toEqual([]);
  library.close();
});

test('what was written is there after closing and opening again', () => {
  const first = openLibrary(folder.path);
  insertTrack(first.db, { title: 'Salt Road' });
  first.close();
  const second = openLibrary(folder.path);
  expect(second.db.prepare('SELECT title FROM track').pluck().all()).toEqual(['Salt Road']);
  second.close();
});

test('a library that is open cannot be opened again, not by this process and not by another', () => {
  const library = openLibrary(folder.path);
  expect(codeOf(() => openLibrary(folder.path))).toBe('LIBRARY_IN_USE');
  const script = `
    import { openLibrary } from ${JSON.stringify(new URL('./open-library.ts', import.meta.url).href)};
    try { openLibrary(process.argv[1]); console.log('opened'); } catch (error) { console.log(error.code); }`;
  const other = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder.path], { encoding: 'utf8' });
  expect(other.stdout.trim()).toBe('LIBRARY_IN_USE');
  library.close();
  const again = openLibrary(folder.path);
  again.close();
});

test('a process that died gives the library free', () => {
  const script = `
    import { openLibrary } from ${JSON.stringify(new URL('./open-library.ts', import.meta.url).href)};
    openLibrary(process.argv[1]);
    process.kill(process.pid, 'SIGKILL');`;
  const died = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder.path]);
  expect(died.status).not.toBe(0);
  openLibrary(folder.path).close();
});

test('a reader beside the writer sees committed rows and cannot write', () => {
  const library = openLibrary(folder.path);
  const reader = openReader(library.file);
  insertTrack(library.db, { title: 'Kiln' });
  expect(reader.prepare('SELECT title FROM track').pluck().all()).toEqual(['Kiln']);
  expect(codeOf(() => reader.prepare('DELETE FROM track').run())).toBe('SQLITE_READONLY');
  reader.close();
  library.close();
});

test("another program's database is refused and left alone", () => {
  const file = libraryPaths(folder.path).database;
  const foreign = new Database(file);
  foreign.exec('CREATE TABLE theirs (x)');
  foreign.close();
  const before = readFileSync(file);
  expect(codeOf(() => openLibrary(folder.path))).toBe('LIBRARY_NOT_OURS');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a library of a newer build is refused and left alone', () => {
  const library = openLibrary(folder.path);
  library.db.pragma('user_version = 99990');
  library.close();
  expect(codeOf(() => openLibrary(folder.path))).toBe('LIBRARY_TOO_NEW');
  const direct = new Database(libraryPaths(folder.path).database, { readonly: true });
  expect(direct.pragma('user_version', { simple: true })).toBe(99990);
  direct.close();
});

test('text in place of the database is named as damage', () => {
  writeFileSync(libraryPaths(folder.path).database, 'this is not a database, not at all'.repeat(100));
  expect(codeOf(() => openLibrary(folder.path))).toBe('LIBRARY_DAMAGED');
});

test('a torn or overwritten file is named as damage, and nothing is thrown away', () => {
  const file = libraryPaths(folder.path).database;
  const library = openLibrary(folder.path);
  for (let count = 0; count < 500; count++) insertTrack(library.db, { title: `Title ${count}`.repeat(20) });
  library.close();
  const whole = readFileSync(file);

  truncateSync(file, Math.floor(whole.length / 2 / 4096) * 4096);
  expect(codeOf(() => openLibrary(folder.path))).toBe('LIBRARY_DAMAGED');

  writeFileSync(file, whole);
  const handle = openSync(file, 'r+');
  for (let page = 8; page < 60; page++) writeSync(handle, Buffer.alloc(2048, 0xa5), 0, 2048, page * 4096);
  closeSync(handle);
  const size = readFileSync(file).length;
  expect(codeOf(() => openLibrary(folder.path))).toBe('LIBRARY_DAMAGED');
  expect(readFileSync(file).length).toBe(size);
});

test('a database that another program holds is a clear error', () => {
  openLibrary(folder.path).close();
  const other = new Database(libraryPaths(folder.path).database);
  other.pragma('locking_mode = EXCLUSIVE');
  other.exec('BEGIN EXCLUSIVE');
  expect(codeOf(() => openLibrary(folder.path))).toBe('LIBRARY_LOCKED');
  other.close();
});

test('a folder in place of the file is an error, not a crash', () => {
  mkdirSync(libraryPaths(folder.path).database);
  expect(codeOf(() => openLibrary(folder.path))).not.toBe('no error');
});

test('versions are compared part by part', () => {
  const floor = [3, 51, 3];
  expect(['3.51.3', '3.51.4', '3.52.0', '4.0.0', '3.51.2', '3.9.9', '2.99.99'].map((v) => isAtLeast(v, floor))).toEqual(
    [true, true, true, true, false, false, false],
  );
});
