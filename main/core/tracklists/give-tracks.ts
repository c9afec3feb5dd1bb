import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { entriesChange, partChange } from './tracklist-changes.ts';
import { getState } from './tracklists.repository.ts';

/**
 * The changes by which tracklists name other tracks than they did, as entries and as the recording: `given` names for each
 * that goes the one that takes its place.
 */
export function giveTracks(db: Db, given: ReadonlyMap<number, number>): ValueChange[] {
  const ids = prepare(
    db,
    `SELECT tracklist_id FROM tracklist_entry WHERE track_id IN (SELECT value FROM json_each(@gone))
     UNION SELECT id FROM tracklist WHERE mix_track_id IN (SELECT value FROM json_each(@gone)) ORDER BY 1`,
  )
    .pluck()
    .all({ gone: JSON.stringify([...given.keys()]) }) as number[];
  const follow = (trackId: number | null) => (trackId === null ? null : (given.get(trackId) ?? trackId));
  return ids.flatMap((id) => {
    const { entries, origin } = getState(db, id);
    const after = entries.map((entry) => ({ ...entry, trackId: follow(entry.trackId) }));
    return [
      ...entriesChange(id, entries, after),
      ...partChange(id, 'origin', origin, { ...origin, mixTrackId: follow(origin.mixTrackId) }),
    ];
  });
}
