import { type Db, prepare } from '#core/db/query.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { Release, ReleaseTrack } from '#shared/contract/releases.ts';
import type { RecordingId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { getRecording } from './recordings.repository.ts';
import { releaseRecord } from './release-records.ts';

type ReleaseRow = Pick<Release, 'id' | 'packName' | 'trackCount' | 'durationMs' | 'changedAt'>;

const releaseRows = `
  SELECT release.id, coalesce(pack.name, '') AS packName, release.changed_at AS changedAt,
    (SELECT count(*) FROM release_track WHERE release_id = release.id) AS trackCount,
    (SELECT coalesce(sum(duration_ms), 0) FROM release_track JOIN recording ON recording.id = recording_id
       WHERE release_id = release.id) AS durationMs
  FROM release LEFT JOIN pack ON pack.id = release.pack_id`;

/** The newest first. */
export function listReleases(db: Db): Release[] {
  const rows = prepare(db, `${releaseRows} ORDER BY release.created_at DESC, release.id DESC`).all() as ReleaseRow[];
  return rows.map((row) => toRelease(db, row));
}

/** Throws NOT_FOUND. */
export function findRelease(db: Db, id: number): Release {
  const row = prepare(db, `${releaseRows} WHERE release.id = ?`).get(id) as ReleaseRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That release is not here any more.', { id });
  return toRelease(db, row);
}

function toRelease(db: Db, row: ReleaseRow): Release {
  const { tracks: _, decisions: __, ignoredFindings: ___, archivedAt, ...facts } = releaseRecord.get(db, row.id);
  return { ...(facts as unknown as Release), ...row, isArchived: archivedAt !== null };
}

/** Its tracks in their order, with what their recordings and works say. */
export function listReleaseTracks(db: Db, id: number): ReleaseTrack[] {
  return releaseRecord.get(db, id).tracks.map(({ recordingId, ...place }) => {
    const { id: _, ...recording } = getRecording(db, recordingId);
    return { ...recording, ...place, recordingId: recordingId as RecordingId };
  });
}

type Named = { id: PersonId; name: string; ipi: string; isni: string };

/** Everybody that tracks and releases name, by name. */
export function listNamedPeople(db: Db, ids: readonly (number | null)[]): Named[] {
  return prepare(
    db,
    'SELECT id, name, ipi, isni FROM person WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name COLLATE NOCASE',
  ).all(JSON.stringify(ids)) as Named[];
}
