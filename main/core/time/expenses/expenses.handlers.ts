import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { actorMay, requireFor } from '#core/people/authorize.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Expense, expensesContract } from '#shared/contract/expenses.ts';
import type { OperationKind } from '#shared/contract/operation.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ExpenseId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { formatMoney } from '#shared/money.ts';
import { othersWho, requireDecide } from '../approval-rules.ts';
import { findRate, workspaceCurrency } from '../exchange-rates.ts';
import { checkPerson, withoutUndefined } from '../projects/project-changes.ts';
import { type ExpenseState, expenseRecord } from '../time-records.ts';
import { checkSubjects, rateAndValue, subjectsOf } from './expense-changes.ts';
import { type ExpenseAction, expenseAfter } from './expense-flow.ts';
import { getExpense, listExpenses } from './expenses.repository.ts';

export function expensesHandlers(context: Context): Handlers<typeof expensesContract> {
  const { db, history, changes, notifications, platform, receipts } = context;

  const apply = (kind: OperationKind, made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply(kind, made, subject);
    changes.add({ topics: ['expenses'] });
    return { operation };
  };
  const tell = (
    kind: 'expenseSubmitted' | 'expenseApproved' | 'expenseRejected',
    personId: number,
    expense: Expense,
    why = '',
  ) => {
    const amount = `${formatMoney(expense.amountMinor, expense.currency)} ${expense.currency}`;
    const facts = { person: expense.personName, amount, name: nameOf(expense), reason: why };
    const severity = kind === 'expenseRejected' ? 'warning' : kind === 'expenseApproved' ? 'good' : 'info';
    const view = kind === 'expenseSubmitted' ? 'approvals' : 'expenses';
    const mergeKey = `expense:${expense.id}`;
    notifications.add({ kind, personId, facts, severity, view, item: expense.id, mergeKey });
  };
  const own = (expense: Expense) => requireFor(expense.personId, 'editOwnExpenses', 'editAllExpenses');
  const decides = (expense: Expense) => requireDecide(db, 'approveExpenses', expense.personId);

  /** Takes expenses one step on, all of them or none. */
  const step = (
    ids: readonly ExpenseId[],
    action: ExpenseAction,
    { check, values }: { check(expense: Expense): void; values: Partial<ExpenseState> },
  ) => {
    const expenses = [...new Set(ids)].map((id) => getExpense(db, id));
    for (const expense of expenses) check(expense);
    const edits = expenses.flatMap(({ id, state }) =>
      expenseRecord.edit(db, id, { ...values, state: expenseAfter(state, action) }),
    );
    const kind = action === 'submit' || action === 'recall' ? 'submitExpense' : 'decideExpense';
    return { ...apply(kind, edits, subjectOf(expenses)), expenses };
  };
  const decide = (ids: readonly ExpenseId[], action: ExpenseAction, why: string) => {
    const values = { decidedAt: platform.now(), decidedBy: currentActor().personId, reason: why };
    const { operation, expenses } = step(ids, action, { check: decides, values });
    const kind = action === 'approve' ? 'expenseApproved' : 'expenseRejected';
    for (const expense of expenses) {
      if (expense.personId !== currentActor().personId) tell(kind, expense.personId, expense, why);
    }
    return { operation };
  };

  return {
    'expenses.list': ({ personId, ...filter }) => {
      const actor = currentActor();
      const seesAll = actorMay('viewAllExpenses', actor);
      const whose = seesAll ? personId : (actor.personId ?? 0);
      const expenses = listExpenses(db, { ...filter, personId: whose });
      const totalMinor = expenses.reduce((sum, { workspaceMinor }) => sum + workspaceMinor, 0);
      return { expenses, totalMinor, workspaceCurrency: workspaceCurrency(db) };
    },

    'expenses.get': ({ id }) => {
      const expense = getExpense(db, id);
      requireFor(expense.personId, 'viewOwnExpenses', 'viewAllExpenses');
      return expense;
    },

    'expenses.rate': ({ currency, day }) => findRate(db, currency, day),

    'expenses.make': async ({ personId = actingPerson(), ...given }) => {
      requireFor(personId, 'editOwnExpenses', 'editAllExpenses');
      checkPerson(db, personId);
      checkSubjects(db, given);
      if (given.receiptHash) await receipts.require([given.receiptHash]);
      const { amountMinor, currency, date, category } = given;
      const change = expenseRecord.make(db, {
        personId,
        ...subjectsOf(given),
        ...{ date, category, amountMinor, currency },
        ...rateAndValue(db, { amountMinor, currency, date, fxRate: given.fxRate ?? '' }),
        description: given.description ?? '',
        isBillable: given.isBillable ?? false,
        isReimbursable: given.isReimbursable ?? true,
        state: 'draft',
        submittedAt: null,
        decidedAt: null,
        decidedBy: null,
        reason: '',
        receiptHash: given.receiptHash ?? null,
        receiptName: given.receiptName ?? '',
        createdAt: platform.now(),
      });
      return { ...apply('editExpense', [change], given.description || category), id: change.itemId as ExpenseId };
    },

    'expenses.edit': async ({ id, fields }) => {
      const before = getExpense(db, id);
      own(before);
      checkSubjects(db, fields);
      if (fields.receiptHash) await receipts.require([fields.receiptHash]);
      const after = { ...before, ...withoutUndefined(fields) };
      // Another currency has another rate; another day or amount keeps the one that was entered.
      const isOtherCurrency = after.currency !== before.currency && fields.fxRate === undefined;
      const value = rateAndValue(db, { ...after, fxRate: isOtherCurrency ? '' : after.fxRate });
      const edits = expenseRecord.edit(db, id, { ...(withoutUndefined(fields) as Partial<ExpenseState>), ...value });
      return apply('editExpense', edits, nameOf(after));
    },

    'expenses.remove': ({ ids }) => {
      const expenses = [...new Set(ids)].map((id) => getExpense(db, id));
      for (const expense of expenses) own(expense);
      return apply(
        'removeExpense',
        expenses.map(({ id }) => expenseRecord.remove(db, id)),
        subjectOf(expenses),
      );
    },

    'expenses.submit': ({ ids }) => {
      const values = { submittedAt: platform.now(), decidedAt: null, decidedBy: null, reason: '' };
      const { operation, expenses } = step(ids, 'submit', { check: own, values });
      for (const expense of expenses) {
        for (const other of othersWho(db, 'approveExpenses')) {
          if (other !== expense.personId) tell('expenseSubmitted', other, expense);
        }
      }
      return { operation };
    },

    'expenses.recall': ({ ids }) => {
      const { operation } = step(ids, 'recall', { check: own, values: { submittedAt: null } });
      return { operation };
    },

    'expenses.approve': ({ ids }) => decide(ids, 'approve', ''),
    'expenses.reject': ({ ids, reason }) => decide(ids, 'reject', reason),
    'expenses.reopen': ({ ids, reason }) => decide(ids, 'reopen', reason),

    'expenses.reimburse': ({ ids }) => {
      const check = (expense: Expense) => {
        decides(expense);
        if (expense.isReimbursable) return;
        throw new AppError('STATE_REFUSED', 'Nobody gets that one back.', {
          state: expense.state,
          action: 'reimburse',
        });
      };
      const { operation } = step(ids, 'reimburse', { check, values: {} });
      return { operation };
    },
  };
}

function actingPerson(): PersonId {
  const { personId } = currentActor();
  if (personId === null) throw new AppError('INVALID_INPUT', 'Say whose expense it is.', { at: 'personId' });
  return personId as PersonId;
}

function nameOf({ description, category }: { description: string; category: string }): string {
  return description || category;
}

function subjectOf(expenses: readonly Expense[]): string {
  const [only] = expenses;
  return only && expenses.length === 1 ? nameOf(only) : '';
}
