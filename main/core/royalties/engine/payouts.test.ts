import { expect, test } from 'vitest';
import { canonicalBytes } from './canonical.ts';
import { compareRuns } from './compare-runs.ts';
import type { Contract, Cost, Group, Input, Term } from './input.ts';
import { noState, whole } from './input.ts';
import { openingAfter, postedOf } from './prior-adjustments.ts';
import {
  accountOf,
  amountOf,
  contract,
  entry,
  ledgerOf,
  movedIn,
  payee,
  percent,
  problemsOf,
  reserve,
  run,
  sum,
  term,
} from './testing/build-input.ts';

const cost = (parts: Partial<Cost>): Cost => ({
  id: 1,
  amount: 10_001,
  currency: 'EUR',
  recoupable: whole,
  target: { kind: 'contracts', contractIds: [1, 2] },
  sharing: 'full',
  ...parts,
});

const opening = (balances: [contractId: number, payeeId: number, amount: number][]) => ({
  ...noState,
  balances: balances.map(([contractId, payeeId, amount]) => ({ contractId, payeeId, currency: 'EUR', amount })),
});

test('a payout that is too small is carried over, and a payment takes it from the balance', () => {
  const payees = [payee(1, { minimum: 5000 })];
  const first = run({ payees, sums: [sum('35.32')] });
  expect(first.payees[0]).toMatchObject({ gross: 1766, payable: 0, carried: 1766, reason: 'underMinimum' });
  const second = run({ payees, sums: [sum('80')], opening: first.state });
  expect(second.payees[0]).toMatchObject({ gross: 5766, payable: 5766, carried: 0, reason: 'payable' });
  expect(run({ payees, sums: [sum('100')] }).payees[0]).toMatchObject({ payable: 5000 });
  const third = run({ payees, entries: [entry('payment', 5766)], opening: second.state });
  expect(movedIn(third)).toEqual({ opening: 5766, payments: -5766, closing: 0 });
  expect(third.payees[0]?.reason).toBe('nothing');
});

test('an advance is recouped first, a payee on hold waits, and too much paid is noticed', () => {
  const advance = run({ sums: [sum('100')], entries: [entry('advance', 20_000)] });
  expect(advance.payees[0]).toMatchObject({ gross: 0, payable: 0, reason: 'recouping' });
  expect(run({ sums: [sum('700')], opening: advance.state }).payees[0]).toMatchObject({ payable: 20_000 });
  const held = run({ sums: [sum('100')], payees: [payee(1, { isOnHold: true })] });
  expect(held.payees[0]).toMatchObject({ payable: 0, carried: 5000, reason: 'onHold' });
  const overpaid = run({ opening: opening([[1, 1, 100]]), entries: [entry('payment', 101)] });
  expect(overpaid.warnings).toEqual([{ code: 'ACCOUNT_OVERPAID', ids: { contractId: 1, payeeId: 1 }, count: 1 }]);
});

test('an advance to one of two payees is recouped from that one alone', () => {
  const payees = [1, 2].map((payeeId) => ({ payeeId, share: whole / 2 }));
  const entries = [entry('advance', 10_000, { payeeId: 2 })];
  const output = run({ contracts: [contract({ payees })], sums: [sum('100')], entries });
  expect([1, 2].map((id) => accountOf(output, 1, id).closing)).toEqual([2500, -7500]);
  expect(output.payees.map(({ payable, reason }) => [payable, reason])).toEqual([
    [2500, 'payable'],
    [0, 'recouping'],
    [0, 'nothing'],
  ]);
});

test('tax is withheld of what is paid, by territory of what was earned', () => {
  const withholding = { rate: percent(10), territories: [{ territory: 'US', rate: percent(30) }] };
  const sums = [sum('100', { territory: 'US' }), sum('300'), sum('-7', { territory: 'FR' })];
  const output = run({ payees: [payee(1, { withholding })], sums, entries: [entry('advance', 9650)] });
  expect(output.payees[0]).toMatchObject({
    gross: 10_000,
    withheldLines: [
      { territory: null, base: 7500, rate: percent(10), amount: 750 },
      { territory: 'US', base: 2500, rate: percent(30), amount: 750 },
    ],
    withheld: 1500,
    payable: 8500,
  });
});

test('tax of half a cent is a cent', () => {
  const payees = [payee(1, { withholding: { rate: percent(50), territories: [] } })];
  expect(run({ payees, sums: [sum('0.06')] }).payees[0]).toMatchObject({ gross: 3, withheld: 2, payable: 1 });
});

