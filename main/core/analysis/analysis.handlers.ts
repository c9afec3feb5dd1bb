import type { Context } from '#core/context.ts';
import type { analysisContract } from '#shared/contract/analysis.ts';
import type { Handlers } from '#shared/contract/define.ts';

export function analysisHandlers({ analysis, changes }: Context): Handlers<typeof analysisContract> {
  return {
    'analysis.prioritise': ({ ids }) => analysis.prioritise(ids),

    'analysis.repeat': ({ ids }) => {
      const count = analysis.repeat(ids);
      changes.add({ topics: ['activity'] });
      return { count };
    },
  };
}
