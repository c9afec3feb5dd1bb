import { type Db, prepare } from '#core/db/query.ts';
import type { Bitset } from './bitset.ts';
import { type ColumnOrder, firstAbove, positionOf, type Rows, type SortColumn } from './column-order.ts';

export type RankedColumn = {
  source: SortColumn;
  column: ColumnOrder;
  rows: Rows;
  /** Positions of rows whose value may be another by now. */
  changed: Bitset;
};

/**
 * The rank of a value in a column: of a value that no row has, half a step below the rank that follows it. Undefined
 * where more than `patience` changed rows would have to be passed to know.
 */
export function rankOf(
  db: Db,
  { source, column, rows, changed }: RankedColumn,
  value: string | number | null,
  patience = Number.POSITIVE_INFINITY,
): number | undefined {
  if (value === null || value === '') return column.rankCount;
  if (typeof value === 'number') return rankOfNumber(column, value);
  // Texts are not kept in memory: a row that has this one, or the next, tells the rank.
  const order = [source.column, ...source.tail, 'id'].join(', ');
  const following = prepare(
    db,
    `SELECT id, ${source.column} FROM track INDEXED BY ${source.index} WHERE ${source.column} >= ? ORDER BY ${order}`,
  ).raw();
  let passed = 0;
  for (const [id, found] of following.iterate(value) as Iterable<[number, string]>) {
    const position = positionOf(rows, id);
    if (position !== -1 && !changed.has(position)) {
      const rank = column.ranks[position]!;
      return found === value ? rank : rank - 0.5;
    }
    passed += 1;
    if (passed > patience) return undefined;
  }
  return column.rankCount - 0.5;
}

function rankOfNumber(column: ColumnOrder, value: number): number {
  const place = firstAbove(column, value, false);
  if (place === column.valueCount) return column.rankCount - 0.5;
  const rank = column.ranks[column.order[place]!]!;
  return column.sortedValues![place] === value ? rank : rank - 0.5;
}
