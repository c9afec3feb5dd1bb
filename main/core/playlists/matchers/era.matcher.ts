import { because, type Reason } from '#shared/reasons.ts';
import { bestCandidates } from './best-candidates.ts';
import type { MatchContext, Matcher } from './matcher.ts';
import { genreKey, shares, type TrackFacts } from './track-table.ts';

const weights = { genre: 0.7, era: 0.3 };
/** At so many years apart the era says 0.37. */
const eraReachYears = 6;
const sameEraYears = 3;
/** A genre that was learned from the sound is not a tag. */
const suggestedPart = 0.8;

/**
 * Era and genre: a genre that both are tagged with, or one with words in common ("Deep House", "House"), and the years
 * between them. Suggested genres count a little less. What the seed does not have is left out of the mean.
 */
export const eraMatcher: Matcher = {
  name: 'era',
  knows: ({ genres, year }) => genres.length > 0 || year !== null,
  match(seed, n, context) {
    const genreScore = genreScores(seed, context);
    const eraScore = eraScores(seed);
    const score = (track: TrackFacts) => {
      const genre = seed.genres.length > 0 ? genreScore(track) : null;
      const era = seed.year === null ? null : eraScore(track);
      if (genre === null) return era ?? 0;
      return era === null ? genre : weights.genre * genre + weights.era * era;
    };
    return bestCandidates(context.candidates, n, score).map((found) => ({
      trackId: found.track.id,
      score: found.score,
      reasons: reasonsOf(seed, found.track, context),
    }));
  },
};

function genreScores(seed: TrackFacts, { tracks }: MatchContext): (track: TrackFacts) => number {
  const known = new Map<readonly number[], number>();
  const words = seed.genres.map((genre) => new Set(genreKey(tracks.genres.nameOf(genre)).split(' ')));
  const nameScore = (genres: readonly number[]) => {
    if (shares(seed.genres, genres)) return 1;
    const others = genres.map((genre) => new Set(genreKey(tracks.genres.nameOf(genre)).split(' ')));
    // Words in common make it half of the same genre, as much as there are of them.
    return Math.max(0, ...words.flatMap((mine) => others.map((other) => 0.6 * overlap(mine, other))));
  };
  return ({ genres, isGenreSuggested }) => {
    if (genres.length === 0) return 0;
    let score = known.get(genres);
    if (score === undefined) {
      score = nameScore(genres);
      known.set(genres, score);
    }
    return score * (isGenreSuggested || seed.isGenreSuggested ? suggestedPart : 1);
  };
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => word !== 'and' && other.has(word)).length;
  return common / Math.min(one.size, other.size);
}

/** A library has many tracks, and few years. */
function eraScores(seed: TrackFacts): (track: TrackFacts) => number {
  const known = new Map<number, number>();
  return ({ year }) => {
    if (seed.year === null || year === null) return 0;
    const found = known.get(year);
    if (found !== undefined) return found;
    const score = Math.exp(-(((seed.year - year) / eraReachYears) ** 2));
    known.set(year, score);
    return score;
  };
}

function reasonsOf(seed: TrackFacts, track: TrackFacts, { tracks }: MatchContext): Reason[] {
  const genre = track.genres.find((each) => seed.genres.includes(each));
  const years = seed.year === null || track.year === null ? null : Math.abs(seed.year - track.year);
  return [
    ...(genre === undefined ? [] : [because('sameGenre', { genre: tracks.genres.nameOf(genre) })]),
    ...(years !== null && years <= sameEraYears ? [because('sameEra', { years }, 'plain')] : []),
  ];
}
