import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { currency, day, dayOrNone, expenseId, minor, packId, projectId, releaseId, songId } from './studio-ids.ts';
import { reason } from './timesheets.ts';

export const expenseStates = ['draft', 'submitted', 'approved', 'rejected', 'reimbursed'] as const;
export type ExpenseStateName = (typeof expenseStates)[number];

/** What studios spend money on; an import may bring names of its own. */
export const expenseCategories = [
  'travel',
  'studioHire',
  'musicians',
  'mixing',
  'mastering',
  'equipment',
  'software',
  'samples',
  'artwork',
  'promotion',
  'fees',
  'food',
  'other',
] as const;

export const receiptHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One unit of a currency in the workspace's: decimal text, more than 0. */
export const exchangeRate = z
  .string()
  .trim()
  .regex(/^\d{1,9}(?:[.,]\d{1,12})?$/)
  .refine((text) => /[1-9]/.test(text), 'A rate is more than 0.');

/** What an expense or income is about; any of them, or none. */
export const moneySubject = {
  projectId: projectId.nullable(),
  songId: songId.nullable(),
  packId: packId.nullable(),
  releaseId: releaseId.nullable(),
};

export const expenseFields = z.object({
  ...moneySubject,
  date: day,
  /** One of `expenseCategories`, or a name of their own. */
  category: z.string().trim().min(1).max(80),
  description: z.string().trim().max(2000),
  amountMinor: minor.min(1),
  currency,
  /** '1' for the workspace's own currency; without it the one that was entered last, which has to be there. */
  fxRate: exchangeRate,
  isBillable: z.boolean(),
  /** Whether whoever paid gets it back. */
  isReimbursable: z.boolean(),
  /** A file that was brought to `/receipt/new` before, and the name it came with. */
  receiptHash: receiptHash.nullable(),
  receiptName: z.string().max(255),
});
export type ExpenseFields = z.output<typeof expenseFields>;

export const expense = expenseFields.extend({
  id: expenseId,
  personId,
  personName: z.string(),
  projectName: z.string(),
  /** The amount in the workspace's currency at its rate, and that currency. */
  workspaceMinor: minor,
  workspaceCurrency: currency,
  state: z.enum(expenseStates),
  submittedAt: z.number().nullable(),
  decidedAt: z.number().nullable(),
  decidedBy: personId.nullable(),
  decidedByName: z.string(),
  reason: z.string(),
  createdAt: z.number(),
  /** What whoever asks may do with it now. */
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    recall: z.boolean(),
    decide: z.boolean(),
    reimburse: z.boolean(),
    reopen: z.boolean(),
  }),
});
export type Expense = z.output<typeof expense>;

export const expenseFilter = z.object({
  state: z.enum(expenseStates).optional(),
  projectId: projectId.optional(),
  personId: personId.optional(),
  from: dayOrNone.default(''),
  to: dayOrNone.default(''),
  /** Words of descriptions, categories and projects. */
  text: z.string().max(500).default(''),
});

const changed = z.object({ operation: operationId.nullable() });
const needed = { date: true, category: true, amountMinor: true, currency: true } as const;
const ids = z.array(expenseId).min(1).max(500);

export const expensesContract = {
  /** Newest day first; of others only where whoever asks may see them. `totalMinor` is in the workspace's currency. */
  'expenses.list': query(
    ['expenses', 'people', 'time'],
    expenseFilter,
    z.object({ expenses: z.array(expense), totalMinor: minor, workspaceCurrency: currency }),
  ),
  'expenses.get': query(['expenses', 'people', 'time'], z.object({ id: expenseId }), expense),
  /** What one unit of a currency was in the workspace's, as entered last by that day; null where it never was. */
  'expenses.rate': query(
    ['expenses', 'people'],
    z.object({ currency, day }),
    z.object({ rate: z.string(), date: day }).nullable(),
  ),
  /** Of whoever asks, or of another person for who may do that. Throws RATE_MISSING, INVALID_INPUT, RECEIPT_INVALID. */
  'expenses.make': command(
    expenseFields.partial().required(needed).extend({ personId: personId.optional() }),
    changed.extend({ id: expenseId }),
  ),
  /** Only drafts and returned ones: else STATE_REFUSED. */
  'expenses.edit': command(z.object({ id: expenseId, fields: expenseFields.partial() }), changed),
  'expenses.remove': command(z.object({ ids }), changed),
  'expenses.submit': command(z.object({ ids }), changed),
  'expenses.recall': command(z.object({ ids }), changed),
  /** Throws STATE_REFUSED, and OWN_APPROVAL for one's own where others could decide. */
  'expenses.approve': command(z.object({ ids }), changed),
  'expenses.reject': command(z.object({ ids, reason }), changed),
  /** Notes that approved ones were paid back; what is not reimbursable is refused. */
  'expenses.reimburse': command(z.object({ ids }), changed),
  /** Makes approved ones drafts again; what was paid back stays. */
  'expenses.reopen': command(z.object({ ids, reason }), changed),
};
