import { z } from 'zod';
import { command, query } from './define.ts';

/** What people are told of; each has texts `notifications.did.…` and can be switched off by itself. */
export const notificationKinds = [
  'achievement',
  'packShared',
  'packReleased',
  'songReleased',
  'songMoved',
  'stepAssigned',
  'stepDone',
  'commentAdded',
  'exchangeReceived',
  'timeSubmitted',
  'timeApproved',
  'timeRejected',
  'expenseSubmitted',
  'expenseApproved',
  'expenseRejected',
  'releaseSubmitted',
  'releaseApproved',
  'releaseChangesAsked',
  'budgetReached',
  'timerLeftRunning',
  'bounceFound',
  'deliveryFailed',
  'deliveryLive',
  'followUpDue',
  'deadlineNear',
  'invited',
  'roleChanged',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Values that the text of a notification names. */
export const notificationFacts = z.record(z.string(), z.union([z.string(), z.number()]));
export type NotificationFacts = z.output<typeof notificationFacts>;

/** What each of them says, by name: its text names no other values. */
export const notificationFactNames = {
  achievement: ['code', 'points', 'count'],
  packShared: ['pack'],
  packReleased: ['pack', 'count'],
  songReleased: ['title', 'count'],
  songMoved: ['title', 'status', 'count'],
  stepAssigned: ['title', 'step', 'count'],
  stepDone: ['title', 'step'],
  commentAdded: ['person', 'song', 'text'],
  exchangeReceived: ['person', 'count'],
  timeSubmitted: ['person', 'week'],
  timeApproved: ['week'],
  timeRejected: ['week', 'reason'],
  expenseSubmitted: ['person', 'name', 'amount'],
  expenseApproved: ['name', 'amount'],
  expenseRejected: ['name', 'reason'],
  releaseSubmitted: ['person', 'title'],
  releaseApproved: ['title', 'person'],
  releaseChangesAsked: ['title', 'reason'],
  budgetReached: ['project', 'percent', 'what'],
  timerLeftRunning: ['name', 'hours'],
  bounceFound: ['song', 'count', 'mode', 'number'],
  deliveryFailed: ['title', 'store', 'reason'],
  deliveryLive: ['title', 'store'],
  followUpDue: ['title', 'store', 'day'],
  deadlineNear: ['title', 'day'],
  invited: ['name'],
  roleChanged: ['role'],
} as const satisfies Record<NotificationKind, readonly string[]>;
/** The facts that one of these kinds has at least. */
export type FactsOf<Kind extends NotificationKind> = NotificationFacts &
  Record<(typeof notificationFactNames)[Kind][number], string | number>;

export const notificationId = z.number().int().positive().brand<'NotificationId'>();
export type NotificationId = z.output<typeof notificationId>;

export const notification = z.object({
  id: notificationId,
  at: z.number(),
  kind: z.enum(notificationKinds),
  severity: z.enum(['info', 'good', 'warning', 'error']),
  facts: notificationFacts,
  /** Where it leads: the name of a view of the window, or empty, and an item of it. */
  view: z.string(),
  item: z.number().int().nullable(),
  isRead: z.boolean(),
});
export type Notification = z.output<typeof notification>;

/** 'hh:mm', of a day's clock. */
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const notificationPreferences = z.object({
  /** Not even kept in the inbox. */
  off: z.array(z.enum(notificationKinds)),
  /** Shown by the system at once, beside the inbox. */
  system: z.array(z.enum(notificationKinds)),
  /** In which the system shows nothing; over midnight where it ends before it begins. Null: never. */
  quiet: z.object({ from: clockTime, to: clockTime }).nullable(),
});
export type NotificationPreferences = z.output<typeof notificationPreferences>;

export const defaultPreferences: NotificationPreferences = { off: [], system: [], quiet: null };

/** Of whoever asks, all of them. */
export const notificationsContract = {
  /** Newest first; `before` is the last id of the page before. */
  'notifications.list': query(
    ['notifications'],
    z.object({ before: notificationId.optional(), count: z.number().int().min(1).max(200) }),
    z.array(notification),
  ),
  'notifications.get': query(['notifications'], z.object({ id: notificationId }), notification),
  /** Also says who asks, so that a window knows which events are for it. */
  'notifications.unread': query(
    ['notifications', 'people'],
    z.void(),
    z.object({ count: z.number().int(), personId: z.number().int().nullable() }),
  ),
  /** All of them where none is named. */
  'notifications.markRead': command(z.object({ ids: z.array(notificationId).max(1000).optional() }), z.void()),
  /** Takes them out of the inbox; all that were read where none is named. */
  'notifications.remove': command(z.object({ ids: z.array(notificationId).max(1000).optional() }), z.void()),
  'notifications.preferences': query(['notifications'], z.void(), notificationPreferences),
  'notifications.setPreferences': command(notificationPreferences, z.void()),
  /** What the webhook is told of; it is connected under Services. */
  'notifications.webhookKinds': query(['notifications'], z.void(), z.array(z.enum(notificationKinds))),
  'notifications.setWebhookKinds': command(z.array(z.enum(notificationKinds)), z.void()),
};
