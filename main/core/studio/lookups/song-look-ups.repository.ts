import { type Db, prepare } from '#core/db/query.ts';
import type { SongLookUp, SongMatch } from '#shared/contract/lookups.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import type { ErrorCode } from '#shared/errors.ts';

/** What was found for a song and is not decided. Kept beside the answers of MusicBrainz: it goes with them. */
export type KeptSongLookUp = { state: SongLookUp['state']; error: ErrorCode | null; matches: SongMatch[] };

const keptMs = 90 * 24 * 3_600_000;
const prefix = 'song:';

export function keepSongLookUp(db: Db, songId: number, lookUp: KeptSongLookUp, now: number): void {
  prepare(
    db,
    `INSERT INTO service_answer (service, request, answer, at, expires_at) VALUES ('musicbrainz', ?, ?, ?, ?)
     ON CONFLICT (service, request) DO UPDATE SET answer = excluded.answer, expires_at = excluded.expires_at`,
  ).run(`${prefix}${songId}`, JSON.stringify(lookUp), now, now + keptMs);
}

/** In the order they were asked for; of songs that are there. */
export function listSongLookUps(db: Db): SongLookUp[] {
  const rows = prepare(
    db,
    `SELECT song.id, title, artist, album, year, answer FROM service_answer
       JOIN song ON song.id = CAST(substr(request, ?) AS INTEGER)
     WHERE service = 'musicbrainz' AND request >= ? AND request < ? ORDER BY service_answer.at, song.id`,
  ).all(prefix.length + 1, prefix, 'song;') as (Pick<SongLookUp, 'title' | 'artist' | 'album' | 'year'> & {
    id: number;
    answer: string;
  })[];
  const end = rows.length === 0 ? null : endOfAsking(db);
  return rows.map(({ id, answer, ...song }) => {
    const kept = JSON.parse(answer) as KeptSongLookUp;
    return { songId: id as SongId, ...song, ...kept, ...(kept.state === 'waiting' && end ? end : {}) };
  });
}

export function dropSongLookUps(db: Db, songIds: readonly number[]): void {
  prepare(
    db,
    `DELETE FROM service_answer WHERE service = 'musicbrainz'
       AND request IN (SELECT '${prefix}' || value FROM json_each(?))`,
  ).run(JSON.stringify(songIds));
}

/** How it ended for what still waits where nobody asks any more; null while somebody does. */
function endOfAsking(db: Db): Pick<KeptSongLookUp, 'state' | 'error'> | null {
  const task = prepare(
    db,
    `SELECT state, error_code AS error FROM service_task WHERE service = 'musicbrainz' AND kind = 'lookUpSongs'
     ORDER BY state = 'failed', id DESC LIMIT 1`,
  ).get() as { state: string; error: ErrorCode | null } | undefined;
  return task && task.state !== 'failed' ? null : { state: 'failed', error: task?.error ?? 'CANCELLED' };
}
