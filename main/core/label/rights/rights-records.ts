import { type Db, prepare } from '#core/db/query.ts';
import { flag, json, recordKind } from '#core/history/record-kind.ts';
import type { AssetRef, AttachedDocument, RightType } from '#shared/contract/rights.ts';
import { AppError } from '#shared/errors.ts';
import { allShares, type Claim, findExcess, type Territories } from '#shared/rights.ts';

/* What history keeps of rights, disputes and licences. */

export type RightsClaimState = {
  assetKind: AssetRef['kind'];
  assetId: number;
  type: RightType;
  holderId: number;
  holderRole: string;
  share: number;
  territories: Territories;
  fromDay: string;
  toDay: string;
  isContested: boolean;
  verification: 'pending' | 'verified' | 'failed';
  verifiedHow: string;
  verifiedOn: string;
  verifiedBy: number | null;
  note: string;
  documents: AttachedDocument[];
  createdAt: number;
};

export type CountedClaim = Claim & { holder: string };

/** The claims that count, of one right in one asset: what is contested or was found wrong does not. */
export function countedClaims(db: Db, { kind, id }: AssetRef, type: RightType): CountedClaim[] {
  const rows = prepare(
    db,
    `SELECT claim.id, share, territories, from_day AS fromDay, to_day AS toDay, coalesce(person.name, '') AS holder
     FROM rights_claim AS claim LEFT JOIN person ON person.id = holder_id
     WHERE asset_kind = ? AND asset_id = ? AND right_type = ? AND NOT is_contested AND verification <> 'failed'
     ORDER BY claim.id`,
  ).all(kind, id, type) as (Omit<CountedClaim, 'territories'> & { territories: string })[];
  return rows.map((row) => ({ ...row, territories: JSON.parse(row.territories) as Territories }));
}

/** Nobody can hold more than there is, whoever takes it back or does it again. Throws RIGHTS_EXCEEDED. */
function refuseExcess(db: Db, ids: readonly number[]): void {
  const rightOf = prepare(
    db,
    'SELECT asset_kind AS kind, asset_id AS id, right_type AS type FROM rights_claim WHERE id = ?',
  );
  for (const id of ids) {
    const right = rightOf.get(id) as (AssetRef & { type: RightType }) | undefined;
    if (!right) continue;
    const claims = countedClaims(db, right, right.type);
    const [excess] = findExcess(claims).filter(({ claimIds }) => claimIds.includes(id));
    if (!excess) continue;
    const others = claims.filter((claim) => claim.id !== id && excess.claimIds.includes(claim.id));
    throw new AppError('RIGHTS_EXCEEDED', 'More than all of this right would be claimed.', {
      percent: (excess.total * 100) / allShares,
      others: others.map(({ holder }) => holder).join(', '),
      from: excess.fromDay,
      to: excess.toDay,
    });
  }
}

export const rightsClaimRecord = recordKind<RightsClaimState>({
  name: 'rightsClaim',
  table: 'rights_claim',
  columns: {
    assetKind: 'asset_kind',
    assetId: 'asset_id',
    type: 'right_type',
    holderId: 'holder_id',
    holderRole: 'holder_role',
    share: 'share',
    territories: json('territories'),
    fromDay: 'from_day',
    toDay: 'to_day',
    isContested: flag('is_contested'),
    verification: 'verification',
    verifiedHow: 'verified_how',
    verifiedOn: 'verified_on',
    verifiedBy: 'verified_by',
    note: 'note',
    documents: json('documents'),
    createdAt: 'created_at',
  },
  hasChangedAt: true,
  check: refuseExcess,
});

export type RightsDisputeState = {
  assetKind: AssetRef['kind'];
  assetId: number;
  claimId: number | null;
  state: 'open' | 'resolved' | 'closed';
  opponent: string;
  reason: string;
  resolution: string;
  openedOn: string;
  endedOn: string;
  documents: AttachedDocument[];
  createdAt: number;
};

export const rightsDisputeRecord = recordKind<RightsDisputeState>({
  name: 'rightsDispute',
  table: 'rights_dispute',
  columns: {
    assetKind: 'asset_kind',
    assetId: 'asset_id',
    claimId: 'claim_id',
    state: 'state',
    opponent: 'opponent',
    reason: 'reason',
    resolution: 'resolution',
    openedOn: 'opened_on',
    endedOn: 'ended_on',
    documents: json('documents'),
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});

export type LicenceState = {
  assetKind: AssetRef['kind'];
  assetId: number;
  title: string;
  licensee: string;
  use: string;
  state: string;
  territories: Territories;
  fromDay: string;
  toDay: string;
  isExclusive: boolean;
  feeMinor: number | null;
  currency: string;
  note: string;
  documents: AttachedDocument[];
  createdAt: number;
};

export const licenceRecord = recordKind<LicenceState>({
  name: 'licence',
  table: 'licence',
  columns: {
    assetKind: 'asset_kind',
    assetId: 'asset_id',
    title: 'title',
    licensee: 'licensee',
    use: 'use',
    state: 'state',
    territories: json('territories'),
    fromDay: 'from_day',
    toDay: 'to_day',
    isExclusive: flag('is_exclusive'),
    feeMinor: 'fee_minor',
    currency: 'currency',
    note: 'note',
    documents: json('documents'),
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});
