import { isCurrency } from '../../../../shared/money.ts';
import { sumOf } from './exact.ts';
import { type Contract, type Group, type Input, type Rate, type State, whole } from './input.ts';
import type { Ids, ProblemCode } from './output.ts';
import type { Findings } from './warnings.ts';

type Known = { contracts: ReadonlyMap<number, Contract>; findings: Findings };

/** Finds what must not be guessed at, all of it, each with the ids of the rows to mend. */
export function checkInput(input: Input, findings: Findings): void {
  const contracts = new Map(input.contracts.map((contract) => [contract.id, contract]));
  const known: Known = { contracts, findings };
  checkCurrency(known, input.period.currency, {});
  refuseRepeated(known, input.contracts, 'CONTRACT_TWICE', (contractId) => ({ contractId }));
  refuseRepeated(known, input.payees, 'PAYEE_TWICE', (payeeId) => ({ payeeId }));
  for (const contract of input.contracts) checkContract(known, contract);
  checkPayees(known, input);
  checkGroups(known, input.groups);
  checkEntries(known, input);
  checkState(known, input.opening);
  checkClosed(known, input);
  checkSums(known, input);
}

function refuseRepeated(
  { findings }: Known,
  all: readonly { id: number }[],
  code: ProblemCode,
  idsOf: (id: number) => Ids,
): void {
  const seen = new Set<number>();
  for (const { id } of all) {
    if (seen.has(id)) findings.refuse(code, idsOf(id));
    seen.add(id);
  }
}

function checkCurrency({ findings }: Known, currency: string, ids: Ids): void {
  if (!isCurrency(currency)) findings.refuse('CURRENCY_UNKNOWN', ids, currency);
}

function checkRate({ findings }: Known, rate: Rate, ids: Ids): void {
  if (!Number.isInteger(rate) || rate < 0 || rate > whole) findings.refuse('RATE_INVALID', ids, rate);
}

function checkNumber({ findings }: Known, value: number, ids: Ids): void {
  if (!Number.isSafeInteger(value) || value < 0) findings.refuse('AMOUNT_INVALID', ids, value);
}

/** Parts that must be 100 % together; 99.99 % is a mistake, not a rounding. */
function checkWhole(known: Known, parts: readonly Rate[], code: ProblemCode, ids: Ids): void {
  for (const part of parts) checkRate(known, part, ids);
  const sum = sumOf(parts);
  if (sum !== whole) known.findings.refuse(code, ids, sum);
}

function checkContract(known: Known, contract: Contract): void {
  const ids: Ids = { contractId: contract.id };
  checkCurrency(known, contract.currency, ids);
  const shares = contract.payees.map(({ share }) => share);
  checkWhole(known, shares, 'SPLIT_NOT_WHOLE', ids);
  refuseRepeated(
    known,
    contract.payees.map(({ payeeId }) => ({ id: payeeId })),
    'PAYEE_TWICE',
    (payeeId) => ({ ...ids, payeeId }),
  );
  checkRate(known, contract.profitRate, ids);
  for (const term of contract.terms) {
    const termIds: Ids = { ...ids, termId: term.id };
    for (const rate of [term.rate, term.deduction, term.reserveRate ?? 0]) checkRate(known, rate, termIds);
    if (term.perUnit < 0n) known.findings.refuse('AMOUNT_INVALID', termIds, String(term.perUnit));
    const limits = term.steps.map(({ aboveUnits }) => aboveUnits);
    for (const limit of limits) checkNumber(known, limit, termIds);
    if (new Set(limits).size < limits.length || limits.includes(0)) known.findings.refuse('STEPS_INVALID', termIds);
    for (const { rate, perUnit } of term.steps) {
      checkRate(known, rate, termIds);
      if (perUnit < 0n) known.findings.refuse('AMOUNT_INVALID', termIds, String(perUnit));
    }
  }
  if (!contract.reserve) return;
  checkRate(known, contract.reserve.rate, ids);
  checkWhole(known, contract.reserve.schedule, 'SCHEDULE_NOT_WHOLE', ids);
}

