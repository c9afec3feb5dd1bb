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

/** What recoupable costs take from which contract. A cost of a recording or release goes where its income goes. */
export function chargeCosts(input: Input, index: ContractIndex, exchanges: Exchanges, findings: Findings): Charge[] {
  const contracts = new Map(input.contracts.map((contract) => [contract.id, contract]));
  const costs = [...input.costs].sort((one, other) => compareNumbers(one.id, other.id));
  return costs.flatMap((cost) => {
    const charged = contractsOf(cost, contracts, index);
    if (charged.length === 0) findings.warn('COST_WITHOUT_CONTRACT', { costId: cost.id });
    const amounts = amountsFor(cost, charged.length);
    return charged.map((contract, position): Charge => {
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

function amountsFor({ amount, currency, sharing }: Cost, contracts: number): Amount[] {
  const all = fromMinor(amount, currency);
  if (contracts === 0) return [];
  const equally = Array.from({ length: contracts }, () => 1n);
  return sharing === 'full' ? equally.map(() => all) : allocateWhole(all, equally);
}

function contractsOf({ target }: Cost, contracts: Map<number, Contract>, index: ContractIndex): Contract[] {
  if (target.kind === 'contracts') {
    const ids = [...new Set(target.contractIds)].sort(compareNumbers);
    return ids.flatMap((id) => contracts.get(id) ?? []);
  }
  const recordingId = target.kind === 'recording' ? target.id : null;
  const releaseId = target.kind === 'release' ? target.id : null;
  const coverage = index.find({ workId: null, recordingId, releaseId, side: 'master' }, target.month);
  return coverage.contracts.map(({ contract }) => contract);
}
