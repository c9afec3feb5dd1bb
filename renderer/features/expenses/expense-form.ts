import type { Expense } from '#shared/contract/expenses.ts';
import type { PackId, ProjectId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { formatMoney, parseDecimal, parseMoney } from '#shared/money.ts';
import { localDay } from '../approvals/index.ts';
import type { NewExpense } from './expenses.actions.ts';
import type { Receipt } from './expenses.store.ts';

/** What is typed; nothing of it counts before it is saved. */
export type ExpenseForm = {
  date: string;
  category: string;
  description: string;
  amount: string;
  currency: string;
  fxRate: string;
  projectId: ProjectId | null;
  packId: PackId | null;
  releaseId: ReleaseId | null;
  isBillable: boolean;
  isReimbursable: boolean;
  receipt: Receipt | null;
};

export function newForm(currency: string, receipt: Receipt | null): ExpenseForm {
  return {
    date: localDay(),
    category: 'other',
    description: '',
    amount: '',
    currency,
    fxRate: '',
    projectId: null,
    packId: null,
    releaseId: null,
    isBillable: false,
    isReimbursable: true,
    receipt,
  };
}

export function formOf(expense: Expense): ExpenseForm {
  const { date, category, description, currency, fxRate, projectId, packId, releaseId } = expense;
  const { isBillable, isReimbursable } = expense;
  return {
    ...{ date, category, description, currency, fxRate, projectId, packId, releaseId, isBillable, isReimbursable },
    amount: formatMoney(expense.amountMinor, currency),
    receipt: expense.receiptHash === null ? null : { hash: expense.receiptHash, name: expense.receiptName },
  };
}

export type FormProblem = 'amount' | 'date' | 'rate';

/** What is to be saved, or what stands in the way; `own` is the workspace's currency, `known` a rate that was entered before. */
export function readForm(
  form: ExpenseForm,
  own: string,
  known: string | null,
): { fields: NewExpense } | { problem: FormProblem } {
  const { date, category, currency, projectId, packId, releaseId, isBillable, isReimbursable, receipt } = form;
  const amountMinor = parseMoney(form.amount, currency);
  if (amountMinor === null || amountMinor <= 0) return { problem: 'amount' };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return { problem: 'date' };
  const typed = form.fxRate.trim() === '' ? known : parseDecimal(form.fxRate);
  const rate = currency === own ? '1' : typed;
  if (rate === null || !/[1-9]/.test(rate)) return { problem: 'rate' };
  return {
    fields: {
      ...{ date, category, currency, amountMinor, projectId, packId, releaseId, isBillable, isReimbursable },
      description: form.description.trim(),
      fxRate: rate,
      receiptHash: receipt?.hash ?? null,
      receiptName: receipt?.name ?? '',
    },
  };
}
