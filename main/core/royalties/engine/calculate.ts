import { chargeCosts } from './charge-costs.ts';
import { checkInput } from './check-input.ts';
import { ContractIndex } from './coverage.ts';
import { crossCollateralise } from './cross-collateral.ts';
import { compareNumbers } from './exact.ts';
import { Exchanges } from './exchange.ts';
import type { Input, State } from './input.ts';
import { makeLines } from './make-lines.ts';
import type { Ledger, Outcome, Output } from './output.ts';
import { payOut } from './payouts.ts';
import { type Posted, postPeriod } from './post-period.ts';
import { priorAdjustments } from './prior-adjustments.ts';
import { reconcile } from './reconcile.ts';
import { Findings } from './warnings.ts';

/**
 * What everybody is owed for a period: a function of plain data, without a clock or a database. The same input gives the same
 * output whatever the order of its arrays. What would have to be guessed (an unknown rate, a split of 99.99 %) refuses the whole
 * calculation and names each place. Throws INVALID_INPUT only for amounts too large to post.
 */
export function calculate(input: Input): Outcome {
  const findings = new Findings();
  checkInput(input, findings);
  const exchanges = new Exchanges(input.rates, findings);
  if (findings.problems.length > 0) return { kind: 'refused', problems: findings.problems };
  const output = calculateChecked(input, exchanges, findings);
  if (findings.problems.length > 0) return { kind: 'refused', problems: findings.problems };
  return { kind: 'calculated', output: { ...output, warnings: findings.warnings } };
}

function calculateChecked(input: Input, exchanges: Exchanges, findings: Findings): Output {
  const index = new ContractIndex(input);
  const { lines, earned, statements, unitCounts } = makeLines(input, index, exchanges, findings);
  const charges = chargeCosts(input, index, exchanges, findings);
  const adjustments = priorAdjustments(input.closed);
  const posted = postPeriod(input, earned, charges, adjustments);
  const transfers = crossCollateralise(input, posted.books, exchanges);
  const ledgers = [...posted.books.values()].map((book) => book.ledger());
  checkAccounts(input, ledgers, findings);
  return {
    period: input.period,
    lines,
    charges,
    ledgers,
    transfers,
    priorAdjustments: adjustments,
    payees: payOut(input, ledgers, earned, exchanges),
    reconciliation: reconcile(statements, ledgers, earned, exchanges, input.period.currency),
    warnings: [],
    state: stateAfter(ledgers, posted, unitCounts),
  };
}

function checkAccounts(input: Input, ledgers: readonly Ledger[], findings: Findings): void {
  const payees = new Set(input.payees.map(({ id }) => id));
  for (const { contractId, accounts } of ledgers) {
    for (const { payeeId, movements, closing } of accounts) {
      if (!payees.has(payeeId)) findings.refuse('PAYEE_UNKNOWN', { contractId, payeeId });
      const { opening, payments } = movements;
      if (payments < 0 && opening + payments < 0 && closing < 0) {
        findings.warn('ACCOUNT_OVERPAID', { contractId, payeeId });
      }
    }
  }
}

function stateAfter(ledgers: readonly Ledger[], { pools, reserves }: Posted, unitCounts: State['unitCounts']): State {
  const balances = ledgers.flatMap(({ contractId, currency, accounts }) =>
    accounts.map(({ payeeId, closing }) => ({ contractId, payeeId, currency, amount: closing })),
  );
  return {
    balances,
    pools: [...pools].sort((one, other) => compareNumbers(one.contractId, other.contractId)),
    unitCounts,
    reserves,
  };
}
