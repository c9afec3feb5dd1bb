import { type Db, prepare } from '#core/db/query.ts';
import { differencesOf } from '#core/label/statements/preview.ts';
import { workspaceCurrency } from '#core/time/exchange-rates.ts';
import type { RoyaltyPeriod, RoyaltyProblem } from '#shared/contract/royalties.ts';
import type { ControlTotal, StatementTotal } from '#shared/contract/statements.ts';
import { addMonths } from './reading/receipts-of-period.ts';
import { getPeriodRow, listPeriodRows, type PeriodRow } from './royalty-records.ts';
import { stampOf } from './stamp.ts';
import { monthNumber, monthText, scopeOf } from './statement-scope.ts';

/** The newest first. */
export function listPeriods(db: Db): RoyaltyPeriod[] {
  const stamp = stampOf(db);
  return listPeriodRows(db)
    .reverse()
    .map((row) => periodOf(db, row, stamp));
}

/** Throws NOT_FOUND. */
export function getPeriod(db: Db, id: number): RoyaltyPeriod {
  return periodOf(db, getPeriodRow(db, id), stampOf(db));
}

function periodOf(db: Db, { stamp: before, createdAt: _, ...row }: PeriodRow, stamp: string): RoyaltyPeriod {
  const { calculatedAt, closedAt } = row;
  const state =
    closedAt !== null ? (isPaid(db, row.id) ? 'paid' : 'closed') : calculatedAt !== null ? 'calculated' : 'open';
  return { ...row, state, isStale: state === 'calculated' && before !== stamp } as RoyaltyPeriod;
}

/** Whether everybody who is owed something of it was paid. */
function isPaid(db: Db, periodId: number): boolean {
  const owed = prepare(
    db,
    `SELECT count(*) FROM royalty_payout WHERE period_id = @periodId AND payable > 0 AND NOT EXISTS
       (SELECT 1 FROM payment WHERE payment.period_id = @periodId AND payment.payee_id = royalty_payout.payee_id
          AND paid_on <> '')`,
  );
  const paid = prepare(db, `SELECT count(*) FROM payment WHERE period_id = ? AND paid_on <> ''`);
  return (owed.pluck().get({ periodId }) as number) === 0 && (paid.pluck().get(periodId) as number) > 0;
}

type StatementRow = { name: string; totals: string; control_totals: string };

/** What stands in the way of closing, in the library as it is. */
export function problemsOf(db: Db, period: PeriodRow): RoyaltyProblem[] {
  const query = prepare(
    db,
    'SELECT name, totals, control_totals FROM statement WHERE id = ? AND is_difference_known = 0',
  );
  const differences = scopeOf(db, period).statementIds.flatMap((id): RoyaltyProblem[] => {
    const row = query.get(id) as StatementRow | undefined;
    if (!row) return [];
    const typed = JSON.parse(row.control_totals) as ControlTotal[];
    return differencesOf(typed, JSON.parse(row.totals) as StatementTotal[]).map(({ currency, amount }) => {
      return { code: 'DIFFERENCE_OPEN', names: [row.name], value: `${amount} ${currency}` };
    });
  });
  return [...earlierOpen(db, period), ...paymentsOpen(db, period), ...differences];
}

/** What is not known to be paid is owed again by the period that is closed next. */
function paymentsOpen(db: Db, { fromMonth }: PeriodRow): RoyaltyProblem[] {
  const rows = prepare(
    db,
    `SELECT reference, payee.name FROM payment JOIN royalty_period ON royalty_period.id = period_id JOIN payee ON payee.id = payee_id
     WHERE paid_on = '' AND to_month < ? ORDER BY reference`,
  ).all(fromMonth) as { reference: string; name: string }[];
  return rows.map(({ reference, name }) => ({ code: 'PAYMENTS_OPEN', names: [reference, name], value: '' }));
}

/** What a period begins with is what the ones before it ended with. */
export function earlierOpen(db: Db, { fromMonth }: PeriodRow): RoyaltyProblem[] {
  return listPeriodRows(db)
    .filter(({ toMonth, closedAt }) => toMonth < fromMonth && closedAt === null)
    .map(({ name }) => ({ code: 'EARLIER_OPEN', names: [name], value: '' }));
}

/** The quarter after the last period, as long as that one was; the quarter of the newest statement where there is none yet. */
export function nextPeriod(db: Db): Pick<RoyaltyPeriod, 'name' | 'fromMonth' | 'toMonth' | 'currency'> | null {
  const last = listPeriodRows(db).at(-1);
  if (last) {
    const [from, to] = [monthNumber(last.fromMonth) as number, monthNumber(last.toMonth) as number];
    const length = (Math.floor(to / 100) - Math.floor(from / 100)) * 12 + (to % 100) - (from % 100) + 1;
    return named(addMonths(to, 1), addMonths(to, length), last.currency);
  }
  const newest = prepare(db, `SELECT max(to_month) FROM statement WHERE state = 'counted' AND to_month <> ''`)
    .pluck()
    .get();
  const month = monthNumber((newest as string | null) ?? '');
  if (month === null) return null;
  const first = Math.floor(month / 100) * 100 + Math.floor(((month % 100) - 1) / 3) * 3 + 1;
  return named(first, addMonths(first, 2), workspaceCurrency(db));
}

function named(from: number, to: number, currency: string) {
  const isQuarter = addMonths(from, 2) === to && (from % 100) % 3 === 1;
  const year = Math.floor(from / 100);
  const name = isQuarter ? `${year} Q${Math.ceil((from % 100) / 3)}` : `${monthText(from)} – ${monthText(to)}`;
  return { name, fromMonth: monthText(from), toMonth: monthText(to), currency };
}
