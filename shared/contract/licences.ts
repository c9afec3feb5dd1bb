import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { assetRef, attachedDocuments, territories } from './rights.ts';
import { currency, dayOrNone, minor } from './studio-ids.ts';

export const licenceId = z.number().int().positive().brand<'LicenceId'>();
export type LicenceId = z.output<typeof licenceId>;

export const licenceUses = ['commercial', 'film', 'television', 'gaming', 'trailer', 'online', 'other'] as const;
export const licenceStates = ['open', 'offered', 'agreed', 'declined', 'ended'] as const;

export const licenceFields = z.object({
  /** The film, the spot, the game. */
  title: z.string().trim().min(1).max(500),
  licensee: z.string().trim().max(500),
  use: z.enum(licenceUses),
  state: z.enum(licenceStates),
  territories,
  fromDay: dayOrNone,
  toDay: dayOrNone,
  isExclusive: z.boolean(),
  /** Null also for whoever may not see royalties. */
  feeMinor: minor.nullable(),
  currency,
  note: z.string().trim().max(4000),
  documents: attachedDocuments,
});
export type LicenceFields = z.output<typeof licenceFields>;

export const licence = licenceFields.extend({
  id: licenceId,
  asset: assetRef,
  assetTitle: z.string(),
  assetArtist: z.string(),
  /** Other agreed ones of the same music and use, at the same time and place, where one of the two is exclusive. */
  clashesWith: z.array(licenceId),
});
export type Licence = z.output<typeof licence>;

const done = z.object({ operation: operationId.nullable() });

/** Music in pictures. */
export const licencesContract = {
  'licences.list': query(
    ['rights', 'recordings', 'releases'],
    z.object({ asset: assetRef.optional() }),
    z.array(licence),
  ),
  /** Throws RIGHTS_SPAN where it ends before it begins. */
  'licences.make': command(z.object({ asset: assetRef, fields: licenceFields }), done.extend({ id: licenceId })),
  'licences.edit': command(z.object({ id: licenceId, patch: licenceFields.partial() }), done),
  'licences.remove': command(z.object({ id: licenceId }), done),
};
