import type { TrackId } from '#shared/contract/library/tracks.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { rateTracks, setRatings } from '../tracks/index.ts';

/** Rates tracks and offers to take it back. */
export function rateAndTell(ids: readonly TrackId[], rating: number): Promise<void> {
  return attempt(async () => {
    const before = await rateTracks(ids, rating);
    showToast({
      text: text('tracks.rated', { rating, count: before.length }),
      undo: async () => {
        await setRatings(before);
      },
    });
  });
}