function checkPayees(known: Known, { payees }: Input): void {
  for (const { id: payeeId, currency, minimum, withholding } of payees) {
    const ids: Ids = { payeeId };
    checkCurrency(known, currency, ids);
    checkNumber(known, minimum, ids);
    checkRate(known, withholding.rate, ids);
    for (const { rate } of withholding.territories) checkRate(known, rate, ids);
    const territories = withholding.territories.map(({ territory }) => territory);
    const repeated = territories.find((territory, index) => territories.indexOf(territory) !== index);
    if (repeated !== undefined) known.findings.refuse('RATE_TWICE', ids, repeated);
  }
}

function checkGroups(known: Known, groups: readonly Group[]): void {
  const grouped = new Set<number>();
  for (const { id: groupId, contractIds, rule, mainContractId } of groups) {
    const main = rule === 'recoup' ? null : mainContractId;
    if (rule !== 'recoup' && main === null) known.findings.refuse('GROUP_MAIN_MISSING', { groupId });
    const members = new Set(main === null ? contractIds : [...contractIds, main]);
    const currencies = new Set<string>();
    for (const contractId of members) {
      if (grouped.has(contractId)) known.findings.refuse('GROUPED_TWICE', { groupId, contractId });
      grouped.add(contractId);
      const contract = contractOf(known, contractId, { groupId });
      if (contract) currencies.add(contract.currency);
    }
    if (currencies.size > 1) {
      known.findings.refuse('GROUP_CURRENCIES_DIFFER', { groupId }, [...currencies].sort().join(' '));
    }
  }
}

function contractOf({ contracts, findings }: Known, contractId: number, ids: Ids): Contract | undefined {
  const contract = contracts.get(contractId);
  if (!contract) findings.refuse('CONTRACT_UNKNOWN', { ...ids, contractId });
  return contract;
}

function checkEntries(known: Known, { entries, costs }: Input): void {
  for (const { id: entryId, contractId, amount } of entries) {
    contractOf(known, contractId, { entryId });
    checkNumber(known, amount, { entryId, contractId });
  }
  for (const { id: costId, amount, currency, recoupable, target } of costs) {
    checkNumber(known, amount, { costId });
    checkCurrency(known, currency, { costId });
    checkRate(known, recoupable, { costId });
    for (const contractId of target.kind === 'contracts' ? target.contractIds : []) {
      contractOf(known, contractId, { costId });
    }
  }
}

/** A contract that is gone must not take its balance along. */
function checkState(known: Known, { balances, pools, reserves }: State): void {
  for (const { contractId, payeeId, currency, amount } of balances) {
    if (amount === 0) continue;
    checkSameCurrency(known, contractOf(known, contractId, { payeeId }), currency, payeeId);
  }
  for (const { contractId, amount } of pools) if (amount !== 0n) contractOf(known, contractId, {});
  for (const { contractId, payeeId, amount, schedule, stepsDone } of reserves) {
    const ids: Ids = { contractId, payeeId };
    contractOf(known, contractId, { payeeId });
    checkNumber(known, amount, ids);
    checkWhole(known, schedule, 'SCHEDULE_NOT_WHOLE', ids);
    if (stepsDone >= schedule.length) known.findings.refuse('SCHEDULE_NOT_WHOLE', ids, stepsDone);
  }
}

function checkSameCurrency(
  { findings }: Known,
  contract: Contract | undefined,
  currency: string,
  payeeId: number,
): void {
  if (!contract || contract.currency === currency) return;
  findings.refuse('CURRENCY_CHANGED', { contractId: contract.id, payeeId }, `${currency}/${contract.currency}`);
}

function checkClosed(known: Known, { closed }: Input): void {
  for (const { posted, corrected, recalculated } of closed) {
    for (const { contractId, payeeId, currency } of [...posted.accounts, ...corrected, ...recalculated.accounts]) {
      checkSameCurrency(known, contractOf(known, contractId, { payeeId }), currency, payeeId);
    }
  }
}

function checkSums(known: Known, { sums, releases }: Input): void {
  const currencies = new Set<string>();
  for (const { statementId, itemId, currency, units } of sums) {
    if (!Number.isSafeInteger(units)) known.findings.refuse('AMOUNT_INVALID', { statementId, itemId }, units);
    const key = `${statementId} ${currency}`;
    if (currencies.has(key)) continue;
    currencies.add(key);
    checkCurrency(known, currency, { statementId });
  }
  for (const { id: releaseId, tracks } of releases) {
    for (const { weight } of tracks) checkNumber(known, weight, { releaseId });
  }
}
