import { type Db, prepare } from '#core/db/query.ts';
import { addEvent } from '#core/history/history.repository.ts';
import { type Findings, findings as findingsSchema } from '#shared/findings.ts';
import { automaticColumns, type EffectiveColumns, type MeasuredValues, withOverrides } from './effective-columns.ts';
import { findOverrides, lockBits } from './overrides.repository.ts';

export type Cause = { actor: 'user' | 'analysis'; now: number };

type SettledRow = EffectiveColumns & {
  tag_bpm: number | null;
  tag_key: number | null;
  found_bpm: number | null;
  found_bpm_confidence: number | null;
  found_key: number | null;
  found_key_confidence: number | null;
  versions: string | null;
};

/** What changes of these fields are told of, under which name, and which algorithm finds them. */
const told = [
  { column: 'bpm', field: 'bpm', confidence: 'bpm_confidence', algorithm: 'tempo' },
  { column: 'musical_key', field: 'key', confidence: 'key_confidence', algorithm: 'key' },
  { column: 'mood', field: 'mood', confidence: 'mood_confidence', algorithm: 'character' },
  { column: 'quality_verdict', field: 'quality', confidence: null, algorithm: 'quality' },
] as const;

/**
 * Writes what lists show of a track: the user's own values, else what analysis found, else the tags. Each value that
 * differs from before becomes an event. Call it whenever one of the three may have changed, inside a transaction.
 */
export function settleTrack(db: Db, trackId: number, cause: Cause): void {
  const row = prepare(db, selectSettled).get(trackId) as SettledRow | undefined;
  if (!row) return;
  const findings = parseFindings(prepare(db, selectFindings).pluck().get(trackId) as string | null | undefined);
  const automatic = automaticColumns(findings, measuredValues(row), {
    bpm: row.tag_bpm,
    key: row.tag_key,
  });
  writeColumns(db, trackId, row, withOverrides(automatic, findOverrides(db, trackId)), cause);
}

/** The same where values were only set and none was given back, which needs no findings. */
export function settleOverrides(db: Db, trackId: number, cause: Cause): void {
  const row = prepare(db, selectSettled).get(trackId) as SettledRow | undefined;
  if (row) writeColumns(db, trackId, row, withOverrides(row, findOverrides(db, trackId)), cause);
}

/** Writes what differs and nothing else: each index of an unchanged column would be written too. */
function writeColumns(db: Db, trackId: number, row: SettledRow, columns: EffectiveColumns, cause: Cause): void {
  const changed = settledColumns.filter((name) => row[name] !== columns[name]);
  if (changed.length === 0) return;
  const sql = `UPDATE track SET ${changed.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`;
  prepare(db, sql).run(...changed.map((name) => columns[name]), trackId);
  for (const { column, field, confidence, algorithm } of told) {
    const [old, value] = [row[column], columns[column]];
    if (old === value || (old === null && value === '') || (old === '' && value === null)) continue;
    // The first moods that analysis finds are nobody's news: every track has some.
    if (field === 'mood' && old === '' && cause.actor === 'analysis') continue;
    const isLocked = (columns.locked & lockBits[field]) !== 0;
    addEvent(db, {
      at: cause.now,
      actor: cause.actor,
      kind: cause.actor === 'analysis' ? 'analysed' : isLocked ? 'overridden' : 'reset',
      trackId,
      field,
      oldValue: toldValue(field, old),
      newValue: toldValue(field, value),
      confidence: confidence === null ? null : columns[confidence],
      algorithm: algorithm === null || isLocked ? null : versionOf(row.versions, algorithm),
    });
  }
}

/** Moods are told as a list. */
function toldValue(field: string, value: string | number | null): string | number | readonly string[] | null {
  return field === 'mood' && typeof value === 'string' && value !== '' ? value.split(' ') : value;
}

function measuredValues(row: SettledRow): MeasuredValues {
  return {
    bpm: row.found_bpm,
    bpmConfidence: row.found_bpm_confidence,
    key: row.found_key,
    keyConfidence: row.found_key_confidence,
  };
}

/** Findings as they are stored; null where there are none, or damaged ones. */
export function parseFindings(text: string | null | undefined): Findings | null {
  if (text === null || text === undefined) return null;
  const parsed = findingsSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

function versionOf(versions: string | null, algorithm: string): string | null {
  const version = (JSON.parse(versions ?? '{}') as Record<string, number>)[algorithm];
  return version === undefined ? null : `${algorithm} ${version}`;
}

const settledColumns = [
  'bpm',
  'bpm_confidence',
  'musical_key',
  'key_confidence',
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

const fromTrack = `FROM track
  LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash AND track.analysis_state = 'done' WHERE track.id = ?`;

const selectSettled = `SELECT ${settledColumns.map((name) => `track.${name}`).join(', ')},
  track.tag_bpm, track.tag_key, analysis.versions,
  analysis.bpm AS found_bpm, analysis.bpm_confidence AS found_bpm_confidence,
  analysis.musical_key AS found_key, analysis.key_confidence AS found_key_confidence ${fromTrack}`;

const selectFindings = `SELECT analysis.findings ${fromTrack}`;
