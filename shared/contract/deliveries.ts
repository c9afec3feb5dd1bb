import { z } from 'zod';
import { deliveryGroups, deliveryStates, outcomeStates } from '../delivery/delivery-states.ts';
import { deliveryErrorNames } from '../delivery/error-categories.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { deliveryMethods, storeKey } from './platforms.ts';
import { territories } from './releases.ts';
import { dayOrNone, eachOnce, releaseId, webLink } from './studio-ids.ts';

export const deliveryId = z.number().int().positive().brand<'DeliveryId'>();
export type DeliveryId = z.output<typeof deliveryId>;
export const packageId = z.number().int().positive().brand<'PackageId'>();
export type PackageId = z.output<typeof packageId>;
export const deliveryJobId = z.number().int().positive().brand<'DeliveryJobId'>();
export type DeliveryJobId = z.output<typeof deliveryJobId>;

export type DeliveryMethod = (typeof deliveryMethods)[number];

const state = z.enum(deliveryStates);
const errorCategory = z.enum(deliveryErrorNames);
const count = z.number().int().min(0);

/** A move, by whom, and where the news came from: a person, a file of the store, or Ledgerline's own work. */
export const deliveryMove = z.object({
  at: z.number(),
  from: state,
  to: state,
  personId: personId.nullable(),
  note: z.string(),
  source: z.enum(['hand', 'import', 'job']),
});
export type DeliveryMove = z.input<typeof deliveryMove>;

export const packageKinds = ['initial', 'update', 'takedown'] as const;
export type PackageKind = (typeof packageKinds)[number];

/** What can be said of a delivery by hand. */
export const deliveryFields = z.object({
  territories: territories.nullable(),
  priceTier: z.string().trim().max(60),
  preorderDate: dayOrNone,
  takedownDate: dayOrNone,
  storeReleaseId: z.string().trim().max(200),
  url: webLink,
  method: z.union([z.literal(''), z.enum(deliveryMethods)]),
  /** What whoever got it called it. */
  confirmation: z.string().trim().max(200),
  followUpOn: dayOrNone,
  note: z.string().max(2000),
});

export const delivery = z.object({
  id: deliveryId,
  releaseId,
  title: z.string(),
  artist: z.string(),
  catalogueNumber: z.string(),
  upc: z.string(),
  releaseDate: z.string(),
  artworkHash: z.string().nullable(),
  storeKey,
  storeName: z.string(),
  distributor: z.string(),
  state,
  group: z.enum(deliveryGroups),
  url: z.string(),
  scheduledAt: z.number().nullable(),
  retryCount: count,
  nextTryAt: z.number().nullable(),
  errorCategory: errorCategory.or(z.literal('')),
  errorText: z.string(),
  packageId: packageId.nullable(),
  followUpOn: z.string(),
  changedAt: z.number(),
  /** What may be said of it now, and what may be done. */
  outcomes: z.array(z.enum(outcomeStates)),
  mayBuild: z.boolean(),
  mayUpdate: z.boolean(),
  mayTakeDown: z.boolean(),
  mayHandOver: z.boolean(),
  maySchedule: z.boolean(),
  mayRemove: z.boolean(),
});
export type Delivery = z.output<typeof delivery>;

/** What differs from what was sent last; `field` is of the release, or of its track `track` (from 1; 0 for none). */
export const deliveryChange = z.object({
  field: z.string(),
  track: count,
  before: z.string(),
  now: z.string(),
});
export type DeliveryChange = z.output<typeof deliveryChange>;

export const packageFile = z.object({
  /** Within the package, with '/'. */
  name: z.string(),
  sizeBytes: count,
  sha256: z.string(),
  md5: z.string(),
  /** Whether it is the master in another wrapping, bit for bit the same sound. */
  isRepacked: z.boolean(),
});
export type PackageFile = z.output<typeof packageFile>;

export const packageErn = z.object({
  version: z.string(),
  profile: z.string(),
  messageId: z.string(),
  /** What our own rules found; none of them is an error, or there would be no package. */
  findings: z.array(z.object({ rule: z.string(), severity: z.string(), at: z.string(), text: z.string() })),
  /** Against the official schema, where settings name its folder. */
  schema: z.enum(['valid', 'invalid', 'unchecked']),
});

export const deliveryPackage = z.object({
  id: packageId,
  releaseId,
  /** The distributor, or the store's name. */
  target: z.string(),
  stores: z.array(z.object({ key: storeKey, name: z.string() })),
  kind: z.enum(packageKinds),
  path: z.string(),
  batchId: z.string(),
  /** Whether the folder is still where it was built. */
  isThere: z.boolean(),
  sizeBytes: count,
  builtAt: z.number(),
  builtByName: z.string(),
  reason: z.string(),
  files: z.array(packageFile),
  ern: packageErn.nullable(),
  snapshotHash: z.string(),
});
export type DeliveryPackage = z.output<typeof deliveryPackage>;

