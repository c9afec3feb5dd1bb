import { fromMinor } from '../../../../shared/amount.ts';
import { compareTexts } from './exact.ts';
import type { Earned } from './make-lines.ts';
import type { ContractTotal, Ledger, Reconciliation, SourceTotal } from './output.ts';

/**
 * Shows that nothing came from nowhere or got lost: all income of statements by where it went, in its own currency, and all
 * that contracts earned by how it was posted, in theirs.
 */
export function reconcile(
  sources: ReadonlyMap<string, SourceTotal>,
  ledgers: readonly Ledger[],
  earned: ReadonlyMap<number, Earned>,
): Reconciliation {
  const totals = [...sources.values()]
    .map((total) => {
      const { net, contracts, label, withoutContract, unmatched, ignored } = total;
      return { ...total, isExact: net === contracts + label + withoutContract + unmatched + ignored };
    })
    .sort((one, other) => compareTexts(one.currency, other.currency));
  const byCurrency = contractTotals(ledgers, earned);
  return {
    sources: totals,
    contracts: byCurrency,
    isExact: totals.every(({ isExact }) => isExact) && byCurrency.every(({ isExact }) => isExact),
  };
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
