import type { Context } from '#core/context.ts';
import type { activityContract } from '#shared/contract/activity.ts';
import type { Handlers } from '#shared/contract/define.ts';

export function activityHandlers({ activities, pace }: Context): Handlers<typeof activityContract> {
  return {
    'activity.list': () => activities.list(),
    'activity.pause': ({ id }) => activities.pause(id),
    'activity.resume': ({ id }) => activities.resume(id),
    'activity.cancel': ({ id }) => activities.cancel(id),
    'activity.noteUse': () => pace.noteUse(),
  };
}
