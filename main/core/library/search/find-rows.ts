import { type Db, prepare } from '#core/db/query.ts';
import { foldText } from '#shared/fold-text.ts';
import { fieldDefinition, type QueryField } from '#shared/query/fields.ts';
import type { Match, QueryNode, QueryTerm } from '#shared/query/query-types.ts';
import { compileRegex } from '#shared/query/values.ts';
import { Bitset } from './bitset.ts';
import { type ColumnOrder, firstAbove, positionOf, sortColumn } from './column-order.ts';
import { type Condition, compileMatch, flagOf, fullTextExpression, wantedWords } from './compile-query.ts';
import { hasFewTexts, type TextColumn } from './text-column.ts';
import type { TrackSnapshot } from './track-snapshot.ts';
import { findInValues, valueTests } from './value-column.ts';

export type FindOptions = {
  db: Db;
  snapshot: TrackSnapshot;
  /** Called between terms; throws when nobody waits for the answer any more. */
  checkpoint: () => void;
};

/**
 * The rows that meet a query, or null where it restricts nothing.
 *
 * Terms are answered one by one, numbers from columns in memory and the rest by SQL, and each answer is remembered: the
 * next letter that is typed changes one term only. The brackets around them are set arithmetic.
 */
export function findRows(node: QueryNode | null, options: FindOptions): Bitset | null {
  if (!node) return null;
  switch (node.kind) {
    case 'term':
      return findTerm(node.term, options);
    case 'not':
      return findRows(node.node, options)?.complement() ?? null;
    case 'and':
    case 'or': {
      let result: Bitset | null = null;
      for (const child of node.nodes) {
        const found = findRows(child, options);
        if (!found) continue;
        if (!result) result = found;
        else result = node.kind === 'and' ? result.intersection(found) : result.union(found);
      }
      return result;
    }
  }
}

function findTerm(term: QueryTerm, options: FindOptions): Bitset | null {
  if (term.error) return null;
  let result: Bitset | null = null;
  for (const match of term.matches) {
    options.checkpoint();
    const found = findMatch(term.field, match, options);
    result = result ? result.union(found) : found;
  }
  return result;
}

function findMatch(field: QueryField | undefined, match: Match, options: FindOptions): Bitset {
  const { snapshot } = options;
  if (match.kind === 'ids') return rowsOf(match.ids, snapshot);
  const byValue = field ? findByValue(field, match, snapshot) : null;
  if (byValue) return byValue;
  const found = (field ? findInColumn(field, match, snapshot) : null) ?? findWords(field, match, options);
  return found ?? snapshot.leaf(matchKey(field, match), () => findLeaf(field, match, options));
}

/** The rows of a match that is about a column of few values, or about one that is kept in order in other words. */
function findByValue(field: QueryField, match: Match, snapshot: TrackSnapshot): Bitset | null {
  const ordered = asColumnMatch(field, match);
  if (ordered) return findInColumn(ordered.field, ordered.match, snapshot);
  const tests = valueTests(field, match);
  if (!tests) return null;
  const columns = tests.map(({ source }) => snapshot.values(source));
  if (columns.includes(undefined)) return null;
  return snapshot.leaf(matchKey(field, match), () =>
    tests
      .map(({ accepts }, index) => findInValues(columns[index]!, accepts))
      .reduce((found, other) => found.union(other)),
  );
}

/** A flag that only says in a word what a number could. */
function asColumnMatch(field: QueryField, match: Match): { field: QueryField; match: Match } | null {
  if (match.kind !== 'flag') return null;
  const flag = flagOf(fieldDefinition(field), match.name);
  if (!('column' in flag)) return null;
  const other = columnFields.get(flag.column);
  if (!other) return null;
  const range = { kind: 'range', max: null, minExcluded: false, maxExcluded: false } as const;
  if (flag.test === 'present') return { field: other, match: { kind: 'present' } };
  if (flag.test === 'notZero') return { field: other, match: { ...range, min: 1 } };
  return flag.test === 'within' ? { field: other, match: { ...range, min: match.since ?? 0 } } : null;
}

/** Whole numbers of 0 and more, and what may be missing. */
const columnFields: ReadonlyMap<string, QueryField> = new Map([
  ['bpm', 'bpm'],
  ['musical_key', 'key'],
  ['year', 'year'],
  ['play_count', 'plays'],
  ['rating', 'rating'],
  ['added_at', 'added'],
]);

/** Names an answer that is worth remembering. */
export function matchKey(field: QueryField | undefined, match: Match): string {
  return `${field ?? ''} ${JSON.stringify(match)}`;
}

/** The rows of a match that the full-text index answers; null for any other match. */
export function findWords(
  field: QueryField | undefined,
  match: Match,
  { db, snapshot }: Pick<FindOptions, 'db' | 'snapshot'>,
): Bitset | null {
  const expression = wordsExpression(field, match);
  if (expression === null) return null;
  const sql = 'SELECT group_concat(rowid) FROM track_fts WHERE track_fts MATCH ?';
  const find = () => findIds(db, snapshot, sql, [expression]);
  return snapshot.words(matchKey(field, match), find, (low, high) => findWordsAmong(db, expression, low, high));
}

/** The ids from `low` to `high` whose texts meet an expression of the full-text index. */
export function findWordsAmong(db: Db, expression: string, low: number, high: number): ReadonlySet<number> {
  const sql = 'SELECT group_concat(rowid) FROM track_fts WHERE track_fts MATCH ? AND rowid BETWEEN ? AND ?';
  const found = new Set<number>();
  forEachListed(prepare(db, sql).pluck().get(expression, low, high) as string | null, (id) => found.add(id));
  return found;
}

