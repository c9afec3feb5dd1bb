import { expect, test } from 'vitest';
import { openTestDb } from '../main/core/testing/temp-library.ts';
import { insertLibraryRows, seededRandom } from './library-rows.ts';

const schemaOf = (db: ReturnType<typeof openTestDb>) =>
  db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY type, name").all();

test('a generated library has its rows, its search index and the schema it had before', () => {
  const db = openTestDb();
  const before = schemaOf(db);
  insertLibraryRows(db, { count: 500 });
  const found = db.prepare("SELECT count(*) FROM track_fts WHERE track_fts MATCH 'l*'").pluck().get() as number;
  expect(db.prepare('SELECT count(*), count(DISTINCT path) FROM track').raw().get()).toEqual([500, 500]);
  expect(found).toBeGreaterThan(50);
  expect(schemaOf(db)).toEqual(before);
  db.prepare("UPDATE track SET title = 'zzyzx' WHERE id = 1").run();
  expect(db.prepare("SELECT rowid FROM track_fts WHERE track_fts MATCH 'zzyzx'").pluck().all()).toEqual([1]);
});

test('the same seed gives the same library', () => {
  const titles = [1, 1, 2].map((seed) => {
    const db = openTestDb();
    insertLibraryRows(db, { count: 50, seed });
    return db.prepare('SELECT title FROM track ORDER BY id').pluck().all().join();
  });
  expect([titles[0] === titles[1], titles[0] === titles[2]]).toEqual([true, false]);
  expect(seededRandom(1)()).toBe(seededRandom(1)());
});
