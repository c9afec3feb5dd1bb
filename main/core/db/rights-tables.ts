/** Rows of the rights ledger; part of the schema. */
export type RightsTables = {
  rights_claim: RightsClaimTable;
  rights_dispute: RightsDisputeTable;
  licence: LicenceTable;
};

type AssetKind = 'recording' | 'work' | 'release';

export type RightsClaimTable = {
  id: number;
  asset_kind: AssetKind;
  asset_id: number;
  right_type: 'master' | 'publishing' | 'sync' | 'mechanical' | 'performance' | 'derivative';
  holder_id: number;
  holder_role: 'artist' | 'songwriter' | 'producer' | 'label' | 'publisher' | 'distributor';
  share: number;
  territories: string;
  from_day: string;
  to_day: string;
  is_contested: 0 | 1;
  verification: 'pending' | 'verified' | 'failed';
  verified_how: string;
  verified_on: string;
  verified_by: number | null;
  note: string;
  documents: string;
  created_at: number;
  changed_at: number;
};

export type RightsDisputeTable = {
  id: number;
  asset_kind: AssetKind;
  asset_id: number;
  claim_id: number | null;
  state: 'open' | 'resolved' | 'closed';
  opponent: string;
  reason: string;
  resolution: string;
  opened_on: string;
  ended_on: string;
  documents: string;
  created_at: number;
  changed_at: number;
};

export type LicenceTable = {
  id: number;
  asset_kind: AssetKind;
  asset_id: number;
  title: string;
  licensee: string;
  use: 'commercial' | 'film' | 'television' | 'gaming' | 'trailer' | 'online' | 'other';
  state: 'open' | 'offered' | 'agreed' | 'declined' | 'ended';
  territories: string;
  from_day: string;
  to_day: string;
  is_exclusive: 0 | 1;
  fee_minor: number | null;
  currency: string;
  note: string;
  documents: string;
  created_at: number;
  changed_at: number;
};
