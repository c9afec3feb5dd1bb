import type { Context } from '#core/context.ts';
import type { analysisContract } from '#shared/contract/analysis.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { overrideChanges } from './override-setter.ts';
import { overrideTracks } from './override-tracks.ts';
import { getTrackAnalysis } from './track-analysis.ts';

export function analysisHandlers({
  db,
  analysis,
  changes,
  genres,
  history,
  platform,
}: Context): Handlers<typeof analysisContract> {
  return {
    'analysis.prioritise': ({ ids }) => analysis.prioritise(ids),

    'analysis.repeat': ({ ids }) => {
      const count = analysis.repeat(ids);
      changes.add({ topics: ['activity'] });
      return { count };
    },

    'analysis.suggestGenres': () => genres.start(),

    'analysis.get': ({ id }) => getTrackAnalysis(db, id),

    'analysis.override': ({ overrides }) => {
      const { operation, trackIds } = history.change('override', () =>
        overrideChanges(overrides, overrideTracks(db, overrides, platform.now())),
      );
      changes.add({ topics: ['tracks'], trackIds });
      return { operation };
    },
  };
}
