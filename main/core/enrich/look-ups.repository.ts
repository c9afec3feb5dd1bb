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

/** In the order they were asked for. */
export function listLookUps(db: Db): { trackId: number; lookUp: KeptLookUp }[] {
  const rows = prepare(
    db,
    `SELECT request, answer FROM service_answer WHERE service = 'musicbrainz' AND request >= ? AND request < ?
     ORDER BY at, request`,
  ).all(prefix, 'decide;') as { request: string; answer: string }[];
  return rows.map(({ request, answer }) => ({
    trackId: Number(request.slice(prefix.length)),
    lookUp: JSON.parse(answer) as KeptLookUp,
  }));
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
