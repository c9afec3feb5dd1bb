import { expect, test } from 'vitest';
import type { Contract } from './input.ts';
import { noState } from './input.ts';
import {
  accountOf,
  amountOf,
  contract,
  entry,
  ledgerOf,
  movedIn,
  payee,
  percent,
  reserve,
  run,
  sum,
  term,
} from './testing/build-input.ts';

const physical = { saleType: 'physical', units: 10 };

test('a royalty is its rate of net receipts, and every line says why', () => {
  const output = run({ sums: [sum('6368.44')] });
  expect(movedIn(output)).toEqual({ royalties: 318_422, closing: 318_422 });
  expect(output.lines).toMatchObject([
    { contractId: 1, termId: 1, level: 'default', rate: percent(50), source: amountOf('3184.22'), sum: { itemId: 1 } },
  ]);
  expect(output.payees[0]).toMatchObject({ gross: 318_422, payable: 318_422, reason: 'payable' });
});

test('the drawn ledger: an advance, costs by half, and what is payable', () => {
  const output = run({
    sums: [sum('6368.44')],
    opening: { ...noState, balances: [{ contractId: 1, payeeId: 1, currency: 'EUR', amount: -32_000 }] },
    costs: [
      {
        id: 1,
        amount: 42_000,
        currency: 'EUR',
        recoupable: percent(50),
        target: { kind: 'recording', id: 1, month: 202608 },
        sharing: 'full',
      },
    ],
  });
  expect(movedIn(output)).toEqual({ opening: -32_000, royalties: 318_422, costs: -21_000, closing: 265_422 });
  expect(output.payees[0]?.payable).toBe(265_422);
});

test('5 cents at 70 and 30 percent are 4 and 1', () => {
  const payees = [
    { payeeId: 1, share: percent(30) },
    { payeeId: 2, share: percent(70) },
  ];
  const output = run({ sums: [sum('0.05')], contracts: [contract({ payees, terms: [term(100)] })] });
  expect([2, 1].map((id) => accountOf(output, 1, id).closing)).toEqual([4, 1]);
  const back = run({ sums: [sum('-0.05')], contracts: [contract({ payees, terms: [term(100)] })] });
  expect([2, 1].map((id) => accountOf(back, 1, id).closing)).toEqual([-4, -1]);
});

test('what rounding leaves is shown and stays with the label', () => {
  const output = run({ sums: [sum('0.00333', { itemId: 1 }), sum('0.00333', { itemId: 2 })] });
  expect(ledgerOf(output)).toMatchObject({ closing: 0, rounding: amountOf('0.00333') });
  expect(output.reconciliation.contracts).toMatchObject([{ earned: amountOf('0.00333'), posted: 0, isExact: true }]);
});

test('a line finer than 12 places is rounded once, a half to even', () => {
  const lines = run({
    sums: ['0.000000000001', '0.000000000003', '-0.000000000001'].map((net, itemId) => sum(net, { itemId })),
  });
  expect(lines.lines.map(({ amount }) => amount)).toEqual([0n, 2n, 0n]);
});

test('yen and dinars are posted in their own digits', () => {
  const inYen = run({
    sums: [sum('1001', { currency: 'JPY' })],
    contracts: [contract({ currency: 'JPY' })],
    payees: [payee(1, { currency: 'JPY' })],
  });
  expect(ledgerOf(inYen)).toMatchObject({ closing: 501, rounding: amountOf('-0.5') });
  const inDinars = run({
    sums: [sum('1.001', { currency: 'KWD' })],
    contracts: [contract({ currency: 'KWD' })],
    payees: [payee(1, { currency: 'KWD' })],
  });
  expect(ledgerOf(inDinars).closing).toBe(501);
});

