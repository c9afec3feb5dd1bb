import { currentActor } from '#core/actor.ts';
import type { Db } from '#core/db/query.ts';
import type { AssetRef, AttachedDocument, ClaimFields, DisputeFields } from '#shared/contract/rights.ts';
import { AppError } from '#shared/errors.ts';
import { doOverlap } from '#shared/rights.ts';
import { countedClaims, type RightsClaimState, type RightsDisputeState } from './rights-records.ts';

type Moment = { now: number; today: string };
type Given<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

/** The documents that are named. */
export function hashesOf({ documents = [] }: { documents?: readonly AttachedDocument[] | undefined }): string[] {
  return documents.map(({ hash }) => hash);
}

/** Throws RIGHTS_SPAN where it ends before it begins. */
export function requireSpan({ fromDay, toDay }: { fromDay: string; toDay: string }): void {
  if (fromDay !== '' && toDay !== '' && toDay < fromDay) {
    throw new AppError('RIGHTS_SPAN', 'This ends before it begins.', { fromDay, toDay });
  }
}

export function newClaim(
  { kind, id }: AssetRef,
  claim: ClaimFields,
  { isContested, now, today }: Moment & { isContested: boolean },
): RightsClaimState {
  return {
    ...claim,
    ...{ assetKind: kind, assetId: id, isContested, createdAt: now },
    ...seenBy(claim.verification, today),
  };
}

/** What a patch changes of a claim; a verification that is another one is that of whoever says so, today. */
export function editedClaim(
  before: RightsClaimState,
  patch: Given<ClaimFields & { isContested: boolean }>,
  today: string,
): Partial<RightsClaimState> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const verification = patch.verification ?? before.verification;
  return { ...given, ...(verification === before.verification ? {} : seenBy(verification, today)) };
}

function seenBy(verification: ClaimFields['verification'], today: string) {
  return verification === 'pending'
    ? { verifiedOn: '', verifiedBy: null }
    : { verifiedOn: today, verifiedBy: currentActor().personId };
}

/** The dispute that a claim beside others begins with: against whom, and since when. */
export function disputeOf(
  db: Db,
  claim: RightsClaimState,
  claimId: number,
  { now, today }: Moment,
): RightsDisputeState {
  const asset = { kind: claim.assetKind, id: claim.assetId };
  const others = countedClaims(db, asset, claim.type).filter((other) => doOverlap(claim, other));
  return {
    ...{ assetKind: claim.assetKind, assetId: claim.assetId, claimId, state: 'open', resolution: '', endedOn: '' },
    opponent: [...new Set(others.map(({ holder }) => holder))].join(', '),
    ...{ reason: claim.note, openedOn: today, documents: claim.documents, createdAt: now },
  };
}

/** Throws RIGHTS_UNRESOLVED where one ends without a word on how. */
export function editedDispute(
  before: RightsDisputeState,
  patch: Given<DisputeFields>,
  today: string,
): Partial<RightsDisputeState> {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const { state, resolution } = { ...before, ...given } as RightsDisputeState;
  if (state !== 'open' && resolution === '') {
    throw new AppError('RIGHTS_UNRESOLVED', 'A dispute that ends says what came of it.');
  }
  const isEnded = state !== 'open' && before.state === 'open';
  return { ...given, ...(state === 'open' ? { endedOn: '' } : isEnded ? { endedOn: today } : {}) };
}
