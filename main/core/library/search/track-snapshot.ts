import type { Db } from '#core/db/query.ts';
import type { QueryField } from '#shared/query/fields.ts';
import { Bitset } from './bitset.ts';
import { BoundedCache } from './bounded-cache.ts';
import { ChangedTracks, type FindAmong, stretchOf } from './changed-tracks.ts';
import {
  type ColumnOrder,
  loadColumnOrder,
  loadRows,
  positionOf,
  type Rows,
  requireSortColumn,
  sortRows,
} from './column-order.ts';
import { ColumnPass, type PassColumns } from './column-pass.ts';
import { InsertionPoints } from './insertion-points.ts';
import { loadTextColumn, type TextColumn } from './text-column.ts';
import type { ValueColumn, ValueSource } from './value-column.ts';

export type SortBy = { field: QueryField; isDescending: boolean };

type Totals = { durationMs: number; sizeBytes: number };

const maxLeafBytes = 32 * 1024 * 1024;
const maxOrders = 6;
/** Below this part of the library, found rows are sorted instead of walking the whole order. */
const walkShare = 12;

/** Fields that analysis, a rating, a play or a file that is missing may change; see the triggers of `track_change`. */
export const measuredFields: ReadonlySet<QueryField> = new Set([
  'bpm',
  'key',
  'lufs',
  'peak',
  'length',
  'rating',
  'plays',
  'lastplayed',
  'energy',
  'danceability',
  'quality',
]);

/** What most numbers in queries are about. */
const warmFields = [
  ...(['bpm', 'key', 'year', 'rating', 'plays', 'added', 'lastplayed', 'length', 'size', 'energy'] as const),
];

/** Positions in order, the place in it of each position, and where rows that changed belong. */
type SortedRows = { order: Uint32Array; places: Uint32Array; points: InsertionPoints };

/** Answers of the full-text index that an older snapshot had, and which tracks' texts changed between. */
type Inherited = { words: BoundedCache<Bitset>; rows: Rows; ids: readonly number[] };

/**
 * What the reader remembers of one state of the library: ids, columns in order, and which rows met which term; and
 * which tracks changed since.
 *
 * Everything is read when first asked for. What is read later than the ids is true of all rows but the changed ones,
 * which nobody must look up here: `findChanged` asks the database about them, and `idsInOrder` puts them in.
 */
export class TrackSnapshot {
  readonly rows: Rows;
  readonly changes: ChangedTracks;
  readonly #db: Db;
  #columns = new Map<QueryField, ColumnOrder>();
  #texts = new Map<QueryField, TextColumn>();
  /** What was asked for, and a snapshot that takes the place of this one must have. */
  readonly #used = new Set<QueryField>();
  readonly #orders = new BoundedCache<SortedRows>(maxOrders);
  readonly #leaves = new BoundedCache<Bitset>(maxLeafBytes);
  #words = new BoundedCache<Bitset>(maxLeafBytes);
  #inherited: Inherited | undefined;
  /** Reads what lies in no index. */
  #pass: ColumnPass | undefined;
  #passed: PassColumns | undefined;
  #durations: Float64Array | undefined;
  #sizes: Float64Array | undefined;
  #allTotals: Totals | undefined;

  /** Takes over from `previous`, which is up to date, what is still true. */
  constructor(db: Db, previous?: TrackSnapshot) {
    this.#db = db;
    const isSameTracks = previous !== undefined && !previous.changes.hasDescriptions;
    this.rows = isSameTracks ? previous.rows : loadRows(db);
    this.changes = new ChangedTracks(db, this.rows);
    if (!previous) return;
    this.#takeOverPass(previous);
    if (!isSameTracks) {
      this.#inherited = { words: previous.#words, rows: previous.rows, ids: [...previous.changes.describedIds] };
      return;
    }
    this.#words = previous.#words;
    this.#inherited = previous.#inherited;
    this.#texts = previous.#texts;
    this.#sizes = previous.#sizes;
    for (const [field, column] of previous.#columns) {
      if (!measuredFields.has(field)) this.#columns.set(field, column);
    }
  }

