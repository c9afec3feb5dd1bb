import { type Db, prepare } from '#core/db/query.ts';
import type { FacetField } from '#shared/contract/library/tracks.ts';
import type { Bitset } from './bitset.ts';
import type { FacetRequest, FacetResult } from './search-protocol.ts';
import type { TrackSnapshot } from './track-snapshot.ts';

const shownColumns: Readonly<Record<FacetField, string>> = {
  genre: 'genre',
  artist: 'artist',
  album: 'album',
  label: 'label',
  key: 'musical_key',
  year: 'year',
};

/**
 * The values of a field among the found rows. Spellings that differ in case or accents are one value, shown as the
 * track with the lowest id has it. Tracks without a value are one value too, the empty text, and it comes last by name.
 */
export function countValues(
  db: Db,
  snapshot: TrackSnapshot,
  found: Bitset | null,
  { field, limit, sort = 'name' }: FacetRequest,
): FacetResult {
  const { ranks, rankCount } = snapshot.column(field);
  const counts = new Uint32Array(rankCount + 1);
  const firsts = new Int32Array(rankCount + 1).fill(-1);
  const count = (position: number) => {
    const rank = ranks[position]!;
    counts[rank]! += 1;
    if (firsts[rank] === -1) firsts[rank] = position;
  };
  if (found) found.forEach(count);
  else for (let position = 0; position < ranks.length; position++) count(position);

  const present: number[] = [];
  for (let rank = 0; rank <= rankCount; rank++) if (counts[rank]! > 0) present.push(rank);
  if (sort === 'count') present.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const statement = prepare(db, `SELECT ${shownColumns[field]} FROM track WHERE id = ?`).pluck();
  const values = present.slice(0, limit).map((rank) => {
    const value = rank === rankCount ? '' : statement.get(snapshot.rows.ids[firsts[rank]!]!);
    return { value: String(value), count: counts[rank]! };
  });
  return { values, total: present.length };
}
