import type { z } from 'zod';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { readIban, sepaText } from '#shared/bank-account.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { type Payment, type PaymentId, payer, type paymentsContract } from '#shared/contract/payments.ts';
import { AppError } from '#shared/errors.ts';
import { refuseCarriedOn } from '../closed-period.ts';
import { requireBic, requireIban } from '../payee-changes.ts';
import { getPeriodRow, payeeRecord, paymentRecord } from '../royalty-records.ts';
import { batchChanges, paidChanges, removeChanges, takeBackChanges } from './payment-changes.ts';
import { listPayments, paymentsOf } from './payments.repository.ts';
import { paymentsCsv } from './payments-csv.ts';
import { writeSepa } from './sepa-transfer.ts';

const payerKey = 'royalties.payer';

export function paymentsHandlers({
  db,
  history,
  changes,
  platform,
  press,
}: Context): Handlers<typeof paymentsContract> {
  const apply = (made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply('payRoyalties', made, subject);
    changes.add({ topics: ['royalties'] });
    return { operation };
  };
  const subjectOf = (ids: readonly number[]) => {
    const [only] = ids;
    return only !== undefined && ids.length === 1 ? paymentRecord.get(db, only).reference : '';
  };
  return {
    'payments.list': ({ periodId }) => paymentsOf(db, getPeriodRow(db, periodId).id),
    'payments.makeBatch': ({ periodId }) => {
      const made = batchChanges(db, periodId, platform.now());
      const ids = made.map(({ itemId }) => itemId as PaymentId);
      return { ...apply(made, getPeriodRow(db, periodId).name), ids };
    },
    'payments.markPaid': ({ ids, paidOn, bankReference }) =>
      apply(paidChanges(db, ids, { paidOn, bankReference, now: platform.now() }), subjectOf(ids)),
    'payments.takeBack': ({ ids }) => apply(takeBackChanges(db, ids), subjectOf(ids)),
    'payments.remove': ({ ids }) => apply(removeChanges(db, ids), subjectOf(ids)),
    'payments.payer': () => readPayer(db),
    'payments.setPayer': ({ name, iban, bic }) => {
      const value = JSON.stringify({ name, iban: requireIban(iban), bic: requireBic(bic) });
      prepare(db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(payerKey, value);
      changes.add({ topics: ['royalties'] });
    },
    'payments.writeFile': async ({ periodId, kind, path, executeOn }) => {
      refuseCarriedOn(db, periodId);
      const open = listPayments(db, periodId).filter(({ paidOn }) => paidOn === '');
      const written =
        kind === 'csv' ? open : open.filter(({ bankProblem, isOnHold }) => bankProblem === null && !isOnHold);
      if (written.length === 0) throw new AppError('NOTHING_PAYABLE', 'No payment is left for this file.');
      const target = await press.checkPath(path, kind === 'csv' ? '.csv' : '.xml');
      const text =
        kind === 'csv'
          ? paymentsCsv(db, written, getPeriodRow(db, periodId).name)
          : sepaOf(db, periodId, written, { executeOn, now: platform.now() });
      await press.place(target, new TextEncoder().encode(text));
      return {
        written: written.length,
        leftOut: open.length - written.length,
        sumMinor: written.reduce((sum, { payableMinor }) => sum + payableMinor, 0),
      };
    },
  };
}

function readPayer(db: Db): z.output<typeof payer> {
  const kept = prepare(db, 'SELECT value FROM setting WHERE key = ?').pluck().get(payerKey) as string | undefined;
  const parsed = payer.safeParse(JSON.parse(kept ?? 'null'));
  if (parsed.success) return parsed.data;
  const name = prepare(db, 'SELECT name FROM workspace').pluck().get() as string;
  return { name, iban: '', bic: '' };
}

function sepaOf(
  db: Db,
  periodId: number,
  payments: readonly Payment[],
  { executeOn, now }: { executeOn: string; now: number },
): string {
  const from = readPayer(db);
  if (sepaText(from.name, 70) === '' || readIban(from.iban) === null) {
    throw new AppError('BANK_INVALID', 'Say first which account the payments come from.', { at: 'payer' });
  }
  const period = getPeriodRow(db, periodId);
  const stamp = new Date(now).toISOString();
  return writeSepa({
    messageId: `${payments[0]?.reference ?? 'PAY'}-${stamp.replace(/\D/g, '').slice(2, 14)}`,
    createdAt: stamp.slice(0, 19),
    executeOn,
    payer: from,
    transfers: payments.map(({ payeeId, payableMinor: minor, reference }) => {
      const { name, iban, bic } = payeeRecord.get(db, payeeId);
      return { name, iban, bic, minor, reference, text: `${reference} ${period.name}` };
    }),
  });
}
