import { reviewBits } from '#core/analysis/effective-columns.ts';
import { getTrackAnalysis } from '#core/analysis/track-analysis.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import { getRows } from '#core/library/tracks.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { type reviewContract, reviewKinds } from '#shared/contract/review.ts';
import { AppError } from '#shared/errors.ts';
import { acceptAll } from './accept-all.ts';
import { countReview, listReview, tempiOfArtist, tempiOfGenre } from './review.repository.ts';

export function reviewHandlers({ db, changes, history, platform }: Context): Handlers<typeof reviewContract> {
  return {
    'review.count': () => countReview(db),

    'review.list': ({ kind, start, count }) => listReview(db, kind, start, count),

    'review.get': ({ id }) => {
      const [track] = getRows(db, [id]);
      const row = prepare(db, 'SELECT review, tag_bpm AS tagBpm, tag_key AS tagKey FROM track WHERE id = ?').get(id) as
        | { review: number; tagBpm: number | null; tagKey: number | null }
        | undefined;
      if (!track || !row) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id });
      const { review, ...tags } = row;
      return {
        track,
        ...tags,
        waiting: reviewKinds.filter((kind) => review & reviewBits[kind]),
        analysis: getTrackAnalysis(db, id),
        sameArtist: tempiOfArtist(db, id),
        sameGenre: tempiOfGenre(db, id),
      };
    },

    'review.acceptAll': ({ kind, minimumShare }) => {
      const { operation, trackIds } = history.change('acceptReview', () =>
        acceptAll(db, kind, minimumShare, platform.now()),
      );
      changes.add({ topics: ['tracks'], trackIds });
      return { count: trackIds.length, operation };
    },
  };
}
