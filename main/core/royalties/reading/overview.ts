import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, formatAmount } from '#shared/amount.ts';
import type { PayeeRow, RoyaltyOverview, RoyaltyPeriod } from '#shared/contract/royalties.ts';
import type { Output } from '../engine/output.ts';
import { namedWarnings } from '../named-findings.ts';
import { getPeriodRow, listPeriodRows, type PeriodRow } from '../royalty-records.ts';
import { monthNumber, monthText } from '../statement-scope.ts';
import { payeeRows } from './payee-rows.ts';
import {
  addMonths,
  type MonthSums,
  monthSums,
  monthsBetween,
  mostStreamedTracks,
  PeriodRates,
  receiptsOf,
  storeName,
  totalOf,
} from './receipts-of-period.ts';

const chartMonths = 12;
const shownStores = 4;

/** Everything that the first look at a period tells. `period` as it is known outside. */
export function overviewOf(db: Db, period: RoyaltyPeriod, output: Output | null): RoyaltyOverview {
  const row = getPeriodRow(db, period.id);
  const rates = new PeriodRates(db, row.currency);
  const to = monthNumber(row.toMonth) as number;
  const from = monthNumber(row.fromMonth) as number;
  const count = monthsBetween(from, to);
  const chartFrom = addMonths(to, 1 - chartMonths);
  const sums = monthSums(db, rates, Math.min(chartFrom, addMonths(from, -count)), to);
  const receipts = receiptsOf(db, row, rates);
  const before = totalOf(sums, addMonths(from, -count), addMonths(from, -1));
  const now = totalOf(sums, from, to);
  const rows = output ? payeeRows(db, output) : [];
  const months = Array.from({ length: chartMonths }, (_, index) => addMonths(chartFrom, index));
  return {
    period,
    netReceipts: {
      amount: formatAmount(receipts.net),
      growth: before > 0n ? Number(((now - before) * 10_000n) / before) / 10_000 : null,
      trend: months.map((month) => toNumber(totalOf(sums, month, month))),
    },
    owed: owedOf(rows, row, trends(db, row, output === null).owed),
    toRecoup: toRecoupOf(rows, row, trends(db, row, output === null).toRecoup),
    unmatched: { amount: formatAmount(receipts.unmatched), rows: receipts.rows, allRows: receipts.allRows },
    chart: chartOf(sums, months),
    streams: { tracks: mostStreamedTracks(db, row), statementCount: receipts.statementIds.length },
    withoutRate: [...rates.missing].sort() as RoyaltyOverview['withoutRate'],
    books: output && booksOf(db, row, output, rows, rates, receipts.currencies),
  };
}

function toNumber(amount: Amount): number {
  return Number(amount / 1_000_000n) / 1_000_000;
}

function owedOf(rows: readonly PayeeRow[], { currency }: PeriodRow, trend: number[]): RoyaltyOverview['owed'] {
  const own = rows.filter((row) => row.currency === currency);
  const earning = new Set(
    rows.filter(({ closing, payable }) => closing > 0 || payable > 0).map(({ payeeId }) => payeeId),
  );
  const under = new Set(rows.filter(({ reason }) => reason === 'underMinimum').map(({ payeeId }) => payeeId));
  return {
    minor: own.reduce((sum, { payable }) => sum + payable, 0),
    ...{ payeeCount: earning.size, underMinimum: under.size, trend },
  };
}

function toRecoupOf(rows: readonly PayeeRow[], { currency }: PeriodRow, trend: number[]): RoyaltyOverview['toRecoup'] {
  const own = rows.filter((row) => row.currency === currency);
  return {
    minor: own.reduce((sum, { closing }) => sum - Math.min(0, closing), 0),
    advanceCount: rows.filter(({ closing, isRecouped }) => closing < 0 || isRecouped).length,
    recoupedNow: rows.filter(({ isRecouped }) => isRecouped).length,
    trend,
  };
}

/** What closed periods before came to, and this one. */
function trends(db: Db, row: PeriodRow, isOpen: boolean): { owed: number[]; toRecoup: number[] } {
  const periods = listPeriodRows(db).filter(
    ({ id, closedAt, toMonth }) => (closedAt !== null && toMonth < row.fromMonth) || (id === row.id && !isOpen),
  );
  const owed = prepare(
    db,
    'SELECT coalesce(sum(withheld + payable), 0) FROM royalty_payout WHERE period_id = ? AND currency = ?',
  ).pluck();
  const toRecoup = prepare(
    db,
    'SELECT coalesce(-sum(min(0, closing)), 0) FROM royalty_balance WHERE period_id = ? AND currency = ?',
  ).pluck();
  return {
    owed: periods.map(({ id }) => owed.get(id, row.currency) as number),
    toRecoup: periods.map(({ id }) => toRecoup.get(id, row.currency) as number),
  };
}

function chartOf(sums: MonthSums, months: readonly number[]): RoyaltyOverview['chart'] {
  const within = (store: Map<number, Amount>) => months.reduce((sum, month) => sum + (store.get(month) ?? 0n), 0n);
  const all = [...sums]
    .map(([key, values]) => ({ key, values, total: within(values) }))
    .filter(({ total }) => total !== 0n)
    .sort(
      (one, other) =>
        (one.total > other.total ? -1 : Number(one.total < other.total)) || (one.key < other.key ? -1 : 1),
    );
  const isOver = all.length > shownStores + 1;
  const shown = isOver ? all.slice(0, shownStores) : all;
  const others = all.slice(shown.length);
  const series = [
    ...shown.map(({ key, values }) => ({ key, name: storeName(key), count: 1, of: [values] })),
    ...(others.length > 0 ? [{ key: '', name: '', count: others.length, of: others.map(({ values }) => values) }] : []),
  ];
  return {
    stores: series.map(({ key, name, count }) => ({ key, name, count })),
    points: months.map((month) => ({
      month: monthText(month),
      values: series.map(({ of }) => formatAmount(of.reduce((sum, values) => sum + (values.get(month) ?? 0n), 0n))),
    })),
  };
}

function booksOf(
  db: Db,
  row: PeriodRow,
  output: Output,
  rows: PayeeRow[],
  rates: PeriodRates,
  currencies: ReadonlyMap<string, ReadonlySet<number>>,
): RoyaltyOverview['books'] {
  const { contracts, isExact } = output.reconciliation;
  return {
    rows,
    isExact,
    rounding: contracts
      .filter(({ labelRounding }) => labelRounding !== 0n)
      .map(({ currency, labelRounding }) => ({ currency, amount: formatAmount(labelRounding) })),
    rates: usedRates(row, rates, currencies),
    warnings: namedWarnings(db, output.warnings),
  };
}

function usedRates(
  row: PeriodRow,
  rates: PeriodRates,
  currencies: ReadonlyMap<string, ReadonlySet<number>>,
): NonNullable<RoyaltyOverview['books']>['rates'] {
  const found = new Map<string, { from: string; to: string; rate: string; on: string }>();
  for (const [currency, statementIds] of currencies) {
    for (const id of statementIds) {
      for (const { from, to, rate, on = '' } of rates.of(id)) {
        if (from === currency) found.set(`${from} ${to} ${rate}`, { from, to, rate, on });
      }
    }
  }
  for (const { from, to, rate } of row.rates) found.set(`${from} ${to} ${rate}`, { from, to, rate, on: '' });
  return [...found.values()];
}
