import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { notificationsContract } from '#shared/contract/notifications.ts';
import { AppError } from '#shared/errors.ts';
import {
  countUnread,
  findNotification,
  listNotifications,
  readPreferences,
  readWebhookKinds,
  workspaceItself,
  writePreferences,
} from './notifications.repository.ts';

/** Nobody sees or changes anybody else's: all of it is asked with the number of whoever calls. */
export function notificationsHandlers({ db, platform, changes }: Context): Handlers<typeof notificationsContract> {
  const me = () => currentActor().personId ?? -1;
  const tell = () => changes.add({ topics: ['notifications'] });

  return {
    'notifications.list': ({ before = Number.MAX_SAFE_INTEGER, count }) => listNotifications(db, me(), before, count),

    'notifications.get': ({ id }) => {
      const found = findNotification(db, me(), id);
      if (!found) throw new AppError('NOT_FOUND', 'That notification is gone.', { id });
      return found;
    },

    'notifications.unread': () => ({ count: countUnread(db, me()), personId: currentActor().personId }),

    'notifications.markRead': ({ ids }) => {
      prepare(
        db,
        `UPDATE notification SET read_at = @now WHERE person_id = @person AND read_at IS NULL
         AND (@ids IS NULL OR id IN (SELECT value FROM json_each(@ids)))`,
      ).run({ now: platform.now(), person: me(), ids: ids ? JSON.stringify(ids) : null });
      tell();
    },

    'notifications.remove': ({ ids }) => {
      prepare(
        db,
        `DELETE FROM notification WHERE person_id = @person
         AND (id IN (SELECT value FROM json_each(@ids)) OR (@ids IS NULL AND read_at IS NOT NULL))`,
      ).run({ person: me(), ids: ids ? JSON.stringify(ids) : null });
      tell();
    },

    'notifications.preferences': () => readPreferences(db, me()),

    'notifications.setPreferences': (preferences) => {
      if (me() > 0) writePreferences(db, me(), preferences);
      tell();
    },

    'notifications.webhookKinds': () => readWebhookKinds(db),

    'notifications.setWebhookKinds': (kinds) => {
      writePreferences(db, workspaceItself, { webhook: kinds });
      tell();
    },
  };
}
