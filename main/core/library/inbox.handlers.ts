import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { inboxContract } from '#shared/contract/library/inbox.ts';
import { countInbox, takeFromInbox } from './inbox.repository.ts';
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

    'inbox.reject': ({ ids }) => trashTracks(context, ids),
  };
}
