import { because, type Reason } from '#shared/reasons.ts';
import { playedTogether, type Relation, relatedArtists } from './artist-relations.ts';
import { bestCandidates } from './best-candidates.ts';
import type { MatchContext, Matcher } from './matcher.ts';
import { shares, type TrackFacts } from './track-table.ts';

const sameArtist = 0.8;
const guestPart = 0.75;
const together = { once: 0.6, step: 0.08, most: 0.85 };
/** What lifts a track over others that are related as much. */
const bonus = { album: 0.06, rating: 0.08, plays: 0.06 };
const manyPlays = 50;
const likedFrom = 4;

/**
 * Artist: the same one, also as a guest or a remixer, then related ones (shared credits, remixes, playlists and tracklists
 * they stand in together, label mates). Among equals, those on the same album, rated higher and played more come first.
 */
export const artistMatcher: Matcher = {
  name: 'artist',
  knows: ({ makers, label }) => makers.length > 0 || label !== 0,
  match(seed, n, context) {
    const relations = relatedArtists(seed, context);
    const mates = playedTogether(context.db, seed.id);
    const closeness = (track: TrackFacts) => {
      const base = Math.max(kinship(seed, track, relations), togetherScore(mates.get(track.id)));
      return base === 0 ? 0 : Math.min(1, base + liking(seed, track));
    };
    return bestCandidates(context.candidates, n, closeness).map(({ track, score }) => ({
      trackId: track.id,
      score,
      reasons: reasonsOf(seed, track, { relations, together: mates.get(track.id), context }),
    }));
  },
};

function kinship(seed: TrackFacts, track: TrackFacts, relations: ReadonlyMap<number, Relation>): number {
  if (shares(seed.makers, track.makers)) return sameArtist;
  if (shares(seed.makers, track.guests) || shares(seed.makers, track.remixers)) return guestPart;
  return strongest(track, relations)?.relation.strength ?? 0;
}

function strongest(
  { makers }: TrackFacts,
  relations: ReadonlyMap<number, Relation>,
): { artist: number; relation: Relation } | null {
  let best: { artist: number; relation: Relation } | null = null;
  for (const artist of makers) {
    const relation = relations.get(artist);
    if (relation && (best === null || relation.strength > best.relation.strength)) best = { artist, relation };
  }
  return best;
}

function togetherScore(count: number | undefined): number {
  return count === undefined ? 0 : Math.min(together.most, together.once + together.step * (count - 1));
}

function liking(seed: TrackFacts, { album, rating, plays }: TrackFacts): number {
  return (
    (seed.album !== 0 && album === seed.album ? bonus.album : 0) +
    bonus.rating * (rating / 5) +
    bonus.plays * Math.min(1, Math.log1p(plays) / Math.log1p(manyPlays))
  );
}

type Known = { relations: ReadonlyMap<number, Relation>; together: number | undefined; context: MatchContext };

function reasonsOf(seed: TrackFacts, track: TrackFacts, { relations, together: count, context }: Known): Reason[] {
  const { artists, labels } = context.tracks;
  const own = seed.makers.find((each) => [...track.makers, ...track.guests, ...track.remixers].includes(each));
  const related = own === undefined ? strongest(track, relations) : null;
  const seedArtist = artists.nameOf(seed.makers[0] ?? 0);
  const isLabelMate = related?.relation.through === 'label';
  return [
    ...(own === undefined ? [] : [because('sameArtist', { artist: artists.nameOf(own) })]),
    ...(seed.album !== 0 && track.album === seed.album ? [because('sameAlbum', { album: '' })] : []),
    ...(count === undefined ? [] : [because('playedTogether', { count })]),
    ...(related && !isLabelMate && seedArtist !== ''
      ? [because('relatedArtist', { artist: seedArtist, through: related.relation.through })]
      : []),
    ...(seed.label !== 0 && track.label === seed.label
      ? [because('sameLabel', { label: labels.nameOf(seed.label) }, 'plain')]
      : []),
    ...(isLabelMate && track.label !== seed.label
      ? [because('relatedArtist', { artist: seedArtist, through: 'label' }, 'plain')]
      : []),
    ...(track.rating >= likedFrom ? [because('likedByUser', { stars: track.rating }, 'plain')] : []),
  ];
}
