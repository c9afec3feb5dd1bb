import { create } from 'zustand';
import type { ExpenseStateName } from '#shared/contract/expenses.ts';
import type { ExpenseId } from '#shared/contract/studio-ids.ts';

export type Receipt = { hash: string; name: string };

/** A new expense, with the receipt it began with, or one that is open. */
export type ExpenseDialogState = { kind: 'new'; receipt: Receipt | null } | { kind: 'open'; id: ExpenseId };

type ExpensesState = { dialog: ExpenseDialogState | null; filter: ExpenseStateName | 'all' };

export const useExpenses = create<ExpensesState>(() => ({ dialog: null, filter: 'all' }));

export function openExpense(dialog: ExpenseDialogState): void {
  useExpenses.setState({ dialog });
}

export function closeExpense(): void {
  useExpenses.setState({ dialog: null });
}
