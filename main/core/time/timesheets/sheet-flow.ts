import type { TimesheetState } from '#shared/contract/timesheets.ts';
import { AppError } from '#shared/errors.ts';

export type SheetAction = 'submit' | 'recall' | 'approve' | 'reject' | 'reopen';

/** Where each action leads from each state; what is not here is refused. A returned week is worked on like a draft. */
const flow: Readonly<Record<TimesheetState, Partial<Record<SheetAction, TimesheetState>>>> = {
  draft: { submit: 'submitted' },
  submitted: { recall: 'draft', approve: 'approved', reject: 'rejected' },
  approved: { reopen: 'draft' },
  rejected: { submit: 'submitted' },
};

export function sheetAllows(state: TimesheetState, action: SheetAction): boolean {
  return flow[state][action] !== undefined;
}

/** Throws STATE_REFUSED. */
export function sheetAfter(state: TimesheetState, action: SheetAction): TimesheetState {
  const next = flow[state][action];
  if (next === undefined) {
    throw new AppError('STATE_REFUSED', `A week that is ${state} cannot be changed like that.`, { state, action });
  }
  return next;
}
