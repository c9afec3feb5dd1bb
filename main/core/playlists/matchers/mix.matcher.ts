import { mixReasons } from '#shared/mix-reasons.ts';
import { type MixTrack, mixability, mixableKeys } from '#shared/mixability.ts';
import { bestCandidates } from './best-candidates.ts';
import type { Matcher } from './matcher.ts';

/** Tempi further off, in octaves after folding half and double, score next to nothing. */
const tempoReach = Math.log2(1.12);

/**
 * Mixes well: a neighbouring key on the wheel, the tempo or half or double of it, about the energy and the mood. The score
 * is that of shared/mixability.ts. Tracks with neither key nor tempo in common with the seed are not answered.
 */
export const mixMatcher: Matcher = {
  name: 'mix',
  knows: ({ mix }) => mix.key !== null || mix.bpm !== null,
  match(seed, n, { candidates }) {
    const comesNear = nearFor(seed.mix);
    const isFew = candidates.length <= n;
    const found = bestCandidates(candidates, n, ({ mix }) => {
      if (!sharesFacts(seed.mix, mix) || (!isFew && !comesNear(mix))) return 0;
      return mixability(seed.mix, mix).score;
    });
    return found.map(({ track, score }) => ({ trackId: track.id, score, reasons: mixReasons(seed.mix, track.mix) }));
  },
};

function sharesFacts(seed: MixTrack, { key, bpm }: MixTrack): boolean {
  return (seed.key !== null && key !== null) || (seed.bpm !== null && bpm !== null);
}

/** A quick look that saves the whole one for most tracks of a library; what it turns down is not among the best. */
function nearFor(seed: MixTrack): (other: MixTrack) => boolean {
  const keys = seed.key === null ? null : new Set(mixableKeys(seed.key));
  const octave = seed.bpm === null ? null : Math.log2(seed.bpm);
  return ({ key, bpm }) => {
    if (keys !== null && (key === null || !keys.has(key))) return false;
    if (octave === null) return true;
    if (bpm === null) return false;
    const apart = Math.abs(Math.log2(bpm) - octave);
    return apart < tempoReach || Math.abs(apart - 1) < tempoReach;
  };
}
