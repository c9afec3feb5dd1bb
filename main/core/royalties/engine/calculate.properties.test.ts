import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromMinor } from '../../../../shared/amount.ts';
import { canonicalBytes, canonicalHash, parseCanonical } from './canonical.ts';
import type { Contract, Input, Sum, TransferRule } from './input.ts';
import { transferRules, whole } from './input.ts';
import { movementKinds, type Output } from './output.ts';
import { openingAfter, postedOf } from './prior-adjustments.ts';
import { contract, inputOf, payee, percent, run, sum, term } from './testing/build-input.ts';
import { naiveClosings } from './testing/naive-royalties.ts';

/*
 * Amounts are whole tenths and rates whole percents, so that no line is finer than 12 places and fractions that are never
 * rounded must give the same cents.
 */
const currencies = ['EUR', 'USD', 'GBP'] as const;
const currency = fc.constantFrom(...currencies);
const saleType = fc.constantFrom('stream', 'download', 'physical', 'mechanical');
const rate = fc.integer({ min: 0, max: 100 }).map(percent);
const tenths = (value: number) => `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 10)}.${Math.abs(value) % 10}`;
const amount = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -99_999, max: 99_999 })).map(tenths);
const many = process.env.LEDGERLINE_PROPERTY_RUNS;
const runsOf = (usual: number) => ({ numRuns: many ? Number(many) : usual });

const anySum: fc.Arbitrary<Sum> = fc
  .record({
    statementId: fc.constantFrom(1, 2),
    itemId: fc.nat(3),
    asset: fc.constantFrom<[number | null, number | null][]>(
      [1, null],
      [2, 1],
      [3, null],
      [null, 1],
      [null, 2],
      [null, null],
    ),
    storeId: fc.constantFrom(1, 2),
    territory: fc.constantFrom('DE', 'US'),
    saleType,
    month: fc.constantFrom(202606, 202608),
    currency,
    units: fc.integer({ min: -100, max: 100 }),
    net: amount,
    gross: amount,
    isIgnored: fc.constantFrom(false, false, false, true),
  })
  .map(({ asset: [recordingId, releaseId], net, gross, ...rest }) =>
    sum(net, { ...rest, recordingId, releaseId, gross: sum(gross).net }),
  );

const shares = fc.constantFrom<number[][]>([100], [50, 50], [34, 33, 33], [70, 30], [1, 99], [25, 25, 50]);

const anyTerm = fc
  .record({
    saleTypes: fc.subarray(['stream', 'download', 'physical', 'mechanical']),
    territories: fc.subarray(['DE', 'US']),
    from: fc.constantFrom(null, 202607),
    basis: fc.constantFrom('net' as const, 'gross' as const, 'perUnit' as const),
    percentage: fc.integer({ min: 0, max: 100 }),
    deduction: rate,
    perUnit: fc.nat(50).map((value) => sum(tenths(value)).net),
  })
  .map(({ saleTypes, territories, from, percentage, ...rest }) =>
    term(percentage, { ...rest, when: { saleTypes, territories, from } }),
  );

const reserve = fc.record({
  rate,
  basis: fc.constantFrom('post' as const, 'pre' as const),
  saleTypes: fc.constant(['physical']).map((types): string[] => [...types]),
  schedule: fc.constantFrom<number[][]>([whole], [whole / 2, whole / 2], [percent(33), percent(33), percent(34)]),
});

const anyContract: fc.Arbitrary<Contract> = fc
  .record({
    side: fc.constantFrom('master' as const, 'master' as const, 'composition' as const),
    kind: fc.constantFrom('royalty' as const, 'flexible' as const, 'classic' as const),
    currency,
    to: fc.constantFrom(null, 202607),
    scope: fc.constantFrom('recordingIds' as const, 'releaseIds' as const, 'artistIds' as const, 'isDefault' as const),
    ids: fc.subarray([1, 2, 3], { minLength: 1 }),
    shares,
    terms: fc.array(anyTerm, { maxLength: 3 }),
    profitRate: rate,
    reserve: fc.option(reserve),
  })
  .map(({ scope, ids, shares, terms, ...rest }) =>
    contract({
      ...rest,
      isDefault: scope === 'isDefault',
      ...(scope === 'isDefault' ? {} : { [scope]: ids }),
      payees: shares.map((share, index) => ({ payeeId: index + 1, share: percent(share) })),
      terms: terms.map((each, index) => ({ ...each, id: index + 1 })),
    }),
  );

