import { z } from 'zod';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { payeeId } from './payees.ts';
import { periodId } from './royalties.ts';
import { currency, day, dayOrNone, minor } from './studio-ids.ts';

export const paymentId = z.number().int().positive().brand<'PaymentId'>();
export type PaymentId = z.output<typeof paymentId>;

export const bankProblems = ['ibanMissing', 'ibanInvalid', 'bicInvalid', 'notEuro', 'nameMissing'] as const;

export const payment = z.object({
  id: paymentId,
  periodId,
  payeeId,
  payeeName: z.string(),
  currency,
  /** What goes to the bank: without the tax that is withheld. */
  payableMinor: minor,
  withheldMinor: minor,
  /** 'PAY-2026Q3-0001' */
  reference: z.string(),
  iban: z.string(),
  /** Empty: not paid yet. */
  paidOn: dayOrNone,
  bankReference: z.string(),
  isOnHold: z.boolean(),
  /** Why a transfer file would leave it out; null where it would not. */
  bankProblem: z.enum(bankProblems).nullable(),
});
export type Payment = z.output<typeof payment>;

/** The account that payments come from. */
export const payer = z.object({
  name: z.string().trim().max(70),
  iban: z.string().trim().max(60),
  bic: z.string().trim().max(20),
});

const changed = z.object({ operation: operationId.nullable() });
const ids = z.array(paymentId).min(1).max(5000);

export const paymentsContract = {
  /** `waiting`: payees who are owed something that no payment was made for yet. */
  'payments.list': query(
    ['royalties'],
    z.object({ periodId }),
    z.object({
      payments: z.array(payment),
      waiting: z.array(z.object({ payeeId, payeeName: z.string(), currency, payableMinor: minor })),
      /** What is owed and not paid now, and why. */
      held: z.array(
        z.object({ payeeId, payeeName: z.string(), currency, minor, reason: z.enum(['underMinimum', 'onHold']) }),
      ),
    }),
  ),
  /** Makes the payments of a closed period that are not there yet. Throws STATE_REFUSED where it is open, ROYALTIES_CLOSED as below. */
  'payments.makeBatch': command(z.object({ periodId }), changed.extend({ ids: z.array(paymentId) })),
  /**
   * Posts them to the contracts' ledgers, where the next period counts them. Throws STATE_REFUSED for one that was paid already, and
   * ROYALTIES_CLOSED where a later period is closed, which owes what was not paid then.
   */
  'payments.markPaid': command(z.object({ ids, paidOn: day, bankReference: z.string().trim().max(100) }), changed),
  /** As if it had not been paid. Throws ROYALTIES_CLOSED where a later period was closed with it. */
  'payments.takeBack': command(z.object({ ids }), changed),
  /** Payments that were not made go from the batch. */
  'payments.remove': command(z.object({ ids }), changed),
  'payments.payer': query(['royalties'], z.void(), payer),
  /** Throws BANK_INVALID. */
  'payments.setPayer': command(payer, z.void()),
  /**
   * A file with what is not paid yet. 'sepa' is pain.001.001.09: euros to accounts that are right, others are left out and counted.
   * Throws FILE_EXISTS, BANK_INVALID where the payer's account is not right, and NOTHING_PAYABLE where no payment is left.
   */
  'payments.writeFile': command(
    z.object({ periodId, kind: z.enum(['sepa', 'csv']), path: absolutePath, executeOn: day }),
    z.object({ written: z.number().int(), leftOut: z.number().int(), sumMinor: minor }),
  ),
};