test('statements come to the currency of the contract by their own rate, payouts by the one of the period', () => {
  const rates = [
    { statementId: 1, from: 'USD', to: 'EUR', rate: '0.9182' },
    { statementId: 2, from: 'USD', to: 'EUR', rate: '0.90' },
    { statementId: null, from: 'EUR', to: 'JPY', rate: '162.5' },
  ];
  const sums = [1, 2].map((statementId) => sum('100', { statementId, currency: 'USD' }));
  const output = run({ rates, sums, payees: [payee(1, { currency: 'JPY' })] });
  expect(output.lines.map(({ exchangeRate, source, amount }) => [exchangeRate, source, amount])).toEqual([
    ['0.9182', amountOf('50'), amountOf('45.91')],
    ['0.9', amountOf('50'), amountOf('45')],
  ]);
  expect(output.payees[0]).toMatchObject({ currency: 'JPY', payable: 14_773 });
  expect(output.payees[0]?.accounts).toMatchObject([{ due: 9091, exchangeRate: '162.5', converted: 14_773 }]);
  expect(output.reconciliation.sources).toMatchObject([{ currency: 'USD', label: amountOf('100'), isExact: true }]);
});

test('a cost of several contracts is charged in full to each or shared, as it says', () => {
  const contracts = [1, 2].map((id) => contract({ id }));
  const closings = (parts: Partial<Cost>) => {
    return run({ contracts, costs: [cost(parts)] }).ledgers.map(({ closing }) => closing);
  };
  expect(closings({})).toEqual([-10_001, -10_001]);
  expect(closings({ sharing: 'proRata' })).toEqual([-5001, -5000]);
  expect(closings({ recoupable: percent(50), target: { kind: 'contracts', contractIds: [2] } })).toEqual([0, -5001]);
  // Of a release without a contract of its own: those of its tracks bear it, and not who has none of its income.
  const of = (id: number, recordingIds: number[]) => contract({ id, recordingIds, isDefault: id === 3 });
  const tracks = [1, 2, 3].map((recordingId) => ({ recordingId, weight: 0 }));
  const release = { id: 1, artistIds: [], spread: 'equal' as const, tracks };
  const parts = { contracts: [of(1, [1]), of(2, [2, 3]), of(3, [])], releases: [release] };
  const target = { kind: 'release' as const, id: 1, month: 202608 };
  const borne = (own: Partial<Cost>) => run({ ...parts, costs: [cost({ amount: 900, target, ...own })] }).ledgers;
  expect(borne({ sharing: 'proRata' }).map(({ closing }) => closing)).toEqual([-300, -600, 0]);
  expect(borne({ sharing: 'full' }).map(({ closing }) => closing)).toEqual([-900, -900, 0]);
  const nobody = run({ contracts: [], costs: [cost({ target: { kind: 'release', id: 1, month: 202608 } })] });
  expect(nobody.warnings).toEqual([{ code: 'COST_WITHOUT_CONTRACT', ids: { costId: 1 }, count: 1 }]);
});

test('contracts cover each other only in a group, by its rule', () => {
  const contracts = [1, 2, 3].map((id) => contract({ id, isDefault: id === 1 }));
  const start = opening([
    [1, 1, 5000],
    [2, 1, -4000],
    [3, 1, -9000],
  ]);
  const closings = (rule?: Group['rule'], parts: Partial<Input> = {}) => {
    const groups = rule ? [{ id: 1, contractIds: [1, 2, 3], rule, mainContractId: rule === 'recoup' ? null : 3 }] : [];
    return run({ contracts, groups, sums: [sum('100')], opening: start, ...parts }).ledgers.map(
      ({ closing }) => closing,
    );
  };
  expect(closings()).toEqual([10_000, -4000, -9000]);
  expect(closings('recoup')).toEqual([0, -923, -2077]);
  expect(closings('income')).toEqual([5000, -4000, -4000]);
  expect(closings('positive')).toEqual([0, -4000, 1000]);
  expect(closings('overMinimum', { payees: [payee(1, { minimum: 10_001 })] })).toEqual([10_000, -4000, -9000]);
  expect(closings('overMinimum', { payees: [payee(1, { minimum: 10_000 })] })).toEqual([0, -4000, 1000]);
  const costs = [cost({ amount: 2000, target: { kind: 'contracts', contractIds: [1] } })];
  const group: Group = { id: 1, contractIds: [1, 2, 3], rule: 'income', mainContractId: 3 };
  const earning = contracts.map((each) => (each.id === 3 ? { ...each, recordingIds: [2] } : each));
  const both = [sum('100'), sum('100', { recordingId: 2 })];
  expect(run({ contracts: earning, groups: [group], sums: both }).transfers).toEqual([
    { groupId: 1, contractId: 1, payeeId: 1, amount: -5000 },
    { groupId: 1, contractId: 3, payeeId: 1, amount: 5000 },
  ]);
  const held = contracts.map((each) => ({ ...each, reserve: reserve({ saleTypes: ['stream'] }) }));
  expect(closings('incomeCostsReserves', { contracts: held, costs })).toEqual([5000, -4000, -7000]);
  expect(closings('incomeCosts', { costs })).toEqual([5000, -4000, -6000]);
});

