import type { Db } from '#core/db/query.ts';
import { postedOf } from '../engine/prior-adjustments.ts';
import { namedProblems } from '../named-findings.ts';
import type { CalculateAnswer } from '../royalty-task.ts';
import { calculatePeriod } from './calculate-period.ts';
import { booksText, packInput, packOutput } from './pack.ts';

/** A period as it is to be kept. */
export function answerCalculate(db: Db, periodId: number): CalculateAnswer {
  const outcome = calculatePeriod(db, periodId);
  if (outcome.kind === 'refused') return { kind: 'refused', problems: namedProblems(db, outcome.problems) };
  const { input, output, sums, used, base } = outcome;
  const { state, priorAdjustments } = output;
  return {
    kind: 'calculated',
    input: packInput(input, sums),
    output: packOutput(input, output),
    base,
    books: booksText({ accounts: postedOf({ ...output, lines: [] }).accounts, state, priorAdjustments, used }),
    balances: output.ledgers.flatMap(({ contractId, currency, accounts }) =>
      accounts.map(({ payeeId, movements, closing }) => ({ contractId, payeeId, currency, movements, closing })),
    ),
    payouts: output.payees.map(({ payeeId, currency, gross, withheld, payable, carried, reason }) => {
      return { payeeId, currency, gross, withheld, payable, carried, reason };
    }),
  };
}
