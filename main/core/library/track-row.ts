import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import type { ErrorCode } from '#shared/errors.ts';

/** The columns of a list row, as SQL gives them. */
export type RowRecord = {
  id: number;
  title: string;
  artist: string;
  album: string;
  genre: string;
  label: string;
  year: number | null;
  bpm: number | null;
  bpm_confidence: number | null;
  musical_key: number | null;
  key_confidence: number | null;
  lufs: number | null;
  duration_ms: number | null;
  rating: number;
  play_count: number;
  last_played_at: number | null;
  format: string;
  codec: string;
  is_lossless: 0 | 1;
  bitrate: number | null;
  size_bytes: number;
  added_at: number;
  file_name: string;
  artwork_hash: string | null;
  analysis_state: TrackRow['analysisState'];
  missing_since: number | null;
  folder_state: 'online' | 'offline';
  problem_code: string | null;
  waveform_overview: Uint8Array | null;
  energy: number | null;
  mood: string;
  mood_confidence: number | null;
  quality_score: number | null;
  quality_verdict: TrackRow['qualityVerdict'];
  review: number;
  locked: number;
  has_edits: 0 | 1;
};

/** SQL that reads `RowRecord`s; add a WHERE on `track`. */
export const selectRowRecords = `
  SELECT track.id, track.title, track.artist, track.album, track.genre, track.label, track.year,
    track.bpm, track.bpm_confidence, track.musical_key, track.key_confidence, track.lufs, track.duration_ms,
    track.rating, track.play_count, track.last_played_at, track.format, track.codec, track.is_lossless, track.bitrate, track.size_bytes, track.added_at,
    track.file_name, track.artwork_hash, track.analysis_state, track.missing_since, track.energy, track.mood,
    track.mood_confidence, track.quality_score, track.quality_verdict, track.review, track.locked, track.has_edits,
    folder.state AS folder_state, analysis.waveform_overview,
    (SELECT code FROM problem WHERE problem.track_id = track.id ORDER BY at DESC LIMIT 1) AS problem_code
  FROM track
  JOIN folder ON folder.id = track.folder_id
  LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash`;

export function toTrackRow(record: RowRecord): TrackRow {
  return {
    id: record.id as TrackId,
    title: record.title,
    artist: record.artist,
    album: record.album,
    genre: record.genre,
    label: record.label,
    year: record.year,
    bpm: record.bpm,
    bpmConfidence: record.bpm_confidence,
    key: record.musical_key,
    keyConfidence: record.key_confidence,
    lufs: record.lufs,
    durationMs: record.duration_ms,
    rating: record.rating,
    plays: record.play_count,
    lastPlayedAt: record.last_played_at,
    format: record.format,
    codec: record.codec,
    isLossless: record.is_lossless === 1,
    bitrate: record.bitrate,
    sizeBytes: record.size_bytes,
    addedAt: record.added_at,
    fileName: record.file_name,
    artworkHash: record.artwork_hash,
    analysisState: record.analysis_state,
    problemCode: record.problem_code as ErrorCode | null,
    isMissing: record.missing_since !== null,
    isOffline: record.folder_state === 'offline',
    energy: record.energy,
    mood: record.mood,
    moodConfidence: record.mood_confidence,
    qualityScore: record.quality_score,
    qualityVerdict: record.quality_verdict,
    review: record.review,
    locked: record.locked,
    hasEdits: record.has_edits === 1,
    waveform: record.waveform_overview ? Buffer.from(record.waveform_overview).toString('base64') : null,
  };
}
