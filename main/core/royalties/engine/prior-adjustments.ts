import { compareNumbers } from './exact.ts';
import type { ClosedPeriod, Posted, PostedLine, State } from './input.ts';
import type { ChangeReason, Line, Output, PriorAdjustment } from './output.ts';
import { changeReasons } from './output.ts';

/*
 * A closed period is never changed. Where new lines, other terms or other rates would give another result, the difference is
 * posted in the period that is open: calculate the closed one again with what is known now, and pass both here. Reserves and
 * transfers are not corrected: what is corrected is paid in full, and transfers follow from the balances of the open period.
 * Of periods in a row, each is calculated again from the state of the one before as calculated again.
 */

/** What is compared of a result; keep it with the closed period. */
export function postedOf(output: Output): Posted {
  return {
    accounts: output.ledgers.flatMap(({ contractId, currency, accounts }) =>
      accounts.map(({ payeeId, movements: { royalties, costs } }) => {
        return { contractId, payeeId, currency, royalties, costs };
      }),
    ),
    lines: output.lines.map(postedLine),
  };
}

/**
 * The `opening` of the period after a closed one that was calculated again: balances and reserves as they were posted, because
 * the adjustments correct them; pools and counts of units as they are now, because they only say where the next line falls.
 */
export function openingAfter(posted: State, recalculated: State): State {
  return { ...posted, pools: recalculated.pools, unitCounts: recalculated.unitCounts };
}

function postedLine(line: Line): PostedLine {
  const { contractId, termId, exchangeRate, base, sum, recordingId, step } = line;
  const { statementId, itemId, storeId, territory, saleType, format, priceTier, month, currency } = sum;
  const asset = `${recordingId} ${sum.releaseId} ${sum.workId} ${step}`;
  const key = [statementId, itemId, storeId, month, asset, territory, saleType, format, priceTier, currency].join('\t');
  const terms = `${line.basis} ${line.deduction} ${line.rate} ${line.perUnit}`;
  return { contractId, key, termId, terms, exchangeRate, base };
}

export function priorAdjustments(closed: readonly ClosedPeriod[]): PriorAdjustment[] {
  return [...closed].sort((one, other) => compareNumbers(one.periodId, other.periodId)).flatMap(adjustmentsOf);
}

function adjustmentsOf({ periodId, posted, corrected, recalculated }: ClosedPeriod): PriorAdjustment[] {
  const differences = new Map<string, { contractId: number; payeeId: number; royalties: number; costs: number }>();
  for (const [accounts, sign] of [
    [recalculated.accounts, 1],
    [posted.accounts, -1],
    [corrected, -1],
  ] as const) {
    for (const { contractId, payeeId, royalties, costs } of accounts) {
      const key = `${contractId} ${payeeId}`;
      const difference = differences.get(key) ?? { contractId, payeeId, royalties: 0, costs: 0 };
      difference.royalties += sign * royalties;
      difference.costs += sign * costs;
      differences.set(key, difference);
    }
  }
  const reasons = reasonsByContract(posted.lines, recalculated.lines);
  return [...differences.values()]
    .sort((one, other) => one.contractId - other.contractId || one.payeeId - other.payeeId)
    .flatMap(({ contractId, payeeId, royalties, costs }): PriorAdjustment[] => {
      const found = [...(reasons.get(contractId) ?? [])];
      const forLines = found.length > 0 ? changeReasons.filter((reason) => found.includes(reason)) : shared;
      return [
        { periodId, contractId, payeeId, kind: 'royalties' as const, amount: royalties, reasons: forLines },
        { periodId, contractId, payeeId, kind: 'costs' as const, amount: costs, reasons: ['costsChanged' as const] },
      ].filter(({ amount }) => amount !== 0);
    });
}

/** The lines are as they were, so it is the payees' shares or the profit rate. */
const shared: ChangeReason[] = ['sharesChanged'];

function reasonsByContract(
  before: readonly PostedLine[],
  after: readonly PostedLine[],
): Map<number, Set<ChangeReason>> {
  const reasons = new Map<number, Set<ChangeReason>>();
  const note = (contractId: number, reason: ChangeReason) => {
    reasons.set(contractId, (reasons.get(contractId) ?? new Set()).add(reason));
  };
  const old = byKey(before);
  for (const [key, line] of byKey(after)) {
    const was = old.get(key);
    old.delete(key);
    if (!was) note(line.contractId, 'linesAdded');
    else {
      if (was.base !== line.base) note(line.contractId, 'amountsChanged');
      if (was.terms !== line.terms || was.termId !== line.termId) note(line.contractId, 'termsChanged');
      if (was.exchangeRate !== line.exchangeRate) note(line.contractId, 'rateChanged');
    }
  }
  for (const { contractId } of old.values()) note(contractId, 'linesRemoved');
  return reasons;
}

/** Lines that a caller passed twice with the same key count as one with their sum. */
function byKey(lines: readonly PostedLine[]): Map<string, PostedLine> {
  const found = new Map<string, PostedLine>();
  for (const line of lines) {
    const key = `${line.contractId}\t${line.key}`;
    const known = found.get(key);
    found.set(key, known ? { ...line, base: known.base + line.base } : line);
  }
  return found;
}
