import { type Db, prepare } from '#core/db/query.ts';
import { fieldDefinition, type QueryField } from '#shared/query/fields.ts';

/** The rows of the table by position: positions count the tracks in the order of their ids. */
export type Rows = {
  /** The id at each position, ascending. */
  ids: Int32Array;
  /** The position of each id, -1 for an id between that has none; see `positionOf`. */
  positions: Int32Array;
};

export function positionOf({ positions }: Rows, id: number): number {
  return id < positions.length ? positions[id]! : -1;
}

/** One column as its index has it: rows in order, equal values with equal ranks, rows without a value last. */
export type ColumnOrder = {
  /** Positions, ascending by value. Equal values stand in the index's own order, for artists by album and track. */
  order: Uint32Array;
  /** The rank of the value at each position. Rows without a value have `rankCount`, the greatest. */
  ranks: Uint32Array;
  rankCount: number;
  /** How many of `order` have a value; they are its beginning. */
  valueCount: number;
  /** For columns of numbers: the value at each place of `order`, up to `valueCount`. */
  sortedValues: Float64Array | null;
};

/** What an order reads, and the index that has it. Guarded by sort-index.test.ts. */
export type SortColumn = { column: string; tail: readonly string[]; index: string; isText: boolean };

const sortColumns: Readonly<Partial<Record<QueryField, Omit<SortColumn, 'isText'>>>> = {
  title: { column: 'title_fold', tail: [], index: 'track_title' },
  artist: { column: 'artist_fold', tail: ['album_fold', 'disc_number', 'track_number'], index: 'track_artist' },
  album: { column: 'album_fold', tail: ['disc_number', 'track_number'], index: 'track_album' },
  albumartist: { column: 'album_artist_fold', tail: [], index: 'track_album_artist' },
  genre: { column: 'genre_fold', tail: [], index: 'track_genre' },
  label: { column: 'label_fold', tail: [], index: 'track_label' },
  format: { column: 'format', tail: [], index: 'track_format' },
  path: { column: 'path', tail: [], index: 'track_path' },
  year: { column: 'year', tail: [], index: 'track_year' },
  bpm: { column: 'bpm', tail: [], index: 'track_bpm' },
  rating: { column: 'rating', tail: [], index: 'track_rating' },
  plays: { column: 'play_count', tail: [], index: 'track_plays' },
  bitrate: { column: 'bitrate', tail: [], index: 'track_bitrate' },
  size: { column: 'size_bytes', tail: [], index: 'track_size' },
  lufs: { column: 'lufs', tail: [], index: 'track_lufs' },
  peak: { column: 'true_peak_db', tail: [], index: 'track_true_peak' },
  energy: { column: 'energy', tail: [], index: 'track_energy' },
  danceability: { column: 'danceability', tail: [], index: 'track_danceability' },
  quality: { column: 'quality_score', tail: [], index: 'track_quality' },
  key: { column: 'musical_key', tail: ['bpm'], index: 'track_key' },
  length: { column: 'duration_ms', tail: [], index: 'track_duration' },
  added: { column: 'added_at', tail: [], index: 'track_added' },
  lastplayed: { column: 'last_played_at', tail: [], index: 'track_last_played' },
  modified: { column: 'modified_us', tail: [], index: 'track_modified' },
};

export function sortColumn(field: QueryField): SortColumn | undefined {
  const found = sortColumns[field];
  return found && { ...found, isText: fieldDefinition(field).kind === 'text' };
}

/** Throws for a field that cannot be sorted by. */
export function requireSortColumn(field: QueryField): SortColumn {
  const column = sortColumn(field);
  if (!column) throw new TypeError(`Expected a field with an order, got ${field}`);
  return column;
}

/** The statements that read a column in order: ids, and the values beside them. */
export function columnOrderSql({ column, tail, index }: SortColumn): { ids: string; values: string } {
  const rest = `FROM track INDEXED BY ${index} ORDER BY ${[column, ...tail, 'id'].join(', ')}`;
  return { ids: `SELECT id ${rest}`, values: `SELECT ${column} ${rest}` };
}

