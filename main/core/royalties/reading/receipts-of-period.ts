import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, fromParts, multiplyAmount } from '#shared/amount.ts';
import type { RoyaltyOverview } from '#shared/contract/royalties.ts';
import { stores } from '#shared/stores.ts';
import type { PeriodRow } from '../royalty-records.ts';
import { monthNumber, scopeOf, soldMonth } from '../statement-scope.ts';

export type StoredRate = { from: string; to: string; rate: string; on?: string };

/** Amounts of statements in a period's currency, each at the rate of its statement. */
export class PeriodRates {
  readonly #db: Db;
  readonly #currency: string;
  readonly #known = new Map<number, StoredRate[]>();
  readonly missing = new Set<string>();

  constructor(db: Db, currency: string) {
    this.#db = db;
    this.#currency = currency;
  }

  /** Null where no rate is known; the currency is noted then. */
  convert(amount: Amount, statementId: number, currency: string): Amount | null {
    if (currency === this.#currency) return amount;
    const found = this.of(statementId).find(({ from, to }) => from === currency && to === this.#currency);
    if (found) return multiplyAmount(amount, found.rate);
    this.missing.add(currency);
    return null;
  }

  of(statementId: number): StoredRate[] {
    const known = this.#known.get(statementId);
    if (known) return known;
    const text = prepare(this.#db, 'SELECT rates FROM statement WHERE id = ?').pluck().get(statementId) as
      | string
      | undefined;
    const rates = JSON.parse(text ?? '[]') as StoredRate[];
    this.#known.set(statementId, rates);
    return rates;
  }
}

/** A month back or on: (202601, -1) is 202512. */
export function addMonths(month: number, by: number): number {
  const all = Math.floor(month / 100) * 12 + (month % 100) - 1 + by;
  return Math.floor(all / 12) * 100 + (all % 12) + 1;
}

export function monthsBetween(from: number, to: number): number {
  return (Math.floor(to / 100) - Math.floor(from / 100)) * 12 + (to % 100) - (from % 100) + 1;
}

type SumRow = { statement_id: number; store: string; month: number; currency: string; micro: number; pico: number };

export type MonthSums = Map<string, Map<number, Amount>>;

/** Net receipts by store and month of sale. */
export function monthSums(db: Db, rates: PeriodRates, from: number, to: number): MonthSums {
  const rows = prepare(
    db,
    `SELECT statement_id, CASE store_key WHEN '' THEN statement_store.name ELSE store_key END AS store, month, currency,
       sum(net_micro) AS micro, sum(net_pico) AS pico
     FROM statement_sum JOIN statement ON statement.id = statement_id JOIN statement_store ON statement_store.id = store_id
     WHERE state = 'counted' AND month BETWEEN ? AND ? GROUP BY statement_id, store_id, month, currency`,
  ).all(from, to) as SumRow[];
  const sums: MonthSums = new Map();
  for (const { statement_id, store, month, currency, micro, pico } of rows) {
    const amount = rates.convert(fromParts({ micro, pico }), statement_id, currency);
    if (amount === null) continue;
    const months = sums.get(store) ?? new Map<number, Amount>();
    months.set(month, (months.get(month) ?? 0n) + amount);
    sums.set(store, months);
  }
  return sums;
}

export function totalOf(sums: MonthSums, from: number, to: number): Amount {
  let total = 0n;
  for (const months of sums.values()) {
    for (const [month, amount] of months) if (month >= from && month <= to) total += amount;
  }
  return total;
}

type ScopeRow = {
  currency: string;
  lines: number;
  open_lines: number;
  micro: number;
  pico: number;
  open_micro: number;
  open_pico: number;
};

/** All that the period counts, and what of it no track is known for. */
export function receiptsOf(db: Db, period: PeriodRow, rates: PeriodRates) {
  const scope = scopeOf(db, period);
  const query = prepare(
    db,
    `SELECT currency, sum(line_count) AS lines, sum(iif(match_method = '', line_count, 0)) AS open_lines,
       sum(net_micro) AS micro, sum(net_pico) AS pico, sum(iif(match_method = '', net_micro, 0)) AS open_micro,
       sum(iif(match_method = '', net_pico, 0)) AS open_pico
     FROM statement_sum JOIN statement_item ON statement_item.id = item_id JOIN statement ON statement.id = statement_id
     WHERE statement_id = ? AND ${soldMonth} <= ? AND ${soldMonth} > ? GROUP BY currency`,
  );
  const found = { net: 0n, unmatched: 0n, rows: 0, allRows: 0, currencies: new Map<string, Set<number>>() };
  for (const id of scope.statementIds) {
    for (const row of query.all(id, scope.to, scope.after.get(id) ?? -1) as ScopeRow[]) {
      found.net += rates.convert(fromParts(row), id, row.currency) ?? 0n;
      const open = fromParts({ micro: row.open_micro, pico: row.open_pico });
      found.unmatched += rates.convert(open, id, row.currency) ?? 0n;
      found.rows += row.open_lines;
      found.allRows += row.lines;
      found.currencies.set(row.currency, (found.currencies.get(row.currency) ?? new Set()).add(id));
    }
  }
  return { ...found, statementIds: scope.statementIds };
}

const storeNames = new Map(stores.map(({ key, name }) => [key, name]));

export function storeName(key: string): string {
  return storeNames.get(key) ?? key;
}

const mostStreamed = 6;

/** What was streamed most in the months of the period. */
export function mostStreamedTracks(db: Db, period: PeriodRow): RoyaltyOverview['streams']['tracks'] {
  return prepare(
    db,
    `SELECT recording.id AS recordingId, recording.title, sum(units) AS streams,
       (SELECT artwork_hash FROM release_track JOIN release ON release.id = release_id
        WHERE release_track.recording_id = recording.id AND artwork_hash IS NOT NULL LIMIT 1) AS artworkHash
     FROM statement_sum JOIN statement ON statement.id = statement_id JOIN statement_item ON statement_item.id = item_id
       JOIN recording ON recording.id = statement_item.recording_id
     WHERE state = 'counted' AND sale_type = 'stream' AND month BETWEEN ? AND ?
     GROUP BY recording.id ORDER BY streams DESC, recording.id LIMIT ${mostStreamed}`,
  ).all(monthNumber(period.fromMonth), monthNumber(period.toMonth)) as RoyaltyOverview['streams']['tracks'];
}
