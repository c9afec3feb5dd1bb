import { type Amount, fromMinor } from '../../../../shared/amount.ts';
import { compareTexts, quotient } from './exact.ts';
import type { Exchanges } from './exchange.ts';
import type { Earned } from './make-lines.ts';
import type { ContractTotal, Ledger, Overview, Reconciliation, SourceTotal, StatementTotal } from './output.ts';

/**
 * Shows that nothing came from nowhere or got lost: all income of statements by where it went, in its own currency, and all
 * that contracts earned by how it was posted, in theirs.
 */
export function reconcile(
  totals: ReadonlyMap<string, StatementTotal>,
  ledgers: readonly Ledger[],
  earned: ReadonlyMap<number, Earned>,
  exchanges: Exchanges,
  currency: string,
): Reconciliation {
  const statements = [...totals.values()]
    .map((total) => ({ ...total, isExact: addsUp(total) }))
    .sort((one, other) => one.statementId - other.statementId || compareTexts(one.currency, other.currency));
  const sources = byCurrency(statements);
  const contracts = contractTotals(ledgers, earned);
  const isExact = [...statements, ...sources, ...contracts].every((total) => total.isExact);
  return { statements, sources, contracts, overview: overviewOf(statements, exchanges, currency), isExact };
}

const parts = ['net', 'contracts', 'label', 'withoutContract', 'unmatched', 'ignored'] as const;

export function nothingFrom(currency: string): SourceTotal {
  return {
    currency,
    net: 0n,
    contracts: 0n,
    label: 0n,
    withoutContract: 0n,
    unmatched: 0n,
    ignored: 0n,
    isExact: true,
  };
}

function addsUp({ net, contracts, label, withoutContract, unmatched, ignored }: SourceTotal): boolean {
  return net === contracts + label + withoutContract + unmatched + ignored;
}

function byCurrency(statements: readonly StatementTotal[]): SourceTotal[] {
  const sources = new Map<string, SourceTotal>();
  for (const statement of statements) {
    const total = sources.get(statement.currency) ?? nothingFrom(statement.currency);
    sources.set(statement.currency, total);
    for (const part of parts) total[part] += statement[part];
  }
  for (const total of sources.values()) total.isExact = addsUp(total);
  return [...sources.values()].sort((one, other) => compareTexts(one.currency, other.currency));
}

function overviewOf(statements: readonly StatementTotal[], exchanges: Exchanges, currency: string): Overview {
  const overview: Overview = { ...nothingFrom(currency), withoutRate: [] };
  for (const statement of statements) {
    const { statementId, currency: from } = statement;
    const exchange = exchanges.knownOf(statementId, from, currency);
    if (!exchange) {
      overview.withoutRate.push({ statementId, currency: from });
      continue;
    }
    const { over, under } = exchange.fraction;
    const converted = (amount: Amount) => quotient(amount * over, under);
    for (const part of parts) overview[part] += converted(statement[part]);
  }
  const { net, contracts, withoutContract, unmatched, ignored } = overview;
  overview.label = net - contracts - withoutContract - unmatched - ignored;
  return overview;
}

function contractTotals(ledgers: readonly Ledger[], earned: ReadonlyMap<number, Earned>): ContractTotal[] {
  const totals = new Map<string, ContractTotal>();
  for (const { contractId, currency, movements, unrounded, rounding, poolKept } of ledgers) {
    const total = totals.get(currency) ?? nothingIn(currency);
    totals.set(currency, total);
    total.earned += earned.get(contractId)?.amount ?? 0n;
    total.posted += movements.royalties;
    total.poolKept += poolKept;
    total.rounding += unrounded.royalties - fromMinor(movements.royalties, currency);
    total.labelRounding += rounding;
  }
  for (const total of totals.values()) {
    const posted = fromMinor(total.posted, total.currency);
    total.isExact = total.earned === posted + total.poolKept + total.rounding;
  }
  return [...totals.values()].sort((one, other) => compareTexts(one.currency, other.currency));
}

function nothingIn(currency: string): ContractTotal {
  return { currency, earned: 0n, posted: 0, poolKept: 0n, rounding: 0n, labelRounding: 0n, isExact: true };
}
