import { type Db, prepare } from '#core/db/query.ts';
import { addEvent } from '#core/history/history.repository.ts';
import { type Findings, findings as findingsSchema } from '#shared/findings.ts';
import { type EffectiveColumns, effectiveColumns } from './effective-columns.ts';
import { findOverrides } from './overrides.repository.ts';

export type Cause = { actor: 'user' | 'analysis'; now: number };

type SettledRow = Omit<EffectiveColumns, 'genre_fold' | 'danceability' | 'arousal' | 'valence' | 'voice'> & {
  tag_bpm: number | null;
  tag_key: number | null;
  tag_genre: string;
  findings: string | null;
  versions: string | null;
};

/** What changes of these fields are told of, under which name, and which algorithm finds them. */
const told = [
  { column: 'bpm', field: 'bpm', confidence: 'bpm_confidence', algorithm: 'tempo' },
  { column: 'musical_key', field: 'key', confidence: 'key_confidence', algorithm: 'key' },
  { column: 'mood', field: 'mood', confidence: 'mood_confidence', algorithm: 'character' },
  { column: 'quality_verdict', field: 'quality', confidence: null, algorithm: 'quality' },
  { column: 'genre', field: 'genre', confidence: null, algorithm: null },
] as const;

/**
 * Writes what lists show of a track: the user's own values, else what analysis found, else the tags. Each value that
 * differs from before becomes an event. Call it whenever one of the three may have changed, inside a transaction.
 */
export function settleTrack(db: Db, trackId: number, cause: Cause): void {
  const row = prepare(db, selectSettled).get(trackId) as SettledRow | undefined;
  if (!row) return;
  const columns = effectiveColumns(parseFindings(row.findings), findOverrides(db, trackId), {
    bpm: row.tag_bpm,
    key: row.tag_key,
    genre: row.tag_genre,
  });
  prepare(db, updateSettled).run({ ...columns, id: trackId });
  for (const { column, field, confidence, algorithm } of told) {
    const [old, value] = [row[column], columns[column]];
    if (old === value || (old === null && value === '') || (old === '' && value === null)) continue;
    // The first moods of a track are nobody's news: every track has some.
    if (field === 'mood' && old === '') continue;
    addEvent(db, {
      at: cause.now,
      actor: cause.actor,
      kind: cause.actor === 'analysis' ? 'analysed' : columns.locked & lockOf(field) ? 'overridden' : 'reset',
      trackId,
      field,
      oldValue: old,
      newValue: value,
      confidence: confidence === null ? null : columns[confidence],
      algorithm: algorithm === null || columns.locked & lockOf(field) ? null : versionOf(row.versions, algorithm),
    });
  }
}

/** Findings as they are stored; null where there are none, or damaged ones. */
export function parseFindings(text: string | null): Findings | null {
  if (text === null) return null;
  const parsed = findingsSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

function lockOf(field: (typeof told)[number]['field']): number {
  return { bpm: 1, key: 2, quality: 4, mood: 8, genre: 16 }[field];
}

function versionOf(versions: string | null, algorithm: string): string | null {
  const version = (JSON.parse(versions ?? '{}') as Record<string, number>)[algorithm];
  return version === undefined ? null : `${algorithm} ${version}`;
}

const selectSettled = `
  SELECT track.bpm, track.bpm_confidence, track.musical_key, track.key_confidence, track.genre, track.energy, track.mood,
    track.mood_confidence, track.quality_score, track.quality_verdict, track.review, track.locked, track.tag_bpm,
    track.tag_key, track.tag_genre, analysis.findings, analysis.versions
  FROM track
  LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash AND track.analysis_state = 'done'
  WHERE track.id = ?`;

const settledColumns = [
  'bpm',
  'bpm_confidence',
  'musical_key',
  'key_confidence',
  'genre',
  'genre_fold',
  'energy',
  'danceability',
  'arousal',
  'valence',
  'voice',
  'mood',
  'mood_confidence',
  'quality_score',
  'quality_verdict',
  'review',
  'locked',
] as const satisfies readonly (keyof EffectiveColumns)[];

const updateSettled = `UPDATE track SET ${settledColumns.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`;
