import { parseDecimal } from '../../../../shared/money.ts';
import { type Fraction, fractionOf, unity } from './exact.ts';
import type { ExchangeRate } from './input.ts';
import type { Ids } from './output.ts';
import type { Findings } from './warnings.ts';

export type Exchange = { text: string; fraction: Fraction };

const same: Exchange = { text: '1', fraction: unity };

/**
 * Looks rates up. A statement's lines take that statement's rate and nothing else; costs and payouts take the period's. A rate
 * that is missing is a problem of the calculation, never 1, and never another statement's.
 */
export class Exchanges {
  readonly #rates = new Map<string, Exchange>();
  readonly #findings: Findings;

  constructor(rates: readonly ExchangeRate[], findings: Findings) {
    this.#findings = findings;
    for (const { statementId, from, to, rate } of rates) {
      const key = keyOf(statementId, from, to);
      const fraction = fractionOf(rate);
      const ids: Ids = statementId === null ? {} : { statementId };
      if (!fraction) findings.refuse('RATE_INVALID', ids, `${from}/${to} ${rate}`);
      else if (this.#rates.has(key)) findings.refuse('RATE_TWICE', ids, `${from}/${to}`);
      else this.#rates.set(key, { text: parseDecimal(rate) ?? rate, fraction });
    }
  }

  ofStatement(statementId: number, from: string, to: string, contractId: number): Exchange {
    return from === to ? same : this.#find(statementId, from, to, { statementId, contractId });
  }

  /** A statement's rate for an overview; null where there is none. */
  knownOf(statementId: number, from: string, to: string): Exchange | null {
    return from === to ? same : (this.#rates.get(keyOf(statementId, from, to)) ?? null);
  }

  ofPeriod(from: string, to: string, ids: Ids): Exchange {
    return from === to ? same : this.#find(null, from, to, ids);
  }

  #find(statementId: number | null, from: string, to: string, ids: Ids): Exchange {
    const rate = this.#rates.get(keyOf(statementId, from, to));
    if (rate) return rate;
    this.#findings.refuse('RATE_UNKNOWN', ids, `${from}/${to}`);
    return same;
  }
}

function keyOf(statementId: number | null, from: string, to: string): string {
  return `${statementId ?? ''} ${from} ${to}`;
}
