import type { TrackFacts } from './track-table.ts';

export type Scored = { track: TrackFacts; score: number };

const steps = 2048;

/**
 * The `n` candidates that score best, the best first, and of equals the older one; those that score nothing are left out. A
 * histogram finds the border, so that only these are sorted. Scores are 0 to 1.
 */
export function bestCandidates(
  candidates: readonly TrackFacts[],
  n: number,
  scoreOf: (track: TrackFacts) => number,
): Scored[] {
  const scores = new Float32Array(candidates.length);
  const counts = new Int32Array(steps + 1);
  for (let index = 0; index < candidates.length; index += 1) {
    const score = scoreOf(candidates[index]!);
    scores[index] = score;
    if (score > 0) counts[stepOf(score)]! += 1;
  }
  let border = steps;
  for (let above = counts[border]!; above < n && border > 0; above += counts[border]!) border -= 1;
  const found: Scored[] = [];
  for (let index = 0; index < candidates.length; index += 1) {
    const score = scores[index]!;
    if (score > 0 && stepOf(score) >= border) found.push({ track: candidates[index]!, score });
  }
  return found.sort((one, other) => other.score - one.score || one.track.id - other.track.id).slice(0, n);
}

function stepOf(score: number): number {
  return Math.min(steps, Math.floor(score * steps));
}
