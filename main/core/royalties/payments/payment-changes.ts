import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { AppError } from '#shared/errors.ts';
import { refuseCarriedOn } from '../closed-period.ts';
import {
  getPeriodRow,
  ledgerEntryRecord,
  type PaymentState,
  type PeriodRow,
  paymentRecord,
} from '../royalty-records.ts';
import { listOwed } from './payments.repository.ts';

/**
 * Payments of what a closed period owes and no payment was made for. Throws STATE_REFUSED where it is open, and ROYALTIES_CLOSED
 * where a later one is closed, which owes it now.
 */
export function batchChanges(db: Db, periodId: number, now: number): ValueChange[] {
  const period = getPeriodRow(db, periodId);
  if (period.closedAt === null) {
    throw new AppError('STATE_REFUSED', 'Close the period before it is paid.', { state: 'open', action: 'pay' });
  }
  refuseCarriedOn(db, periodId);
  let number = lastNumber(db, period);
  return listOwed(db, periodId)
    .filter(({ payable }) => payable > 0)
    .map(({ payeeId, currency, payable, withheld }) => {
      number += 1;
      return paymentRecord.make(db, {
        ...{ periodId, payeeId, currency, payableMinor: payable, withheldMinor: withheld },
        reference: `${referenceStem(period)}${String(number).padStart(4, '0')}`,
        ...{ paidOn: '', bankReference: '', createdAt: now },
      });
    });
}

/** 'PAY-2026Q3-', or with its months where it is no quarter. */
function referenceStem({ fromMonth, toMonth }: PeriodRow): string {
  const [year = '', month = ''] = fromMonth.split('-');
  const quarter = Math.ceil(Number(month) / 3);
  const isQuarter = Number(month) % 3 === 1 && toMonth === `${year}-${String(quarter * 3).padStart(2, '0')}`;
  return isQuarter ? `PAY-${year}Q${quarter}-` : `PAY-${fromMonth.replace('-', '')}${toMonth.replace('-', '')}-`;
}

/** No reference is given twice, also not that of a payment that went. */
function lastNumber(db: Db, period: PeriodRow): number {
  const stem = referenceStem(period);
  const now = prepare(db, `SELECT max(reference) FROM payment WHERE reference LIKE ? || '%'`).pluck().get(stem);
  const ever = prepare(
    db,
    `SELECT max(json_extract(new_value, '$.reference')) FROM operation_change WHERE field = 'payment:whole'
       AND json_extract(new_value, '$.reference') LIKE ? || '%'`,
  )
    .pluck()
    .get(stem);
  return Math.max(0, ...[now, ever].map((each) => Number(String(each ?? '').slice(stem.length)) || 0));
}

/** Notes that they were paid, and posts that to the ledgers of the contracts they are of. Throws STATE_REFUSED. */
export function paidChanges(
  db: Db,
  ids: readonly number[],
  { paidOn, bankReference, now }: { paidOn: string; bankReference: string; now: number },
): ValueChange[] {
  const dues = new DueBook(db);
  return [...new Set(ids)].flatMap((id): ValueChange[] => {
    const payment = paymentRecord.get(db, id);
    if (payment.paidOn !== '') {
      throw new AppError('STATE_REFUSED', `${payment.reference} was paid already.`, { state: 'paid', action: 'pay' });
    }
    const entries = dues.of(payment).map(({ contractId, due }) =>
      ledgerEntryRecord.make(db, {
        ...{ contractId, payeeId: payment.payeeId, kind: 'payment', date: paidOn, amountMinor: due },
        ...{ note: payment.reference, paymentId: id, createdAt: now },
      }),
    );
    return [...paymentRecord.edit(db, id, { paidOn, bankReference }), ...entries];
  });
}

/** As if they had not been paid. Throws STATE_REFUSED; setters throw ROYALTIES_CLOSED for what a later period has counted. */
export function takeBackChanges(db: Db, ids: readonly number[]): ValueChange[] {
  return [...new Set(ids)].flatMap((id): ValueChange[] => {
    const { paidOn, reference } = paymentRecord.get(db, id);
    if (paidOn === '') {
      throw new AppError('STATE_REFUSED', `${reference} was not paid.`, { state: 'planned', action: 'takeBack' });
    }
    const entries = prepare(db, 'SELECT id FROM ledger_entry WHERE payment_id = ? ORDER BY id')
      .pluck()
      .all(id) as number[];
    return [
      ...entries.map((entryId) => ledgerEntryRecord.remove(db, entryId)),
      ...paymentRecord.edit(db, id, { paidOn: '', bankReference: '' }),
    ];
  });
}

export function removeChanges(db: Db, ids: readonly number[]): ValueChange[] {
  return [...new Set(ids)].map((id) => {
    const { paidOn, reference } = paymentRecord.get(db, id);
    if (paidOn !== '') {
      throw new AppError('STATE_REFUSED', `${reference} was paid.`, { state: 'paid', action: 'remove' });
    }
    return paymentRecord.remove(db, id);
  });
}

/** What each contract owes, of results that are read once. */
class DueBook {
  readonly #db: Db;
  readonly #periods = new Map<number, Map<number, { contractId: number; due: number }[]>>();

  constructor(db: Db) {
    this.#db = db;
  }

  of({ periodId, payeeId }: PaymentState): { contractId: number; due: number }[] {
    const known = this.#periods.get(periodId) ?? this.#read(periodId);
    this.#periods.set(periodId, known);
    return known.get(payeeId) ?? [];
  }

  /** What is above nothing of each account: so payouts are counted. */
  #read(periodId: number): Map<number, { contractId: number; due: number }[]> {
    const rows = prepare(
      this.#db,
      'SELECT contract_id AS contractId, payee_id AS payeeId, closing AS due FROM royalty_balance WHERE period_id = ? AND closing > 0',
    ).all(periodId) as { contractId: number; payeeId: number; due: number }[];
    const found = new Map<number, { contractId: number; due: number }[]>();
    for (const { payeeId, contractId, due } of rows) {
      found.set(payeeId, [...(found.get(payeeId) ?? []), { contractId, due }]);
    }
    return found;
  }
}
