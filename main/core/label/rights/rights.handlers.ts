import type { Context } from '#core/context.ts';
import type { ItemChange } from '#core/history/record-kind.ts';
import { workspaceDay } from '#core/home/workspace-day.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { RightsClaimId, RightsDisputeId, rightsContract } from '#shared/contract/rights.ts';
import { findAssets, getAsset } from './assets.ts';
import { listRights, readRights } from './rights.repository.ts';
import { disputeOf, editedClaim, editedDispute, hashesOf, newClaim, requireSpan } from './rights-changes.ts';
import { rightsClaimRecord, rightsDisputeRecord } from './rights-records.ts';

/** The ledger of who holds what. */
export function rightsHandlers(context: Context): Handlers<typeof rightsContract> {
  const { db, history, changes, platform, receipts } = context;
  const today = () => workspaceDay(db, platform.now());
  const apply = (made: readonly ItemChange[], subject: string) => {
    const { operation } = history.apply('editRights', made, subject);
    changes.add({ topics: ['rights'] });
    return { operation };
  };
  const titleOf = (kind: 'recording' | 'work' | 'release', id: number) => getAsset(db, { kind, id }).title;

  return {
    'rights.list': () => listRights(db, today()),
    'rights.findAssets': ({ text }) => findAssets(db, text),
    'rights.asset': (asset) => {
      const rights = readRights(db, getAsset(db, asset), today());
      // Who holds what is seen by all who see releases; its papers name money, as those of licences do.
      if (actorMay('viewRoyalties')) return rights;
      const withoutPapers = <Each>(rows: readonly Each[]) => rows.map((row) => ({ ...row, documents: [] }));
      return { ...rights, claims: withoutPapers(rights.claims), disputes: withoutPapers(rights.disputes) };
    },

    'rights.claim': async ({ asset, claim, asContested }) => {
      await receipts.require(hashesOf(claim));
      const { title } = getAsset(db, asset);
      requireSpan(claim);
      const state = newClaim(asset, claim, { isContested: asContested, now: platform.now(), today: today() });
      const made = rightsClaimRecord.make(db, state);
      const disputes = asContested
        ? [rightsDisputeRecord.make(db, disputeOf(db, state, made.itemId, { now: platform.now(), today: today() }))]
        : [];
      return { ...apply([made, ...disputes], title), id: made.itemId as RightsClaimId };
    },

    'rights.editClaim': async ({ id, patch }) => {
      await receipts.require(hashesOf(patch));
      const before = rightsClaimRecord.get(db, id);
      const edited = editedClaim(before, patch, today());
      requireSpan({ ...before, ...edited });
      return apply(rightsClaimRecord.edit(db, id, edited), titleOf(before.assetKind, before.assetId));
    },

    'rights.removeClaim': ({ id }) => {
      const { assetKind, assetId } = rightsClaimRecord.get(db, id);
      return apply([rightsClaimRecord.remove(db, id)], titleOf(assetKind, assetId));
    },

    'rights.openDispute': async ({ asset, claimId, dispute }) => {
      await receipts.require(hashesOf(dispute));
      const { title } = getAsset(db, asset);
      if (claimId !== null) rightsClaimRecord.get(db, claimId);
      const made = rightsDisputeRecord.make(db, {
        ...dispute,
        ...{ assetKind: asset.kind, assetId: asset.id, claimId, state: 'open', endedOn: '', createdAt: platform.now() },
      });
      return { ...apply([made], title), id: made.itemId as RightsDisputeId };
    },

    'rights.editDispute': async ({ id, patch }) => {
      await receipts.require(hashesOf(patch));
      const before = rightsDisputeRecord.get(db, id);
      const edited = editedDispute(before, patch, today());
      return apply(rightsDisputeRecord.edit(db, id, edited), titleOf(before.assetKind, before.assetId));
    },

    'rights.removeDispute': ({ id }) => {
      const { assetKind, assetId } = rightsDisputeRecord.get(db, id);
      return apply([rightsDisputeRecord.remove(db, id)], titleOf(assetKind, assetId));
    },
  };
}
