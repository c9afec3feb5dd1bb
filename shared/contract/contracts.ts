import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { payeeId, share, territory } from './payees.ts';
import { personId } from './people.ts';
import { currency, eachOnce, recordingId, releaseId, workId } from './studio-ids.ts';

export const contractId = z.number().int().positive().brand<'ContractId'>();
export type ContractId = z.output<typeof contractId>;
export const contractGroupId = z.number().int().positive().brand<'ContractGroupId'>();
export type ContractGroupId = z.output<typeof contractGroupId>;

/** Of what was recorded, or of what was written. They never mix. */
export const contractSides = ['master', 'composition'] as const;
/**
 * - `royalty`: a rate of every sale, and of every cost.
 * - `flexible`: a part of profit and loss of each period.
 * - `classic`: nothing is shared before all costs are earned back.
 */
export const contractKinds = ['royalty', 'flexible', 'classic'] as const;
/** What it is about; the most specific one that fits counts: a track or work before a release, an artist, all. */
export const contractScopes = ['default', 'artist', 'release', 'recording', 'work'] as const;
export type ContractScope = (typeof contractScopes)[number];
export const termBases = ['net', 'gross', 'perUnit'] as const;

/** 'yyyy-mm', or empty. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const monthOrNone = z.union([month, z.literal('')]);

/** An amount of a unit, exact to 12 places: '0.0035'. */
export const perUnit = z.string().regex(/^\d{1,9}(\.\d{1,12})?$/);
const texts = z.array(z.string().trim().min(1).max(60)).max(200).transform(eachOnce);

export const termStep = z.object({ aboveUnits: z.number().int().positive(), rate: share, perUnit });

/** If a sale is like this, then that rate. An empty list leaves a thing open. */
export const contractTerm = z.object({
  /** Keeps its number over changes; 0 for a new one. */
  id: z.number().int().min(0),
  saleTypes: texts,
  /** Keys of shared/stores.ts. */
  storeKeys: texts,
  territories: z.array(territory).max(300),
  exceptTerritories: z.array(territory).max(300),
  formats: texts,
  recordingIds: z.array(recordingId).max(1000),
  releaseIds: z.array(releaseId).max(1000),
  fromMonth: monthOrNone,
  toMonth: monthOrNone,
  basis: z.enum(termBases),
  rate: share,
  /** Of 'perUnit', in the contract's currency. */
  perUnit,
  /** Off the basis before the rate, on physical sales only: packaging. */
  deduction: share,
  /** Above so many units another rate. */
  steps: z.array(termStep).max(20),
  countBy: z.enum(['contract', 'release', 'recording']),
  reserveRate: share.nullable(),
});
export type ContractTerm = z.output<typeof contractTerm>;

export const contractReserve = z.object({
  rate: share,
  /** Of what was earned, or of what it was earned from. */
  basis: z.enum(['post', 'pre']),
  saleTypes: texts,
  /** Parts given back in the periods after; they sum to 100 %. */
  schedule: z.array(share).min(1).max(12),
});

export const contractAssets = z.object({
  artistIds: z.array(personId).max(1000),
  releaseIds: z.array(releaseId).max(1000),
  recordingIds: z.array(recordingId).max(5000),
  workIds: z.array(workId).max(5000),
});

export const contractPayee = z.object({ payeeId, share });

export const contractFields = z.object({
  name: z.string().trim().min(1).max(200),
  side: z.enum(contractSides),
  kind: z.enum(contractKinds),
  currency,
  scope: z.enum(contractScopes),
  assets: contractAssets,
  /** Counts beside the one that is most specific, as a producer's points, and hides none. */
  isAlongside: z.boolean(),
  /** Months of sale, both inclusive. */
  fromMonth: monthOrNone,
  toMonth: monthOrNone,
  /** The artists' part of 'flexible' and 'classic'. */
  profitRate: share,
  /** The first that fits counts. */
  terms: z.array(contractTerm).max(200),
  /** How the artists' side is shared; exactly 100 %. */
  payees: z.array(contractPayee).min(1).max(200),
  reserve: contractReserve.nullable(),
  note: z.string().trim().max(4000),
});
export type ContractFields = z.output<typeof contractFields>;

export const contract = contractFields.extend({
  id: contractId,
  isArchived: z.boolean(),
  groupId: contractGroupId.nullable(),
  /** What it is about in words: titles and names, the first few. */
  assetNames: z.array(z.string()),
  payeeNames: z.array(z.string()),
  createdAt: z.number(),
});
export type RoyaltyContract = z.output<typeof contract>;

/** When and what the contracts of a group give to each other; see the engine. */
export const groupRules = [
  'recoup',
  'income',
  'incomeCosts',
  'incomeCostsReserves',
  'positive',
  'overMinimum',
] as const;
export const contractGroup = z.object({
  id: contractGroupId,
  name: z.string(),
  rule: z.enum(groupRules),
  contractIds: z.array(contractId),
  mainContractId: contractId.nullable(),
});
export type ContractGroup = z.output<typeof contractGroup>;

