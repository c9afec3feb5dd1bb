import type { Db } from '#core/db/query.ts';
import type { PayeeId } from '#shared/contract/payees.ts';
import type { RoyaltyComparison, ScenarioChanges } from '#shared/contract/royalties.ts';
import { calculatePeriod } from './calculation/calculate-period.ts';
import { readResult } from './calculation/stored-results.ts';
import { compareRuns } from './engine/compare-runs.ts';
import type { Contract, Input } from './engine/input.ts';
import { namedProblems } from './named-findings.ts';
import { getPeriodRow, payeeRecord } from './royalty-records.ts';

/**
 * Counts a copy of a period under other terms and says what they change, payee by payee. Nothing of it is kept. A closed period is
 * compared with what it was closed with.
 */
export function compareScenario(db: Db, periodId: number, changes: ScenarioChanges): RoyaltyComparison {
  const isClosed = getPeriodRow(db, periodId).closedAt !== null;
  const before = isClosed ? null : calculatePeriod(db, periodId);
  if (before?.kind === 'refused') return { problems: namedProblems(db, before.problems), payees: [] };
  const after = calculatePeriod(db, periodId, (input) => withChanges(input, changes));
  if (after.kind === 'refused') return { problems: namedProblems(db, after.problems), payees: [] };
  const books = before?.output ?? readResult(db, periodId)?.output;
  if (!books) return { problems: [], payees: [] };
  const payees = compareRuns(books, after.output).map(({ payeeId, currency, before: old, after: now, difference }) => {
    const name = payeeRecord.read(db, payeeId)?.name ?? '';
    return { payeeId: payeeId as PayeeId, name, currency, before: old, after: now, difference };
  });
  return { problems: [], payees };
}

function withChanges(input: Input, { contracts, rates }: ScenarioChanges): Input {
  const changed = new Map(contracts.map((change) => [change.contractId as number, change]));
  const isOther = (rate: Input['rates'][number]) =>
    !rates.some(
      ({ statementId, from, to }) => statementId === rate.statementId && from === rate.from && to === rate.to,
    );
  return {
    ...input,
    contracts: input.contracts.map((contract) => {
      const change = changed.get(contract.id);
      return change ? withChange(contract, change) : contract;
    }),
    rates: [...input.rates.filter(isOther), ...rates],
  };
}

/** A contract that is left out takes nothing, and keeps its balance. */
function withChange(contract: Contract, change: ScenarioChanges['contracts'][number]): Contract {
  const { rate, isLeftOut, payees, reserveRate } = change;
  const none = { recordingIds: [], releaseIds: [], artistIds: [], workIds: [], isDefault: false };
  return {
    ...contract,
    ...(isLeftOut ? none : {}),
    ...(rate === undefined
      ? {}
      : { profitRate: rate, terms: contract.terms.map((term) => ({ ...term, rate, steps: [] })) }),
    ...(payees === undefined ? {} : { payees }),
    ...(reserveRate === undefined || !contract.reserve ? {} : { reserve: { ...contract.reserve, rate: reserveRate } }),
  };
}
