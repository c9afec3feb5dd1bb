import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { currency, minor } from './studio-ids.ts';

export const payeeId = z.number().int().positive().brand<'PayeeId'>();
export type PayeeId = z.output<typeof payeeId>;

/** A share or rate in 1/10 000 of a percent: 1 000 000 is all. */
export const share = z.number().int().min(0).max(1_000_000);
export const territory = z.string().regex(/^[A-Z]{2}$/);

export const payeeFields = z.object({
  /** Who of the people it is, or nobody of them. */
  personId: personId.nullable(),
  /** As it stands on statements and in banks. */
  name: z.string().trim().min(1).max(140),
  currency,
  /** Less is carried over. */
  minimumMinor: minor.min(0),
  withholding: share,
  /** What was earned in these countries is withheld at another rate. */
  withholdingTerritories: z.array(z.object({ territory, rate: share })).max(300),
  address: z.string().trim().max(1000),
  country: z.union([territory, z.literal('')]),
  /** VAT number, and what else of taxes statements should say. */
  taxNote: z.string().trim().max(500),
  /** Checked by their digits; spaces do not matter. */
  iban: z.string().trim().max(60),
  bic: z.string().trim().max(20),
  email: z.union([z.literal(''), z.email().max(254)]),
  /** Nothing is paid. */
  isOnHold: z.boolean(),
  /** Statements have a number with which they stand for an invoice. */
  isSelfBilled: z.boolean(),
  note: z.string().trim().max(2000),
});
export type PayeeFields = z.output<typeof payeeFields>;

export const payee = payeeFields.extend({
  id: payeeId,
  isArchived: z.boolean(),
  /** Contracts that pay them. */
  contractCount: z.number().int(),
  createdAt: z.number(),
});
export type Payee = z.output<typeof payee>;

const changed = z.object({ operation: operationId.nullable() });

export const payeesContract = {
  /** By name. */
  'payees.list': query(['royalties', 'people'], z.void(), z.array(payee)),
  'payees.get': query(['royalties', 'people'], z.object({ id: payeeId }), payee),
  /** Throws BANK_INVALID for an IBAN or BIC that cannot be right, and CURRENCY_UNKNOWN. */
  'payees.make': command(
    payeeFields.partial().required({ name: true, currency: true }),
    changed.extend({ id: payeeId }),
  ),
  'payees.edit': command(
    z.object({ id: payeeId, fields: payeeFields.partial(), isArchived: z.boolean().optional() }),
    changed,
  ),
  /** Throws PROJECT_IN_USE for one that contracts or payments name. */
  'payees.remove': command(z.object({ id: payeeId }), changed),
};
