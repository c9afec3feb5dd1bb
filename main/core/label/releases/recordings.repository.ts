import { type Db, prepare } from '#core/db/query.ts';
import type { CatalogueRow, Recording, RecordingAudio } from '#shared/contract/catalogue.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { foldTitle } from '#shared/song-title.ts';
import { recordingRecord } from './recording-records.ts';
import { workRecord } from './work-records.ts';

/** A recording with its work and what is measured of its file. Throws NOT_FOUND. */
export function getRecording(db: Db, id: number): Recording {
  const { createdAt: _, ...state } = recordingRecord.get(db, id);
  const work = state.workId === null ? undefined : workRecord.read(db, state.workId);
  const audio = state.trackId === null ? null : readAudio(db, state.trackId);
  return {
    ...(state as unknown as Recording),
    id: id as RecordingId,
    iswc: work?.iswc ?? '',
    writers: (work?.writers ?? []) as Recording['writers'],
    audio,
  };
}

type AudioRow = Omit<RecordingAudio, 'isPresent' | 'isLossless' | 'waveform'> & {
  isPresent: 0 | 1;
  isLossless: 0 | 1;
  waveform: Uint8Array | null;
};

function readAudio(db: Db, trackId: number): RecordingAudio | null {
  const row = prepare(
    db,
    `SELECT file_name AS fileName, missing_since IS NULL AS isPresent, is_lossless AS isLossless, codec,
       bit_depth AS bitDepth, sample_rate AS sampleRate, channels, track.audio_hash AS audioHash,
       waveform_overview AS waveform
     FROM track LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash WHERE track.id = ?`,
  ).get(trackId) as AudioRow | undefined;
  if (!row) return null;
  const waveform = row.waveform === null ? null : Buffer.from(row.waveform).toString('base64');
  return { ...row, isPresent: row.isPresent === 1, isLossless: row.isLossless === 1, waveform };
}

type Row = Omit<CatalogueRow, 'releases'> & { releases: string };

const listRows = `
  SELECT recording.id, recording.title, recording.version_title AS versionTitle, recording.artist, isrc,
    duration_ms AS durationMs, track_id AS trackId, work_id AS workId, coalesce(work.iswc, '') AS iswc,
    (SELECT json_group_array(json_object('id', release.id, 'title', release.title)) FROM release
       WHERE release.id IN (SELECT release_id FROM release_track WHERE recording_id = recording.id)) AS releases
  FROM recording LEFT JOIN work ON work.id = recording.work_id`;

/** Words of titles and artists in any order, or a part of an ISRC. */
const matches = `(@isrc <> '' AND isrc LIKE '%' || @isrc || '%') OR NOT EXISTS (
  SELECT 1 FROM json_each(@words) WHERE instr(title_fold || ' ' || artist_fold, value) = 0)`;

export function listCatalogue(
  db: Db,
  { text, offset, count }: { text: string; offset: number; count: number },
): { recordings: CatalogueRow[]; total: number } {
  const isrc = text.toUpperCase().replaceAll(/[\s-]/g, '');
  const asked = {
    isrc: /^[A-Z0-9]{3,12}$/.test(isrc) ? isrc : '',
    words: JSON.stringify(text.trim() === '' ? [] : foldTitle(text).split(' ')),
  };
  const rows = prepare(
    db,
    `${listRows} WHERE ${matches} ORDER BY title_fold, artist_fold, recording.id LIMIT @count OFFSET @offset`,
  );
  const total = prepare(db, `SELECT count(*) FROM recording WHERE ${matches}`).pluck().get(asked) as number;
  const recordings = (rows.all({ ...asked, offset, count }) as Row[]).map((row) => ({
    ...row,
    releases: JSON.parse(row.releases) as { id: ReleaseId; title: string }[],
  }));
  return { recordings, total };
}
