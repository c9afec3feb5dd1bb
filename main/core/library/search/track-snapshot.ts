import type { Db } from '#core/db/query.ts';
import type { QueryField } from '#shared/query/fields.ts';
import { Bitset } from './bitset.ts';
import { BoundedCache } from './bounded-cache.ts';
import {
  type ColumnOrder,
  loadColumnOrder,
  loadRows,
  type Rows,
  type SortLevel,
  sortColumn,
  sortRows,
} from './column-order.ts';

export type SortBy = { field: QueryField; isDescending: boolean };

type Totals = { durationMs: number; sizeBytes: number };

const maxLeafBytes = 32 * 1024 * 1024;
const maxOrders = 6;

/**
 * What the reader remembers of one state of the library: ids, columns in order, and which rows met which term.
 *
 * Everything is read when first asked for and thrown away with the snapshot when the library changes.
 */
export class TrackSnapshot {
  readonly rows: Rows;
  readonly #db: Db;
  readonly #columns = new Map<QueryField, ColumnOrder>();
  readonly #orders = new BoundedCache<Uint32Array>(maxOrders);
  readonly #leaves = new BoundedCache<Bitset>(maxLeafBytes);
  #durations: Float64Array | undefined;
  #sizes: Float64Array | undefined;
  #allTotals: Totals | undefined;

  constructor(db: Db) {
    this.#db = db;
    this.rows = loadRows(db);
  }

  get size(): number {
    return this.rows.ids.length;
  }

  /** The column in order. Throws for a field that cannot be sorted by. */
  column(field: QueryField): ColumnOrder {
    const known = this.#columns.get(field);
    if (known) return known;
    const source = sortColumn(field);
    if (!source) throw new TypeError(`Expected a field with an order, got ${field}`);
    const column = loadColumnOrder(this.#db, this.rows, source);
    this.#columns.set(field, column);
    return column;
  }

  order(sort: readonly SortBy[]): Uint32Array {
    const key = JSON.stringify(sort);
    const known = this.#orders.get(key);
    if (known) return known;
    const levels = sort.map(({ field, isDescending }): SortLevel => ({ column: this.column(field), isDescending }));
    const order = sortRows(this.size, levels);
    this.#orders.set(key, order, 1);
    return order;
  }

  /** The rows of a term, from memory if it was asked before. The set is shared: never change it. */
  leaf(key: string, find: () => Bitset): Bitset {
    const known = this.#leaves.get(key);
    if (known) return known;
    const found = find();
    this.#leaves.set(key, found, found.words.byteLength + key.length * 2);
    return found;
  }

  hasLeaf(key: string): boolean {
    return this.#leaves.has(key);
  }

  positionsOf(ids: readonly number[]): Bitset {
    const { positions } = this.rows;
    const found = new Bitset(this.size);
    for (let index = 0; index < ids.length; index++) found.add(positions[ids[index]!]!);
    return found;
  }

  /** Total time and size of the rows, of all of them for null. */
  totals(found: Bitset | null): Totals {
    this.#durations ??= this.#byPosition('length');
    this.#sizes ??= this.#byPosition('size');
    const durations = this.#durations;
    const sizes = this.#sizes;
    if (!found) {
      this.#allTotals ??= sumOf(Bitset.full(this.size), durations, sizes);
      return this.#allTotals;
    }
    return sumOf(found, durations, sizes);
  }

  #byPosition(field: QueryField): Float64Array {
    const { order, sortedValues, valueCount } = this.column(field);
    const values = new Float64Array(this.size);
    for (let place = 0; place < valueCount; place++) values[order[place]!] = sortedValues![place]!;
    return values;
  }
}

function sumOf(found: Bitset, durations: Float64Array, sizes: Float64Array): Totals {
  let durationMs = 0;
  let sizeBytes = 0;
  found.forEach((position) => {
    durationMs += durations[position]!;
    sizeBytes += sizes[position]!;
  });
  return { durationMs, sizeBytes };
}
