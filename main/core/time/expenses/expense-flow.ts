import type { ExpenseStateName } from '#shared/contract/expenses.ts';
import { AppError } from '#shared/errors.ts';

export type ExpenseAction = 'submit' | 'recall' | 'approve' | 'reject' | 'reimburse' | 'reopen';

/** Where each action leads from each state; what is not here is refused. */
const flow: Readonly<Record<ExpenseStateName, Partial<Record<ExpenseAction, ExpenseStateName>>>> = {
  draft: { submit: 'submitted' },
  submitted: { recall: 'draft', approve: 'approved', reject: 'rejected' },
  approved: { reimburse: 'reimbursed', reopen: 'draft' },
  rejected: { submit: 'submitted' },
  reimbursed: {},
};

export function expenseAllows(state: ExpenseStateName, action: ExpenseAction): boolean {
  return flow[state][action] !== undefined;
}

/** Throws STATE_REFUSED. */
export function expenseAfter(state: ExpenseStateName, action: ExpenseAction): ExpenseStateName {
  const next = flow[state][action];
  if (next === undefined) {
    throw new AppError('STATE_REFUSED', `An expense that is ${state} cannot be changed like that.`, { state, action });
  }
  return next;
}

/** Whether its figures may be changed. */
export function isOpenExpense(state: ExpenseStateName): boolean {
  return state === 'draft' || state === 'rejected';
}
