import { type Db, prepare } from '#core/db/query.ts';
import type { LedgerEntry, RoyaltyCost } from '#shared/contract/ledger.ts';
import {
  type CostTargetState,
  contractRecord,
  ledgerEntryRecord,
  payeeRecord,
  royaltyCostRecord,
} from './royalty-records.ts';

/** Entries of all contracts, newest day first. */
export function listEntries(db: Db): LedgerEntry[] {
  const ids = prepare(db, 'SELECT id FROM ledger_entry ORDER BY date DESC, id DESC').pluck().all() as number[];
  const closed = countedItems(db, 'entry');
  return ids.map((id) => {
    const { paymentId, createdAt: _, ...state } = ledgerEntryRecord.get(db, id);
    const contract = contractRecord.read(db, state.contractId);
    return {
      ...state,
      id,
      contractName: contract?.name ?? '',
      payeeName: state.payeeId === null ? '' : (payeeRecord.read(db, state.payeeId)?.name ?? ''),
      currency: contract?.currency ?? 'XXX',
      isPayment: paymentId !== null,
      isClosed: closed.has(id),
    } as LedgerEntry;
  });
}

/** Newest day first. */
export function listCosts(db: Db): RoyaltyCost[] {
  const ids = prepare(db, 'SELECT id FROM royalty_cost ORDER BY date DESC, id DESC').pluck().all() as number[];
  const closed = countedItems(db, 'cost');
  return ids.map((id) => {
    const { createdAt: _, ...state } = royaltyCostRecord.get(db, id);
    return { ...state, id, targetNames: targetNames(db, state.target), isClosed: closed.has(id) } as RoyaltyCost;
  });
}

function countedItems(db: Db, kind: 'entry' | 'cost'): Set<number> {
  return new Set(prepare(db, 'SELECT item_id FROM royalty_used WHERE kind = ?').pluck().all(kind) as number[]);
}

export function targetNames(db: Db, target: CostTargetState): string[] {
  if (target.kind === 'contracts') {
    return target.contractIds.map((id) => contractRecord.read(db, id)?.name ?? '').filter(Boolean);
  }
  const [table, id] =
    target.kind === 'release' ? (['release', target.releaseId] as const) : (['recording', target.recordingId] as const);
  const title = prepare(db, `SELECT title FROM ${table} WHERE id = ?`).pluck().get(id) as string | undefined;
  return title === undefined ? [] : [title];
}