const ids = z.array(deliveryId).min(1).max(5000).transform(eachOnce);
const done = z.object({ operation: operationId.nullable() });
const note = z.string().trim().max(2000).default('');

export const deliveryFilter = z.object({
  group: z.enum(deliveryGroups).optional(),
  state: state.optional(),
  releaseId: releaseId.optional(),
  storeKey: storeKey.optional(),
  /** Words of titles, artists, numbers and stores. */
  text: z.string().max(200).default(''),
});

export const deliveryJob = z.object({
  id: deliveryJobId,
  kind: z.enum(packageKinds),
  priority: z.enum(['low', 'normal', 'high']),
  state: z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  parts: z.array(
    z.object({
      deliveryId,
      title: z.string(),
      storeName: z.string(),
      state: z.enum(['waiting', 'working', 'done', 'failed', 'cancelled']),
      errorCategory: errorCategory.or(z.literal('')),
      errorCode: z.string(),
      errorText: z.string(),
    }),
  ),
});
export type DeliveryJob = z.output<typeof deliveryJob>;

export const returnProblems = ['unmatched', 'stateUnknown', 'moveRefused', 'unchanged'] as const;
/** A row of a file from a store: what it says, and why nothing came of it. */
export const returnRow = z.object({
  /** From 1, of the file. */
  row: count,
  text: z.string(),
  deliveryId: deliveryId.nullable(),
  title: z.string(),
  storeName: z.string(),
  from: state.or(z.literal('')),
  to: state.or(z.literal('')),
  problem: z.enum(returnProblems).or(z.literal('')),
});
export type ReturnRow = z.output<typeof returnRow>;

export const deliveryReturn = z.object({
  name: z.string(),
  at: z.number(),
  state: z.enum(['applied', 'partly', 'unmatched', 'unreadable']),
  rows: z.array(returnRow),
  /** The code of why it could not be read, and the row where one is to blame; empty and 0 where it could. */
  problem: z.string(),
  problemRow: count,
});

export const deliverySettings = z.object({
  /** Where packages are built; empty where none is chosen. */
  packagesFolder: z.string(),
  /** Where files from stores arrive; empty where none is watched. */
  returnsFolder: z.string(),
  /** Where the official schemas of DDEX lie; empty where they are not checked. */
  schemaFolder: z.string(),
  /** Who sends: a DPID and a name. */
  senderDpid: z.string().trim().max(30),
  senderName: z.string().trim().max(120),
});
export type DeliverySettings = z.output<typeof deliverySettings>;

const folder = z.union([absolutePath, z.literal('')]);
/** A file that was read in the window: its name and its text. */
const givenFile = z.object({ name: z.string().max(255), text: z.string().max(5_000_000) });

