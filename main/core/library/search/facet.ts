import { type Db, prepare } from '#core/db/query.ts';
import type { FacetField } from '#shared/contract/library/tracks.ts';
import type { Bitset } from './bitset.ts';
import { type ColumnOrder, requireSortColumn } from './column-order.ts';
import type { FacetRequest, FacetResult } from './search-protocol.ts';
import type { TrackSnapshot } from './track-snapshot.ts';
import { rankOf } from './value-rank.ts';

const shownColumns: Readonly<Record<FacetField, string>> = {
  genre: 'genre',
  artist: 'artist',
  album: 'album',
  label: 'label',
  key: 'musical_key',
  year: 'year',
};

/** A value: its place among the others by name, how many tracks have it, and the one with the lowest id. */
type Group = { rank: number; count: number; firstId: number };

/**
 * The values of a field among the found rows. Spellings that differ in case or accents are one value, shown as the
 * track with the lowest id has it. Tracks without a value are one value too, the empty text, and it comes last by name.
 *
 * `changed` are the ids of found tracks that changed since the snapshot; no row of `found` may be one of them.
 */
export function countValues(
  db: Db,
  snapshot: TrackSnapshot,
  { found, changed }: { found: Bitset | null; changed: Int32Array },
  { field, limit, sort = 'name' }: FacetRequest,
): FacetResult {
  const column = snapshot.column(field);
  const groups = countRanks(column, snapshot, found);
  if (changed.length > 0) addChanged(db, snapshot, field, changed, groups);
  const present = [...groups.values()];
  present.sort(sort === 'count' ? (a, b) => b.count - a.count || a.rank - b.rank : (a, b) => a.rank - b.rank);
  const statement = prepare(db, `SELECT ${shownColumns[field]} FROM track WHERE id = ?`).pluck();
  const values = present.slice(0, limit).map(({ rank, count, firstId }) => {
    const value = rank === column.rankCount ? '' : statement.get(firstId);
    return { value: String(value), count };
  });
  return { values, total: present.length };
}

function countRanks(
  { ranks, rankCount }: ColumnOrder,
  { rows }: TrackSnapshot,
  found: Bitset | null,
): Map<number, Group> {
  const counts = new Uint32Array(rankCount + 1);
  const firsts = new Int32Array(rankCount + 1).fill(-1);
  const count = (position: number) => {
    const rank = ranks[position]!;
    counts[rank]! += 1;
    if (firsts[rank] === -1) firsts[rank] = position;
  };
  if (found) found.forEach(count);
  else for (let position = 0; position < ranks.length; position++) count(position);
  const groups = new Map<number, Group>();
  for (let rank = 0; rank <= rankCount; rank++) {
    if (counts[rank]! > 0) groups.set(rank, { rank, count: counts[rank]!, firstId: rows.ids[firsts[rank]!]! });
  }
  return groups;
}

function addChanged(
  db: Db,
  snapshot: TrackSnapshot,
  field: FacetField,
  changed: Int32Array,
  groups: Map<number, Group>,
): void {
  const source = requireSortColumn(field);
  const rows = prepare(
    db,
    `SELECT ${source.column}, count(*), min(id) FROM track WHERE id IN (SELECT value FROM json_each(?))
     GROUP BY ${source.column} ORDER BY ${source.column}`,
  )
    .raw()
    .all(JSON.stringify([...changed])) as [string | number | null, number, number][];
  const ranked = { source, column: snapshot.column(field), rows: snapshot.rows, changed: snapshot.changes.positions };
  for (const [index, [value, count, firstId]] of rows.entries()) {
    let rank = rankOf(db, ranked, value) as number;
    // New values come in order: each stands after the new ones before it.
    if (!Number.isInteger(rank)) rank += (index + 1) / (rows.length + 1) - 0.5;
    const group = groups.get(rank);
    groups.set(rank, {
      rank,
      count: count + (group?.count ?? 0),
      firstId: Math.min(firstId, group?.firstId ?? firstId),
    });
  }
}
