import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { expenseRecord } from '#core/time/time-records.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { LedgerEntryId, ledgerContract, RoyaltyCostId } from '#shared/contract/ledger.ts';
import { AppError } from '#shared/errors.ts';
import { formatMoney } from '#shared/money.ts';
import { whole } from './engine/input.ts';
import { listCosts, listEntries, targetNames } from './ledger.repository.ts';
import { requireCurrency } from './payee-changes.ts';
import {
  type CostTargetState,
  contractRecord,
  type LedgerEntryState,
  ledgerEntryRecord,
  type RoyaltyCostState,
  royaltyCostRecord,
} from './royalty-records.ts';

export function ledgerHandlers({ db, history, changes, platform, receipts }: Context): Handlers<typeof ledgerContract> {
  const apply = (made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply('editLedger', made, subject);
    changes.add({ topics: ['royalties'] });
    return { operation };
  };
  const addCost = (fields: Omit<RoyaltyCostState, 'createdAt'>) => {
    requireCurrency(fields.currency);
    const [name] = requireTarget(db, fields.target);
    const change = royaltyCostRecord.make(db, { ...fields, createdAt: platform.now() });
    return { ...apply([change], fields.description || name || fields.category), id: change.itemId as RoyaltyCostId };
  };
  return {
    'ledger.list': () => ({ entries: listEntries(db), costs: listCosts(db) }),
    'ledger.addEntry': ({ payeeId = null, note = '', ...fields }) => {
      const state: LedgerEntryState = { ...fields, payeeId, note, paymentId: null, createdAt: platform.now() };
      const subject = checkedEntry(db, state);
      const change = ledgerEntryRecord.make(db, state);
      return { ...apply([change], subject), id: change.itemId as LedgerEntryId };
    },
    'ledger.editEntry': ({ id, fields }) => {
      const before = ledgerEntryRecord.get(db, id);
      refusePayment(before);
      const known = withoutUndefined(fields);
      const subject = checkedEntry(db, { ...before, ...known });
      return apply(ledgerEntryRecord.edit(db, id, known), subject);
    },
    'ledger.removeEntry': ({ id }) => {
      const before = ledgerEntryRecord.get(db, id);
      refusePayment(before);
      return apply([ledgerEntryRecord.remove(db, id)], checkedEntry(db, before));
    },
    'ledger.addCost': async (given) => {
      if (given.receiptHash) await receipts.require([given.receiptHash]);
      const { description = '', recoupable = whole, expenseId = null, receiptHash = null, receiptName = '' } = given;
      return addCost({ ...given, description, recoupable, expenseId, receiptHash, receiptName });
    },
    'ledger.editCost': async ({ id, fields }) => {
      if (fields.receiptHash) await receipts.require([fields.receiptHash]);
      const known = withoutUndefined(fields);
      const after = { ...royaltyCostRecord.get(db, id), ...known };
      requireCurrency(after.currency);
      const [name] = requireTarget(db, after.target);
      return apply(royaltyCostRecord.edit(db, id, known), after.description || name || after.category);
    },
    'ledger.removeCost': ({ id }) => {
      const { description, category } = royaltyCostRecord.get(db, id);
      return apply([royaltyCostRecord.remove(db, id)], description || category);
    },
    'ledger.addCostOfExpense': ({ expenseId, target, sharing, recoupable }) => {
      const used = prepare(db, 'SELECT 1 FROM royalty_cost WHERE expense_id = ?').get(expenseId);
      if (used !== undefined) {
        throw new AppError('STATE_REFUSED', 'That expense is a cost already.', { state: 'used', action: 'addCost' });
      }
      const { category, description, date, amountMinor, currency, receiptHash, receiptName } = expenseRecord.get(
        db,
        expenseId,
      );
      const facts = { category, description, date, amountMinor, currency, receiptHash, receiptName };
      return addCost({ ...facts, target, sharing, recoupable, expenseId });
    },
  };
}

/** Answers with what it is in words. Throws NOT_FOUND, and INVALID_INPUT for a payee that the contract does not pay. */
function checkedEntry(db: Db, { contractId, payeeId, amountMinor }: LedgerEntryState): string {
  const { name, currency, payees } = contractRecord.get(db, contractId);
  if (payeeId !== null && !payees.some((payee) => payee.payeeId === payeeId)) {
    throw new AppError('INVALID_INPUT', 'That contract does not pay this payee.', { at: 'payeeId' });
  }
  return `${name}: ${formatMoney(amountMinor, currency)} ${currency}`;
}

function refusePayment({ paymentId }: LedgerEntryState): void {
  if (paymentId === null) return;
  throw new AppError('STATE_REFUSED', 'That is part of a payment. Take the payment back.', {
    state: 'paid',
    action: 'edit',
  });
}

function requireTarget(db: Db, target: CostTargetState): string[] {
  if (target.kind === 'contracts') return target.contractIds.map((id) => contractRecord.get(db, id).name);
  const names = targetNames(db, target);
  if (names.length > 0) return names;
  throw new AppError('NOT_FOUND', 'That is not here any more.', { kind: target.kind });
}

function withoutUndefined<Fields extends object>(fields: Fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };
}
