import { type Amount, fromMinor } from '../../../../shared/amount.ts';
import { allocateWhole } from '../../../../shared/money.ts';
import type { ContractIndex } from './coverage.ts';
import { compareNumbers, quotient } from './exact.ts';
import type { Exchanges } from './exchange.ts';
import { type Contract, type Cost, type Input, whole } from './input.ts';
import { costRateOf } from './make-lines.ts';
import type { Charge } from './output.ts';
import type { Findings } from './warnings.ts';

const scale = BigInt(whole) * BigInt(whole);

/** Who is charged, and how much of a cost that is shared: a contract of two tracks bears twice what one of one track does. */
type Charged = { contract: Contract; weight: bigint };

/** What recoupable costs take from which contract. A cost of a recording or release goes where its income goes. */
export function chargeCosts(input: Input, index: ContractIndex, exchanges: Exchanges, findings: Findings): Charge[] {
  const contracts = new Map(input.contracts.map((contract) => [contract.id, contract]));
  const costs = [...input.costs].sort((one, other) => compareNumbers(one.id, other.id));
  return costs.flatMap((cost) => {
    const charged = contractsOf(cost, contracts, index);
    if (charged.length === 0) findings.warn('COST_WITHOUT_CONTRACT', { costId: cost.id });
    const amounts = amountsFor(cost, charged);
    return charged.map(({ contract }, position): Charge => {
      const rate = costRateOf(contract);
      const { text, fraction } = exchanges.ofPeriod(cost.currency, contract.currency, {
        costId: cost.id,
        contractId: contract.id,
      });
      const exact = (amounts[position] as Amount) * BigInt(cost.recoupable) * BigInt(rate) * fraction.over;
      const amount = quotient(exact, scale * fraction.under);
      return { costId: cost.id, contractId: contract.id, rate, exchangeRate: text, amount };
    });
  });
}

/** Shared in whole cents, so that what contracts bear together is never a cent more than what was spent. */
function amountsFor({ amount, currency, sharing }: Cost, charged: readonly Charged[]): Amount[] {
  if (charged.length === 0) return [];
  if (sharing === 'full') return charged.map(() => fromMinor(amount, currency));
  const weights = charged.map(({ weight }) => weight);
  return allocateWhole(BigInt(amount), weights).map((minor) => fromMinor(Number(minor), currency));
}

function contractsOf({ target }: Cost, contracts: Map<number, Contract>, index: ContractIndex): Charged[] {
  if (target.kind === 'contracts') {
    const ids = [...new Set(target.contractIds)].sort(compareNumbers);
    return ids.flatMap((id) => once(contracts.get(id)));
  }
  const { kind, id, month } = target;
  const find = (recordingId: number | null, releaseId: number | null) =>
    index.find({ workId: null, recordingId, releaseId, side: 'master' }, month).contracts;
  if (kind === 'recording') return find(id, null).flatMap(({ contract }) => once(contract));
  const own = find(null, id);
  const tracks = index.release(id)?.tracks ?? [];
  // A contract of the release bears what is of the release. Else those do that have its income: which come to its tracks.
  if (tracks.length === 0 || own.some(({ level, contract }) => level === 'release' && !contract.isAlongside)) {
    return own.flatMap(({ contract }) => once(contract));
  }
  const weights = new Map<Contract, bigint>();
  for (const { recordingId } of tracks) {
    for (const { contract } of find(recordingId, id)) weights.set(contract, (weights.get(contract) ?? 0n) + 1n);
  }
  return [...weights]
    .map(([contract, weight]) => ({ contract, weight }))
    .sort((one, other) => compareNumbers(one.contract.id, other.contract.id));
}

function once(contract: Contract | undefined): Charged[] {
  return contract ? [{ contract, weight: 1n }] : [];
}
