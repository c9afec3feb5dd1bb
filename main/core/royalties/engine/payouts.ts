import type { Amount } from '../../../../shared/amount.ts';
import { AppError } from '../../../../shared/errors.ts';
import { allocateWhole } from '../../../../shared/money.ts';
import { amountsPerMinor, compareNumbers, compareTexts, type Fraction, sumOf } from './exact.ts';
import type { Exchanges } from './exchange.ts';
import { type Input, type Minor, type Payee, type Rate, whole } from './input.ts';
import type { Earned } from './make-lines.ts';
import type { Ledger, Payout, PayoutAccount, PayoutReason, Withheld } from './output.ts';

/** What each payee may be paid now, of every contract with a balance of theirs; it stays in the balance until it is. */
export function payOut(
  input: Input,
  ledgers: readonly Ledger[],
  earned: ReadonlyMap<number, Earned>,
  exchanges: Exchanges,
): Payout[] {
  const accounts = new Map<number, { ledger: Ledger; closing: Minor }[]>();
  for (const ledger of ledgers) {
    for (const { payeeId, closing } of ledger.accounts) {
      accounts.set(payeeId, [...(accounts.get(payeeId) ?? []), { ledger, closing }]);
    }
  }
  const payees = [...input.payees].sort((one, other) => compareNumbers(one.id, other.id));
  return payees.map((payee) => {
    const own = (accounts.get(payee.id) ?? []).map(({ ledger, closing }): PayoutAccount => {
      const { contractId, currency } = ledger;
      const due = Math.max(0, closing);
      if (due === 0) return { contractId, currency, closing, due, exchangeRate: '', converted: 0 };
      const { text, fraction } = exchanges.ofPeriod(currency, payee.currency, { contractId, payeeId: payee.id });
      const converted = toOtherCurrency(due, currency, payee.currency, fraction);
      return { contractId, currency, closing, due, exchangeRate: text, converted };
    });
    return payoutOf(payee, own, earned);
  });
}

function payoutOf(payee: Payee, accounts: PayoutAccount[], earned: ReadonlyMap<number, Earned>): Payout {
  const gross = sumOf(accounts.map(({ converted }) => converted));
  const reason = reasonOf(payee, accounts, gross);
  const { id: payeeId, currency } = payee;
  if (reason !== 'payable') {
    const nothing = { withheldLines: [], withheld: 0, payable: 0 };
    return { payeeId, currency, accounts, gross, ...nothing, carried: gross, reason };
  }
  const withheldLines = withhold(payee, accounts, earned);
  const withheld = sumOf(withheldLines.map(({ amount }) => amount));
  return {
    payeeId,
    currency,
    accounts,
    gross,
    withheldLines,
    withheld,
    payable: gross - withheld,
    carried: 0,
    reason,
  };
}

function reasonOf(payee: Payee, accounts: readonly PayoutAccount[], gross: Minor): PayoutReason {
  if (accounts.every(({ due }) => due === 0)) {
    return accounts.some(({ closing }) => closing < 0) ? 'recouping' : 'nothing';
  }
  if (payee.isOnHold) return 'onHold';
  return gross === 0 || gross < payee.minimum ? 'underMinimum' : 'payable';
}

/**
 * Tax on what is paid, not on what is earned: nothing is withheld while an advance is recouped. What is due of a contract is
 * taken to come from territories as this period's royalties of that contract do.
 */
function withhold(
  { withholding }: Payee,
  accounts: readonly PayoutAccount[],
  earned: ReadonlyMap<number, Earned>,
): Withheld[] {
  const rates = new Map(withholding.territories.map(({ territory, rate }) => [territory, rate]));
  const bases = new Map<string | null, Minor>();
  for (const { contractId, converted } of accounts) {
    for (const [territory, base] of byTerritory(converted, earned.get(contractId), rates)) {
      bases.set(territory, (bases.get(territory) ?? 0) + base);
    }
  }
  return [...bases]
    .map(([territory, base]): Withheld => {
      const rate = territory === null ? withholding.rate : (rates.get(territory) ?? 0);
      return { territory, base, rate, amount: partOf(base, rate) };
    })
    .filter(({ base, rate }) => base > 0 && rate > 0)
    .sort((one, other) => compareTexts(one.territory ?? '', other.territory ?? ''));
}

function byTerritory(
  due: Minor,
  earned: Earned | undefined,
  rates: ReadonlyMap<string, Rate>,
): [string | null, Minor][] {
  const weights = new Map<string | null, Amount>([[null, 0n]]);
  for (const [territory, amount] of earned?.territories ?? []) {
    if (amount <= 0n) continue;
    const key = rates.has(territory) ? territory : null;
    weights.set(key, (weights.get(key) ?? 0n) + amount);
  }
  const all = [...weights].sort(([one], [other]) => compareTexts(one ?? '', other ?? ''));
  if (all.every(([, weight]) => weight === 0n)) return [[null, due]];
  const parts = allocateWhole(
    BigInt(due),
    all.map(([, weight]) => weight),
  );
  return all.map(([territory], index) => [territory, Number(parts[index])]);
}

/** Of what is not negative, a half up. */
function partOf(minor: Minor, rate: Rate): Minor {
  return Number((BigInt(minor) * BigInt(rate) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
}

/** Of what is not negative, rounded once, a half up. Throws INVALID_INPUT where the result is too large. */
export function toOtherCurrency(minor: Minor, from: string, to: string, { over, under }: Fraction): Minor {
  const exact = BigInt(minor) * amountsPerMinor(from) * over;
  const unit = amountsPerMinor(to) * under;
  const converted = Number((exact * 2n + unit) / (unit * 2n));
  if (!Number.isSafeInteger(converted)) throw new AppError('INVALID_INPUT', 'That amount is too large.', { from, to });
  return converted;
}
