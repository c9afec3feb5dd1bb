import type { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import { readBic, readIban, sepaText } from '#shared/bank-account.ts';
import type { Payment, paymentsContract } from '#shared/contract/payments.ts';
import { foldText } from '#shared/fold-text.ts';
import { carriedOnTo } from '../closed-period.ts';
import { payeeRecord, paymentRecord } from '../royalty-records.ts';

type Answer = z.output<(typeof paymentsContract)['payments.list']['output']>;

/** By reference. */
export function listPayments(db: Db, periodId: number): Payment[] {
  const ids = prepare(db, 'SELECT id FROM payment WHERE period_id = ? ORDER BY reference, id').pluck().all(periodId);
  return (ids as number[]).map((id) => getPayment(db, id));
}

/** Throws NOT_FOUND. */
export function getPayment(db: Db, id: number): Payment {
  const { createdAt: _, ...state } = paymentRecord.get(db, id);
  const payee = payeeRecord.get(db, state.payeeId);
  const { name: payeeName, iban, isOnHold } = payee;
  return {
    ...state,
    id,
    payeeName,
    iban,
    isOnHold,
    bankProblem: bankProblemOf({ ...payee, currency: state.currency }),
  } as Payment;
}

type Account = { name: string; iban: string; bic: string; currency: string };

/** Why a transfer in euros cannot go there. */
function bankProblemOf({ name, iban, bic, currency }: Account): Payment['bankProblem'] {
  if (currency !== 'EUR') return 'notEuro';
  // Of a name in other letters than banks take nothing is left, and one without a name takes the whole file along.
  if (sepaText(name, 70) === '') return 'nameMissing';
  if (iban === '') return 'ibanMissing';
  if (readIban(iban) === null) return 'ibanInvalid';
  return bic !== '' && readBic(bic) === null ? 'bicInvalid' : null;
}

type PayoutRow = {
  payeeId: number;
  payeeName: string;
  currency: string;
  payable: number;
  withheld: number;
  carried: number;
  reason: string;
};

/** What a period owes that no payment was made for. */
export function listOwed(db: Db, periodId: number): PayoutRow[] {
  const rows = prepare(
    db,
    `SELECT payee_id AS payeeId, payee.name AS payeeName, royalty_payout.currency, payable, withheld, carried, reason
     FROM royalty_payout JOIN payee ON payee.id = payee_id
     WHERE period_id = @periodId AND NOT EXISTS
       (SELECT 1 FROM payment WHERE payment.period_id = @periodId AND payment.payee_id = royalty_payout.payee_id)
     ORDER BY payee_id`,
  ).all({ periodId }) as PayoutRow[];
  return rows.sort((one, other) => compare(foldText(one.payeeName), foldText(other.payeeName)));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function paymentsOf(db: Db, periodId: number): Answer {
  const owed = carriedOnTo(db, periodId) === null ? listOwed(db, periodId) : [];
  return {
    payments: listPayments(db, periodId),
    waiting: owed
      .filter(({ payable }) => payable > 0)
      .map(({ payeeId, payeeName, currency, payable }) => ({ payeeId, payeeName, currency, payableMinor: payable })),
    held: owed
      .filter(({ carried, reason }) => carried > 0 && (reason === 'underMinimum' || reason === 'onHold'))
      .map(({ payeeId, payeeName, currency, carried, reason }) => ({
        payeeId,
        payeeName,
        currency,
        minor: carried,
        reason,
      })),
  } as Answer;
}