test('what changed after a period was closed is an adjustment with its reasons, once', () => {
  const posted = run({ sums: [sum('100'), sum('10', { itemId: 2 })] });
  const fixed = (parts: Partial<Input>) => {
    const closed = [{ periodId: 1, posted: postedOf(posted), corrected: [], recalculated: postedOf(run(parts)) }];
    return run({ closed, opening: posted.state });
  };
  const more = fixed({ sums: [sum('120'), sum('1', { itemId: 3 })] });
  expect(more.priorAdjustments).toEqual([
    {
      periodId: 1,
      contractId: 1,
      payeeId: 1,
      kind: 'royalties',
      amount: 550,
      reasons: ['linesAdded', 'linesRemoved', 'amountsChanged'],
    },
  ]);
  expect(movedIn(more)).toEqual({ opening: 5500, priorAdjustments: 550, closing: 6050 });
  const sums = [sum('100'), sum('10', { itemId: 2 })];
  const less = fixed({ sums, contracts: [contract({ terms: [term(40)] })] });
  expect(less.priorAdjustments).toMatchObject([{ amount: -1100, reasons: ['termsChanged'] }]);
  const payees = [1, 2].map((payeeId) => ({ payeeId, share: whole / 2 }));
  expect(fixed({ sums, contracts: [contract({ payees })] }).priorAdjustments).toMatchObject([
    { payeeId: 1, amount: -2750, reasons: ['sharesChanged'] },
    { payeeId: 2, amount: 2750, reasons: ['sharesChanged'] },
  ]);
  const charged = fixed({ sums, costs: [cost({ target: { kind: 'contracts', contractIds: [1] } })] });
  expect(charged.priorAdjustments).toMatchObject([{ kind: 'costs', amount: -10_001, reasons: ['costsChanged'] }]);
});

test('units that were sold in a closed period without being known then count for what comes after', () => {
  const steps = [{ aboveUnits: 100, rate: percent(20), perUnit: 0n }];
  const contracts = [contract({ terms: [term(10, { steps })] })];
  const posted = run({ contracts, sums: [sum('60', { units: 60 })] });
  const known = run({ contracts, sums: [sum('100', { units: 100 })] });
  const closed = [{ periodId: 1, posted: postedOf(posted), corrected: [], recalculated: postedOf(known) }];
  const next = run({ contracts, closed, opening: openingAfter(posted.state, known.state), sums: [sum('10')] });
  expect(movedIn(next)).toEqual({ opening: 600, royalties: 200, priorAdjustments: 400, closing: 1200 });
});

test('a what-if says for each payee what it would change', () => {
  const before = run({ sums: [sum('100')] });
  const after = run({ sums: [sum('100')], contracts: [contract({ terms: [term(60)] })] });
  expect(compareRuns(before, after)[0]).toEqual({
    payeeId: 1,
    currency: 'EUR',
    before: { gross: 5000, withheld: 0, payable: 5000, carried: 0 },
    after: { gross: 6000, withheld: 0, payable: 6000, carried: 0 },
    difference: { gross: 1000, withheld: 0, payable: 1000, carried: 0 },
    contracts: [{ contractId: 1, currency: 'EUR', before: 5000, after: 6000 }],
  });
  expect(compareRuns(before, before).every(({ difference }) => difference?.gross === 0)).toBe(true);
});

const wrong = (parts: Partial<Input>) => problemsOf(parts).map(({ code, ids, value }) => [code, ids, value]);
const wrongContract = (parts: Partial<Contract>) => wrong({ contracts: [contract(parts)] });
const wrongTerm = (parts: Partial<Term>) => wrongContract({ terms: [{ ...term(50), ...parts }] });

