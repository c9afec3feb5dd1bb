import { compareNumbers } from './exact.ts';
import type { Minor } from './input.ts';
import type { Output, Payout } from './output.ts';

export type PayeeFigures = { gross: Minor; withheld: Minor; payable: Minor; carried: Minor };

/** What a payee has in either of two runs, in the payee's currency; null where a run does not know the payee. */
export type PayeeComparison = {
  payeeId: number;
  currency: string;
  before: PayeeFigures | null;
  after: PayeeFigures | null;
  /** `after` less `before`; null where their currencies differ. */
  difference: PayeeFigures | null;
  contracts: { contractId: number; currency: string; before: Minor; after: Minor }[];
};

const none: PayeeFigures = { gross: 0, withheld: 0, payable: 0, carried: 0 };

/** A what-if is a run with other contracts: what it would change, payee by payee. */
export function compareRuns(before: Output, after: Output): PayeeComparison[] {
  const old = new Map(before.payees.map((payout) => [payout.payeeId, payout]));
  const now = new Map(after.payees.map((payout) => [payout.payeeId, payout]));
  const payeeIds = [...new Set([...old.keys(), ...now.keys()])].sort(compareNumbers);
  return payeeIds.map((payeeId) => compare(payeeId, old.get(payeeId), now.get(payeeId)));
}

function compare(payeeId: number, old: Payout | undefined, now: Payout | undefined): PayeeComparison {
  const before = old ? figuresOf(old) : null;
  const after = now ? figuresOf(now) : null;
  const isSameCurrency = !old || !now || old.currency === now.currency;
  const contractIds = [...(old?.accounts ?? []), ...(now?.accounts ?? [])].map(({ contractId }) => contractId);
  return {
    payeeId,
    currency: (now ?? old)?.currency ?? '',
    before,
    after,
    difference: isSameCurrency ? differenceOf(before ?? none, after ?? none) : null,
    contracts: [...new Set(contractIds)].sort(compareNumbers).map((contractId) => {
      const then = old?.accounts.find((account) => account.contractId === contractId);
      const later = now?.accounts.find((account) => account.contractId === contractId);
      const { currency } = (later ?? then) as Payout['accounts'][number];
      return { contractId, currency, before: then?.closing ?? 0, after: later?.closing ?? 0 };
    }),
  };
}

function figuresOf({ gross, withheld, payable, carried }: Payout): PayeeFigures {
  return { gross, withheld, payable, carried };
}

function differenceOf(before: PayeeFigures, after: PayeeFigures): PayeeFigures {
  return {
    gross: after.gross - before.gross,
    withheld: after.withheld - before.withheld,
    payable: after.payable - before.payable,
    carried: after.carried - before.carried,
  };
}
