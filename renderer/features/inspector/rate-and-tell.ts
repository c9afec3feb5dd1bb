import type { TrackId } from '#shared/contract/library/tracks.ts';
import { text } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { rateTracks } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';

/** Rates tracks and offers to take it back. */
export function rateAndTell(ids: readonly TrackId[], rating: number): Promise<void> {
  return attempt(async () => {
    const { operations, count } = await rateTracks(ids, rating);
    showUndoable({ text: text('tracks.rated', { rating, count }), operations });
  });
}
