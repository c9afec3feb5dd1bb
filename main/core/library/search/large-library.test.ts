import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { insertLibraryRows } from '../../../../bench/library-rows.ts';
import { compileQuery } from './compile-query.ts';
import { findDirectly } from './find-directly.ts';
import { LibraryReader } from './library-reader.ts';

let db: Db;
let reader: LibraryReader;

beforeAll(() => {
  db = openTestDb();
  insertLibraryRows(db, { count: 5000 });
  // Ids are not gapless in a library that lived.
  db.exec('DELETE FROM track WHERE id % 7 = 3');
  reader = new LibraryReader(db);
  reader.openView({ text: '', sort: [] }, { now: 0, checkpoint: () => {} });
});
afterAll(() => reader.close());

const bpmDown = 'bpm IS NULL, bpm DESC, id';
test.each([
  ['', bpmDown, false],
  ['l', bpmDown, true],
  ['a | l', bpmDown, false],
  ['love', bpmDown, true],
  ['love -remix bpm:120..128', bpmDown, true],
  ['love | genre:house | key:8A', bpmDown, false],
  ['label:records year:2000..2010', bpmDown, false],
  ['artist:=love', bpmDown, false],
  ['folder:singles -has:bpm', bpmDown, false],
  ['zzzzz', bpmDown, true],
])('%j finds and orders five thousand tracks as SQL does', (text, orderBy, isDirect) => {
  const view = { text, sort: [{ field: 'bpm', direction: 'descending' }] } as const;
  const { ids, durationMs, sizeBytes } = reader.openView(view, { now: 0, checkpoint: () => {} });
  const direct = findDirectly(db, parseQuery(text).root, [{ field: 'bpm', isDescending: true }]);
  // A word that few tracks have is enough; anything else is left to the columns in memory.
  expect(direct && [...direct.ids]).toEqual(isDirect ? [...ids] : null);
  const condition = compileQuery(parseQuery(text).root) ?? { sql: '1', parameters: [] };
  const rows = db
    .prepare(`SELECT id, duration_ms, size_bytes FROM track WHERE ${condition.sql} ORDER BY ${orderBy}`)
    .raw()
    .all(...condition.parameters) as [number, number, number][];
  expect({ ids: [...ids], durationMs, sizeBytes }).toEqual({
    ids: rows.map(([id]) => id),
    durationMs: rows.reduce((sum, [, duration]) => sum + duration, 0),
    sizeBytes: rows.reduce((sum, [, , size]) => sum + size, 0),
  });
});

test('artists are ordered by album, disc and track within', () => {
  const { ids } = reader.openView(
    { text: '', sort: [{ field: 'artist', direction: 'descending' }] },
    { now: 0, checkpoint: () => {} },
  );
  const expected = db
    .prepare(
      "SELECT id FROM track ORDER BY artist_fold = '', artist_fold DESC, album_fold, disc_number, track_number, id",
    )
    .pluck()
    .all();
  expect([...ids]).toEqual(expected);
});

test.each(['genre', 'artist', 'album', 'label'] as const)('the facet %s counts as SQL does', (field) => {
  const { values, total } = reader.facet({ field, text: 'love', limit: 5000 }, { now: 0, checkpoint: () => {} });
  const condition = compileQuery(parseQuery('love').root)!;
  const counts = db
    .prepare(
      `SELECT count(*) FROM track WHERE ${condition.sql} GROUP BY ${field}_fold ORDER BY ${field}_fold = '', ${field}_fold`,
    )
    .pluck()
    .all(...condition.parameters);
  expect([values.map(({ count }) => count), total]).toEqual([counts, counts.length]);
});
