import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { inboxContract } from '#shared/contract/library/inbox.ts';
import { countInbox, listInInbox, takeFromInbox } from './inbox.repository.ts';
import { trashTracks } from './trash-tracks.ts';

export function inboxHandlers(context: Context): Handlers<typeof inboxContract> {
  const { db, history, changes } = context;
  return {
    'inbox.count': () => countInbox(db),

    'inbox.accept': ({ ids }) => {
      const { operation, trackIds } = history.change('acceptInbox', () => takeFromInbox(db, ids));
      changes.add({ topics: ['tracks'], trackIds });
      return { operation, count: trackIds.length };
    },

    // Only what waits here: nothing else that happens to be selected goes with it.
    'inbox.reject': ({ ids }) => trashTracks(context, listInInbox(db, ids)),
  };
}