const entryKind = fc.constantFrom('openingCredit', 'openingDebit', 'advance', 'payment', 'credit', 'debit');

const anyInput: fc.Arbitrary<Input> = fc
  .record({
    sums: fc.array(anySum, { maxLength: 8 }),
    contracts: fc.array(anyContract, { minLength: 1, maxLength: 4 }),
    rates: fc.array(fc.constantFrom('0.5', '0.8', '1.25', '2'), { minLength: 18, maxLength: 18 }),
    entries: fc.array(fc.tuple(entryKind, fc.constantFrom(null, 1), fc.nat(9999), fc.nat(3)), { maxLength: 4 }),
    costs: fc.array(fc.tuple(fc.nat(99_999), currency, rate, fc.subarray([0, 1, 2, 3]), fc.boolean()), {
      maxLength: 3,
    }),
    minimum: fc.constantFrom(0, 5000),
    withholding: rate,
  })
  .map(({ contracts, rates, entries, costs, minimum, withholding, sums }) => {
    const numbered = contracts.map((each, index) => ({ ...each, id: index + 1 }));
    const idOf = (index: number) => (index % numbered.length) + 1;
    const pairs = currencies.flatMap((from) => currencies.filter((to) => to !== from).map((to) => ({ from, to })));
    return inputOf({
      sums,
      contracts: numbered,
      payees: [1, 2, 3].map((id) =>
        payee(id, {
          minimum,
          withholding: { rate: withholding, territories: [{ territory: 'US', rate: percent(30) }] },
        }),
      ),
      releases: [
        {
          id: 1,
          artistIds: [1],
          spread: 'weights',
          tracks: [
            { recordingId: 1, weight: 3 },
            { recordingId: 2, weight: 1 },
          ],
        },
        {
          id: 2,
          artistIds: [2],
          spread: 'equal',
          tracks: [
            { recordingId: 2, weight: 0 },
            { recordingId: 3, weight: 0 },
          ],
        },
      ],
      rates: [null, 1, 2].flatMap((statementId, group) =>
        pairs.map((pair, index) => ({ statementId, ...pair, rate: rates[group * 6 + index] as string })),
      ),
      entries: entries.map(([kind, payeeId, minor, index], id) => {
        return { id, contractId: idOf(index), payeeId, kind: kind as 'credit', amount: minor };
      }),
      costs: costs.map(([minor, code, recoupable, indexes, isFull], id) => ({
        id,
        amount: minor,
        currency: code,
        recoupable,
        target: { kind: 'contracts', contractIds: indexes.length === 3 ? [1] : [...new Set(indexes.map(idOf))] },
        sharing: isFull ? 'full' : 'proRata',
      })),
    });
  })
  // A third of something has no end: the oracle would be finer than 12 places.
  .filter(({ costs }) => costs.every(({ target }) => target.kind === 'contracts' && target.contractIds.length !== 3))
  .filter(({ contracts, sums }) => !isGrossOfNothing(contracts, sums));

/** Refused, and tested as such. */
function isGrossOfNothing(contracts: Contract[], sums: Sum[]): boolean {
  const needsGross = contracts.some(({ terms }) => terms.some(({ basis }) => basis === 'gross'));
  return needsGross && sums.some(({ gross, net }) => gross === 0n && net !== 0n);
}

function expectBooksToAddUp(output: Output): void {
  expect(output.reconciliation.isExact).toBe(true);
  for (const { accounts, movements, closing, currency: code, unrounded, rounding } of output.ledgers) {
    for (const kind of movementKinds) {
      expect(accounts.reduce((before, account) => before + account.movements[kind], 0)).toBe(movements[kind]);
    }
    for (const account of accounts) {
      expect(movementKinds.reduce((before, kind) => before + account.movements[kind], 0)).toBe(account.closing);
    }
    expect(accounts.reduce((before, account) => before + account.closing, 0)).toBe(closing);
    const exact = unrounded.royalties + unrounded.costs + unrounded.reservesTaken;
    const posted = movements.royalties + movements.costs + movements.reservesTaken;
    expect(fromMinor(posted, code) + rounding).toBe(exact);
    expect(rounding < 15_000_000_001n && rounding > -15_000_000_001n).toBe(true);
  }
  for (const { gross, withheld, payable, carried, accounts } of output.payees) {
    expect(Math.min(gross, withheld, payable, carried)).toBeGreaterThanOrEqual(0);
    expect(withheld + payable + carried).toBe(gross);
    expect(accounts.reduce((before, { converted }) => before + converted, 0)).toBe(gross);
    for (const { due, closing, currency: code, converted } of accounts) {
      expect(due).toBe(Math.max(0, closing));
      if (code === 'EUR') expect(converted).toBe(due);
    }
  }
}

