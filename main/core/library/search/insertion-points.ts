import { type Db, prepare } from '#core/db/query.ts';
import type { Bitset } from './bitset.ts';
import type { ColumnOrder, Rows, SortColumn } from './column-order.ts';
import { rankOf } from './value-rank.ts';

type Value = string | number | null;

const maxKeys = 8192;

/** Beyond so many changed rows side by side, looking into the index for the next that stayed takes too long. */
const patience = 30;

/** One column of an order, the most important one first. */
export type OrderLevel = { source: SortColumn; column: ColumnOrder; isDescending: boolean };

/**
 * Finds where rows that changed belong in an order of rows: by the rank of what they have in its first column, and among
 * rows with the same by looking at rows that stayed as they are.
 */
export class InsertionPoints {
  readonly #db: Db;
  readonly #rows: Rows;
  readonly #order: Uint32Array;
  readonly #levels: readonly OrderLevel[];
  readonly #sql: string | null;
  /** What rows that stayed are sorted by; the first steps of every search meet the same ones. */
  readonly #keys = new Map<number, Value[]>();
  readonly #found = new Map<number, { generation: number; place: number }>();

  constructor(db: Db, rows: Rows, order: Uint32Array, levels: readonly OrderLevel[]) {
    this.#db = db;
    this.#rows = rows;
    this.#order = order;
    this.#levels = levels;
    const names = [...levels.map(({ source }) => source.column), ...(levels.at(-1)?.source.tail ?? []), 'id'];
    this.#sql = levels.length === 0 ? null : `SELECT ${names.join(', ')} FROM track WHERE id = ?`;
  }

  /**
   * Before which place of the order the track belongs. `changed` are the positions that no longer stand where they
   * should; `generation` tells one state of the track from the next.
   */
  placeOf(id: number, generation: number, changed: Bitset): number {
    const known = this.#found.get(id);
    if (known?.generation === generation) return known.place;
    const key = this.#keyOf(id);
    const place = this.#search(key, changed, this.#stretch(key[0] ?? null, changed));
    this.#found.set(id, { generation, place });
    return place;
  }

  /** The places whose rows have the same in the first column. */
  #stretch(value: Value, changed: Bitset): [low: number, high: number] {
    const [level] = this.#levels;
    const all: [number, number] = [0, this.#order.length];
    if (!level) return all;
    const { column, isDescending } = level;
    const rank = rankOf(this.#db, { ...level, rows: this.#rows, changed }, value, patience);
    if (rank === undefined) return all;
    // Rows without a value come last in both directions.
    const slotOf = (each: number) => (isDescending && each < column.rankCount ? -1 - each : each);
    const slot = slotOf(rank);
    const slotAt = (place: number) => slotOf(column.ranks[this.#order[place]!]!);
    return [firstPlace(...all, (place) => slotAt(place) >= slot), firstPlace(...all, (place) => slotAt(place) > slot)];
  }

  #search(key: readonly Value[], changed: Bitset, [first, end]: [number, number]): number {
    let low = first;
    let high = end;
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
    if (this.#sql === null) return [id];
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

/** The first of some places that meets a condition, which all after it meet too. */
function firstPlace(from: number, to: number, meets: (place: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (meets(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** As SQLite compares: what is NULL first, texts by their bytes. */
export function compareValues(first: Value, second: Value): number {
  if (first === second) return 0;
  if (first === null) return -1;
  if (second === null) return 1;
  if (typeof first === 'number' || typeof second === 'number') return Number(first) - Number(second);
  return Buffer.compare(Buffer.from(first), Buffer.from(second));
}
