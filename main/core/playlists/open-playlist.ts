import { type Db, prepare } from '#core/db/query.ts';
import { requireSortColumn } from '#core/library/search/column-order.ts';
import type { SortTerm } from '#shared/contract/library/tracks.ts';
import { foldText } from '#shared/fold-text.ts';

/** An entry with what its rows are summed up and sorted by. */
export type OpenedEntry = {
  id: number;
  /** Null where its track is not in the library. */
  trackId: number | null;
  /** In the list's own order, from 0. */
  place: number;
  durationMs: number;
  sizeBytes: number;
};

type Value = string | number | null;
type EntryRow = OpenedEntry & Record<`sort${number}`, Value>;

/** The entries of a playlist in the order of some terms, or in its own where there are none. Equal ones keep that. */
export function sortEntries(db: Db, playlistId: number, sort: readonly SortTerm[]): OpenedEntry[] {
  const levels = sort.flatMap(({ field, direction }) => {
    const { column, tail } = requireSortColumn(field);
    const factor = direction === 'ascending' ? 1 : -1;
    return [{ column, factor }, ...tail.map((each) => ({ column: each, factor: 1 }))];
  });
  const rows = prepare(
    db,
    `SELECT playlist_entry.id, track.id AS trackId, coalesce(track.duration_ms, playlist_entry.duration_ms, 0) AS durationMs,
       coalesce(track.size_bytes, 0) AS sizeBytes
       ${levels.map(({ column }, index) => `, ${columnValue(column)} AS sort${index}`).join('')}
     FROM playlist_entry LEFT JOIN track ON track.id = playlist_entry.track_id
     WHERE playlist_id = ? ORDER BY playlist_entry.position`,
  ).all(playlistId) as EntryRow[];
  for (const [place, row] of rows.entries()) row.place = place;
  if (levels.length === 0) return rows;
  for (const row of rows) foldKept(row, levels);
  return rows.sort((one, other) => {
    for (const [index, { factor }] of levels.entries()) {
      const order = compareValues(one[`sort${index}`] ?? null, other[`sort${index}`] ?? null, factor);
      if (order !== 0) return order;
    }
    return one.place - other.place;
  });
}

/** What an entry without a track is sorted by: what it keeps, where it keeps that. */
const keptColumns: Readonly<Record<string, string>> = {
  title_fold: 'title',
  artist_fold: 'artist',
  album_fold: 'album',
  duration_ms: 'duration_ms',
};

function columnValue(column: string): string {
  const kept = keptColumns[column];
  const untitled =
    column === 'title_fold' ? `coalesce(nullif(track.title_fold, ''), track.file_name)` : `track.${column}`;
  return kept === undefined ? `track.${column}` : `coalesce(${untitled}, playlist_entry.${kept})`;
}

/** Texts of tracks are folded in their columns; those an entry keeps are not. */
function foldKept(row: EntryRow, levels: readonly { column: string }[]): void {
  for (const [index, { column }] of levels.entries()) {
    const value = row[`sort${index}`];
    if (typeof value === 'string' && column.endsWith('_fold')) row[`sort${index}`] = foldText(value);
  }
}

/** What has no value comes last either way. */
function compareValues(one: Value, other: Value, factor: number): number {
  const [isEmpty, isOtherEmpty] = [one === null || one === '', other === null || other === ''];
  if (isEmpty || isOtherEmpty) return Number(isEmpty) - Number(isOtherEmpty);
  if (one === other) return 0;
  return ((one as string | number) < (other as string | number) ? -1 : 1) * factor;
}

/** Entries whose title begins with a folded prefix. */
export function findTitles(db: Db, playlistId: number, prefix: string): number[] {
  const rows = prepare(
    db,
    `SELECT playlist_entry.id, coalesce(nullif(track.title, ''), track.file_name, playlist_entry.title) AS title
     FROM playlist_entry LEFT JOIN track ON track.id = track_id WHERE playlist_id = ?`,
  ).all(playlistId) as { id: number; title: string }[];
  return rows.filter(({ title }) => foldText(title).startsWith(prefix)).map(({ id }) => id);
}
