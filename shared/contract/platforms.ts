import { z } from 'zod';
import { sheetLayouts } from '../delivery/sheet-layouts.ts';
import { storeKinds } from '../stores.ts';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';

/** Keys of shared/stores.ts, or of stores of one's own. */
export const storeKey = z.string().trim().min(1).max(60);

/** How a package gets to a store. */
export const deliveryMethods = ['webForm', 'email', 'ftp', 'api', 'mail'] as const;
export const ernVersions = ['4.3.2', '4.3', '3.8.2'] as const;

export const storeFields = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z.enum(storeKinds),
  isActive: z.boolean(),
  /** What one stream or sale brings, in dollars: an estimate, never what was paid. */
  estimate: z.union([z.literal(''), z.string().regex(/^\d{1,6}(\.\d{1,8})?$/)]),
  /** What a payment has to come to, in whole dollars; an estimate too. */
  threshold: z.number().int().min(0).max(1_000_000),
  /** Days before the release by which it should have everything. */
  leadDays: z.number().int().min(0).max(366),
  method: z.enum(deliveryMethods),
  /** Whom it goes through; empty where nobody. Stores of one distributor share a package. */
  distributor: z.string().trim().max(120),
  /** A sheet in a distributor's columns beside the complete one. */
  layout: z.union([z.literal(''), z.enum(sheetLayouts)]),
  /** The message in the package; empty for none. */
  ern: z.union([z.literal(''), z.enum(ernVersions)]),
  /** Who it is in such messages: 'PADPIDA…' and a name. */
  dpid: z.string().trim().max(30),
  partyName: z.string().trim().max(120),
  /** What audio it gets: the master as it is, or a WAV file of it, bit for bit the same sound. */
  audio: z.enum(['master', 'wav']),
  note: z.string().max(2000),
});
export type StoreFields = z.output<typeof storeFields>;

export const platform = storeFields.extend({
  key: storeKey,
  isOwn: z.boolean(),
  /** Whether the user said something other than the list does. */
  isEdited: z.boolean(),
  /** Deliveries of it that there are. */
  deliveryCount: z.number().int(),
});
export type StorePlatform = z.output<typeof platform>;

const done = z.object({ operation: operationId.nullable() });

/** Stores as the user knows them. */
export const platformsContract = {
  /** Those of the list in its order, then one's own. */
  'platforms.list': query(['deliveries'], z.void(), z.array(platform)),
  'platforms.edit': command(z.object({ key: storeKey, fields: storeFields.partial() }), done),
  /** Throws NAME_TAKEN. */
  'platforms.add': command(
    z.object({ name: storeFields.shape.name, kind: storeFields.shape.kind }),
    done.extend({ key: storeKey }),
  ),
  /** What the user said of it goes; one of their own goes whole. Throws STORE_IN_USE where releases are on their way to it. */
  'platforms.reset': command(z.object({ key: storeKey }), done),
};