  #takeOverPass(previous: TrackSnapshot): void {
    if (!previous.#passed) return;
    const pass = new ColumnPass(this.#db, this.rows);
    pass.renew({ rows: previous.rows, columns: previous.#passed }, previous.changes.ids);
    this.#passed = pass.columns;
  }

  get size(): number {
    return this.rows.ids.length;
  }

  /** The column in order. Throws for a field that cannot be sorted by. */
  column(field: QueryField): ColumnOrder {
    this.#used.add(field);
    return this.#loadColumn(field, true);
  }

  #loadColumn(field: QueryField, isKept: boolean): ColumnOrder {
    const known = this.#columns.get(field);
    if (known) return known;
    const column = loadColumnOrder(this.#db, this.rows, requireSortColumn(field));
    if (isKept) this.#columns.set(field, column);
    return column;
  }

  texts(field: QueryField): TextColumn {
    let column = this.#passed?.texts.get(field) ?? this.#texts.get(field);
    if (!column) {
      column = loadTextColumn(this.#db, this.rows, field);
      this.#texts.set(field, column);
    }
    return column;
  }

  /** Whether a column of texts is in memory, be its texts few or many. */
  isKept(field: QueryField): boolean {
    return this.#passed?.texts.has(field) ?? false;
  }

  /** A column of few values; undefined while it is not read yet. */
  values(source: ValueSource): ValueColumn | undefined {
    return this.#passed?.values.get(source);
  }

  /** The ids of the rows, of all of them for null, and among them those of `changed`, which are in order. */
  idsInOrder(found: Bitset | null, sort: readonly SortBy[], changed: Int32Array): Int32Array<ArrayBuffer> {
    const { order, places, points } = this.#sorted(sort);
    const { ids } = this.rows;
    if (!found) return idsAt(order, ids);
    const count = found.count();
    const result = new Int32Array(count + changed.length);
    const changedPlaces = Array.from(changed, (id) =>
      points.placeOf(id, this.changes.generationOf(id), this.changes.positions),
    );
    // Few rows among many: sorting them is faster than walking past all the others.
    const isFew = count < this.size / walkShare;
    const foundPlaces = isFew ? placesOf(found, count, places) : null;
    const { words } = found;
    let length = 0;
    let at = 0;
    for (let next = 0; next <= changed.length; next++) {
      const end = changedPlaces[next] ?? order.length;
      if (foundPlaces) {
        for (; at < count && foundPlaces[at]! < end; at++) result[length++] = ids[order[foundPlaces[at]!]!]!;
      } else {
        for (; at < end && length < result.length; at++) {
          const position = order[at]!;
          if ((words[position >>> 5]! & (1 << (position & 31))) !== 0) result[length++] = ids[position]!;
        }
      }
      if (next < changed.length) result[length++] = changed[next]!;
    }
    return result;
  }

  /** Reads one more thing that the next request needs in any case; false when there is none. */
  warmNext(sort: readonly SortBy[]): boolean {
    if (!this.#orders.has(JSON.stringify(sort))) this.#sorted(sort);
    else if (!this.#durations) this.#durations = this.#byPosition('length');
    else if (!this.#sizes) this.#sizes = this.#byPosition('size');
    else return false;
    return true;
  }

  /**
   * Reads one more of the columns that people ask for most, or some more rows of those that no index has; false when all
   * are there.
   */
  warmColumns(): boolean {
    for (const field of warmFields) {
      if (this.#columns.has(field)) continue;
      this.column(field);
      return true;
    }
    if (this.#passed) return false;
    this.#pass ??= new ColumnPass(this.#db, this.rows);
    this.#pass.step();
    this.#passed = this.#pass.columns;
    if (!this.#passed) return true;
    this.#pass = undefined;
    for (const field of this.#passed.texts.keys()) this.#texts.delete(field);
    return true;
  }

  /** Reads one more column that `previous` was asked for; false when there is none. */
  warmLike(previous: TrackSnapshot): boolean {
    for (const field of previous.#used) {
      if (this.#columns.has(field)) continue;
      this.column(field);
      return true;
    }
    for (const field of previous.#texts.keys()) {
      if (this.#texts.has(field) || this.#passed?.texts.has(field)) continue;
      this.texts(field);
      return true;
    }
    return false;
  }

  #sorted(sort: readonly SortBy[]): SortedRows {
    const key = JSON.stringify(sort);
    const known = this.#orders.get(key);
    if (known) return known;
    const levels = sort.map(({ field, isDescending }) => ({
      source: requireSortColumn(field),
      column: this.column(field),
      isDescending,
    }));
    const order = sortRows(this.size, levels);
    const places = new Uint32Array(order.length);
    for (let place = 0; place < order.length; place++) places[order[place]!] = place;
    const sorted = { order, places, points: new InsertionPoints(this.#db, this.rows, order, levels) };
    this.#orders.set(key, sorted, 1);
    return sorted;
  }

  /** The rows of a term, from memory if it was asked before. The set is shared: never change it. */
  leaf(key: string, find: () => Bitset): Bitset {
    return remembered(this.#leaves, key, find);
  }

  /**
   * The same for a term that the full-text index answers. Where the snapshot before knew, the index is asked only for
   * the tracks that had changed, with `findAmong`.
   */
  words(key: string, find: () => Bitset, findAmong: FindAmong): Bitset {
    return remembered(this.#words, key, () => {
      const before = this.#inherited?.words.get(key);
      return this.#inherited && before ? this.#renewed(this.#inherited, before, findAmong) : find();
    });
  }

  #renewed({ rows, ids }: Inherited, before: Bitset, findAmong: FindAmong): Bitset {
    const found = new Bitset(this.size);
    const put = (id: number, isFound: boolean) => {
      const position = positionOf(this.rows, id);
      if (position === -1) return;
      if (isFound) found.add(position);
      else found.remove(position);
    };
    before.forEach((position) => {
      put(rows.ids[position]!, true);
    });
    const among = findAmong(...stretchOf(ids));
    for (const id of ids) put(id, among.has(id));
    return found;
  }

  hasWords(key: string): boolean {
    return this.#words.has(key);
  }

  /** Milliseconds and bytes at each position. */
  measures(): { durations: Float64Array; sizes: Float64Array } {
    this.#durations ??= this.#byPosition('length');
    this.#sizes ??= this.#byPosition('size');
    return { durations: this.#durations, sizes: this.#sizes };
  }

  /** Total time and size of the rows, of all of them for null. */
  totals(found: Bitset | null): Totals {
    const { durations, sizes } = this.measures();
    if (!found) {
      this.#allTotals ??= sumOf(Bitset.full(this.size), durations, sizes);
      return this.#allTotals;
    }
    return sumOf(found, durations, sizes);
  }

  #byPosition(field: QueryField): Float64Array {
    const { order, sortedValues, valueCount } = this.#loadColumn(field, false);
    const values = new Float64Array(this.size);
    for (let place = 0; place < valueCount; place++) values[order[place]!] = sortedValues![place]!;
    return values;
  }
}

function remembered(cache: BoundedCache<Bitset>, key: string, find: () => Bitset): Bitset {
  const known = cache.get(key);
  if (known) return known;
  const found = find();
  cache.set(key, found, found.words.byteLength + key.length * 2);
  return found;
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

/** The places of the found rows, ascending. */
function placesOf(found: Bitset, count: number, places: Uint32Array): Uint32Array {
  const result = new Uint32Array(count);
  let length = 0;
  found.forEach((position) => {
    result[length++] = places[position]!;
  });
  return result.sort();
}

/** Loops and not `map` or `from` here: their calls cost ten times as much for a million rows. */
function idsAt(order: Uint32Array, ids: Int32Array): Int32Array<ArrayBuffer> {
  const result = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) result[place] = ids[order[place]!]!;
  return result;
}
