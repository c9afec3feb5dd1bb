import { build, type Db, first, prepare, run } from '#core/db/query.ts';
import type { AnalysisState, AnalysisTable } from '#core/db/schema.ts';
import { algorithmVersions } from './algorithm-versions.ts';
import { settleTrack } from './settle-track.ts';

export type AnalysisSubject = {
  id: number;
  folderId: number;
  folderPath: string;
  path: string;
  quickHash: string | null;
  audioHash: string | null;
  durationMs: number | null;
  state: AnalysisState;
  isMissing: boolean;
  isOffline: boolean;
};

export function findSubject(db: Db, trackId: number): AnalysisSubject | undefined {
  const row = first(
    db,
    build
      .selectFrom('track')
      .innerJoin('folder', 'folder.id', 'track.folder_id')
      .select([
        'track.id',
        'track.folder_id as folderId',
        'folder.path as folderPath',
        'track.path',
        'track.quick_hash as quickHash',
        'track.audio_hash as audioHash',
        'track.duration_ms as durationMs',
        'track.analysis_state as state',
        'track.missing_since',
        'folder.state as folderState',
      ])
      .where('track.id', '=', trackId),
  );
  if (!row) return undefined;
  const { missing_since, folderState, ...rest } = row;
  return { ...rest, isMissing: missing_since !== null, isOffline: folderState === 'offline' };
}

export function findAnalysis(db: Db, audioHash: string): AnalysisTable | undefined {
  return first(db, build.selectFrom('analysis').selectAll().where('audio_hash', '=', audioHash));
}

/** Keeps a result for its audio, replacing an older one. */
export function saveAnalysis(db: Db, analysis: AnalysisTable): void {
  run(db, build.replaceInto('analysis').values(analysis));
}

/** Gives a track the result of its audio; what the user set by hand stays. */
export function applyAnalysis(db: Db, trackId: number, audioHash: string, now: number): void {
  prepare(
    db,
    `UPDATE track SET
       audio_hash = analysis.audio_hash, duration_ms = analysis.duration_ms, lufs = analysis.lufs,
       true_peak_db = analysis.true_peak_db, loudness_range = analysis.loudness_range, analysis_state = 'done'
     FROM analysis WHERE track.id = ? AND analysis.audio_hash = ?`,
  ).run(trackId, audioHash);
  settleTrack(db, trackId, { actor: 'analysis', now });
}

/** Whether results of these versions are what analysis would find today. */
export function isCurrent(versions: string): boolean {
  const known = JSON.parse(versions) as Record<string, number>;
  return Object.entries(algorithmVersions).every(([algorithm, version]) => known[algorithm] === version);
}

/** SQL for `listOutdated`; reads no row of `analysis`, which are large. */
export const outdatedSql = `
  SELECT min(track.id) FROM (
    SELECT audio_hash, analysed_at FROM analysis WHERE versions < @versions
    UNION ALL SELECT audio_hash, analysed_at FROM analysis WHERE versions > @versions) AS old
  CROSS JOIN track INDEXED BY track_audio_hash ON track.audio_hash = old.audio_hash
  CROSS JOIN folder ON folder.id = track.folder_id AND folder.state = 'online'
  WHERE track.analysis_state = 'done' AND track.missing_since IS NULL
  GROUP BY old.audio_hash
  HAVING sum(track.id IN (
    SELECT subject_id FROM job WHERE kind = 'analysis' AND error_code IS NOT 'FILE_NOT_FOUND')) = 0
  ORDER BY old.analysed_at, old.audio_hash LIMIT @limit`;

/** Tracks whose results are of another version, the oldest first; one for each piece of audio, and none with a job,
 * but for files that were away. */
export function listOutdated(db: Db, limit: number): number[] {
  return prepare(db, outdatedSql)
    .pluck()
    .all({ versions: JSON.stringify(algorithmVersions), limit }) as number[];
}

/** Other tracks that show results of this audio. */
export function listAnalysed(db: Db, audioHash: string, exceptId: number): number[] {
  return prepare(db, `SELECT id FROM track WHERE audio_hash = ? AND id <> ? AND analysis_state = 'done'`)
    .pluck()
    .all(audioHash, exceptId) as number[];
}

/** Hashes of audio with up-to-date results that looks at a few places as this does. */
export function listKnownAudio(db: Db, quickHash: string | null): string[] {
  if (quickHash === null) return [];
  return prepare(db, 'SELECT audio_hash FROM analysis WHERE quick_hash = ? AND versions = ? LIMIT 20')
    .pluck()
    .all(quickHash, JSON.stringify(algorithmVersions)) as string[];
}

export function setAnalysisState(db: Db, trackId: number, state: AnalysisState): void {
  run(db, build.updateTable('track').set({ analysis_state: state }).where('id', '=', trackId));
}

/** Tracks the user may ask to analyse again, out of those named. */
export function listExisting(db: Db, trackIds: readonly number[]): number[] {
  const ids = JSON.stringify(trackIds);
  return prepare(db, `SELECT id FROM track WHERE id IN (SELECT value FROM json_each(?))`).pluck().all(ids) as number[];
}

/** Tracks that wait for analysis and have no job: left by a run without analysis, or by a cancelled queue. */
export function listWaitingWithoutJob(db: Db, limit: number): number[] {
  return prepare(
    db,
    `SELECT id FROM track WHERE analysis_state = 'waiting' AND missing_since IS NULL
       AND id NOT IN (SELECT subject_id FROM job WHERE kind = 'analysis') LIMIT ?`,
  )
    .pluck()
    .all(limit) as number[];
}

export function countAnalysed(db: Db): { total: number; analysed: number } {
  const counts = prepare(
    db,
    'SELECT analysis_state AS state, count(*) AS count FROM track GROUP BY analysis_state',
  ).all() as {
    state: AnalysisState;
    count: number;
  }[];
  return {
    total: counts.reduce((sum, { count }) => sum + count, 0),
    analysed: counts.find(({ state }) => state === 'done')?.count ?? 0,
  };
}

export function findQuarantine(db: Db, quickHash: string): { strikes: number; code: string } | undefined {
  return first(db, build.selectFrom('quarantine').select(['strikes', 'code']).where('quick_hash', '=', quickHash));
}

/** Counts one more worker ended by this content and returns the count. */
export function addStrike(db: Db, quickHash: string, code: string, at: number): number {
  return prepare(
    db,
    `INSERT INTO quarantine (quick_hash, strikes, code, at) VALUES (?, 1, ?, ?)
     ON CONFLICT (quick_hash) DO UPDATE SET strikes = strikes + 1, code = excluded.code, at = excluded.at
     RETURNING strikes`,
  )
    .pluck()
    .get(quickHash, code, at) as number;
}

export function liftQuarantine(db: Db, quickHash: string): void {
  run(db, build.deleteFrom('quarantine').where('quick_hash', '=', quickHash));
}
