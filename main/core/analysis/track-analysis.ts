import { type Db, prepare } from '#core/db/query.ts';
import type { TrackAnalysis } from '#shared/contract/analysis.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { isCurrent } from './analysis.repository.ts';
import { userBeatGrid } from './beat-grid.ts';
import { findOverrides, listOverrides } from './overrides.repository.ts';
import { parseFindings } from './settle-track.ts';

type AnalysisRow = {
  audio_hash: string | null;
  duration_ms: number | null;
  suggested_genre: string;
  suggested_genre_confidence: number | null;
  findings: string | null;
  versions: string | null;
  analysed_at: number | null;
  beats: Uint8Array | null;
  spectrum: Uint8Array | null;
};

/** Everything that is known of a track's sound. Throws NOT_FOUND. */
export function getTrackAnalysis(db: Db, id: TrackId): TrackAnalysis {
  const row = prepare(db, selectAnalysis).get(id) as AnalysisRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id });
  const findings = parseFindings(row.findings);
  const overrides = findOverrides(db, id);
  const grid = userBeatGrid(
    {
      beatsMs: row.beats ? beatsFrom(row.beats) : [],
      bpm: findings?.tempo.bpm ?? null,
      firstDownbeatMs: findings?.tempo.firstDownbeatMs ?? null,
      durationMs: row.duration_ms ?? 0,
    },
    { bpm: overrides.bpm, ...overrides.grid },
  );
  return {
    id,
    findings,
    isOutdated: row.versions !== null && !isCurrent(row.versions),
    analysedAt: row.analysed_at,
    overrides: listOverrides(db, id),
    ...grid,
    spectrum: row.spectrum ? Buffer.from(row.spectrum).toString('base64') : null,
    genreSuggestion:
      row.suggested_genre === ''
        ? null
        : { genre: row.suggested_genre, confidence: row.suggested_genre_confidence ?? 0 },
    models: row.audio_hash === null ? [] : listModelAnswers(db, row.audio_hash),
  };
}

export function beatsFrom(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, index) => 1000 * view.getFloat32(4 * index, true));
}

function listModelAnswers(db: Db, audioHash: string): TrackAnalysis['models'] {
  const rows = prepare(
    db,
    `SELECT model.id, model.name, model_version AS version, output FROM model_result
     JOIN model ON model.id = model_result.model_id WHERE audio_hash = ? ORDER BY model.name`,
  ).all(audioHash) as { id: string; name: string; version: string; output: string }[];
  return rows.map(({ output, ...rest }) => ({ ...rest, output: JSON.parse(output) }));
}

const selectAnalysis = `
  SELECT track.audio_hash, track.duration_ms, track.suggested_genre, track.suggested_genre_confidence,
    analysis.findings, analysis.versions, analysis.analysed_at, analysis.beats, analysis.spectrum
  FROM track
  LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash AND track.analysis_state = 'done'
  WHERE track.id = ?`;
