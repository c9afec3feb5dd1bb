import type { Amount } from '../../../../shared/amount.ts';
import { allocate } from '../../../../shared/money.ts';
import { ContractAccounts } from './accounts.ts';
import { compareNumbers, quotient } from './exact.ts';
import { type Contract, type Entry, type HeldReserve, type Input, type Minor, type State, whole } from './input.ts';
import type { Earned } from './make-lines.ts';
import type { Charge, MovementKind, PriorAdjustment } from './output.ts';

/** Accounts by contract, in the order of their ids. */
export type Books = Map<number, ContractAccounts>;

export type Posted = { books: Books; pools: State['pools']; reserves: HeldReserve[] };

/** Everything but transfers between contracts, which depend on it. */
export function postPeriod(
  input: Input,
  earned: ReadonlyMap<number, Earned>,
  charges: readonly Charge[],
  adjustments: readonly PriorAdjustment[],
): Posted {
  const contracts = [...input.contracts].sort((one, other) => compareNumbers(one.id, other.id));
  const books: Books = new Map(contracts.map((contract) => [contract.id, new ContractAccounts(contract)]));
  for (const { contractId, payeeId, amount } of input.opening.balances) {
    books.get(contractId)?.post('opening', payeeId, amount);
  }
  const pools = postEarned(input, books, earned, charges);
  const taken = takeReserves(input, books, earned);
  for (const entry of input.entries) postEntry(books, entry);
  for (const { contractId, payeeId, amount } of adjustments) {
    books.get(contractId)?.post('priorAdjustments', payeeId, amount);
  }
  const held = input.opening.reserves.map((reserve) => releaseReserve(books, reserve));
  const reserves = [...held, ...taken]
    .filter(({ stepsDone, schedule }) => stepsDone < schedule.length)
    .sort(
      (one, other) =>
        one.contractId - other.contractId ||
        one.payeeId - other.payeeId ||
        one.periodId - other.periodId ||
        one.amount - other.amount ||
        one.stepsDone - other.stepsDone,
    );
  return { books, pools, reserves };
}

function postEarned(
  input: Input,
  books: Books,
  earned: ReadonlyMap<number, Earned>,
  charges: readonly Charge[],
): State['pools'] {
  const costs = new Map<number, Amount>();
  for (const { contractId, amount } of charges) costs.set(contractId, (costs.get(contractId) ?? 0n) + amount);
  const before = new Map(input.opening.pools.map(({ contractId, amount }) => [contractId, amount]));
  const pools: State['pools'] = [];
  for (const [contractId, book] of books) {
    const income = earned.get(contractId)?.amount ?? 0n;
    const cost = costs.get(contractId) ?? 0n;
    if (book.contract.kind !== 'classic') {
      book.postExact('royalties', income);
      book.postExact('costs', -cost);
      continue;
    }
    const pool = before.get(contractId) ?? 0n;
    const after = pool + income;
    const royalties = shareOfPool(book.contract, after) - shareOfPool(book.contract, pool);
    book.postExact('royalties', royalties);
    book.postExact('costs', shareOfPool(book.contract, after - cost) - shareOfPool(book.contract, after));
    book.poolKept = income - royalties;
    pools.push({ contractId, amount: after - cost });
  }
  return pools;
}

/** Nothing is split before there is a profit: a loss stays in the balance whole, a profit is shared. */
function shareOfPool(contract: Contract, pool: Amount): Amount {
  return pool > 0n ? quotient(pool * BigInt(contract.profitRate), BigInt(whole)) : pool;
}

function takeReserves(input: Input, books: Books, earned: ReadonlyMap<number, Earned>): HeldReserve[] {
  return [...books].flatMap(([contractId, book]) => {
    const { reserve } = book.contract;
    if (!reserve) return [];
    book.postExact('reservesTaken', -(earned.get(contractId)?.reserve ?? 0n));
    return book.payeeIds.flatMap((payeeId): HeldReserve[] => {
      const amount = 0 - book.movementsOf(payeeId).reservesTaken;
      if (amount === 0) return [];
      const { schedule } = reserve;
      return [{ contractId, payeeId, periodId: input.period.id, amount, schedule, stepsDone: 0 }];
    });
  });
}

/** Gives back one more part of it; the parts sum to what was taken. */
function releaseReserve(books: Books, reserve: HeldReserve): HeldReserve {
  const { contractId, payeeId, amount, schedule, stepsDone } = reserve;
  const parts = allocate(amount, schedule);
  books.get(contractId)?.post('reservesReleased', payeeId, parts[stepsDone] as Minor);
  return { ...reserve, stepsDone: stepsDone + 1 };
}

const movementOf: Record<Entry['kind'], { kind: MovementKind; sign: 1 | -1 }> = {
  openingCredit: { kind: 'opening', sign: 1 },
  openingDebit: { kind: 'opening', sign: -1 },
  advance: { kind: 'advances', sign: -1 },
  payment: { kind: 'payments', sign: -1 },
  paymentReturned: { kind: 'payments', sign: 1 },
  credit: { kind: 'adjustments', sign: 1 },
  debit: { kind: 'adjustments', sign: -1 },
};

function postEntry(books: Books, { contractId, payeeId, kind, amount }: Entry): void {
  const movement = movementOf[kind];
  const minor = movement.sign * amount;
  if (payeeId === null) books.get(contractId)?.postShared(movement.kind, minor);
  else books.get(contractId)?.post(movement.kind, payeeId, minor);
}
