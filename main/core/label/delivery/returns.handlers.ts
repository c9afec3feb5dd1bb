import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { deliveriesContract } from '#shared/contract/deliveries.ts';
import { matchOutcomes, outcomeEdits, plainRows } from './match-outcomes.ts';
import { readOutcomes } from './outcomes-of-answers.ts';

type Methods =
  | 'deliveries.previewOutcomes'
  | 'deliveries.importOutcomes'
  | 'deliveries.returns'
  | 'deliveries.lookForReturns';

export function returnsHandlers(context: Context): Handlers<Pick<typeof deliveriesContract, Methods>> {
  const { db, history, changes, platform, deliveries } = context;
  return {
    'deliveries.previewOutcomes': ({ name, text }) => ({
      rows: plainRows(matchOutcomes(db, readOutcomes(Buffer.from(text), name))),
    }),

    'deliveries.importOutcomes': ({ name, text }) => {
      const rows = matchOutcomes(db, readOutcomes(Buffer.from(text), name));
      const edits = outcomeEdits(db, rows, platform.now());
      const { operation } = history.apply('editDelivery', edits, name);
      changes.add({ topics: ['deliveries'] });
      return { operation, rows: plainRows(rows) };
    },

    'deliveries.returns': () => deliveries.returns.list(),

    'deliveries.lookForReturns': () => {
      // Files are read behind the command: others wait for it.
      void deliveries.returns.look();
    },
  };
}