test('a classic profit share keeps a loss whole and shares a profit', () => {
  const classic = contract({ kind: 'classic', terms: [], profitRate: percent(80) });
  const cost = { id: 1, currency: 'EUR', recoupable: percent(100), sharing: 'full' as const };
  const target = { kind: 'contracts' as const, contractIds: [1] };
  const loss = run({ contracts: [classic], costs: [{ ...cost, amount: 100_000, target }] });
  expect(movedIn(loss)).toEqual({ costs: -100_000, closing: -100_000 });
  const profit = run({ contracts: [classic], sums: [sum('1000')] });
  expect(movedIn(profit)).toEqual({ royalties: 80_000, closing: 80_000 });
  expect(profit.reconciliation.contracts).toMatchObject([{ poolKept: amountOf('200'), isExact: true }]);
  const even = run({ contracts: [classic], sums: [sum('1000')], opening: loss.state });
  expect(movedIn(even)).toEqual({ opening: -100_000, royalties: 100_000, closing: 0 });
  const after = run({ contracts: [classic], sums: [sum('1000')], opening: even.state });
  expect(movedIn(after)).toEqual({ royalties: 80_000, closing: 80_000 });
  const back = run({ contracts: [classic], sums: [sum('-1000')], opening: after.state });
  expect(movedIn(back)).toEqual({ opening: 80_000, royalties: -80_000, closing: 0 });
});

test('a flexible profit share takes its rate of income and costs alike', () => {
  const flexible = contract({ kind: 'flexible', terms: [], profitRate: percent(80) });
  const target = { kind: 'contracts' as const, contractIds: [1] };
  const output = run({
    contracts: [flexible],
    sums: [sum('500')],
    costs: [{ id: 1, amount: 100_000, currency: 'EUR', recoupable: percent(100), sharing: 'full', target }],
  });
  expect(movedIn(output)).toEqual({ royalties: 40_000, costs: -80_000, closing: -40_000 });
});

test('reserves: 20 % of 25 pounds earned, or of the 100 they came of', () => {
  const held = (basis: 'post' | 'pre', rate = 25) =>
    run({
      sums: [sum('100', { ...physical, currency: 'GBP' })],
      contracts: [contract({ currency: 'GBP', terms: [term(rate)], reserve: reserve({ basis }) })],
      payees: [payee(1, { currency: 'GBP' })],
    });
  expect(movedIn(held('post'))).toEqual({ royalties: 2500, reservesTaken: -500, closing: 2000 });
  expect(movedIn(held('pre'))).toEqual({ royalties: 2500, reservesTaken: -2000, closing: 500 });
  const ownRate = contract({ terms: [term(25, { reserveRate: percent(40) })], reserve: reserve() });
  expect(ledgerOf(run({ contracts: [ownRate], sums: [sum('100', physical)] })).movements.reservesTaken).toBe(-1000);
  expect(movedIn(held('pre', 10))).toEqual({ royalties: 1000, reservesTaken: -1000, closing: 0 });
});

test('reserves are of physical sales only, never of returns, and come back by their schedule', () => {
  const contracts = [contract({ reserve: reserve({ schedule: [percent(50), percent(25), percent(25)] }) })];
  const first = run({ contracts, sums: [sum('10.02', physical), sum('100'), sum('-10', physical)] });
  expect(ledgerOf(first).movements.reservesTaken).toBe(-100);
  const second = run({ contracts, opening: first.state });
  const third = run({ contracts, opening: second.state });
  const fourth = run({ contracts, opening: third.state });
  expect([second, third, fourth].map((each) => ledgerOf(each).movements.reservesReleased)).toEqual([50, 25, 25]);
  expect(fourth.state.reserves).toEqual([]);
});

test('the most specific contract counts: recording, release, artist, default', () => {
  const own = (id: number, parts: Partial<Contract>) => contract({ id, isDefault: false, ...parts });
  const contracts = [
    contract({ id: 4 }),
    own(3, { artistIds: [1] }),
    own(2, { releaseIds: [1] }),
    own(1, { recordingIds: [1], to: 202608 }),
  ];
  const releases = [{ id: 1, artistIds: [1], spread: 'equal' as const, tracks: [{ recordingId: 1, weight: 1 }] }];
  const winner = (parts: Partial<Parameters<typeof sum>[1]>) =>
    run({ contracts, releases, sums: [sum('1', parts)] }).lines.map(
      ({ contractId, level }) => `${contractId} ${level}`,
    );
  expect(winner({})).toEqual(['1 recording']);
  expect(winner({ month: 202609 })).toEqual(['2 release']);
  const recordings = [1, 2].map((id) => ({ id, artistIds: [1], workId: null, durationMs: null }));
  expect(run({ contracts, recordings, sums: [sum('1', { recordingId: 2 })] }).lines[0]?.level).toBe('artist');
  expect(winner({ recordingId: 3 })).toEqual(['4 default']);
});