/** Something of a contract that was changed once. */
export const contractChange = z.object({
  operation: operationId,
  at: z.number(),
  isUndo: z.boolean(),
  personName: z.string(),
  /** Fields of the contract, or 'whole' where it was made or taken away. */
  fields: z.array(z.string()),
});

const choice = z.object({ id: z.number().int(), name: z.string(), detail: z.string() });

export const splitOrder = z.object({
  /** A table with a head: track or ISRC, payee, %. */
  csv: z.string().max(5_000_000),
  side: z.enum(contractSides),
  /** Whether the percents share the artists' side, and sum to 100, or are parts of receipts, and the label keeps the rest. */
  percentOf: z.enum(['artistSide', 'receipts']),
  /** The artists' side of receipts; of 'artistSide'. */
  artistRate: share,
  currency,
});
export const splitProblems = [
  'columnMissing',
  'trackUnknown',
  'trackAmbiguous',
  'payeeMissing',
  'percentInvalid',
  'sumWrong',
  'ragged',
] as const;
/** `row` counts from the head, which is 1, as spreadsheets do. */
export const splitProblem = z.object({ row: z.number().int(), code: z.enum(splitProblems), value: z.string() });
export const readSplits = z.object({
  /** One for each track. */
  tracks: z.array(
    z.object({
      recordingId,
      title: z.string(),
      payees: z.array(z.object({ name: z.string(), isNew: z.boolean(), percent: share })),
      artistRate: share,
    }),
  ),
  problems: z.array(splitProblem),
});
export type ReadSplits = z.output<typeof readSplits>;

const changed = z.object({ operation: operationId.nullable() });

export const contractsContract = {
  /** By name; archived ones last. */
  'contracts.list': query(['royalties', 'releases', 'recordings', 'people'], z.void(), z.array(contract)),
  'contracts.get': query(['royalties', 'releases', 'recordings', 'people'], z.object({ id: contractId }), contract),
  /** What contracts can be about. */
  'contracts.choices': query(
    ['royalties', 'releases', 'recordings', 'people'],
    z.void(),
    z.object({
      artists: z.array(choice),
      releases: z.array(choice),
      recordings: z.array(choice),
      works: z.array(choice),
      saleTypes: z.array(z.string()),
    }),
  ),
  /**
   * Throws SPLIT_NOT_WHOLE where shares do not sum to 100 %, with the `sum` and what is `missing` (less than 0 where they are
   * over), CURRENCY_UNKNOWN, SCHEDULE_NOT_WHOLE, and INVALID_INPUT for a contract about nothing.
   */
  'contracts.make': command(contractFields, changed.extend({ id: contractId })),
  /** Terms may change at any time: what was closed stays, and the difference goes to the next open period. */
  'contracts.edit': command(
    z.object({ id: contractId, fields: contractFields.partial(), isArchived: z.boolean().optional() }),
    changed,
  ),
  /** Throws PROJECT_IN_USE where money was ever posted under it: archive it instead. */
  'contracts.remove': command(z.object({ id: contractId }), changed),
  /** How it came to be what it is, newest first. */
  'contracts.history': query(['royalties', 'history'], z.object({ id: contractId }), z.array(contractChange)),
  'contracts.groups': query(['royalties'], z.void(), z.array(contractGroup)),
  /** Makes one or changes it. All of one currency, each in one group at most: else INVALID_INPUT. */
  'contracts.saveGroup': command(
    contractGroup
      .omit({ id: true })
      .extend({ id: contractGroupId.nullable(), name: z.string().trim().min(1).max(200) }),
    changed.extend({ id: contractGroupId }),
  ),
  'contracts.removeGroup': command(z.object({ id: contractGroupId }), changed),
  /** What a table of splits would make; nothing is changed. */
  'contracts.readSplits': query(['royalties', 'recordings'], splitOrder, readSplits),
  /** Makes a contract for each track, and payees that are not there, in one step. Throws IMPORT_INVALID where there is any problem. */
  'contracts.importSplits': command(splitOrder, changed.extend({ contractIds: z.array(contractId) })),
  /** The same from the shares of a release's credits. Throws SPLIT_NOT_WHOLE with the track's title. */
  'contracts.makeFromCredits': command(
    z.object({ releaseId, artistRate: share, currency }),
    changed.extend({ contractIds: z.array(contractId) }),
  ),
  /** How income of a whole release comes to its tracks. Weights are whole numbers, not all of them 0. */
  'contracts.setSpread': command(
    z.object({
      releaseId,
      spread: z.enum(['equal', 'duration', 'weights']),
      weights: z.array(z.object({ recordingId, weight: z.number().int().min(0).max(1_000_000) })).max(1000),
    }),
    changed,
  ),
};