test('fractions that are never rounded give the same cents, and all books add up', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const output = run(input);
      expectBooksToAddUp(output);
      const closings = output.ledgers.flatMap(({ contractId, accounts }) =>
        accounts.map(({ payeeId, closing }) => [`${contractId} ${payeeId}`, closing] as const),
      );
      expect(Object.fromEntries(closings)).toEqual(
        Object.fromEntries([...naiveClosings(input)].map(([key, closing]) => [key, closing + 0])),
      );
      const nets = new Map<string, bigint>();
      for (const { currency: code, net } of input.sums) nets.set(code, (nets.get(code) ?? 0n) + net);
      expect(new Map(output.reconciliation.sources.map((total) => [total.currency, total.net]))).toEqual(nets);
    }),
    runsOf(120),
  );
});

test('the order of what is passed does not change a byte, and bytes can be read again', () => {
  const step = { aboveUnits: 20, rate: percent(90), perUnit: 1_234_567_890_123n };
  const withSteps = ({ terms, ...rest }: Contract): Contract => {
    return { ...rest, terms: terms.map((each) => ({ ...each, steps: [step], countBy: 'recording' })) };
  };
  const stepped = anyInput.map((input) => ({ ...input, contracts: input.contracts.map(withSteps) }));
  const shuffled = stepped.chain((input) => {
    const names = ['sums', 'contracts', 'payees', 'recordings', 'releases', 'entries', 'costs', 'rates'] as const;
    const orders = names.map((name) =>
      fc.shuffledSubarray<unknown>(input[name], { minLength: input[name].length }).map((all) => [name, all]),
    );
    return fc.tuple(
      fc.constant(input),
      fc.tuple(...orders).map((all) => ({ ...input, ...Object.fromEntries(all) })),
    );
  });
  fc.assert(
    fc.property(shuffled, ([input, other]) => {
      const output = run(input);
      const bytes = canonicalBytes(output).toString();
      expect(canonicalBytes(run(other)).toString()).toBe(bytes);
      expect(canonicalBytes(parseCanonical(bytes)).toString()).toBe(bytes);
      expect(JSON.parse(bytes)).toHaveProperty('state');
      expect(run(parseCanonical(canonicalBytes(other).toString()) as Input)).toEqual(output);
      expect(canonicalHash(output)).toMatch(/^[0-9a-f]{64}$/);
    }),
    runsOf(30),
  );
});

test('a statement and its opposite leave nothing behind', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const contracts = input.contracts.map((each) => ({ ...each, reserve: null }));
      const opposite = input.sums.map((each) => {
        return { ...each, units: 0 - each.units, net: -each.net, gross: each.gross === null ? null : -each.gross };
      });
      const alone = { ...input, contracts, costs: [], entries: [] };
      const nothing = run({ ...alone, sums: [] });
      const back = run({ ...alone, sums: opposite, opening: run(alone).state });
      expect(back.state).toEqual(nothing.state);

      // With costs and entries too, but a profit share would have shared another profit.
      const isLinear = ({ kind }: Contract) => kind !== 'classic';
      const busy = { ...input, contracts: contracts.filter(isLinear), costs: [], groups: [] };
      fc.pre(busy.contracts.length === contracts.length);
      const after = run({ ...alone, sums: opposite, opening: run(busy).state });
      expect(after.state.balances).toEqual(run({ ...busy, sums: [] }).state.balances);
    }),
    runsOf(60),
  );
});

