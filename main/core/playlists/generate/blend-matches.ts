import type { Pick } from '#shared/contract/generate.ts';
import type { Blend, MatcherName } from '#shared/generate-options.ts';
import type { Reason } from '#shared/reasons.ts';
import { allMatchers } from '../matchers/all-matchers.ts';
import type { Match, MatchContext } from '../matchers/matcher.ts';
import type { TrackFacts } from '../matchers/track-table.ts';
import { holder } from './leave-out.ts';

/** A track with its place in the blend, as `Pick` tells it. */
export type Blended = { track: TrackFacts } & Omit<Pick, 'trackId'>;

/** Each matcher puts forward so many. */
const fewestProposed = 300;

/**
 * The candidates that are most like a seed in all that has a weight, the best first. Each matcher puts forward its best; then
 * all of them judge whatever any of them put forward, so that nobody loses for not having been looked for. The score is the
 * weighed mean over the matchers that know the seed.
 */
export function blendMatches(
  seed: TrackFacts,
  { blend, wanted }: { blend: Blend; wanted: number },
  context: MatchContext,
): { ranked: Blended[]; unknown: MatcherName[] } {
  const asked = allMatchers.filter(({ name }) => blend[name] > 0);
  const able = asked.filter((matcher) => matcher.knows(seed, context));
  const unknown = asked.filter((matcher) => !able.includes(matcher)).map(({ name }) => name);
  const proposed = Math.max(fewestProposed, 4 * wanted);
  const pool = new Map<number, TrackFacts>();
  const judged = new Map<MatcherName, Match[]>();
  for (const matcher of able) {
    const matches = matcher.match(seed, proposed, context);
    judged.set(matcher.name, matches);
    for (const { trackId } of matches) {
      const track = context.tracks.get(trackId);
      if (track) pool.set(trackId, track);
    }
  }
  for (const matcher of able) {
    const own = judged.get(matcher.name) ?? [];
    // Who named fewer than were asked for has named all that it finds anything in.
    if (own.length < proposed) continue;
    const isOwn = holder(own.map(({ trackId }) => trackId));
    const candidates = [...pool.values()].filter(({ id }) => !isOwn(id));
    const narrowed = { ...context, candidates, isCandidate: holder(candidates.map(({ id }) => id)) };
    judged.set(matcher.name, [...own, ...matcher.match(seed, candidates.length, narrowed)]);
  }
  return { ranked: weigh([...pool.values()], blend, judged), unknown };
}

function weigh(pool: readonly TrackFacts[], blend: Blend, judged: ReadonlyMap<MatcherName, Match[]>): Blended[] {
  const total = [...judged.keys()].reduce((sum, name) => sum + blend[name], 0);
  const results = new Map(
    pool.map((track): [number, Blended] => [track.id, { track, score: 0, parts: [], reasons: [] }]),
  );
  for (const [matcher, matches] of judged) {
    const weight = blend[matcher];
    const scores = new Map(matches.map((match) => [match.trackId, match]));
    for (const [id, result] of results) {
      const match = scores.get(id);
      const score = Math.min(1, Math.max(0, match?.score ?? 0));
      result.score += (weight * score) / total;
      result.parts.push({ matcher, weight, score });
      if (match) result.reasons = withNew(result.reasons, match.reasons);
    }
  }
  return [...results.values()]
    .map((result) => ({ ...result, score: Math.min(1, result.score) }))
    .sort((one, other) => other.score - one.score || one.track.id - other.track.id);
}

/** A kind is told once: the first matcher that says it said it best. */
function withNew(reasons: Reason[], others: readonly Reason[]): Reason[] {
  return [...reasons, ...others.filter(({ kind }) => !reasons.some((known) => known.kind === kind))];
}
