import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { day, dayOrNone } from './studio-ids.ts';

export const rightsClaimId = z.number().int().positive().brand<'RightsClaimId'>();
export type RightsClaimId = z.output<typeof rightsClaimId>;
export const rightsDisputeId = z.number().int().positive().brand<'RightsDisputeId'>();
export type RightsDisputeId = z.output<typeof rightsDisputeId>;

export const assetKinds = ['recording', 'work', 'release'] as const;
export const assetRef = z.object({ kind: z.enum(assetKinds), id: z.number().int().positive() });
export type AssetRef = z.output<typeof assetRef>;

export const rightTypes = ['master', 'publishing', 'sync', 'mechanical', 'performance', 'derivative'] as const;
export type RightType = (typeof rightTypes)[number];
export const holderRoles = ['artist', 'songwriter', 'producer', 'label', 'publisher', 'distributor'] as const;
export const verifications = ['pending', 'verified', 'failed'] as const;
export const disputeStates = ['open', 'resolved', 'closed'] as const;

/** The whole world, only these countries, or all but these; ISO 3166-1 alpha-2. */
export const territories = z
  .object({
    mode: z.enum(['world', 'only', 'except']),
    codes: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .max(260)
      .transform((codes) => [...new Set(codes)].sort()),
  })
  .refine(
    ({ mode, codes }) => (mode === 'world') === (codes.length === 0),
    'Countries are named unless it is the world.',
  );

/** A file that was brought to `/receipt/new` before, and the name it came with. */
export const attachedDocument = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().trim().max(255),
});
export type AttachedDocument = z.output<typeof attachedDocument>;
export const attachedDocuments = z.array(attachedDocument).max(50);

/** In 1/10 000 of a percent. */
const share = z.number().int().min(1).max(1_000_000);
const note = z.string().trim().max(4000);

export const claimFields = z.object({
  type: z.enum(rightTypes),
  holderId: personId,
  holderRole: z.enum(holderRoles),
  share,
  territories,
  fromDay: dayOrNone,
  toDay: dayOrNone,
  verification: z.enum(verifications),
  /** By what: a contract that was read, a registration that was looked up. */
  verifiedHow: z.string().trim().max(500),
  note,
  documents: attachedDocuments,
});
export type ClaimFields = z.output<typeof claimFields>;

export const rightsClaim = claimFields.extend({
  id: rightsClaimId,
  holderName: z.string(),
  isContested: z.boolean(),
  verifiedOn: z.string(),
  verifiedByName: z.string(),
});
export type RightsClaim = z.output<typeof rightsClaim>;

export const disputeFields = z.object({
  state: z.enum(disputeStates),
  opponent: z.string().trim().max(500),
  reason: note,
  resolution: note,
  openedOn: day,
  documents: attachedDocuments,
});
export type DisputeFields = z.output<typeof disputeFields>;

export const rightsDispute = disputeFields.extend({
  id: rightsDisputeId,
  claimId: rightsClaimId.nullable(),
  endedOn: z.string(),
});
export type RightsDispute = z.output<typeof rightsDispute>;

/** What is not in order with an asset. `gap`: less than all of a right is claimed today. */
export const rightsFlags = ['contested', 'disputed', 'gap', 'unverified', 'disagrees', 'licences'] as const;
export type RightsFlag = (typeof rightsFlags)[number];

export const rightsAsset = assetRef.extend({
  title: z.string(),
  artist: z.string(),
  /** ISRC, ISWC or UPC. */
  code: z.string(),
  rights: z.array(
    z.object({
      type: z.enum(rightTypes),
      claims: z.number().int(),
      /** Claimed today: least and most over all countries. */
      least: z.number().int(),
      most: z.number().int(),
    }),
  ),
  licences: z.number().int(),
  flags: z.array(z.enum(rightsFlags)),
});
export type RightsAsset = z.output<typeof rightsAsset>;

/** A holder of the master or of the composition whose share is not what contracts pay. Null: there is none. */
export const splitDifference = z.object({
  side: z.enum(['master', 'composition']),
  personId,
  name: z.string(),
  rightsShare: share.nullable(),
  splitShare: z.number().int().nullable(),
});
export type SplitDifference = z.output<typeof splitDifference>;

const done = z.object({ operation: operationId.nullable() });

export const rightsContract = {
  /** What anything is claimed, licensed or disputed of. */
  'rights.list': query(['rights', 'recordings', 'releases', 'people', 'royalties'], z.void(), z.array(rightsAsset)),
  /** Recordings, works and releases whose title, artist or code holds the text; the newest where it is empty. */
  'rights.findAssets': query(
    ['recordings', 'releases'],
    z.object({ text: z.string().max(200) }),
    z.array(rightsAsset.pick({ kind: true, id: true, title: true, artist: true, code: true })),
  ),
  /** Throws NOT_FOUND. */
  'rights.asset': query(
    ['rights', 'recordings', 'releases', 'people', 'royalties'],
    assetRef,
    rightsAsset.extend({
      claims: z.array(rightsClaim),
      disputes: z.array(rightsDispute),
      /** Where contested claims would come to more than all: who claims what against whom. */
      conflicts: z.array(
        z.object({
          type: z.enum(rightTypes),
          territories,
          fromDay: z.string(),
          toDay: z.string(),
          total: z.number().int(),
          claimIds: z.array(rightsClaimId),
        }),
      ),
      differences: z.array(splitDifference),
    }),
  ),
  /**
   * Throws RIGHTS_EXCEEDED where claims would come to more than all of a right somewhere and some day; with `asContested` it is
   * kept beside them, counts in no sum, and a dispute is opened. Throws RIGHTS_SPAN where it ends before it begins.
   */
  'rights.claim': command(
    z.object({ asset: assetRef, claim: claimFields, asContested: z.boolean().default(false) }),
    done.extend({ id: rightsClaimId }),
  ),
  'rights.editClaim': command(
    z.object({ id: rightsClaimId, patch: claimFields.partial().extend({ isContested: z.boolean().optional() }) }),
    done,
  ),
  'rights.removeClaim': command(z.object({ id: rightsClaimId }), done),
  'rights.openDispute': command(
    z.object({ asset: assetRef, claimId: rightsClaimId.nullable(), dispute: disputeFields.omit({ state: true }) }),
    done.extend({ id: rightsDisputeId }),
  ),
  /** One that ends says what came of it: throws RIGHTS_UNRESOLVED without a resolution. */
  'rights.editDispute': command(z.object({ id: rightsDisputeId, patch: disputeFields.partial() }), done),
  'rights.removeDispute': command(z.object({ id: rightsDisputeId }), done),
};
