import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import type { ItemValue } from './field-setters.ts';
import type { ValueChange } from './operations.repository.ts';
import { flag, json, recordKind } from './record-kind.ts';

type Thing = {
  name: string;
  size: number | null;
  isRed: boolean;
  words: string[];
  parts: { name: string; isLoose: boolean }[];
};

const things = recordKind<Thing>({
  name: 'thing',
  table: 'thing',
  columns: { name: 'name', size: 'size', isRed: flag('is_red'), words: json('words') },
  lists: { parts: { table: 'part', owner: 'thing_id', columns: { name: 'name', isLoose: flag('is_loose') } } },
  derived: ({ name, parts }) => ({ name_fold: name.toLowerCase(), part_count: parts.length }),
  hasChangedAt: true,
});

function openDb(): Db {
  const db = new Database(':memory:');
  db.exec(`
    CREATE TABLE thing (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, size REAL, is_red INTEGER NOT NULL,
      words TEXT NOT NULL, name_fold TEXT NOT NULL, part_count INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;
    CREATE TABLE part (thing_id INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
      is_loose INTEGER NOT NULL, PRIMARY KEY (thing_id, position)) STRICT;
  `);
  return db;
}

const set = (db: Db, changes: readonly ValueChange[], now = 7) => {
  const values = changes.map(({ itemId, field, newValue }) => ({ itemId, field, value: newValue }) as ItemValue);
  db.transaction(() => things.setter(db, values, { now, operationId: 1 }))();
};
const back = (changes: readonly ValueChange[]) =>
  changes.toReversed().map((change) => ({ ...change, oldValue: change.newValue, newValue: change.oldValue }));

const thing = fc.record({
  name: fc.string(),
  size: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((size) => size + 0)),
  isRed: fc.boolean(),
  words: fc.array(fc.string()),
  parts: fc.array(fc.record({ name: fc.string(), isLoose: fc.boolean() }), { maxLength: 4 }),
});

test('any state is kept as it is, any change of it too, and taking back brings back what was', () => {
  const db = openDb();
  fc.assert(
    fc.property(thing, thing, (one, other) => {
      const made = things.make(db, one);
      set(db, [made]);
      expect(things.get(db, made.itemId)).toEqual(one);
      const edit = things.edit(db, made.itemId, other);
      set(db, edit, 8);
      expect(things.get(db, made.itemId)).toEqual(other);
      expect(db.prepare('SELECT name_fold, part_count, changed_at FROM thing WHERE id = ?').get(made.itemId)).toEqual({
        name_fold: other.name.toLowerCase(),
        part_count: other.parts.length,
        changed_at: edit.length > 0 ? 8 : 7,
      });
      set(db, back(edit));
      expect(things.get(db, made.itemId)).toEqual(one);
      const removal = [things.remove(db, made.itemId)];
      set(db, removal);
      expect(things.read(db, made.itemId)).toBeUndefined();
      set(db, back(removal));
      expect(things.get(db, made.itemId)).toEqual(one);
    }),
    { numRuns: 60 },
  );
});

test('only what differs is a change, numbers are not given twice, and what is gone is named', () => {
  const db = openDb();
  const state: Thing = { name: 'A', size: 1, isRed: true, words: [], parts: [] };
  const [one, two] = [things.make(db, state), things.make(db, state)];
  expect(two.itemId).toBe(one.itemId + 1);
  set(db, [one]);
  expect(things.edit(db, one.itemId, { name: 'A', isRed: false })).toEqual([
    { itemId: one.itemId, field: 'thing:isRed', oldValue: true, newValue: false },
  ]);
  expect(() => things.get(db, 99)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  expect(() => set(db, [{ itemId: one.itemId, field: 'thing:colour', oldValue: null, newValue: 1 }])).toThrow('colour');
});
