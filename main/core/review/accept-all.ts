import { reviewBits, strongestMoods } from '#core/analysis/effective-columns.ts';
import { overrideTracks } from '#core/analysis/override-tracks.ts';
import { parseFindings } from '#core/analysis/settle-track.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Override } from '#shared/contract/analysis.ts';
import { type ReviewKind, reviewKinds } from '#shared/contract/review.ts';
import type { Findings } from '#shared/findings.ts';
import { listReviewIds } from './review.repository.ts';

/** As many as one call of `analysis.override` takes back. */
const most = 10_000;

/**
 * Takes what analysis says for all waiting questions of a kind whose best answer has at least `minimumShare`.
 * Returns the answers before, which undo it.
 */
export function acceptAll(db: Db, kind: ReviewKind | 'all', minimumShare: number, now: number): Override[] {
  const kinds = kind === 'all' ? reviewKinds : [kind];
  const find = prepare(
    db,
    'SELECT findings FROM track JOIN analysis ON analysis.audio_hash = track.audio_hash WHERE track.id = ?',
  ).pluck();
  const overrides: Override[] = [];
  for (const { id, review } of listReviewIds(db)) {
    const open = kinds.filter((one) => review & reviewBits[one]);
    const findings = open.length > 0 ? parseFindings((find.get(id) as string | undefined) ?? null) : null;
    if (!findings) continue;
    overrides.push(...open.flatMap((one) => answerOf(id as Override['id'], one, findings, minimumShare)));
    if (overrides.length >= most) break;
  }
  return overrideTracks(db, overrides.slice(0, most), now);
}

function answerOf(id: Override['id'], kind: ReviewKind, findings: Findings, minimumShare: number): Override[] {
  const { tempo, key, quality, character } = findings;
  switch (kind) {
    case 'tempo':
      return tempo.bpm !== null && tempo.confidence >= minimumShare ? [{ id, field: 'bpm', value: tempo.bpm }] : [];
    case 'key':
      return key.key !== null && key.confidence >= minimumShare ? [{ id, field: 'key', value: key.key }] : [];
    case 'quality':
      return quality && quality.verdictConfidence >= minimumShare ? [{ id, field: 'quality', value: true }] : [];
    default:
      return character && character.moodConfidence >= minimumShare
        ? [{ id, field: 'mood', value: strongestMoods(character) }]
        : [];
  }
}
