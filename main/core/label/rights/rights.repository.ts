import { type Db, prepare } from '#core/db/query.ts';
import {
  type AssetRef,
  type RightsAsset,
  type RightsClaim,
  type RightsDispute,
  type RightsFlag,
  type RightType,
  rightTypes,
} from '#shared/contract/rights.ts';
import { allShares, type Claim, coverageOn, findExcess, type Stretch } from '#shared/rights.ts';
import { type Asset, listAssetsWithRights } from './assets.ts';
import { listDifferences } from './split-differences.ts';

type ClaimRow = Omit<RightsClaim, 'territories' | 'documents' | 'isContested'> & {
  assetKind: AssetRef['kind'];
  assetId: number;
  territories: string;
  documents: string;
  isContested: 0 | 1;
};
type KeptClaim = RightsClaim & { asset: string };

export function assetKey({ kind, id }: AssetRef): string {
  return `${kind} ${id}`;
}

function listClaims(db: Db, asset?: AssetRef): KeptClaim[] {
  const rows = prepare(
    db,
    `SELECT claim.id, asset_kind AS assetKind, asset_id AS assetId, right_type AS type, holder_id AS holderId,
       coalesce(holder.name, '') AS holderName, holder_role AS holderRole, share, territories, from_day AS fromDay,
       to_day AS toDay, is_contested AS isContested, verification, verified_how AS verifiedHow, verified_on AS verifiedOn,
       coalesce(verifier.name, '') AS verifiedByName, claim.note, documents
     FROM rights_claim AS claim LEFT JOIN person AS holder ON holder.id = holder_id
       LEFT JOIN person AS verifier ON verifier.id = verified_by
     WHERE @kind IS NULL OR (asset_kind = @kind AND asset_id = @id)
     ORDER BY right_type, share DESC, claim.id`,
  ).all({ kind: asset?.kind ?? null, id: asset?.id ?? null }) as ClaimRow[];
  return rows.map(({ assetKind, assetId, ...row }) => ({
    ...row,
    asset: assetKey({ kind: assetKind, id: assetId }),
    territories: JSON.parse(row.territories) as RightsClaim['territories'],
    documents: JSON.parse(row.documents) as RightsClaim['documents'],
    isContested: row.isContested === 1,
  }));
}

function listDisputes(db: Db, { kind, id }: AssetRef): RightsDispute[] {
  const rows = prepare(
    db,
    `SELECT id, claim_id AS claimId, state, opponent, reason, resolution, opened_on AS openedOn, ended_on AS endedOn, documents
     FROM rights_dispute WHERE asset_kind = ? AND asset_id = ? ORDER BY state <> 'open', opened_on DESC, id DESC`,
  ).all(kind, id) as (Omit<RightsDispute, 'documents'> & { documents: string })[];
  return rows.map((row) => ({ ...row, documents: JSON.parse(row.documents) as RightsDispute['documents'] }));
}

/** Where all claims together, the contested ones too, come to more than all of a right. */
function conflictsAmong(claims: readonly RightsClaim[]): (Stretch & { type: RightType })[] {
  return rightTypes.flatMap((type) =>
    findExcess(claims.filter((claim) => claim.type === type && claim.verification !== 'failed')).map((stretch) => ({
      ...stretch,
      type,
    })),
  );
}

/** Every asset with rights, with what is not in order on a day. */
export function listRights(db: Db, today: string): RightsAsset[] {
  const claims = Map.groupBy(listClaims(db), ({ asset }) => asset);
  const open = counted(
    db,
    `SELECT asset_kind AS kind, asset_id AS id, count(*) AS count FROM rights_dispute
    WHERE state = 'open' GROUP BY 1, 2`,
  );
  const licences = counted(
    db,
    'SELECT asset_kind AS kind, asset_id AS id, count(*) AS count FROM licence GROUP BY 1, 2',
  );
  return listAssetsWithRights(db).map((asset) => {
    const key = assetKey(asset);
    const known = { openDisputes: open.get(key) ?? 0, licences: licences.get(key) ?? 0 };
    const differs = listDifferences(db, asset, claims.get(key) ?? [], today).length > 0;
    return summarize(asset, claims.get(key) ?? [], { ...known, differs }, today);
  });
}

/** One asset with all that is known of its rights. */
export function readRights(db: Db, asset: Asset, today: string) {
  const claims = listClaims(db, asset);
  const disputes = listDisputes(db, asset);
  const differences = listDifferences(db, asset, claims, today);
  const licences = prepare(db, 'SELECT count(*) FROM licence WHERE asset_kind = ? AND asset_id = ?')
    .pluck()
    .get(asset.kind, asset.id) as number;
  const openDisputes = disputes.filter(({ state }) => state === 'open').length;
  return {
    ...summarize(asset, claims, { openDisputes, licences, differs: differences.length > 0 }, today),
    claims: claims.map(({ asset: _, ...claim }) => claim),
    disputes,
    conflicts: conflictsAmong(claims),
    differences,
  };
}

type Known = { openDisputes: number; licences: number; differs: boolean };

function summarize(asset: Asset, claims: readonly RightsClaim[], known: Known, today: string): RightsAsset {
  const counts = claims.filter(({ isContested, verification }) => !isContested && verification !== 'failed');
  const rights = rightTypes.flatMap((type) => {
    const ofType = claims.filter((claim) => claim.type === type);
    if (ofType.length === 0) return [];
    const counting: Claim[] = counts.filter((claim) => claim.type === type);
    return [{ type, claims: ofType.length, ...coverageOn(counting, today) }];
  });
  const flags: [RightsFlag, boolean][] = [
    ['contested', claims.some(({ isContested }) => isContested)],
    ['disputed', known.openDisputes > 0],
    ['gap', rights.some(({ least }) => least < allShares)],
    ['unverified', claims.some(({ verification }) => verification === 'pending')],
    ['disagrees', known.differs],
    ['licences', known.licences > 0],
  ];
  return {
    ...asset,
    rights,
    licences: known.licences,
    flags: flags.flatMap(([flag, isSet]) => (isSet ? [flag] : [])),
  };
}

function counted(db: Db, sql: string): Map<string, number> {
  const rows = prepare(db, sql).all() as (AssetRef & { count: number })[];
  return new Map(rows.map((row) => [assetKey(row), row.count]));
}