test('a contract alongside takes part and hides none; equals overlap with a warning', () => {
  const producer = contract({ id: 2, isAlongside: true, isDefault: false, recordingIds: [1], terms: [term(3)] });
  const output = run({ contracts: [contract(), producer], sums: [sum('100')] });
  expect(output.ledgers.map(({ closing }) => closing)).toEqual([5000, 300]);
  expect(output.warnings).toEqual([]);
  const equals = run({ contracts: [contract({ terms: [term(60)] }), contract({ id: 2 })], sums: [sum('100')] });
  expect(equals.warnings.map(({ code }) => code)).toEqual(['CONTRACTS_OVERLAP', 'MORE_THAN_RECEIVED']);
  const negative = run({ contracts: [contract({ terms: [term(60)] }), contract({ id: 2 })], sums: [sum('-100')] });
  expect(negative.warnings).toEqual(equals.warnings);
  expect(run({ sums: [sum('-100')] }).warnings).toEqual([]);
  expect(equals.reconciliation.sources).toMatchObject([{ label: amountOf('-10'), isExact: true }]);
});

test('the first term that matches counts', () => {
  const terms = [
    term(10, { id: 1, when: { saleTypes: ['download'], storeIds: [7] } }),
    term(20, { id: 2, when: { territories: ['US', 'CA'], exceptTerritories: ['CA'] } }),
    term(30, { id: 3, when: { formats: ['vinyl'], priceTiers: ['mid'] } }),
    term(40, { id: 4, when: { from: 202609, to: 202610 } }),
    term(50, { id: 5, when: { saleTypes: ['stream', 'download'] } }),
  ];
  const chosen = (parts: Partial<Parameters<typeof sum>[1]>) => {
    const output = run({ contracts: [contract({ terms })], sums: [sum('1', parts)] });
    return output.lines[0]?.termId ?? output.warnings[0]?.code;
  };
  expect(chosen({ saleType: 'download', storeId: 7, territory: 'US' })).toBe(1);
  expect(chosen({ territory: 'US' })).toBe(2);
  expect(chosen({ territory: 'CA' })).toBe(5);
  expect(chosen({ saleType: 'physical', format: 'vinyl', priceTier: 'mid' })).toBe(3);
  expect([202608, 202609, 202610, 202611].map((month) => chosen({ month }))).toEqual([5, 4, 4, 5]);
  expect(chosen({ saleType: 'physical', format: 'vinyl' })).toBe('NO_TERM');
});

test('rates of gross receipts and of units, packaging off physical sales', () => {
  const rates = [{ statementId: 1, from: 'USD', to: 'EUR', rate: '0.5' }];
  const dollars = run({
    rates,
    sums: [sum('70', { currency: 'USD', units: 8 })],
    contracts: [contract({ terms: [term(0, { basis: 'perUnit', perUnit: amountOf('0.75') })] })],
  });
  expect(dollars.lines).toMatchObject([{ amount: amountOf('6'), source: amountOf('12') }]);
  const gross = run({
    contracts: [contract({ terms: [term(10, { basis: 'gross' })] })],
    sums: [sum('70', { gross: amountOf('100') })],
  });
  expect(ledgerOf(gross).closing).toBe(1000);
  const terms = [term(0, { basis: 'perUnit', perUnit: amountOf('0.75') })];
  expect(ledgerOf(run({ contracts: [contract({ terms })], sums: [sum('70')] })).closing).toBe(7500);
  const boxed = [contract({ terms: [term(50, { deduction: percent(25) })] })];
  expect(ledgerOf(run({ contracts: boxed, sums: [sum('100', physical)] })).closing).toBe(3750);
  expect(ledgerOf(run({ contracts: boxed, sums: [sum('100')] })).closing).toBe(5000);
});

