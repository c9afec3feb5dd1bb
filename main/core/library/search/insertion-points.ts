import { type Db, prepare } from '#core/db/query.ts';
import type { Bitset } from './bitset.ts';
import { type Rows, type SortColumn, sortColumn } from './column-order.ts';
import type { SortBy } from './track-snapshot.ts';

type Value = string | number | null;

const maxKeys = 8192;

/** Finds where rows that changed belong in an order of rows, by looking at rows there that stayed as they are. */
export class InsertionPoints {
  readonly #db: Db;
  readonly #rows: Rows;
  readonly #order: Uint32Array;
  readonly #levels: { isDescending: boolean }[];
  readonly #sql: string;
  /** What rows that stayed are sorted by; the first steps of every search meet the same ones. */
  readonly #keys = new Map<number, Value[]>();
  readonly #found = new Map<number, { generation: number; place: number }>();

  constructor(db: Db, rows: Rows, order: Uint32Array, sort: readonly SortBy[]) {
    this.#db = db;
    this.#rows = rows;
    this.#order = order;
    this.#levels = sort.map(({ isDescending }) => ({ isDescending }));
    const columns = sort.map(({ field }) => sortColumn(field)).filter((column) => column !== undefined);
    const tail: SortColumn['tail'] = columns.at(-1)?.tail ?? [];
    const names = [...columns.map(({ column }) => column), ...tail, 'id'];
    this.#sql = `SELECT ${names.join(', ')} FROM track WHERE id = ?`;
  }

  /**
   * Before which place of the order the track belongs. `changed` are the positions that no longer stand where they
   * should; `generation` tells one state of the track from the next.
   */
  placeOf(id: number, generation: number, changed: Bitset): number {
    const known = this.#found.get(id);
    if (known?.generation === generation) return known.place;
    const place = this.#search(this.#keyOf(id), changed);
    this.#found.set(id, { generation, place });
    return place;
  }

  #search(key: readonly Value[], changed: Bitset): number {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let probe = middle;
      while (probe < high && changed.has(this.#order[probe]!)) probe++;
      if (probe < high && this.#compare(this.#keyAt(this.#order[probe]!), key) < 0) low = probe + 1;
      else high = middle;
    }
    return low;
  }

  #keyAt(position: number): readonly Value[] {
    const known = this.#keys.get(position);
    if (known) return known;
    const key = this.#keyOf(this.#rows.ids[position]!);
    if (this.#keys.size < maxKeys) this.#keys.set(position, key);
    return key;
  }

  #keyOf(id: number): Value[] {
    return prepare(this.#db, this.#sql).raw().get(id) as Value[];
  }

  /** The order that `orderBy` (find-directly.ts) and `sortRows` make. */
  #compare(first: readonly Value[], second: readonly Value[]): number {
    for (const [index, value] of first.entries()) {
      const level = this.#levels[index];
      const other = second[index] ?? null;
      const isEmpty = value === null || value === '';
      if (level && isEmpty !== (other === null || other === '')) return isEmpty ? 1 : -1;
      const order = compareValues(value, other);
      if (order !== 0) return level?.isDescending ? -order : order;
    }
    return 0;
  }
}

/** As SQLite compares: what is NULL first, texts by their bytes. */
export function compareValues(first: Value, second: Value): number {
  if (first === second) return 0;
  if (first === null) return -1;
  if (second === null) return 1;
  if (typeof first === 'number' || typeof second === 'number') return Number(first) - Number(second);
  return Buffer.compare(Buffer.from(first), Buffer.from(second));
}
