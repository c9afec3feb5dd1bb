import { type Amount, parseAmount } from '../../../../../shared/amount.ts';
import { calculate } from '../calculate.ts';
import type { Contract, Entry, Input, Payee, Reserve, Sum, Term } from '../input.ts';
import { noState, whole } from '../input.ts';
import type { Account, Ledger, Output, Problem } from '../output.ts';
import { anything } from '../terms.ts';

/* Tiny builders: a test names what matters to it. */

/** '12.5' in 10^-12. */
export function amountOf(text: string): Amount {
  const read = parseAmount(text, { decimal: '.' });
  if (!read) throw new Error(`No amount: ${text}`);
  return read.amount;
}

export function percent(value: number): number {
  return Math.round(value * 10_000);
}

export function sum(net: string, parts: Partial<Sum> = {}): Sum {
  return {
    statementId: 1,
    itemId: 1,
    recordingId: 1,
    releaseId: null,
    workId: null,
    storeId: 1,
    territory: 'DE',
    saleType: 'stream',
    format: '',
    priceTier: '',
    month: 202608,
    currency: 'EUR',
    units: 100,
    gross: null,
    net: amountOf(net),
    isIgnored: false,
    ...parts,
  };
}

export function term(rate: number, parts: Partial<Omit<Term, 'when'>> & { when?: Partial<Term['when']> } = {}): Term {
  const { when, ...rest } = parts;
  return {
    id: 1,
    basis: 'net',
    rate: percent(rate),
    perUnit: 0n,
    deduction: 0,
    steps: [],
    countBy: 'contract',
    reserveRate: null,
    ...rest,
    when: { ...anything, ...when },
  };
}

/** 50 % of net receipts of everything, for payee 1. */
export function contract(parts: Partial<Contract> = {}): Contract {
  return {
    id: 1,
    side: 'master',
    kind: 'royalty',
    currency: 'EUR',
    from: null,
    to: null,
    recordingIds: [],
    releaseIds: [],
    artistIds: [],
    workIds: [],
    isDefault: true,
    isAlongside: false,
    payees: [{ payeeId: 1, share: whole }],
    terms: [term(50)],
    profitRate: percent(50),
    reserve: null,
    ...parts,
  };
}

export function reserve(parts: Partial<Reserve> = {}): Reserve {
  return {
    rate: percent(20),
    basis: 'post',
    saleTypes: ['physical'],
    schedule: [percent(50), percent(50)],
    ...parts,
  };
}

export function payee(id: number, parts: Partial<Payee> = {}): Payee {
  return { id, currency: 'EUR', minimum: 0, withholding: { rate: 0, territories: [] }, isOnHold: false, ...parts };
}

export function entry(kind: Entry['kind'], amount: number, parts: Partial<Entry> = {}): Entry {
  return { id: 1, contractId: 1, payeeId: null, kind, amount, ...parts };
}

/** One contract, payees 1 to 3, recordings 1 to 3 of artists 1 to 3, nothing else. */
export function inputOf(parts: Partial<Input> = {}): Input {
  return {
    period: { id: 1, from: 202607, to: 202609, currency: 'EUR' },
    sums: [],
    recordings: [1, 2, 3].map((id) => ({ id, artistIds: [id], workId: null, durationMs: null })),
    releases: [],
    contracts: [contract()],
    payees: [payee(1), payee(2), payee(3)],
    groups: [],
    entries: [],
    costs: [],
    rates: [],
    opening: noState,
    closed: [],
    ...parts,
  };
}

export function run(parts: Partial<Input>): Output {
  const outcome = calculate(inputOf(parts));
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome.output;
}

export function problemsOf(parts: Partial<Input>): Problem[] {
  const outcome = calculate(inputOf(parts));
  return outcome.kind === 'refused' ? outcome.problems : [];
}

export function ledgerOf(output: Output, contractId = 1): Ledger {
  const ledger = output.ledgers.find((each) => each.contractId === contractId);
  if (!ledger) throw new Error(`No ledger: ${contractId}`);
  return ledger;
}

export function accountOf(output: Output, contractId: number, payeeId: number): Account {
  const account = ledgerOf(output, contractId).accounts.find((each) => each.payeeId === payeeId);
  if (!account) throw new Error(`No account: ${contractId} ${payeeId}`);
  return account;
}

/** What moved in a ledger, without what did not. */
export function movedIn(output: Output, contractId = 1): Record<string, number> {
  const { movements, closing } = ledgerOf(output, contractId);
  return { ...Object.fromEntries(Object.entries(movements).filter(([, amount]) => amount !== 0)), closing };
}
