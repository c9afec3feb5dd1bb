import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRows, meets } from '#core/testing/naive-query.ts';
import { makeLibrary, playlists, query, track } from '#core/testing/query-arbitraries.ts';
import type { QueryField } from '#shared/query/fields.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { compileQuery } from './compile-query.ts';
import { findDirectly } from './find-directly.ts';
import { LibraryReader } from './library-reader.ts';
import { resolveQuery } from './resolve-query.ts';

const never = () => {
  throw new Error('No limited playlist and no duplicate is asked for here');
};

test('the reader, plain SQL and a naive evaluation of any query over any library find the same tracks', () => {
  fc.assert(
    fc.property(
      fc.array(track, { maxLength: 25 }),
      playlists,
      fc.array(query, { minLength: 10, maxLength: 25 }),
      (tracks, shelf, queries) => {
        const { db, rows } = makeLibrary(tracks, shelf);
        const reader = new LibraryReader(db);
        const first = reader.openView({ text: '', sort: [] }, { now: 0, checkpoint: () => {} });
        expect([...first.ids]).toEqual(rows.map(({ id }) => id));
        for (const text of queries) {
          const { root } = parseQuery(text, { now: 0 });
          const naive = rows.filter((row) => meets(row, root) !== false).map(({ id }) => id);
          const resolved = resolveQuery(root, { db, now: 0, takeLimited: never, listDuplicates: never });
          const condition = compileQuery(resolved);
          const statement = db.prepare(`SELECT id FROM track WHERE ${condition?.sql ?? '1'} ORDER BY id`).pluck();
          const bySql = statement.all(...(condition?.parameters ?? []));
          const { ids } = reader.openView({ text, sort: [] }, { now: 0, checkpoint: () => {} });
          const direct = findDirectly(db, resolved, []);
          expect(direct ? [...direct.ids] : naive).toEqual(naive);
          expect({ text, bySql, byReader: [...ids].sort((a, b) => a - b) }).toEqual({
            text,
            bySql: naive,
            byReader: naive,
          });
        }
        reader.close();
      },
    ),
    { numRuns: 60 },
  );
});

const sorting = fc.array(
  fc.tuple(fc.constantFrom('bpm', 'key', 'year', 'rating', 'length', 'title', 'genre'), fc.constantFrom('+', '-')),
  { minLength: 1, maxLength: 3 },
);

test('the order of any query equals a naive sort, with empty values last', () => {
  fc.assert(
    fc.property(fc.array(track, { maxLength: 25 }), sorting, (tracks, sort) => {
      const { db, rows } = makeLibrary(tracks);
      const reader = new LibraryReader(db);
      const text = sort.map(([field, sign]) => field + sign).join(' ');
      const byId = new Map(rows.map((row) => [row.id as number, row]));
      const { ids } = reader.openView({ text, sort: [] }, { now: 0, checkpoint: () => {} });
      const levels = sort.filter(([field], index) => sort.findIndex(([other]) => other === field) === index);
      const { root } = parseQuery('de');
      const sortBy = levels.map(([field, sign]) => ({ field: field as QueryField, isDescending: sign === '-' }));
      const remembered = reader.openView({ text: `de ${text}`, sort: [] }, { now: 0, checkpoint: () => {} });
      expect([...(findDirectly(db, root, sortBy)?.ids ?? [])]).toEqual([...remembered.ids]);
      const found = [...ids].map((id) => byId.get(id)!);
      for (const [index, row] of found.entries()) {
        const next = found[index + 1];
        if (next) expect(compareRows(row, next, levels)).toBeLessThanOrEqual(0);
      }
      expect([...ids].sort((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
      reader.close();
    }),
    { numRuns: 60 },
  );
});
