import { mixReasons } from '#shared/mix-reasons.ts';
import { type MixTrack, mixability, mixableKeys } from '#shared/mixability.ts';
import { bestCandidates, type Scored } from './best-candidates.ts';
import type { Matcher } from './matcher.ts';
import type { TrackFacts } from './track-table.ts';

/** Where to look first: keys that score so much, tempi off by such a factor, after folding half and double. */
const reaches = [
  { leastKeyScore: 0.9, tempo: 1.04 },
  { leastKeyScore: 0.5, tempo: 1.12 },
] as const;

/**
 * Mixes well: a neighbouring key on the wheel, the tempo or half or double of it, about the energy and the mood. The score
 * is that of shared/mixability.ts. Tracks with neither key nor tempo in common with the seed are not answered.
 */
export const mixMatcher: Matcher = {
  name: 'mix',
  knows: ({ mix }) => mix.key !== null || mix.bpm !== null,
  match(seed, n, { candidates }) {
    return findBest(seed.mix, n, candidates).map(({ track, score }) => ({
      trackId: track.id,
      score,
      reasons: mixReasons(seed.mix, track.mix),
    }));
  },
};

/** Where there are enough near the seed, nobody further away is looked at as closely. */
function findBest(seed: MixTrack, n: number, candidates: readonly TrackFacts[]): Scored[] {
  const score = (mix: MixTrack) => (sharesFacts(seed, mix) ? mixability(seed, mix).score : 0);
  for (const reach of candidates.length > n ? reaches : []) {
    const comesNear = nearFor(seed, reach);
    const found = bestCandidates(candidates, n, ({ mix }) => (comesNear(mix) ? score(mix) : 0));
    if (found.length === n) return found;
  }
  return bestCandidates(candidates, n, ({ mix }) => score(mix));
}

function sharesFacts(seed: MixTrack, { key, bpm }: MixTrack): boolean {
  return (seed.key !== null && key !== null) || (seed.bpm !== null && bpm !== null);
}

/** A quick look that saves the whole one for most tracks of a library. */
function nearFor(seed: MixTrack, { leastKeyScore, tempo }: (typeof reaches)[number]): (other: MixTrack) => boolean {
  const keys = seed.key === null ? null : new Set(mixableKeys(seed.key, leastKeyScore));
  const reach = Math.log2(tempo);
  const octave = seed.bpm === null ? null : Math.log2(seed.bpm);
  return ({ key, bpm }) => {
    if (keys !== null && (key === null || !keys.has(key))) return false;
    if (octave === null) return true;
    if (bpm === null) return false;
    const apart = Math.abs(Math.log2(bpm) - octave);
    return apart < reach || Math.abs(apart - 1) < reach;
  };
}
