import { because } from '#shared/reasons.ts';
import { bestCandidates } from './best-candidates.ts';
import type { Matcher } from './matcher.ts';
import type { TrackFacts } from './track-table.ts';

/** Arousal is dependable, valence a hint, and the words are drawn from both and more. */
const weights = { arousal: 0.4, valence: 0.15, words: 0.3, energy: 0.15 };
/** Arousal or energy this far apart, of 1, has nothing in common. */
const reach = 0.5;
const sameFrom = 0.85;
const otherUnder = 0.25;

/**
 * Mood: arousal, valence and energy, and the mood words that both have. Known of analysed tracks, and where the user set a
 * mood by hand. What one of the two does not have is left out of the mean.
 */
export const moodMatcher: Matcher = {
  name: 'mood',
  knows: ({ mix, moods }) => moods !== 0 || mix.arousal !== null || mix.energy !== null,
  match(seed, n, { candidates }) {
    return bestCandidates(candidates, n, (track) => likeness(seed, track)).map(({ track, score }) => ({
      trackId: track.id,
      score,
      reasons:
        score >= sameFrom ? [because('sameMood', {})] : score < otherUnder ? [because('otherMood', {}, 'weak')] : [],
    }));
  },
};

/** 0 to 1; 0 also where both have nothing that could be compared. */
function likeness(one: TrackFacts, other: TrackFacts): number {
  let sum = 0;
  let known = 0;
  const add = (weight: number, closeness: number) => {
    sum += weight * Math.max(0, closeness);
    known += weight;
  };
  if (one.mix.arousal !== null && other.mix.arousal !== null)
    add(weights.arousal, 1 - Math.abs(one.mix.arousal - other.mix.arousal) / reach);
  if (one.mix.valence !== null && other.mix.valence !== null)
    add(weights.valence, 1 - Math.abs(one.mix.valence - other.mix.valence) / 2);
  if (one.mix.energy !== null && other.mix.energy !== null)
    add(weights.energy, 1 - Math.abs(one.mix.energy - other.mix.energy) / reach);
  if (one.moods !== 0 && other.moods !== 0)
    add(weights.words, bits(one.moods & other.moods) / bits(one.moods | other.moods));
  return known === 0 ? 0 : sum / known;
}

function bits(number: number): number {
  let count = 0;
  for (let rest = number; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
