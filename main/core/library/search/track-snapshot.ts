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
import { loadTextColumn, type TextColumn } from './text-column.ts';

export type SortBy = { field: QueryField; isDescending: boolean };

type Totals = { durationMs: number; sizeBytes: number };

const maxLeafBytes = 32 * 1024 * 1024;
const maxOrders = 6;
/** Below this part of the library, found rows are sorted instead of walking the whole order. */
const walkShare = 12;

/** Positions in order, and the place in it of each position. */
type SortedRows = { order: Uint32Array; places: Uint32Array };

/**
 * What the reader remembers of one state of the library: ids, columns in order, and which rows met which term.
 *
 * Everything is read when first asked for and thrown away with the snapshot when the library changes.
 */
export class TrackSnapshot {
  readonly rows: Rows;
  readonly #db: Db;
  readonly #columns = new Map<QueryField, ColumnOrder>();
  readonly #texts = new Map<QueryField, TextColumn>();
  readonly #orders = new BoundedCache<SortedRows>(maxOrders);
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

  texts(field: QueryField): TextColumn {
    let column = this.#texts.get(field);
    if (!column) {
      column = loadTextColumn(this.#db, field);
      this.#texts.set(field, column);
    }
    return column;
  }

  /** The ids of the rows, of all of them for null. */
  idsInOrder(found: Bitset | null, sort: readonly SortBy[]): Int32Array<ArrayBuffer> {
    const { order, places } = this.#sorted(sort);
    const { ids } = this.rows;
    if (!found) return idsAt(order, ids);
    const count = found.count();
    const result = new Int32Array(count);
    let length = 0;
    if (count < this.size / walkShare) {
      // Few rows among many: sorting them is faster than walking past all the others.
      found.forEach((position) => {
        result[length++] = places[position]!;
      });
      result.sort();
      for (let index = 0; index < count; index++) result[index] = ids[order[result[index]!]!]!;
      return result;
    }
    const { words } = found;
    for (let place = 0; length < count; place++) {
      const position = order[place]!;
      if ((words[position >>> 5]! & (1 << (position & 31))) !== 0) result[length++] = ids[position]!;
    }
    return result;
  }

  /** Reads what the next request needs in any case. */
  warm(sort: readonly SortBy[]): void {
    this.#sorted(sort);
    this.totals(null);
  }

  #sorted(sort: readonly SortBy[]): SortedRows {
    const key = JSON.stringify(sort);
    const known = this.#orders.get(key);
    if (known) return known;
    const levels = sort.map(({ field, isDescending }): SortLevel => ({ column: this.column(field), isDescending }));
    const order = sortRows(this.size, levels);
    const places = new Uint32Array(order.length);
    for (let place = 0; place < order.length; place++) places[order[place]!] = place;
    this.#orders.set(key, { order, places }, 1);
    return { order, places };
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

/** Loops and not `map` or `from` here: their calls cost ten times as much for a million rows. */
function idsAt(order: Uint32Array, ids: Int32Array): Int32Array<ArrayBuffer> {
  const result = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) result[place] = ids[order[place]!]!;
  return result;
}