test('steps raise the rate where their units are reached, within a line and over periods, and returns undo them', () => {
  const steps = [{ aboveUnits: 1000, rate: percent(20), perUnit: 0n }];
  const contracts = [contract({ terms: [term(10, { steps })] })];
  const first = run({ contracts, sums: [sum('800', { units: 800 })] });
  expect(ledgerOf(first).closing).toBe(8000);
  const second = run({ contracts, sums: [sum('400', { units: 400 })], opening: first.state });
  expect(second.lines.map(({ step, units, base }) => [step, units, base])).toEqual([
    [0, 200_000_000n, amountOf('200')],
    [1, 200_000_000n, amountOf('200')],
  ]);
  expect(ledgerOf(second).movements.royalties).toBe(6000);
  const back = run({ contracts, sums: [sum('-400', { units: -400 })], opening: second.state });
  expect(ledgerOf(back).movements.royalties).toBe(-6000);
  expect(back.state.unitCounts).toEqual(first.state.unitCounts);
});

test('steps count in the order of sales, for a contract, a release or a recording', () => {
  const steps = [{ aboveUnits: 100, rate: percent(20), perUnit: 0n }];
  const releases = [1, 2].map((id) => {
    const tracks = [{ recordingId: id, weight: 1 }];
    return {
      id,
      artistIds: [],
      spread: 'equal' as const,
      tracks: id === 1 ? [...tracks, { recordingId: 3, weight: 1 }] : tracks,
    };
  });
  const sums = [sum('50', { month: 202608 }), sum('100', { month: 202607, itemId: 2 }), sum('10', { recordingId: 3 })];
  const closing = (countBy: 'contract' | 'release' | 'recording') =>
    run({ releases, sums, contracts: [contract({ terms: [term(10, { steps, countBy })] })] }).lines.map(
      ({ sum: { itemId, recordingId }, amount }) => [itemId, recordingId, amount / amountOf('0.5')],
    );
  expect(closing('contract')).toEqual([
    [2, 1, 20n],
    [1, 1, 20n],
    [1, 3, 4n],
  ]);
  expect(closing('release')).toEqual(closing('contract'));
  expect(closing('recording').at(-1)).toEqual([1, 3, 2n]);
});

test('income of a whole release comes to its tracks equally, by duration or by weights', () => {
  const contracts = [1, 2, 3].map((id) => contract({ id, isDefault: false, recordingIds: [id], terms: [term(100)] }));
  const recordings = [1, 2, 3].map((id) => ({ id, artistIds: [], workId: null, durationMs: id * 60_000 }));
  const spread = (how: 'equal' | 'duration' | 'weights', weights: number[]) => {
    const tracks = weights.map((weight, index) => ({ recordingId: index + 1, weight }));
    const releases = [{ id: 1, artistIds: [], spread: how, tracks }];
    const output = run({ contracts, recordings, releases, sums: [sum('10', { recordingId: null, releaseId: 1 })] });
    return [...output.ledgers.map(({ closing }) => closing), ...output.warnings.map(({ code }) => code)];
  };
  expect(spread('equal', [0, 0, 0])).toEqual([333, 333, 333]);
  expect(spread('duration', [0, 0, 0])).toEqual([167, 333, 500]);
  expect(spread('weights', [1, 0, 3])).toEqual([250, 0, 750]);
  expect(spread('weights', [0, 0, 0])).toEqual([333, 333, 333, 'SPREAD_EQUALLY']);
});

test('publishing income goes to the composition, all else to the master', () => {
  const contracts = [
    contract(),
    contract({ id: 2, side: 'composition', isDefault: false, workIds: [9], terms: [term(75)] }),
  ];
  const recordings = [{ id: 1, artistIds: [1], workId: 9, durationMs: null }];
  const output = run({ contracts, recordings, sums: [sum('10'), sum('10', { saleType: 'mechanical' })] });
  expect(output.ledgers.map(({ closing }) => closing)).toEqual([500, 750]);
  const society = sum('8', { recordingId: null, workId: 9, saleType: 'performance' });
  expect(ledgerOf(run({ contracts, recordings, sums: [society] }), 2).closing).toBe(600);
});

