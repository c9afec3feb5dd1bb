import { type Db, prepare } from '#core/db/query.ts';
import type { AssetRef, RightsClaim, RightType, SplitDifference } from '#shared/contract/rights.ts';

/** The right that stands behind what a side is paid. */
const rightOf: Readonly<Record<SplitDifference['side'], RightType>> = { master: 'master', composition: 'publishing' };

/** Credits keep hundredths of a percent. */
const perCreditShare = 100;

/**
 * Where the shares of a recording's or a work's credits are other than the rights claimed in it on a day. Nothing is said where
 * either has no shares at all: not to have written something down is no disagreement.
 */
export function listDifferences(
  db: Db,
  { kind, id }: AssetRef,
  claims: readonly RightsClaim[],
  today: string,
): SplitDifference[] {
  if (kind === 'release') return [];
  const side = kind === 'work' ? 'composition' : 'master';
  const rights = new Map<number, number>();
  for (const claim of claims) {
    const isActive = (claim.fromDay === '' || claim.fromDay <= today) && (claim.toDay === '' || today <= claim.toDay);
    if (claim.type !== rightOf[side] || claim.isContested || claim.verification === 'failed' || !isActive) continue;
    rights.set(claim.holderId, (rights.get(claim.holderId) ?? 0) + claim.share);
  }
  const splits = readSplits(db, kind, id);
  if (rights.size === 0 || splits.size === 0) return [];
  const nameOf = prepare(db, 'SELECT name FROM person WHERE id = ?').pluck();
  return [...new Set([...splits.keys(), ...rights.keys()])].flatMap((personId) => {
    const [rightsShare = null, splitShare = null] = [rights.get(personId), splits.get(personId)];
    if (rightsShare === splitShare) return [];
    const name = (nameOf.get(personId) as string | undefined) ?? '';
    return [{ side, personId: personId as SplitDifference['personId'], name, rightsShare, splitShare }];
  });
}

function readSplits(db: Db, kind: 'recording' | 'work', id: number): Map<number, number> {
  const sql = kind === 'work' ? 'SELECT writers FROM work WHERE id = ?' : 'SELECT credits FROM recording WHERE id = ?';
  const credits = JSON.parse((prepare(db, sql).pluck().get(id) as string | undefined) ?? '[]') as {
    personId: number;
    share: number | null;
  }[];
  const splits = new Map<number, number>();
  for (const { personId, share } of credits) {
    if (share !== null && share > 0) splits.set(personId, (splits.get(personId) ?? 0) + share * perCreditShare);
  }
  return splits;
}
