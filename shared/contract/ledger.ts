import { z } from 'zod';
import { contractId } from './contracts.ts';
import { command, query } from './define.ts';
import { receiptHash } from './expenses.ts';
import { operationId } from './operation.ts';
import { payeeId, share } from './payees.ts';
import { currency, day, expenseId, minor, recordingId, releaseId } from './studio-ids.ts';

export const ledgerEntryId = z.number().int().positive().brand<'LedgerEntryId'>();
export type LedgerEntryId = z.output<typeof ledgerEntryId>;
export const royaltyCostId = z.number().int().positive().brand<'RoyaltyCostId'>();
export type RoyaltyCostId = z.output<typeof royaltyCostId>;

/** Which way money goes stands in the kind; an amount has no sign. */
export const entryKinds = [
  'openingCredit',
  'openingDebit',
  'advance',
  'payment',
  'paymentReturned',
  'credit',
  'debit',
] as const;
export type EntryKindName = (typeof entryKinds)[number];

export const entryFields = z.object({
  contractId,
  /** Null: all payees of the contract by their shares. */
  payeeId: payeeId.nullable(),
  kind: z.enum(entryKinds),
  date: day,
  /** In the contract's currency. */
  amountMinor: minor.min(1),
  note: z.string().trim().max(1000),
});
export const ledgerEntry = entryFields.extend({
  id: ledgerEntryId,
  contractName: z.string(),
  payeeName: z.string(),
  currency,
  /** Of a payment of the batch: it is changed there. */
  isPayment: z.boolean(),
  /** A closed period has counted it. */
  isClosed: z.boolean(),
});
export type LedgerEntry = z.output<typeof ledgerEntry>;

export const costTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contracts'), contractIds: z.array(contractId).min(1).max(200) }),
  z.object({ kind: z.literal('release'), releaseId }),
  z.object({ kind: z.literal('recording'), recordingId }),
]);
export type CostTarget = z.output<typeof costTarget>;

export const costFields = z.object({
  category: z.string().trim().min(1).max(80),
  description: z.string().trim().max(2000),
  date: day,
  amountMinor: minor.min(1),
  currency,
  /** How much of it the artists' side bears at all. */
  recoupable: share,
  target: costTarget,
  /** Where several contracts bear it: all of it each, or shared. There is no default: whoever enters it is asked. */
  sharing: z.enum(['full', 'proRata']),
  expenseId: expenseId.nullable(),
  receiptHash: receiptHash.nullable(),
  receiptName: z.string().max(255),
});
export const royaltyCost = costFields.extend({
  id: royaltyCostId,
  targetNames: z.array(z.string()),
  isClosed: z.boolean(),
});
export type RoyaltyCost = z.output<typeof royaltyCost>;

const changed = z.object({ operation: operationId.nullable() });

export const ledgerContract = {
  /** Newest day first. */
  'ledger.list': query(
    ['royalties', 'releases', 'recordings'],
    z.void(),
    z.object({ entries: z.array(ledgerEntry), costs: z.array(royaltyCost) }),
  ),
  /** An opening balance is an entry too. Its day may lie in a closed period: it counts in the next open one. */
  'ledger.addEntry': command(entryFields.partial({ payeeId: true, note: true }), changed.extend({ id: ledgerEntryId })),
  /** Throws ROYALTIES_CLOSED for what a closed period has counted: enter the opposite instead. */
  'ledger.editEntry': command(z.object({ id: ledgerEntryId, fields: entryFields.partial() }), changed),
  'ledger.removeEntry': command(z.object({ id: ledgerEntryId }), changed),
  'ledger.addCost': command(
    costFields.partial({
      description: true,
      recoupable: true,
      expenseId: true,
      receiptHash: true,
      receiptName: true,
    }),
    changed.extend({ id: royaltyCostId }),
  ),
  /** What was closed stays; the difference goes to the next open period. */
  'ledger.editCost': command(z.object({ id: royaltyCostId, fields: costFields.partial() }), changed),
  'ledger.removeCost': command(z.object({ id: royaltyCostId }), changed),
  /** A cost of an expense's day, amount, category and receipt, in one step. */
  'ledger.addCostOfExpense': command(
    z.object({ expenseId, target: costTarget, sharing: z.enum(['full', 'proRata']), recoupable: share }),
    changed.extend({ id: royaltyCostId }),
  ),
};
