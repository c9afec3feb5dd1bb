import { allocate } from '../../../../shared/money.ts';
import { compareNumbers, sumOf } from './exact.ts';
import type { Exchanges } from './exchange.ts';
import type { Group, Input, Minor, Payee } from './input.ts';
import type { Transfer } from './output.ts';
import { toOtherCurrency } from './payouts.ts';
import type { Books } from './post-period.ts';

type Book = NonNullable<ReturnType<Books['get']>>;

/**
 * Moves money between contracts of a group, after everything else has been posted. What one account gives another one gets: a
 * group's transfers sum to 0.
 */
export function crossCollateralise(input: Input, books: Books, exchanges: Exchanges): Transfer[] {
  const payees = new Map(input.payees.map((payee) => [payee.id, payee]));
  const groups = [...input.groups].sort((one, other) => compareNumbers(one.id, other.id));
  return groups.flatMap((group) => {
    const transfers =
      group.rule === 'recoup' ? recoup(group, books) : giveToMain(group, books, payees, exchanges).filter(isSome);
    for (const { contractId, payeeId, amount } of transfers) books.get(contractId)?.post('transfers', payeeId, amount);
    return transfers;
  });
}

function isSome({ amount }: Transfer): boolean {
  return amount !== 0;
}

function membersOf(group: Group, books: Books): Book[] {
  return [...group.contractIds].sort(compareNumbers).flatMap((id) => books.get(id) ?? []);
}

/** One payee's debts in a group are covered by the same payee's balances, never by somebody else's. */
function recoup(group: Group, books: Books): Transfer[] {
  const members = membersOf(group, books);
  const payeeIds = [...new Set(members.flatMap((book) => book.payeeIds))].sort(compareNumbers);
  return payeeIds.flatMap((payeeId) => {
    const accounts = members
      .filter((book) => book.payeeIds.includes(payeeId))
      .map((book) => ({ contractId: book.contract.id, balance: book.balanceOf(payeeId) }));
    const givers = accounts.filter(({ balance }) => balance > 0);
    const takers = accounts.filter(({ balance }) => balance < 0);
    const moved = Math.min(
      sumOf(givers.map(({ balance }) => balance)),
      sumOf(takers.map(({ balance }) => 0 - balance)),
    );
    if (moved === 0) return [];
    const given = allocate(
      moved,
      givers.map(({ balance }) => balance),
    );
    const got = allocate(
      moved,
      takers.map(({ balance }) => -balance),
    );
    return [
      ...givers.map(({ contractId }, index) => {
        return { groupId: group.id, contractId, payeeId, amount: -(given[index] as Minor) };
      }),
      ...takers.map(({ contractId }, index) => ({
        groupId: group.id,
        contractId,
        payeeId,
        amount: got[index] as Minor,
      })),
    ].filter(isSome);
  });
}

function giveToMain(group: Group, books: Books, payees: ReadonlyMap<number, Payee>, exchanges: Exchanges): Transfer[] {
  const main = books.get(group.mainContractId ?? -1);
  if (!main) return [];
  const transfers: Transfer[] = [];
  for (const book of membersOf(group, books)) {
    if (book === main) continue;
    for (const payeeId of book.payeeIds) {
      const amount = amountOf(group, book, payeeId, payees.get(payeeId), exchanges);
      if (amount === 0) continue;
      transfers.push({ groupId: group.id, contractId: book.contract.id, payeeId, amount: -amount });
      transfers.push(...receive(group, main, payeeId, amount));
    }
  }
  return transfers;
}

/** The same payee where the main contract has it; else its payees by their shares. */
function receive(group: Group, main: Book, payeeId: number, amount: Minor): Transfer[] {
  const contractId = main.contract.id;
  const payees = [...main.contract.payees].sort((one, other) => compareNumbers(one.payeeId, other.payeeId));
  if (payees.some((payee) => payee.payeeId === payeeId)) return [{ groupId: group.id, contractId, payeeId, amount }];
  const parts = allocate(
    amount,
    payees.map(({ share }) => share),
  );
  return payees.map((payee, index) => ({
    groupId: group.id,
    contractId,
    payeeId: payee.payeeId,
    amount: parts[index] as Minor,
  }));
}

function amountOf(
  { rule, id: groupId }: Group,
  book: Book,
  payeeId: number,
  payee: Payee | undefined,
  exchanges: Exchanges,
): Minor {
  const { royalties, costs, reservesTaken, reservesReleased } = book.movementsOf(payeeId);
  if (rule === 'income') return royalties;
  if (rule === 'incomeCosts') return royalties + costs;
  if (rule === 'incomeCostsReserves') return royalties + costs + reservesTaken + reservesReleased;
  const balance = book.balanceOf(payeeId);
  if (balance <= 0 || !payee) return 0;
  if (rule === 'positive') return balance;
  const { currency } = book.contract;
  const { fraction } = exchanges.ofPeriod(currency, payee.currency, { groupId, payeeId });
  return toOtherCurrency(balance, currency, payee.currency, fraction) >= payee.minimum ? balance : 0;
}
