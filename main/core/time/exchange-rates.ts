import { type Db, prepare } from '#core/db/query.ts';
import { convertBack, convertMoney } from '#shared/money.ts';

export function workspaceCurrency(db: Db): string {
  return prepare(db, 'SELECT currency FROM workspace').pluck().get() as string;
}

export type KnownRate = { rate: string; date: string };

/**
 * What one unit of a currency is in the workspace's, as it was last entered with an expense or an income: the newest one of that day
 * or before it, else the next one after it. Rates are never fetched.
 */
export function findRate(db: Db, currency: string, day: string): KnownRate | null {
  if (currency === workspaceCurrency(db)) return { rate: '1', date: day };
  const rates = `SELECT fx_rate AS rate, date, created_at FROM expense WHERE currency = @currency
    UNION ALL SELECT fx_rate, date, created_at FROM income WHERE currency = @currency`;
  const before = prepare(
    db,
    `SELECT rate, date FROM (${rates}) WHERE date <= @day ORDER BY date DESC, created_at DESC LIMIT 1`,
  ).get({ currency, day }) as KnownRate | undefined;
  if (before) return before;
  const after = prepare(
    db,
    `SELECT rate, date FROM (${rates}) WHERE date > @day ORDER BY date, created_at DESC LIMIT 1`,
  ).get({ currency, day }) as KnownRate | undefined;
  return after ?? null;
}

/** Amounts in another currency by the newest rates that are known; null where none is. */
export class MoneyChanger {
  readonly #db: Db;
  readonly #own: string;
  readonly #rates = new Map<string, string | null>();

  constructor(db: Db) {
    this.#db = db;
    this.#own = workspaceCurrency(db);
  }

  change(minor: number, from: string, to: string): number | null {
    if (from === to) return minor;
    const rateOut = this.#rate(from);
    if (rateOut === null) return null;
    const own = convertMoney(minor, from, this.#own, rateOut);
    return this.fromWorkspace(own, to);
  }

  fromWorkspace(minor: number, to: string): number | null {
    if (to === this.#own) return minor;
    const rate = this.#rate(to);
    return rate === null ? null : convertBack(minor, this.#own, to, rate);
  }

  knows(currency: string): boolean {
    return currency === this.#own || this.#rate(currency) !== null;
  }

  #rate(currency: string): string | null {
    const known = this.#rates.get(currency);
    if (known !== undefined) return known;
    const rate = findRate(this.#db, currency, '9999-12-31')?.rate ?? null;
    this.#rates.set(currency, rate);
    return rate;
  }
}
