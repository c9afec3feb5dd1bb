import { z } from 'zod';
import { query } from './define.ts';
import { expense } from './expenses.ts';
import { personId } from './people.ts';
import { releaseId } from './studio-ids.ts';
import { timesheet } from './timesheets.ts';

/** Something that waits for a decision, the oldest first. */
export const approval = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timesheet'), at: z.number(), timesheet }),
  z.object({ kind: z.literal('expense'), at: z.number(), expense }),
  z.object({
    kind: z.literal('release'),
    at: z.number(),
    id: releaseId,
    title: z.string(),
    artist: z.string(),
    tracks: z.number().int(),
    personId: personId.nullable(),
    personName: z.string(),
    /** What whoever submitted it says. */
    note: z.string(),
  }),
  z.object({
    kind: z.literal('exchange'),
    at: z.number(),
    id: z.number().int(),
    /** What it is, as its file says. */
    content: z.string(),
    sender: z.string(),
    senderId: personId.nullable(),
  }),
]);
export type Approval = z.output<typeof approval>;

export const approvalsContract = {
  /** What whoever asks may decide here; names of files wait in Organize ('organize.count'). */
  'approvals.list': query(
    ['time', 'expenses', 'people', 'exchange', 'releases'],
    z.void(),
    z.object({ approvals: z.array(approval), count: z.number().int() }),
  ),
};
