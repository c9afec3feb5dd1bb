import { type Db, prepare } from '#core/db/query.ts';
import type { Candidate, LookUp } from '#shared/contract/enrich.ts';
import type { ErrorCode } from '#shared/errors.ts';

/** What was found for a track and is not decided. Kept beside the answers of MusicBrainz: it goes with them. */
export type KeptLookUp = { state: LookUp['state']; error: ErrorCode | null; candidates: Candidate[] };

const keptMs = 90 * 24 * 3_600_000;
const prefix = 'decide:';

export function keepLookUp(db: Db, trackId: number, lookUp: KeptLookUp, now: number): void {
  prepare(
    db,
    `INSERT INTO service_answer (service, request, answer, at, expires_at) VALUES ('musicbrainz', ?, ?, ?, ?)
     ON CONFLICT (service, request) DO UPDATE SET answer = excluded.answer, expires_at = excluded.expires_at`,
  ).run(`${prefix}${trackId}`, JSON.stringify(lookUp), now, now + keptMs);
}

/** In the order they were asked for; of tracks that are still in the library. */
export function listLookUps(db: Db): { trackId: number; lookUp: KeptLookUp }[] {
  const rows = prepare(
    db,
    `SELECT track.id, answer FROM service_answer JOIN track ON track.id = CAST(substr(request, ?) AS INTEGER)
     WHERE service = 'musicbrainz' AND request >= ? AND request < ? ORDER BY service_answer.at, track.id`,
  ).all(prefix.length + 1, prefix, 'decide;') as { id: number; answer: string }[];
  const end = rows.length === 0 ? null : endOfAsking(db);
  return rows.map(({ id, answer }) => {
    const kept = JSON.parse(answer) as KeptLookUp;
    return { trackId: id, lookUp: kept.state === 'waiting' && end ? { ...kept, ...end } : kept };
  });
}

/** How it ended for what still waits where nobody asks any more; null while somebody does. */
function endOfAsking(db: Db): Pick<KeptLookUp, 'state' | 'error'> | null {
  const task = prepare(
    db,
    `SELECT state, error_code AS error FROM service_task WHERE service = 'musicbrainz' AND kind = 'lookUp'
     ORDER BY state = 'failed', id DESC LIMIT 1`,
  ).get() as { state: string; error: ErrorCode | null } | undefined;
  return task && task.state !== 'failed' ? null : { state: 'failed', error: task?.error ?? 'CANCELLED' };
}

export function findLookUp(db: Db, trackId: number): KeptLookUp | undefined {
  const answer = prepare(db, "SELECT answer FROM service_answer WHERE service = 'musicbrainz' AND request = ?").pluck();
  const found = answer.get(`${prefix}${trackId}`) as string | undefined;
  return found === undefined ? undefined : JSON.parse(found);
}

export function dropLookUps(db: Db, trackIds: readonly number[]): void {
  const drop = prepare(db, "DELETE FROM service_answer WHERE service = 'musicbrainz' AND request = ?");
  for (const id of trackIds) drop.run(`${prefix}${id}`);
}