/** Releases on their way to stores. What stores do is only ever what people or files from stores say. */
export const deliveriesContract = {
  /** The latest change first; counts are of all that pass the filter but for its group and state. */
  'deliveries.list': query(
    ['deliveries', 'releases'],
    deliveryFilter,
    z.object({
      deliveries: z.array(delivery),
      groups: z.record(z.enum(deliveryGroups), count),
      states: z.array(z.object({ state, count })),
    }),
  ),
  'deliveries.get': query(
    ['deliveries', 'releases', 'recordings', 'people'],
    z.object({ id: deliveryId }),
    delivery.extend({
      fields: deliveryFields,
      history: z.array(deliveryMove.extend({ personName: z.string() })),
      formats: z.string(),
      storeReleaseId: z.string(),
      /** Against what was sent last; null where nothing was. */
      changes: z.array(deliveryChange).nullable(),
    }),
  ),
  /** Every active store with what it asks for, and where the release is on its way to it; null where it does not go there. */
  'deliveries.ofRelease': query(
    ['deliveries', 'releases'],
    z.object({ releaseId }),
    z.object({
      /** Or nobody has to. */
      isApproved: z.boolean(),
      releaseDate: z.string(),
      /** Days from today; null without a date. */
      daysToGo: z.number().int().nullable(),
      stores: z.array(
        z.object({
          key: storeKey,
          name: z.string(),
          distributor: z.string(),
          leadDays: count,
          /** The day by which it should have everything; empty without a date. */
          deliverBy: z.string(),
          isChosen: z.boolean(),
          delivery: delivery.nullable(),
        }),
      ),
    }),
  ),
  /** Starts deliveries of each release to each store; those that there are stay. */
  'deliveries.begin': command(
    z.object({
      releaseIds: z.array(releaseId).min(1).max(500).transform(eachOnce),
      storeKeys: z.array(storeKey).min(1).max(200).transform(eachOnce),
    }),
    done.extend({ ids: z.array(deliveryId) }),
  ),
  /** Only what never reached a store, or was taken down: else STATE_REFUSED. */
  'deliveries.remove': command(z.object({ ids }), done),
  'deliveries.edit': command(z.object({ id: deliveryId, fields: deliveryFields.partial() }), done),
  /** What a store did, as somebody knows it. All of them or none. Throws DELIVERY_MOVE_REFUSED, which names both states. */
  'deliveries.mark': command(
    z.object({
      ids,
      to: z.enum(outcomeStates),
      note,
      url: webLink.optional(),
      storeReleaseId: z.string().trim().max(200).optional(),
      /** Of a failure. */
      errorCategory: errorCategory.optional(),
    }),
    done,
  ),
  /** Somebody uploaded it by themselves, without a package of ours. */
  'deliveries.handOver': command(
    z.object({
      ids,
      method: z.enum(deliveryMethods),
      confirmation: z.string().trim().max(200).default(''),
      followUpOn: dayOrNone.default(''),
      note,
    }),
    done,
  ),
  /** Packages are built then, also when the program starts after that. Null: it does not wait any more. */
  'deliveries.schedule': command(z.object({ ids, at: z.number().nullable() }), done),
  /**
   * Builds packages as a job: one for each release and distributor, or store without one. What fails is told for each; the others go on.
   * Throws PACKAGES_FOLDER_MISSING.
   */
  'deliveries.build': command(
    z.object({
      ids,
      kind: z.enum(packageKinds).default('initial'),
      priority: z.enum(['low', 'normal', 'high']).default('normal'),
      /** Why it is updated or taken down. */
      reason: z.string().trim().max(500).default(''),
    }),
    z.object({ job: deliveryJobId }),
  ),
  /** The newest first, at most fifty. */
  'deliveries.jobs': query(['deliveries'], z.void(), z.array(deliveryJob)),
  /** Only one that has not begun: else STATE_REFUSED. One under way is cancelled in its activity. */
  'deliveries.cancelJob': command(z.object({ id: deliveryJobId }), z.void()),
  /** What failed in it, as a new job. */
  'deliveries.retryJob': command(z.object({ id: deliveryJobId }), z.object({ job: deliveryJobId })),
  /** Of a release, or the latest of all; the newest first. */
  'deliveries.packages': query(
    ['deliveries', 'people'],
    z.object({ releaseId: releaseId.optional(), limit: z.number().int().min(1).max(500).default(100) }),
    z.array(deliveryPackage),
  ),
  /** Reads the files of a package again; names those that are not as they were sent. */
  'deliveries.checkPackage': query(
    [],
    z.object({ id: packageId }),
    z.object({ missing: z.array(z.string()), changed: z.array(z.string()) }),
  ),
  /** In the system's file manager. */
  'deliveries.revealPackage': command(z.object({ id: packageId }), z.void()),
  'deliveries.settings': query(['deliveries'], z.void(), deliverySettings),
  /** Throws FOLDER_NOT_FOUND, FOLDER_NESTED where packages would lie in a folder of the library. */
  'deliveries.setFolders': command(
    z.object({ packagesFolder: folder, returnsFolder: folder, schemaFolder: folder }).partial(),
    deliverySettings,
  ),
  'deliveries.setSender': command(deliverySettings.pick({ senderDpid: true, senderName: true }), deliverySettings),
  /** What a file of outcomes would change. Throws ACKNOWLEDGEMENT_UNKNOWN, XML_INVALID, XML_TOO_LARGE. */
  'deliveries.previewOutcomes': query(['deliveries'], givenFile, z.object({ rows: z.array(returnRow) })),
  /** Takes what it says over: an operation. */
  'deliveries.importOutcomes': command(givenFile, done.extend({ rows: z.array(returnRow) })),
  /** What arrived in the returns folder; the newest first. */
  'deliveries.returns': query(['deliveries'], z.void(), z.array(deliveryReturn)),
  'deliveries.lookForReturns': command(z.void(), z.void()),
  'deliveries.statistics': query(
    ['deliveries'],
    z.void(),
    z.object({
      groups: z.record(z.enum(deliveryGroups), count),
      /** From handing over to live; null where nothing went live. */
      meanDaysToLive: z.number().nullable(),
      errors: z.array(z.object({ category: errorCategory, count })),
    }),
  ),
};