test('a split of 99.99 % refuses everything and names the contract, and so does whatever else is not whole', () => {
  const payees = [{ payeeId: 1, share: 999_900 }];
  expect(wrongContract({ payees })).toEqual([['SPLIT_NOT_WHOLE', { contractId: 1 }, '999900']]);
  expect(wrongContract({ payees: [] })).toEqual([['SPLIT_NOT_WHOLE', { contractId: 1 }, '0']]);
  const schedule = [percent(50), percent(49)];
  expect(wrongContract({ reserve: reserve({ schedule }) })).toEqual([
    ['SCHEDULE_NOT_WHOLE', { contractId: 1 }, '990000'],
  ]);
  expect(wrongTerm({ rate: whole + 1 })).toEqual([['RATE_INVALID', { contractId: 1, termId: 1 }, '1000001']]);
  expect(wrongTerm({ deduction: 0.5 })).toEqual([['RATE_INVALID', { contractId: 1, termId: 1 }, '0.5']]);
  expect(wrongTerm({ steps: [{ aboveUnits: 0, rate: 0, perUnit: 0n }] })).toMatchObject([['STEPS_INVALID', {}, '']]);
});

test('a rate, a currency or a gross amount that is not known is never guessed', () => {
  const sums = [sum('1', { currency: 'USD' })];
  expect(wrong({ sums })).toEqual([['RATE_UNKNOWN', { statementId: 1, contractId: 1 }, 'USD/EUR']]);
  const usd = { from: 'USD', to: 'EUR', rate: '0.9' };
  expect(wrong({ sums, rates: [{ ...usd, statementId: 2 }] })).toMatchObject([['RATE_UNKNOWN', {}, 'USD/EUR']]);
  expect(wrong({ sums, rates: [{ ...usd, statementId: 1, rate: '0' }] })).toMatchObject([
    ['RATE_INVALID', {}, 'USD/EUR 0'],
  ]);
  const twice = [usd, usd].map((each) => ({ ...each, statementId: 1 }));
  expect(wrong({ sums, rates: twice })).toEqual([['RATE_TWICE', { statementId: 1 }, 'USD/EUR']]);
  expect(wrong({ sums: [sum('1', { currency: 'XYZ' })] })).toEqual([['CURRENCY_UNKNOWN', { statementId: 1 }, 'XYZ']]);
  const contracts = [contract({ terms: [term(50, { basis: 'gross' })] })];
  for (const gross of [null, 0n]) {
    expect(wrong({ contracts, sums: [sum('1', { gross })] })).toMatchObject([
      ['GROSS_UNKNOWN', { statementId: 1 }, ''],
    ]);
  }
  const paid = { sums: [sum('1')], payees: [payee(1, { currency: 'USD' })] };
  expect(wrong(paid)).toEqual([['RATE_UNKNOWN', { contractId: 1, payeeId: 1 }, 'EUR/USD']]);
});

test('balances, entries and groups that fit nowhere are refused', () => {
  expect(wrong({ opening: opening([[9, 1, 5]]) })).toEqual([['CONTRACT_UNKNOWN', { contractId: 9, payeeId: 1 }, '']]);
  expect(wrong({ opening: opening([[1, 9, 5]]) })).toEqual([['PAYEE_UNKNOWN', { contractId: 1, payeeId: 9 }, '']]);
  expect(wrong({ opening: opening([[1, 1, 5]]), contracts: [contract({ currency: 'USD' })] })).toEqual([
    ['CURRENCY_CHANGED', { contractId: 1, payeeId: 1 }, 'EUR/USD'],
  ]);
  expect(wrong({ entries: [entry('payment', -5)] })).toEqual([['AMOUNT_INVALID', { contractId: 1, entryId: 1 }, '-5']]);
  expect(wrong({ contracts: [contract(), contract()] })).toEqual([['CONTRACT_TWICE', { contractId: 1 }, '']]);
  const contracts = [contract(), contract({ id: 2, currency: 'USD' })];
  const group: Group = { id: 1, contractIds: [1, 2], rule: 'income', mainContractId: null };
  expect(wrong({ contracts, groups: [group] }).map(([code]) => code)).toEqual([
    'GROUP_CURRENCIES_DIFFER',
    'GROUP_MAIN_MISSING',
  ]);
  const groups = [1, 2].map((id) => ({ id, contractIds: [1], rule: 'recoup' as const, mainContractId: null }));
  expect(wrong({ groups })).toEqual([['GROUPED_TWICE', { groupId: 2, contractId: 1 }, '']]);
});

test('bytes are JSON with sorted names and amounts as text', () => {
  const text = canonicalBytes({ b: [1n, -0, { d: 'é', c: null }], a: {}, e: [], f: true }).toString();
  expect(text).toBe('{"a":{},"b":["1",0,{"c":null,"d":"é"}],"e":[],"f":true}');
  expect(() => canonicalBytes({ a: Number.NaN })).toThrow(TypeError);
  expect(ledgerOf(run({})).closing).toBe(0);
});