/** What finds a match in the full-text index; null where that does not answer it. */
export function wordsExpression(field: QueryField | undefined, match: Match): string | null {
  return match.kind === 'contains' ? fullTextExpression(field ? fieldDefinition(field) : null, match.text) : null;
}

function findLeaf(field: QueryField | undefined, match: Match, { db, snapshot }: FindOptions): Bitset {
  const isKept = field !== undefined && (hasFewTexts(field) || snapshot.isKept(field));
  const accepts = isKept ? textTest(match) : undefined;
  if (accepts && field) return findInTexts(snapshot.texts(field), accepts);
  const inOtherTable = otherTable(field, match);
  if (inOtherTable) return findIds(db, snapshot, inOtherTable.sql, inOtherTable.parameters);
  const { sql, parameters } = compileMatch(field ? fieldDefinition(field) : null, match);
  return findIds(db, snapshot, `SELECT group_concat(track.id) FROM track WHERE ${sql}`, parameters);
}

/** What lists ids from a table that has fewer rows than the tracks. */
function otherTable(field: QueryField | undefined, match: Match): Condition | null {
  if (match.kind === 'entries') {
    const isIn = 'track_id IS NOT NULL AND playlist_id IN (SELECT value FROM json_each(?))';
    const sql = `SELECT group_concat(track_id) FROM playlist_entry WHERE ${isIn}`;
    return { sql, parameters: [JSON.stringify(match.playlists)] };
  }
  if (match.kind !== 'flag' || !field) return null;
  const flag = flagOf(fieldDefinition(field), match.name);
  return flag.test === 'related'
    ? { sql: `SELECT group_concat(track_id) FROM (SELECT DISTINCT track_id FROM ${flag.table})`, parameters: [] }
    : null;
}

function rowsOf(ids: Int32Array, { rows, size }: TrackSnapshot): Bitset {
  const found = new Bitset(size);
  for (const id of ids) {
    const position = positionOf(rows, id);
    if (position !== -1) found.add(position);
  }
  return found;
}

function findIds(db: Db, snapshot: TrackSnapshot, sql: string, parameters: (string | number)[]): Bitset {
  const found = new Bitset(snapshot.size);
  forEachListed(prepare(db, sql).pluck().get(parameters) as string | null, (id) => {
    const position = positionOf(snapshot.rows, id);
    // Tracks that came after the snapshot are not in it.
    if (position !== -1) found.add(position);
  });
  return found;
}

/** Reads a list that `group_concat` made: one long text of ids comes out of SQLite in half the time of as many rows. */
function forEachListed(list: string | null, visit: (id: number) => void): void {
  if (list === null) return;
  let id = 0;
  for (let index = 0; index < list.length; index++) {
    const digit = list.charCodeAt(index) - 48;
    if (digit >= 0) id = id * 10 + digit;
    else {
      visit(id);
      id = 0;
    }
  }
  visit(id);
}

type TextTest = (text: string, spacedWords: string) => boolean;

/** Whether a folded text meets a match; undefined where the match is not about folded texts. */
function textTest(match: Match): TextTest | undefined {
  switch (match.kind) {
    case 'contains': {
      const wanted = wantedWords(match.text);
      return wanted === '' ? undefined : (_, words) => words.includes(` ${wanted}`);
    }
    case 'exact': {
      const wanted = foldText(match.text);
      return (text) => text === wanted;
    }
    case 'regex': {
      const regex = compileRegex(match.source);
      return (text) => regex?.test(text) ?? false;
    }
    default:
      return undefined;
  }
}

function findInTexts({ texts, words, codes }: TextColumn, accepts: TextTest): Bitset {
  const accepted = Uint8Array.from(texts, (text, code) => (accepts(text, words[code]!) ? 1 : 0));
  const found = new Bitset(codes.length);
  for (let position = 0; position < codes.length; position++) if (accepted[codes[position]!] === 1) found.add(position);
  return found;
}

/** The rows of a match on a column of numbers that is kept in order; null for any other. */
function findInColumn(field: QueryField, match: Match, snapshot: TrackSnapshot): Bitset | null {
  const source = sortColumn(field);
  if (!source || source.isText) return null;
  if (match.kind !== 'range' && match.kind !== 'keys' && match.kind !== 'present' && match.kind !== 'empty')
    return null;
  const column = snapshot.column(field);
  const { order } = column;
  const found = new Bitset(snapshot.size);
  for (const [from, to] of stretchesOf(column, match)) {
    for (let place = from; place < to; place++) found.add(order[place]!);
  }
  return found;
}

type NumberMatch = Extract<Match, { kind: 'range' | 'keys' | 'present' | 'empty' }>;

function stretchesOf(column: ColumnOrder, match: NumberMatch): [number, number][] {
  if (match.kind === 'present') return [[0, column.valueCount]];
  if (match.kind === 'empty') return [[column.valueCount, column.order.length]];
  if (match.kind === 'keys') {
    return match.keys.map((key) => [firstAbove(column, key, false), firstAbove(column, key, true)]);
  }
  const { min, max, minExcluded, maxExcluded } = match;
  const from = min === null ? 0 : firstAbove(column, min, minExcluded);
  const to = max === null ? column.valueCount : firstAbove(column, max, !maxExcluded);
  return [[from, to]];
}
