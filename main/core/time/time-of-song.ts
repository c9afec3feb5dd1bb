import { type Db, prepare } from '#core/db/query.ts';

/** Time that all people spent on a song, by its steps. */
export function timeOfSong(db: Db, songId: number, now: number) {
  const steps = prepare(
    db,
    `SELECT step_key AS stepKey, sum(max(0, coalesce(end_at, @now) - start_at - break_ms)) AS ms,
       max(end_at IS NULL) AS isRunning
     FROM time_entry WHERE song_id = @songId GROUP BY step_key ORDER BY step_key`,
  ).all({ songId, now }) as { stepKey: string; ms: number; isRunning: number }[];
  return {
    totalMs: steps.reduce((sum, { ms }) => sum + ms, 0),
    steps: steps.map((step) => ({ ...step, isRunning: step.isRunning === 1 })),
  };
}
