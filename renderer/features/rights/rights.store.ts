import { create } from 'zustand';
import type { Licence } from '#shared/contract/licences.ts';
import type { AssetRef, RightsClaim, RightsDispute } from '#shared/contract/rights.ts';

export const rightsTabs = ['ledger', 'licences'] as const;
export type RightsTab = (typeof rightsTabs)[number];

/** What is being entered; `claim` and so on is the one that is changed, null a new one. */
export type RightsDialog =
  | { kind: 'pick' }
  | { kind: 'claim'; asset: AssetRef; claim: RightsClaim | null }
  | { kind: 'dispute'; asset: AssetRef; claim: RightsClaim | null; dispute: RightsDispute | null }
  | { kind: 'licence'; asset: AssetRef; licence: Licence | null };

type RightsState = { tab: RightsTab; selected: AssetRef | null; dialog: RightsDialog | null };

export const useRights = create<RightsState>(() => ({ tab: 'ledger', selected: null, dialog: null }));

export function openRightsDialog(dialog: RightsDialog): void {
  useRights.setState({ dialog });
}

export function closeRightsDialog(): void {
  useRights.setState({ dialog: null });
}

export function showRightsOf(asset: AssetRef): void {
  useRights.setState({ tab: 'ledger', selected: asset });
}
