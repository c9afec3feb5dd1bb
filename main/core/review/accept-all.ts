import { reviewBits } from '#core/analysis/effective-columns.ts';
import { overrideChanges } from '#core/analysis/override-setter.ts';
import { overrideTracks } from '#core/analysis/override-tracks.ts';
import { parseFindings } from '#core/analysis/settle-track.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Override } from '#shared/contract/analysis.ts';
import { type ReviewKind, reviewKinds } from '#shared/contract/review.ts';
import type { Mood } from '#shared/findings.ts';

/** As many as one operation changes. */
const most = 10_000;

type Row = { id: Override['id']; bpm: number; musical_key: number; mood: string; findings: string | null };

/** Which tracks are sure enough; quality has its confidence in the findings only. */
const conditions: Readonly<Record<ReviewKind, string>> = {
  tempo: 'track.bpm_confidence >= @least',
  key: 'track.key_confidence >= @least',
  quality: 'analysis.findings IS NOT NULL',
  mood: 'track.mood_confidence >= @least',
};

/**
 * Takes what analysis says for all waiting questions of a kind that it is at least so sure of.
 * Returns what it set.
 */
export function acceptAll(db: Db, kind: ReviewKind | 'all', minimumShare: number, now: number): ValueChange[] {
  const kinds = kind === 'all' ? reviewKinds : [kind];
  const overrides: Override[] = [];
  for (const one of kinds) {
    for (const row of listSure(db, one, minimumShare)) {
      if (overrides.length < most) overrides.push(...answerOf(one, row, minimumShare));
    }
  }
  return overrideChanges(overrides, overrideTracks(db, overrides, now));
}

function listSure(db: Db, kind: ReviewKind, least: number): Row[] {
  const findings = kind === 'quality' ? 'analysis.findings' : 'NULL';
  return prepare(
    db,
    `SELECT track.id, track.bpm, track.musical_key, track.mood, ${findings} AS findings
     FROM track LEFT JOIN analysis ON analysis.audio_hash = track.audio_hash
     WHERE review & ${reviewBits[kind]} AND missing_since IS NULL AND ${conditions[kind]} LIMIT ${most}`,
  ).all(kind === 'quality' ? {} : { least }) as Row[];
}

function answerOf(kind: ReviewKind, { id, bpm, musical_key, mood, findings }: Row, minimumShare: number): Override[] {
  switch (kind) {
    case 'tempo':
      return [{ id, field: 'bpm', value: bpm }];
    case 'key':
      return [{ id, field: 'key', value: musical_key }];
    case 'mood':
      return [{ id, field: 'mood', value: mood.split(' ').filter((word) => word !== '') as Mood[] }];
    default: {
      const confidence = parseFindings(findings)?.quality?.verdictConfidence ?? 0;
      return confidence >= minimumShare ? [{ id, field: 'quality', value: true }] : [];
    }
  }
}