export function loadRows(db: Db): Rows {
  const ids = Int32Array.from(prepare(db, 'SELECT id FROM track ORDER BY id').pluck().all() as number[]);
  const positions = new Int32Array((ids.at(-1) ?? 0) + 1).fill(-1);
  for (let position = 0; position < ids.length; position++) positions[ids[position]!] = position;
  return { ids, positions };
}

/**
 * Reads a column. The library may have changed since `rows` was read: tracks that came later are left out, and those
 * that went take part without a value.
 */
export function loadColumnOrder(db: Db, rows: Rows, column: SortColumn): ColumnOrder {
  const sql = columnOrderSql(column);
  const ids = prepare(db, sql.ids).pluck().all() as number[];
  const values = prepare(db, sql.values).pluck().all() as (string | number | null)[];
  // NULL and the empty text come first in an index, and belong last on a screen.
  let emptyCount = 0;
  while (emptyCount < values.length && (values[emptyCount] === null || values[emptyCount] === '')) emptyCount++;
  const size = rows.ids.length;
  const order = new Uint32Array(size);
  const ranks = new Uint32Array(size);
  const sortedValues = new Float64Array(column.isText ? 0 : size);
  const isPlaced = new Uint8Array(size);
  let place = 0;
  const put = (position: number, rank: number) => {
    order[place++] = position;
    ranks[position] = rank;
    isPlaced[position] = 1;
  };
  let rank = -1;
  for (let source = emptyCount; source < ids.length; source++) {
    const value = values[source]!;
    if (source === emptyCount || value !== values[source - 1]) rank += 1;
    const position = positionOf(rows, ids[source]!);
    if (position === -1) continue;
    if (!column.isText) sortedValues[place] = value as number;
    put(position, rank);
  }
  const valueCount = place;
  for (let source = 0; source < emptyCount; source++) {
    const position = positionOf(rows, ids[source]!);
    if (position !== -1) put(position, rank + 1);
  }
  for (let position = 0; place < size; position++) if (isPlaced[position] === 0) put(position, rank + 1);
  return { order, ranks, rankCount: rank + 1, valueCount, sortedValues: column.isText ? null : sortedValues };
}

/** In a column of numbers, the first place whose value is at least `limit`, or more than it when `isExcluded`. */
export function firstAbove({ sortedValues, valueCount }: ColumnOrder, limit: number, isExcluded: boolean): number {
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

export type SortLevel = { column: ColumnOrder; isDescending: boolean };

/**
 * All positions in the order of several columns, the first one the most important. Rows without a value come last in
 * both directions; what is equal in all of them stays as the last column's index has it.
 */
export function sortRows(rowCount: number, levels: readonly SortLevel[]): Uint32Array {
  let order = levels.at(-1)?.column.order ?? new Uint32Array(rowCount).map((_, position) => position);
  // From the least important column to the most important: each pass keeps the order of equals.
  for (const level of levels.toReversed()) order = countingSort(order, level);
  return order;
}

function countingSort(order: Uint32Array, { column, isDescending }: SortLevel): Uint32Array {
  const { ranks, rankCount } = column;
  const slots = new Uint32Array(rankCount + 1);
  for (let rank = 0; rank < rankCount; rank++) slots[rank] = isDescending ? rankCount - 1 - rank : rank;
  slots[rankCount] = rankCount;
  const starts = new Uint32Array(rankCount + 2);
  for (let position = 0; position < ranks.length; position++) starts[slots[ranks[position]!]! + 1]! += 1;
  for (let index = 1; index < starts.length; index++) starts[index]! += starts[index - 1]!;
  const sorted = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const position = order[place]!;
    const slot = slots[ranks[position]!]!;
    sorted[starts[slot]!] = position;
    starts[slot]! += 1;
  }
  return sorted;
}
