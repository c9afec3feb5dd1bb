import { z } from 'zod';

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
  'budgetReached',
  'timerLeftRunning',
  'bounceFound',
  'deadlineNear',
  'invited',
  'roleChanged',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Values that the text of a notification names. */
export const notificationFacts = z.record(z.string(), z.union([z.string(), z.number()]));
export type NotificationFacts = z.output<typeof notificationFacts>;