test('transfers neither make nor lose money, and cover debts of the same payee only', () => {
  const rule = fc.constantFrom<TransferRule>(...transferRules);
  fc.assert(
    fc.property(anyInput, rule, (input, chosen) => {
      const contracts = input.contracts.map((each) => ({ ...each, currency: 'EUR' }));
      const contractIds = contracts.map(({ id }) => id);
      const alone = run({ ...input, contracts });
      const grouped = run({ ...input, contracts, groups: [{ id: 1, contractIds, rule: chosen, mainContractId: 1 }] });
      expectBooksToAddUp(grouped);
      expect(grouped.transfers.reduce((before, { amount: moved }) => before + moved, 0)).toBe(0);
      const total = (output: Output) => output.ledgers.reduce((before, { closing }) => before + closing, 0);
      expect(total(grouped)).toBe(total(alone));
      if (chosen !== 'recoup') return;
      const was = new Map(alone.state.balances.map((each) => [`${each.contractId} ${each.payeeId}`, each.amount]));
      const owed = new Map<number, number[]>();
      for (const { contractId, payeeId, amount: now } of grouped.state.balances) {
        const before = was.get(`${contractId} ${payeeId}`) as number;
        expect(before > 0 ? now >= 0 && now <= before : now <= 0 && now >= before).toBe(true);
        owed.set(payeeId, [...(owed.get(payeeId) ?? []), Math.sign(now)]);
      }
      for (const all of owed.values()) expect(all.includes(1) && all.includes(-1)).toBe(false);
    }),
    runsOf(60),
  );
});

test('all that was held back comes back', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      let output = run(input);
      const held = output.ledgers.map(({ movements }) => movements.reservesTaken + movements.reservesReleased);
      for (let period = 0; output.state.reserves.length > 0; period++) {
        expect(period).toBeLessThan(3);
        output = run({ ...input, sums: [], costs: [], entries: [], opening: output.state });
        for (const [index, { movements }] of output.ledgers.entries()) {
          held[index] = (held[index] as number) + movements.reservesReleased;
        }
      }
      expect(held.map((left) => left + 0)).toEqual(held.map(() => 0));
    }),
    runsOf(60),
  );
});

test('what a closed period would be now is what was posted and its adjustments', () => {
  fc.assert(
    fc.property(anyInput, anyInput, (then, now) => {
      const contracts = then.contracts.map((each) => ({ ...each, currency: 'EUR' }));
      const posted = run({ ...then, contracts });
      const late = run({ ...then, contracts, sums: now.sums.map((each) => ({ ...each, gross: each.net })) });
      const closed = [{ periodId: 1, posted: postedOf(posted), corrected: [], recalculated: postedOf(late) }];
      const open = { ...then, contracts, sums: [], costs: [], entries: [], opening: posted.state };
      const next = run({ ...open, closed });
      for (const [index, { movements }] of next.ledgers.entries()) {
        const was = posted.ledgers[index]?.movements as Output['ledgers'][number]['movements'];
        const is = late.ledgers[index]?.movements as typeof was;
        expect(movements.priorAdjustments).toBe(is.royalties + is.costs - was.royalties - was.costs);
      }
      expect(next.priorAdjustments.every(({ reasons }) => reasons.length > 0)).toBe(true);

      // From then on everything is as if it had been known in time.
      const gone = contracts.map((each) => ({ ...each, reserve: null }));
      const [early, known] = [posted, late].map((_, index) => {
        const sums = index === 0 ? then.sums : now.sums.map((each) => ({ ...each, gross: each.net }));
        return run({ ...then, contracts: gone, sums });
      }) as [Output, Output];
      const past = [{ periodId: 1, posted: postedOf(early), corrected: [], recalculated: postedOf(known) }];
      const later = { ...then, contracts: gone, entries: [] };
      const mended = run({ ...later, closed: past, opening: openingAfter(early.state, known.state) });
      expect(mended.state).toEqual(run({ ...later, opening: known.state }).state);

      const corrected = postedOf(late).accounts.map((account, index) => {
        const was = postedOf(posted).accounts[index] as typeof account;
        return { ...account, royalties: account.royalties - was.royalties, costs: account.costs - was.costs };
      });
      expect(run({ ...open, closed: closed.map((each) => ({ ...each, corrected })) }).priorAdjustments).toEqual([]);
    }),
    runsOf(40),
  );
});
