import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { call } from '../../api/client.ts';

export type Rated = { operations: (OperationId | null)[]; count: number };

/** One call rates so many tracks. */
const ratedPerCall = 10_000;

/** Gives tracks one rating. */
export async function rateTracks(ids: readonly TrackId[], rating: number): Promise<Rated> {
  const rated: Rated = { operations: [], count: 0 };
  for (let start = 0; start < ids.length; start += ratedPerCall) {
    const ratings = ids.slice(start, start + ratedPerCall).map((id) => ({ id, rating }));
    const { operation, count } = await call('tracks.rate', { ratings });
    rated.operations.push(operation);
    rated.count += count;
  }
  return rated;
}
