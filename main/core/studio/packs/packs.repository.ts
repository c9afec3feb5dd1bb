import { type Db, prepare } from '#core/db/query.ts';
import type { Pack, PackColour, PackSong, PackStatus } from '#shared/contract/packs.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { PackId, ReleaseId, SeriesId, SongId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { completionOf } from '#shared/song-progress.ts';
import type { PackPersonState } from '../pack-records.ts';
import { mayEditPack } from './pack-access.ts';

/** From here on a pack is nearly done. */
const nearFrom = 70;
const mostNear = 3;

/** Of a song: nothing is left to do. */
export const finishedSong = `(song.status = 'released'
  OR (song.status = 'inProgress' AND song.step_count > 0 AND song.done_count = song.step_count))`;

const packRows = `
  SELECT pack.id, name, priority, deadline, colour, artwork_hash AS artworkHash, note, owner_id AS ownerId,
    release_title AS releaseTitle, release_description AS releaseDescription, download_link AS downloadLink,
    video_link AS videoLink, released_at AS releasedAt, is_public AS isPublic, created_at AS createdAt,
    changed_at AS changedAt,
    (SELECT json_group_array(json_object('personId', person_id, 'access', access) ORDER BY position)
      FROM pack_person WHERE pack_id = pack.id) AS people,
    coalesce(planned, 0) AS planned, coalesce(inProgress, 0) AS inProgress, coalesce(released, 0) AS released,
    coalesce(optional, 0) AS optional, coalesce(core, 0) AS core, coalesce(done, 0) AS done, coalesce(open, 0) AS open,
    coalesce(begun, 0) AS begun, coalesce(out, 0) AS out
  FROM pack LEFT JOIN (
    SELECT pack_id AS id,
      sum(status = 'planned') AS planned, sum(status = 'inProgress') AS inProgress, sum(status = 'released') AS released,
      sum(is_optional) AS optional, sum(NOT is_optional) AS core,
      sum(NOT is_optional AND ${finishedSong}) AS done,
      sum(NOT is_optional AND status = 'inProgress' AND NOT ${finishedSong}) AS open,
      sum(NOT is_optional AND status <> 'planned') AS begun,
      sum(NOT is_optional AND status = 'released') AS out
    FROM song WHERE pack_id IS NOT NULL GROUP BY pack_id
  ) AS counted ON counted.id = pack.id`;

type PackRow = Omit<Pack, 'counts' | 'people' | 'isPublic' | 'status' | 'completion' | 'mayEdit'> &
  Pack['counts'] & { people: string; isPublic: 0 | 1; begun: number; out: number };

/** By priority, then deadline, then name; what is out comes last. */
export function listPacks(db: Db): Pack[] {
  const rows = prepare(
    db,
    `${packRows} ORDER BY core > 0 AND out = core, priority, deadline = '', deadline, name COLLATE NOCASE, pack.id`,
  ).all() as PackRow[];
  return rows.map(asPack);
}

/** Throws NOT_FOUND. */
export function getPack(db: Db, id: number): Pack {
  const row = prepare(db, `${packRows} WHERE pack.id = ?`).get(id) as PackRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That pack is not here any more.', { id });
  return asPack(row);
}

/** Nearly done and not out, the nearest first. */
export function listNearDone(db: Db): Pack[] {
  return listPacks(db)
    .filter(
      ({ completion, status }) => status !== 'released' && (completion ?? 0) >= nearFrom && (completion ?? 0) < 100,
    )
    .sort((one, other) => (other.completion ?? 0) - (one.completion ?? 0))
    .slice(0, mostNear);
}

function asPack({ people, isPublic, begun, out, ...row }: PackRow): Pack {
  const { planned, inProgress, released, optional, core, done, open, ...facts } = row;
  const shared = JSON.parse(people) as PackPersonState[];
  return {
    ...facts,
    id: row.id as PackId,
    colour: row.colour as PackColour,
    isPublic: isPublic === 1,
    people: shared as { personId: PersonId; access: 'view' | 'edit' }[],
    counts: { planned, inProgress, released, optional, core, done, open },
    status: statusOf({ ...row, begun, out }),
    // Only what is all done is whole.
    completion: core === 0 ? null : done === core ? 100 : Math.min(99, Math.round((done / core) * 100)),
    mayEdit: mayEditPack({ ownerId: row.ownerId, people: shared }),
  };
}

function statusOf(row: Pick<PackRow, 'planned' | 'optional' | 'core' | 'done' | 'begun' | 'out'>): PackStatus {
  if (row.core === 0) return row.optional === 0 ? 'empty' : 'planned';
  if (row.out === row.core) return 'released';
  if (row.done === row.core) return 'complete';
  return row.begun > 0 ? 'inProgress' : 'planned';
}

type SongRow = Omit<PackSong, 'isOptional' | 'isPublic' | 'completion'> & {
  isOptional: 0 | 1;
  isPublic: 0 | 1;
  doneCount: number;
};

/** In the order of the pack. */
export function listPackSongs(db: Db, packId: number): PackSong[] {
  const rows = prepare(
    db,
    `SELECT id, title, artist, album, status, is_optional AS isOptional, is_public AS isPublic, step_count AS stepCount,
       done_count AS doneCount, deadline, artwork_hash AS artworkHash, owner_id AS ownerId,
       release_description AS releaseDescription, download_link AS downloadLink, video_link AS videoLink
     FROM song WHERE pack_id = ? ORDER BY position, id`,
  ).all(packId) as SongRow[];
  return rows.map(({ doneCount, isOptional, isPublic, ...song }) => ({
    ...song,
    isOptional: isOptional === 1,
    isPublic: isPublic === 1,
    completion: song.status === 'released' ? 100 : completionOf(doneCount, song.stepCount),
  }));
}

export function countSongs(db: Db, packId: number): number {
  return prepare(db, 'SELECT count(*) FROM song WHERE pack_id = ?').pluck().get(packId) as number;
}

export function songIdsOf(db: Db, packId: number): SongId[] {
  return prepare(db, 'SELECT id FROM song WHERE pack_id = ? ORDER BY position, id').pluck().all(packId) as SongId[];
}

export function seriesIdsOf(db: Db, packId: number): SeriesId[] {
  return prepare(db, 'SELECT id FROM series WHERE pack_id = ? ORDER BY id').pluck().all(packId) as SeriesId[];
}

export function releaseIdsOf(db: Db, packId: number): ReleaseId[] {
  return prepare(db, 'SELECT id FROM release WHERE pack_id = ? ORDER BY id').pluck().all(packId) as ReleaseId[];
}
