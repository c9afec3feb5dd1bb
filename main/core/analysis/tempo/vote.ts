import type { TempoFindings } from '#shared/findings.ts';
import { logistic, logOdds } from './logistic.ts';
import type { ResolvedTempo } from './tempo-resolver.ts';

export type VotedTempo = Pick<TempoFindings, 'confidence' | 'candidates' | 'opinions'>;

/** What the trainer found out about asking twice. */
export type VoteModel = {
  /** Bias, then the weights of the log odds of the resolver's confidence and of the other method's agreeing. */
  weights: number[];
  /** How often the other method is right when it is asked. */
  secondIsRight: number;
};

const agreesWithin = 0.04;

/**
 * Weighs the resolver's decision against a second one; `undefined` where nobody was asked.
 *
 * The second method never changes the answer: where the two differ it was right for 18 % of unsure clips, the resolver for
 * 59 %. Whether its agreeing says anything about the resolver being right, the trainer measures; the weights tell.
 */
export function vote(resolved: ResolvedTempo, second: number | null | undefined, model: VoteModel): VotedTempo {
  const { candidates, confidence } = resolved;
  const [first, ...others] = candidates;
  const own = { method: 'resolver' as const, bpm: first?.bpm ?? null, confidence };
  if (second === undefined || !first) return { confidence, candidates, opinions: [own] };
  const opinions = [
    own,
    { method: 'essentia' as const, bpm: second, confidence: second === null ? 0 : model.secondIsRight },
  ];
  if (second === null) return { confidence, candidates, opinions };
  const voted = logistic(model.weights, voteFeatures(confidence, first.bpm, second));
  // What the first candidate gains, the others lose, and none is likelier than the answer.
  const rest = confidence < 1 ? (1 - voted) / (1 - confidence) : 0;
  const shared = [
    { ...first, share: voted },
    ...others.map(({ bpm, share }) => ({ bpm, share: Math.min(voted, share * rest) })),
  ];
  return { confidence: voted, candidates: shared, opinions };
}

/** The log odds of a confidence, and whether the second method says the same tempo. */
export function voteFeatures(confidence: number, bpm: number, second: number): number[] {
  return [logOdds(confidence), Math.abs(second / bpm - 1) <= agreesWithin ? 1 : 0];
}
