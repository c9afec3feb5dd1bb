import { z } from 'zod';
import { query } from './define.ts';
import { expense } from './expenses.ts';
import { personId } from './people.ts';
import { timesheet } from './timesheets.ts';

/** Something that waits for a decision, the oldest first. */
export const approval = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timesheet'), at: z.number(), timesheet }),
  z.object({ kind: z.literal('expense'), at: z.number(), expense }),
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
    ['time', 'expenses', 'people', 'exchange'],
    z.void(),
    z.object({ approvals: z.array(approval), count: z.number().int() }),
  ),
};
