import { z } from 'zod';
import { command, query } from './define.ts';

export const activityId = z.string().min(1).max(80);

/** One piece of long work, as the activity popover shows it. */
export const activity = z.object({
  id: activityId,
  /** 'files' is an operation on files: writing tags, renaming, undoing. */
  kind: z.enum([
    'scan',
    'analysis',
    'files',
    'duplicates',
    'organize',
    'services',
    'interop',
    'statements',
    'packages',
  ]),
  state: z.enum(['running', 'paused', 'waiting', 'done', 'cancelled', 'failed']),
  /** What it works on: a folder's name, or empty. */
  subject: z.string(),
  done: z.number().int(),
  /** Null while it is still being counted. */
  total: z.number().int().nullable(),
  failed: z.number().int(),
  /** Files a second for a scan; times real time on each core for analysis. Null until known. */
  rate: z.number().nullable(),
  workers: z.number().int(),
  secondsLeft: z.number().nullable(),
  finishedAt: z.number().nullable(),
});
export type Activity = z.output<typeof activity>;

export const activityContract = {
  'activity.list': query(['activity'], z.void(), z.array(activity)),
  'activity.pause': command(z.object({ id: activityId.optional() }), z.void()),
  'activity.resume': command(z.object({ id: activityId.optional() }), z.void()),
  'activity.cancel': command(z.object({ id: activityId }), z.void()),
  /** Somebody works in the window: background work makes room for a minute. */
  'activity.noteUse': command(z.void(), z.void()),
};
