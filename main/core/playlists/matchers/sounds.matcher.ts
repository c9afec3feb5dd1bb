import { usualScales } from '#core/analysis/similarity/track-distance.ts';
import type { SimilarResult } from '#core/sounds/sound-table.ts';
import { because, type Reason } from '#shared/reasons.ts';
import type { Matcher } from './matcher.ts';

/** Up to so many candidates are compared one by one; of more the nearest are looked for. */
const mostCompared = 4000;
/** Less is guessed: it makes no difference to who is chosen. */
const exactFrom = 0.5;
/** What a reason is worth saying for. */
const saidFrom = 0.6;
/** A part this much nearer than between random tracks, where the other one is not, is named. */
const nearPart = 0.45;
const farPart = 0.8;

/**
 * Sounds alike: timbre, rhythm, chroma, tempo and mood of the sound itself, whatever its tags say. The score is how likely
 * it is that both tracks are nearer to each other than to others of the library (Mutual Proximity), so that tracks which
 * are near everything gain nothing. Only analysed tracks are known.
 */
export const soundsMatcher: Matcher = {
  name: 'sounds',
  knows: (seed, { sounds }) => sounds.knows(seed.id),
  match(seed, n, { candidates, isCandidate, sounds }) {
    const found =
      candidates.length <= Math.min(n, mostCompared)
        ? sounds.compare(
            seed.id,
            candidates.map(({ id }) => id),
            exactFrom,
          )
        : sounds.findAmong(seed.id, n, isCandidate);
    return found
      .map((result) => ({ trackId: result.id, score: result.likeness, reasons: reasonsOf(result) }))
      .sort((one, other) => other.score - one.score || one.trackId - other.trackId);
  },
};

function reasonsOf({ likeness, parts }: SimilarResult): Reason[] {
  if (likeness < saidFrom) return [];
  const timbre = parts.timbre / usualScales.timbre;
  const rhythm = parts.rhythm / usualScales.rhythm;
  if (timbre <= nearPart && rhythm >= farPart) return [because('soundsAlike', { part: 'timbre' })];
  if (rhythm <= nearPart && timbre >= farPart) return [because('soundsAlike', { part: 'rhythm' })];
  return [because('soundsAlike', { part: 'all' })];
}
