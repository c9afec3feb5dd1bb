import type { TrackId } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';

export type Rating = { id: TrackId; rating: number };

/** One call rates so many tracks. */
const ratedPerCall = 10_000;

/** Gives tracks one rating. Answers the ones before, for taking it back. */
export function rateTracks(ids: readonly TrackId[], rating: number): Promise<Rating[]> {
  return setRatings(ids.map((id) => ({ id, rating })));
}

export async function setRatings(ratings: readonly Rating[]): Promise<Rating[]> {
  const before: Rating[] = [];
  for (let start = 0; start < ratings.length; start += ratedPerCall) {
    const reply = await call('tracks.rate', { ratings: ratings.slice(start, start + ratedPerCall) });
    before.push(...reply.before);
  }
  return before;
}