test('what nobody matched, wanted or has a contract for stays visible, and all adds up', () => {
  const contracts = [contract({ isDefault: false, recordingIds: [1] })];
  const sums = [
    sum('1'),
    sum('2', { recordingId: null, itemId: 2 }),
    sum('3', { isIgnored: true }),
    sum('4', { recordingId: 2 }),
    sum('5', { currency: 'USD', recordingId: 2 }),
  ];
  const output = run({ contracts, sums });
  expect(output.reconciliation.sources).toEqual([
    {
      currency: 'EUR',
      net: amountOf('10'),
      contracts: amountOf('0.5'),
      label: amountOf('0.5'),
      withoutContract: amountOf('4'),
      unmatched: amountOf('2'),
      ignored: amountOf('3'),
      isExact: true,
    },
    expect.objectContaining({ currency: 'USD', withoutContract: amountOf('5') }),
  ]);
  const usd = { statementId: 1, from: 'USD', to: 'EUR', rate: '0.9' };
  expect(output.reconciliation.overview).toMatchObject({
    net: amountOf('10'),
    withoutRate: [{ statementId: 1, currency: 'USD' }],
  });
  expect(run({ contracts, sums, rates: [usd] }).reconciliation.overview).toMatchObject({
    net: amountOf('14.5'),
    withoutContract: amountOf('8.5'),
    withoutRate: [],
    isExact: true,
  });
  expect(output.warnings).toEqual([
    { code: 'NO_CONTRACT', ids: { recordingId: 2 }, count: 2 },
    { code: 'UNMATCHED', ids: { itemId: 2 }, count: 1 },
  ]);
});

test('a recording on two releases with different contracts is not guessed at', () => {
  const contracts = [1, 2].map((id) => contract({ id, isDefault: false, releaseIds: [id] }));
  const releases = [1, 2].map((id) => ({
    id,
    artistIds: [],
    spread: 'equal' as const,
    tracks: [{ recordingId: 1, weight: 1 }],
  }));
  const output = run({ contracts, releases, sums: [sum('10')] });
  expect(output.warnings).toEqual([{ code: 'RELEASE_AMBIGUOUS', ids: { recordingId: 1 }, count: 1 }]);
  expect(output.reconciliation.sources[0]?.withoutContract).toBe(amountOf('10'));
  expect(run({ contracts, releases, sums: [sum('10', { releaseId: 2 })] }).lines[0]?.contractId).toBe(2);
  const points = contract({ id: 3, isDefault: false, isAlongside: true, releaseIds: [1] });
  expect(run({ contracts: [contract(), points], releases, sums: [sum('10')] }).lines).toEqual([]);
  const both = [contract({ id: 4, isDefault: false, releaseIds: [1, 2] })];
  expect(run({ contracts: both, releases, sums: [sum('10')] }).lines[0]?.level).toBe('release');
});

test('money for no units is counted and questioned', () => {
  const output = run({ sums: [sum('1', { units: 0 }), sum('1', { units: 0, saleType: 'sync', itemId: 2 })] });
  expect(output.warnings).toEqual([{ code: 'REVENUE_WITHOUT_UNITS', ids: { statementId: 1, itemId: 1 }, count: 1 }]);
  expect(ledgerOf(output).closing).toBe(100);
});

test('entries have kinds instead of signs', () => {
  const kinds = ['openingCredit', 'openingDebit', 'advance', 'payment', 'paymentReturned', 'credit', 'debit'] as const;
  const entries = kinds.map((kind, index) => entry(kind, 10 ** index, { id: index }));
  expect(movedIn(run({ entries }))).toEqual({
    opening: 1 - 10,
    advances: -100,
    payments: 10_000 - 1000,
    adjustments: 100_000 - 1_000_000,
    closing: 1 - 10 - 100 - 1000 + 10_000 + 100_000 - 1_000_000,
  });
});
