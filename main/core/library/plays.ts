import { type Db, prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';

/** How often a track was heard, and when last. */
export type Plays = { count: number; lastAt: number | null };

export function readPlays(db: Db, trackId: number): Plays {
  const plays = prepare(db, 'SELECT play_count AS count, last_played_at AS lastAt FROM track WHERE id = ?').get(
    trackId,
  ) as Plays | undefined;
  return plays ?? { count: 0, lastAt: null };
}

/** A track was heard; an unknown one is passed over. */
export function countPlay(db: Db, trackId: number, at: number): void {
  prepare(db, 'UPDATE track SET play_count = play_count + 1, last_played_at = ? WHERE id = ?').run(at, trackId);
}

/** Sets 'plays', how often a track was heard; also of one whose file is still in the trash, and comes back with it. */
export const setPlays: FieldSetter = (db, values) => {
  const update = prepare(db, 'UPDATE track SET play_count = ? WHERE id = ?');
  const updateRemoved = prepare(
    db,
    `UPDATE removed_track SET row = json_set(row, '$.play_count', ?) WHERE track_id = ?`,
  );
  for (const { trackId, value } of values) {
    if (update.run(value, trackId).changes === 0) updateRemoved.run(value, trackId);
  }
};

/** Sets 'lastPlayed', a time, or null for never. */
export const setLastPlayed: FieldSetter = (db, values) => {
  const update = prepare(db, 'UPDATE track SET last_played_at = ? WHERE id = ?');
  for (const { trackId, value } of values) update.run(value, trackId);
};
