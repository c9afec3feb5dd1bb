import type { Amount } from '#shared/amount.ts';
import type { ProblemLog } from './problem-log.ts';
import type { CurrencyTotal, StatementRow, StatementTotals } from './statement-row.ts';

/** Sums of what was read, kept as it goes. */
export class RunningTotals {
  rows = 0;
  blankRows = 0;
  leftOutRows = 0;
  readonly #currencies = new Map<string, CurrencyTotal>();
  #from: string | null = null;
  #to: string | null = null;
  #reportedFrom: string | null = null;
  #reportedTo: string | null = null;
  #reversals = 0;

  add(row: StatementRow): void {
    this.rows += 1;
    let total = this.#currencies.get(row.currency);
    if (!total) {
      total = { currency: row.currency, net: 0n, quantity: 0, rows: 0 };
      this.#currencies.set(row.currency, total);
    }
    total.net += row.net;
    total.quantity += row.quantity;
    total.rows += 1;
    if (row.isReversal) this.#reversals += 1;
    this.addDays(row.saleFrom, row.saleTo);
    if (row.reportedMonth !== null) {
      if (this.#reportedFrom === null || row.reportedMonth < this.#reportedFrom) this.#reportedFrom = row.reportedMonth;
      if (this.#reportedTo === null || row.reportedMonth > this.#reportedTo) this.#reportedTo = row.reportedMonth;
    }
  }

  addDays(from: string | null, to: string | null): void {
    if (from !== null && (this.#from === null || from < this.#from)) this.#from = from;
    if (to !== null && (this.#to === null || to > this.#to)) this.#to = to;
  }

  /** Whether that is what the rows of a currency come to so far, two of them at least. */
  isSum(net: Amount): boolean {
    for (const total of this.#currencies.values()) if (total.rows > 1 && total.net === net) return true;
    return false;
  }

  snapshot(problems: ProblemLog): StatementTotals {
    return {
      rows: this.rows,
      blankRows: this.blankRows,
      leftOutRows: this.leftOutRows,
      currencies: [...this.#currencies.values()]
        .map((total) => ({ ...total }))
        .sort((one, other) => (one.currency < other.currency ? -1 : 1)),
      from: this.#from,
      to: this.#to,
      reportedFrom: this.#reportedFrom,
      reportedTo: this.#reportedTo,
      reversals: this.#reversals,
      ...problems.totals(),
    };
  }
}
