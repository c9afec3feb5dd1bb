import { beforeAll, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { explain, openTestDb } from '#core/testing/temp-library.ts';
import { sortFields } from '#shared/contract/library/tracks.ts';
import { fieldDefinition, type QueryField, queryFieldNames } from '#shared/query/fields.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import { columnOrderSql, sortColumn } from './column-order.ts';
import { compileQuery } from './compile-query.ts';
import { registerQueryFunctions } from './query-functions.ts';
import { hasFewTexts } from './text-column.ts';

/**
 * A filter that walks the whole table must stand here with its reason. Add an index instead where a field is asked for
 * while typing.
 */
const unindexedFilters: Readonly<Partial<Record<QueryField, string>>> = {
  grouping: 'few different texts: the reader keeps them in memory (text-column.ts)',
  composer: 'few different texts: the reader keeps them in memory (text-column.ts)',
  remixer: 'few different texts: the reader keeps them in memory (text-column.ts)',
  isrc: 'looked up rarely; the reader keeps the column in memory once it was',
  folder: 'put together from two tables; the reader keeps the directories in memory',
  samplerate: 'two values make up most of the library',
  bitdepth: 'two values make up most of the library',
  channels: 'nearly always 2',
  voice: 'asked for rarely, and remembered by the reader until the library changes',
  lra: 'asked for rarely, and remembered by the reader until the library changes',
};

let db: Db;

beforeAll(() => {
  db = openTestDb();
  registerQueryFunctions(db);
});

test.each(queryFieldNames.filter((field) => fieldDefinition(field).isSortable))(
  'sorting by %s reads its index in order, without the table and without sorting',
  (field) => {
    const column = sortColumn(field);
    if (!column) throw new Error(`${field} is marked sortable in fields.ts but column-order.ts has no index for it.`);
    const { ids, values } = columnOrderSql(column);
    const plan = `SCAN track USING COVERING INDEX ${column.index}`;
    expect([explain(db, ids), explain(db, values)]).toEqual([plan, plan]);
  },
);

test('what heads the table can be sorted by', () => {
  expect(sortFields.filter((field) => !sortColumn(field))).toEqual([]);
});

test('only fields that are marked sortable have an order', () => {
  const unmarked = queryFieldNames.filter((field) => sortColumn(field) && !fieldDefinition(field).isSortable);
  expect(unmarked).toEqual([]);
});

/** A term as people type it, that names few tracks. */
function exampleTerm(field: QueryField): string {
  const { kind } = fieldDefinition(field);
  if (kind === 'playlist' || kind === 'drive') return '';
  const values = { text: 'x', folder: 'x', number: '1..2', key: '8A', duration: '1..2', date: '2020' } as const;
  return kind === 'flag' ? '' : `${field}:${values[kind]}`;
}

function walksTable(query: string): boolean {
  const condition = compileQuery(parseQuery(query).root);
  if (!condition) throw new Error(`${query} restricts nothing`);
  const plan = explain(db, `SELECT track.id FROM track WHERE ${condition.sql}`, ...condition.parameters);
  return plan.split('\n').includes('SCAN track');
}

/** Playlists and disks become ids before they are looked for (resolve-query.ts). */
const filters = queryFieldNames.filter((field) => exampleTerm(field) !== '');

test('every filter is served by an index, but for the exceptions', () => {
  const walking = filters.filter((field) => walksTable(exampleTerm(field)));
  const missing = walking.filter((field) => !(field in unindexedFilters));
  expect(missing, 'Add an index for these fields, or an exception with its reason.').toEqual([]);
});

test('no exception is stale', () => {
  const stale = Object.keys(unindexedFilters).filter((field) => !walksTable(exampleTerm(field as QueryField)));
  expect(stale, 'These fields are indexed now: remove their exceptions.').toEqual([]);
});

test('texts that are neither indexed nor in memory are named', () => {
  const slow = filters.filter((field) => {
    const { kind } = fieldDefinition(field);
    return (kind === 'text' || kind === 'folder') && walksTable(`${field}:x`) && !hasFewTexts(field);
  });
  expect(slow).toEqual([]);
});

test('words without a field are looked up in the full-text index', () => {
  const condition = compileQuery(parseQuery('night').root)!;
  const plan = explain(db, `SELECT track.id FROM track WHERE ${condition.sql}`, ...condition.parameters);
  expect(plan).toContain('SCAN track_fts VIRTUAL TABLE INDEX');
  expect(plan).toContain('SEARCH track USING INTEGER PRIMARY KEY');
});

test.each(['is:missing', 'is:analyzed', 'is:unanalyzed', 'is:failed', 'has:bpm', 'has:key'])(
  '%s is served by an index',
  (query) => {
    expect(walksTable(query)).toBe(false);
  },
);
