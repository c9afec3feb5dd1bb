import type { TempoFindings } from '#shared/findings.ts';
import type { ResolvedTempo } from './tempo-resolver.ts';

export type VotedTempo = Pick<TempoFindings, 'confidence' | 'candidates' | 'opinions'>;

const agreesWithin = 0.04;

/**
 * Weighs the resolver's decision against a second one; `undefined` where nobody was asked.
 */
export function vote(resolved: ResolvedTempo, second: number | null | undefined): VotedTempo {
  const [first] = resolved.candidates;
  const own = { method: 'resolver' as const, bpm: first?.bpm ?? null, confidence: resolved.confidence };
  if (second === undefined || !first) {
    return { confidence: resolved.confidence, candidates: resolved.candidates, opinions: [own] };
  }
  const agrees = second !== null && Math.abs(second / first.bpm - 1) <= agreesWithin;
  const confidence = resolved.confidence;
  return {
    confidence,
    candidates: resolved.candidates,
    opinions: [own, { method: 'essentia', bpm: second, confidence: agrees ? 0.6 : 0.4 }],
  };
}
