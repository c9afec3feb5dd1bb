import { type Db, prepare } from '#core/db/query.ts';
import type { Match, QueryNode, QueryTerm } from '#shared/query/query-types.ts';
import { Bitset } from './bitset.ts';
import { type ColumnOrder, sortColumn } from './column-order.ts';
import { type Condition, compileTerm } from './compile-query.ts';
import type { TrackSnapshot } from './track-snapshot.ts';

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
  options.checkpoint();
  const { snapshot } = options;
  const column = orderedNumbers(term, snapshot);
  if (column) return findInColumn(column, term.matches, snapshot.size);
  const condition = compileTerm(term);
  return condition && snapshot.leaf(conditionKey(condition), () => findBySql(condition, options));
}

export function conditionKey({ sql, parameters }: Condition): string {
  return `${sql} ${JSON.stringify(parameters)}`;
}

function findBySql({ sql, parameters }: Condition, { db, snapshot }: FindOptions): Bitset {
  const statement = prepare(db, `SELECT track.id FROM track WHERE ${sql}`).pluck();
  return snapshot.positionsOf(statement.all(...parameters) as number[]);
}

/** The column of a term that asks for numbers only and has them in order, else null. */
function orderedNumbers({ field, matches }: QueryTerm, snapshot: TrackSnapshot): ColumnOrder | null {
  const source = field && sortColumn(field);
  if (!source || source.isText || matches.length === 0) return null;
  return matches.every(({ kind }) => kind === 'range' || kind === 'keys') ? snapshot.column(field) : null;
}

function findInColumn(column: ColumnOrder, matches: readonly Match[], size: number): Bitset {
  const found = new Bitset(size);
  const { order } = column;
  for (const [from, to] of matches.flatMap((match) => stretchesOf(column, match))) {
    for (let place = from; place < to; place++) found.add(order[place]!);
  }
  return found;
}

function stretchesOf(column: ColumnOrder, match: Match): [number, number][] {
  if (match.kind === 'keys')
    return match.keys.map((key) => [firstAbove(column, key, false), firstAbove(column, key, true)]);
  if (match.kind !== 'range') return [];
  const { min, max, minExcluded, maxExcluded } = match;
  const from = min === null ? 0 : firstAbove(column, min, minExcluded);
  const to = max === null ? column.valueCount : firstAbove(column, max, !maxExcluded);
  return [[from, to]];
}

/** The first place whose value is at least `limit`, or more than it when `isExcluded`. */
function firstAbove({ sortedValues, valueCount }: ColumnOrder, limit: number, isExcluded: boolean): number {
  let low = 0;
  let high = valueCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = sortedValues![middle]!;
    if (value < limit || (isExcluded && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}
