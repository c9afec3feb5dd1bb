import { create } from 'zustand';
import type { ContractId } from '#shared/contract/contracts.ts';
import type { PayeeId } from '#shared/contract/payees.ts';
import type { PaymentId } from '#shared/contract/payments.ts';
import type { RoyaltyPeriodId, RoyaltyWhy } from '#shared/contract/royalties.ts';

/** What the view of royalties shows. */
export const royaltyParts = ['period', 'contracts', 'payees', 'ledger', 'payments'] as const;
export type RoyaltyPart = (typeof royaltyParts)[number];

export type RowKey = { payeeId: PayeeId; currency: string };

export type RoyaltyDialog =
  | { kind: 'newPeriod' }
  | { kind: 'editPeriod' }
  | { kind: 'close' }
  | { kind: 'lines'; row: RowKey; group: RoyaltyWhy['group']; key: string | null; name: string }
  | { kind: 'write'; payeeId: PayeeId | null; format: 'pdf' | 'csv' | 'xlsx' }
  | { kind: 'whatIf' }
  | { kind: 'contract'; id: ContractId | null }
  | { kind: 'splits' }
  | { kind: 'credits' }
  | { kind: 'group' }
  | { kind: 'payee'; id: PayeeId | null }
  | { kind: 'entry' }
  | { kind: 'cost' }
  | { kind: 'paid'; ids: PaymentId[] }
  | { kind: 'transfer' };

type RoyaltiesState = {
  part: RoyaltyPart;
  /** The newest one where none was chosen. */
  periodId: RoyaltyPeriodId | null;
  row: RowKey | null;
  group: RoyaltyWhy['group'];
  dialog: RoyaltyDialog | null;
};

export const useRoyalties = create<RoyaltiesState>(() => ({
  ...{ part: 'period', periodId: null, row: null, group: 'store', dialog: null },
}));

export function openRoyalties(dialog: RoyaltyDialog): void {
  useRoyalties.setState({ dialog });
}

export function closeDialog(): void {
  useRoyalties.setState({ dialog: null });
}
