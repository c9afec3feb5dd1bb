import type { Db } from '#core/db/query.ts';
import { calculate } from '../engine/calculate.ts';
import {
  type ClosedPeriod,
  type Input,
  noState,
  type Posted,
  type PostedAccount,
  type State,
} from '../engine/input.ts';
import type { Output, Problem } from '../engine/output.ts';
import { openingAfter, postedOf } from '../engine/prior-adjustments.ts';
import { getPeriodRow, listPeriodRows, type PeriodRow } from '../royalty-records.ts';
import { gatherPeriod } from './gather.ts';
import { type Books, baseHash, listSums, type SumList, type Used } from './pack.ts';
import { readPosted, readResult } from './stored-results.ts';

export type Calculated = {
  kind: 'calculated';
  input: Input;
  output: Output;
  sums: SumList;
  used: Used;
  base: string;
};
export type PeriodOutcome = Calculated | { kind: 'refused'; problems: Problem[] };

/**
 * Counts an open period: what closed ones would be now is compared with what they are, and the difference goes along. `change` may
 * put something else in place of what was gathered, for a copy that is not in the books.
 */
export function calculatePeriod(
  db: Db,
  periodId: number,
  change: (input: Input) => Input = (input) => input,
): PeriodOutcome {
  const period = getPeriodRow(db, periodId);
  const chain = recalculateClosed(db, period);
  if (chain.kind === 'refused') return chain;
  const gathered = gatherPeriod(db, period, chain.opening);
  const sums = listSums(gathered.input.sums, gathered.rowCounts);
  const base = baseHash(gathered.input, sums);
  const input = change({ ...gathered.input, closed: chain.closed });
  const outcome = calculate(input);
  return outcome.kind === 'refused' ? outcome : { ...outcome, input, sums, used: gathered.used, base };
}

type Chain = { kind: 'counted'; opening: State; closed: ClosedPeriod[] };

/** Closed periods before this one, oldest first, each counted again from what the one before it would have left. */
function recalculateClosed(db: Db, period: PeriodRow): Chain | { kind: 'refused'; problems: Problem[] } {
  const closed = listPeriodRows(db).filter(({ closedAt, toMonth }) => closedAt !== null && toMonth < period.fromMonth);
  const kept = closed.map((row) => ({ row, ...requirePosted(db, row) }));
  let state = noState;
  const found: ClosedPeriod[] = [];
  for (const { row, books, baseHash: before } of kept) {
    const corrected = correctedSince(row.id, kept);
    const { input, rowCounts } = gatherPeriod(db, row, state);
    if (baseHash(input, listSums(input.sums, rowCounts)) === before) {
      const posted: Posted = { accounts: books.accounts, lines: [] };
      if (corrected.length > 0) found.push({ periodId: row.id, posted, corrected, recalculated: posted });
      state = books.state;
      continue;
    }
    const outcome = calculate(input);
    if (outcome.kind === 'refused') return outcome;
    const posted = { accounts: books.accounts, lines: postedOf(readResult(db, row.id)?.output as Output).lines };
    found.push({ periodId: row.id, posted, corrected, recalculated: postedOf(outcome.output) });
    state = outcome.output.state;
  }
  // Balances and reserves are those that were posted; what is counted on without being posted is as it would be now.
  const posted = kept.at(-1)?.books.state ?? noState;
  return { kind: 'counted', opening: openingAfter(posted, state), closed: found };
}

function requirePosted(db: Db, row: PeriodRow): { books: Books; baseHash: string } {
  const posted = readPosted(db, row.id);
  if (!posted) throw new Error(`Expected a result of the closed period ${row.id}`);
  return posted;
}

/** What closed periods after it have corrected of it. */
function correctedSince(periodId: number, later: readonly { row: PeriodRow; books: Books }[]): PostedAccount[] {
  const currencies = new Map<string, string>();
  for (const { books } of later) {
    for (const { contractId, payeeId, currency } of books.accounts)
      currencies.set(`${contractId} ${payeeId}`, currency);
  }
  return later.flatMap(({ books }) =>
    books.priorAdjustments
      .filter((adjustment) => adjustment.periodId === periodId)
      .map(({ contractId, payeeId, kind, amount }) => ({
        ...{ contractId, payeeId, currency: currencies.get(`${contractId} ${payeeId}`) ?? '' },
        royalties: kind === 'royalties' ? amount : 0,
        costs: kind === 'costs' ? amount : 0,
      })),
  );
}
