import type { Db } from '#core/db/query.ts';
import type { ItemSetter, ItemValue } from '#core/history/field-setters.ts';
import { requireFor } from '#core/people/authorize.ts';
import { AppError } from '#shared/errors.ts';
import { requireDecide } from '../approval-rules.ts';
import { type ExpenseState, expenseRecord, type IncomeState, incomeRecord } from '../time-records.ts';
import { timeRulesOf } from '../zones.ts';
import { isOpenExpense } from './expense-flow.ts';

/** What of an expense is set by deciding about it, or by making two people one. */
const flowFields = new Set(['state', 'submittedAt', 'decidedAt', 'decidedBy', 'reason', 'personId']);

/**
 * Sets values of expenses. Whoever does it, undo and redo included: what was handed in keeps its figures, decisions are made
 * and taken back by those who may decide, and what lies before the day that the workspace is closed up to stays.
 */
export const setExpenses: ItemSetter = (db, values, context) => {
  const before = new Map<number, ExpenseState | undefined>();
  for (const { itemId, field } of values) {
    if (!before.has(itemId)) before.set(itemId, expenseRecord.read(db, itemId));
    const old = before.get(itemId);
    if (!old || !isFigure({ field })) continue;
    if (!isOpenExpense(old.state)) throw handedIn(old);
    refuseClosed(db, old.date);
  }
  expenseRecord.setter(db, values, context);
  for (const [id, old] of before) {
    const now = expenseRecord.read(db, id);
    if (now && values.some((value) => value.itemId === id && isFigure(value))) refuseClosed(db, now.date);
    checkStep(db, old, now);
  }
};

function checkStep(db: Db, old: ExpenseState | undefined, now: ExpenseState | undefined): void {
  const states = [old?.state, now?.state];
  if (states[0] === states[1]) return;
  const { personId } = (old ?? now) as ExpenseState;
  if (states.includes('approved') || states.includes('reimbursed')) requireDecide(db, 'approveExpenses', personId);
  else if (now?.state === 'rejected' && old?.state !== 'submitted') requireDecide(db, 'approveExpenses', personId);
  else if (!states.includes('rejected')) requireFor(personId, 'editOwnExpenses', 'editAllExpenses');
}

/** Sets values of income; closed days stay as they are. */
export const setIncome: ItemSetter = (db, values, context) => {
  const ids = [...new Set(values.map(({ itemId }) => itemId))];
  const refuse = (state: IncomeState | undefined) => {
    if (state) refuseClosed(db, state.date);
  };
  for (const id of ids) refuse(incomeRecord.read(db, id));
  incomeRecord.setter(db, values, context);
  for (const id of ids) refuse(incomeRecord.read(db, id));
};

function refuseClosed(db: Db, day: string): void {
  const { lockedBefore } = timeRulesOf(db);
  if (lockedBefore !== '' && day < lockedBefore) {
    throw new AppError('PERIOD_CLOSED', 'That day lies in a closed period.', { day, lockedBefore });
  }
}

function handedIn({ state }: ExpenseState): AppError {
  return new AppError('STATE_REFUSED', 'What was handed in keeps its figures.', { state });
}

function isFigure({ field }: Pick<ItemValue, 'field'>): boolean {
  return !flowFields.has(partOf(field));
}

function partOf(field: string): string {
  return field.slice(field.indexOf(':') + 1);
}
