import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { day } from './studio-ids.ts';

export const timesheetId = z.number().int().positive().brand<'TimesheetId'>();
export type TimesheetId = z.output<typeof timesheetId>;

export const timesheetStates = ['draft', 'submitted', 'approved', 'rejected'] as const;
export type TimesheetState = (typeof timesheetStates)[number];

/** Why something is returned or reopened; kept with it and in the history. */
export const reason = z.string().trim().min(1).max(2000);

/** What whoever asks may do with it now. */
export const sheetActions = z.object({
  submit: z.boolean(),
  recall: z.boolean(),
  decide: z.boolean(),
  reopen: z.boolean(),
});

/**
 * What an approver should look at: a project's budget is used up, and by how much (or the money of it) · two entries overlap ·
 * there are gaps in days that have time · an entry is longer than anybody works · a billable entry has no rate.
 */
export const sheetWarning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('overHours'), project: z.string(), overMs: z.number() }),
  z.object({ code: z.literal('overMoney'), project: z.string(), overMinor: z.number().int(), currency: z.string() }),
  z.object({ code: z.literal('overlap'), count: z.number().int() }),
  z.object({ code: z.literal('gap'), count: z.number().int(), ms: z.number() }),
  z.object({ code: z.literal('long'), count: z.number().int() }),
  z.object({ code: z.literal('unrated'), count: z.number().int() }),
]);
export type SheetWarning = z.output<typeof sheetWarning>;

/** A week of a person. */
export const timesheet = z.object({
  /** Null while nothing was ever done with the week. */
  id: timesheetId.nullable(),
  personId,
  personName: z.string(),
  /** Its first day and the last one. */
  week: day,
  lastDay: day,
  /** ISO 8601. */
  weekNumber: z.number().int(),
  state: z.enum(timesheetStates),
  /** What of entries lies in the week; a running timer counts until now. */
  totalMs: z.number(),
  billableMs: z.number(),
  submittedAt: z.number().nullable(),
  decidedAt: z.number().nullable(),
  decidedBy: personId.nullable(),
  decidedByName: z.string(),
  /** Of the last return or reopening. */
  reason: z.string(),
  warnings: z.array(sheetWarning),
  may: sheetActions,
});
export type Timesheet = z.output<typeof timesheet>;

const changed = z.object({ operation: operationId.nullable() });

export const timesheetsContract = {
  /** The week a day lies in; of whoever asks without a person. */
  'timesheets.get': query(['time', 'people'], z.object({ personId: personId.optional(), day }), timesheet),
  /** Newest first. Those of others only for who may see them. */
  'timesheets.list': query(
    ['time', 'people'],
    z.object({ personId: personId.nullable(), state: z.enum(timesheetStates).optional() }),
    z.array(timesheet),
  ),
  /** All active members in the week a day lies in, whoever asks first; only themself where they may not see others. */
  'timesheets.team': query(['time', 'people'], z.object({ day }), z.array(timesheet)),

  /** Hands in a week, for approval; its time is locked then. Throws WEEK_EMPTY, TIMER_IN_WEEK, STATE_REFUSED. */
  'timesheets.submit': command(z.object({ personId: personId.optional(), day }), changed.extend({ id: timesheetId })),
  /** Takes a week back before it is decided. Throws STATE_REFUSED. */
  'timesheets.recall': command(z.object({ id: timesheetId }), changed),
  /** Throws STATE_REFUSED, and OWN_APPROVAL for one's own week where others could decide. */
  'timesheets.approve': command(z.object({ ids: z.array(timesheetId).min(1).max(500) }), changed),
  /** Returns weeks to who handed them in. Throws like 'timesheets.approve'. */
  'timesheets.reject': command(z.object({ ids: z.array(timesheetId).min(1).max(500), reason }), changed),
  /** Unlocks an approved week again. Throws like 'timesheets.approve'. */
  'timesheets.reopen': command(z.object({ id: timesheetId, reason }), changed),
};
