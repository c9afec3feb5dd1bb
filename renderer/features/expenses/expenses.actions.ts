import type { Expense, ExpenseFields } from '#shared/contract/expenses.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { ExpenseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { uploadReceipt } from '../../api/media.ts';
import { text } from '../../messages/use-text.ts';
import { amountText } from '../approvals/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import { openExpense, type Receipt } from './expenses.store.ts';

export type NewExpense = Pick<ExpenseFields, 'date' | 'category' | 'amountMinor' | 'currency'> & Partial<ExpenseFields>;

export async function makeExpense(fields: NewExpense): Promise<void> {
  const { operation } = await call('expenses.make', fields);
  const amount = amountText(fields.amountMinor, fields.currency);
  showUndoable({ text: text('expenses.didMake', { amount }), operations: [operation] });
}

export async function editExpense(id: ExpenseId, fields: Partial<ExpenseFields>): Promise<void> {
  const { operation } = await call('expenses.edit', { id, fields });
  showUndoable({ text: text('expenses.didEdit'), operations: [operation] });
}

type Step = 'submit' | 'recall' | 'reimburse' | 'remove' | 'approve';

/** Takes expenses one step on, and says so. */
export function step(action: Step, expenses: readonly Expense[]): Promise<void> {
  return attempt(async () => {
    const ids = expenses.map(({ id }) => id);
    if (ids.length === 0) return;
    const { operation } = await call(`expenses.${action}`, { ids });
    said(action, expenses, operation);
  });
}

function said(action: Step, expenses: readonly Expense[], operation: OperationId | null): void {
  const [first] = expenses;
  const name = first ? amountText(first.amountMinor, first.currency) : '';
  showUndoable({ text: text(`expenses.did.${action}`, { count: expenses.length, name }), operations: [operation] });
}

const receiptTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** The first file that may be a receipt goes into the library; null where there is none. */
export async function takeReceipt(files: Iterable<File> | null): Promise<Receipt | null> {
  const all = [...(files ?? [])];
  const file = all.find(({ type }) => receiptTypes.includes(type)) ?? all[0];
  if (!file) return null;
  const { hash } = await uploadReceipt(file);
  return { hash, name: file.name.slice(0, 255) };
}

/** A receipt that is dropped on the list begins a new expense. */
export function beginWithReceipt(files: Iterable<File> | null): Promise<void> {
  return attempt(async () => {
    const receipt = await takeReceipt(files);
    if (receipt) openExpense({ kind: 'new', receipt });
  });
}
