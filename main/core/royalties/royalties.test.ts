import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import type { ContractId } from '#shared/contract/contracts.ts';
import type { PayeeId } from '#shared/contract/payees.ts';
import type { RoyaltyPeriodId } from '#shared/contract/royalties.ts';
import { isUsedByClosedPeriod } from './statement-scope.ts';
import { type LabRow, plainContract, RoyaltyLab, term } from './testing/royalty-lab.ts';

const lab = new RoyaltyLab();
let [ines, lumen, marrow, jun] = [0, 0, 0, 0] as [PayeeId, PayeeId, PayeeId, PayeeId];
let album = 0 as ContractId;
let single = 0 as ContractId;
let everything = 0 as ContractId;
let q1 = 0 as RoyaltyPeriodId;
let q2 = 0 as RoyaltyPeriodId;

const usd = [{ from: 'USD', to: 'EUR', rate: '0.9182', on: '2026-03-31' }];

/** Rows of a store for each track in each month, with fractions of a cent and returns. */
function rowsOf(months: readonly number[], factor: number): LabRow[] {
  return months.flatMap((month) =>
    [1, 2, 3, 4, 5, 6].flatMap((track): LabRow[] => [
      { track, month, units: 1000 * track, net: `${track * factor}.${String(month % 97).padStart(3, '0')}123456789` },
      { track, month, units: -3, net: '-0.013333333333', territory: 'US', store: 'Bandcamp', saleType: 'download' },
    ]),
  );
}

const statements = [
  { id: 1, name: 'spotify-q1.csv', currency: 'EUR', rows: rowsOf([202601, 202602, 202603], 11) },
  { id: 2, name: 'bandcamp-q1.csv', currency: 'USD', rates: usd, rows: rowsOf([202601, 202603], 7) },
  {
    id: 3,
    name: 'physical-q1.csv',
    currency: 'EUR',
    rows: [
      {
        track: null,
        release: 1,
        month: 202602,
        units: 40,
        net: '400',
        saleType: 'physical',
        store: 'A shop nobody knows',
      },
      { track: null, month: 202603, units: 9, net: '41.18' },
      { track: null, isIgnored: true, month: 202603, units: 1, net: '5' },
    ],
  },
  { id: 4, name: 'spotify-q2.csv', currency: 'EUR', rows: rowsOf([202604, 202605, 202606], 13) },
] as const;

beforeAll(async () => {
  await lab.open();
  for (const statement of statements.slice(0, 3)) lab.addStatement({ ...statement, rows: [...statement.rows] });
  ines = await lab.payee('Ines Valloria', { personId: 101 as never, minimumMinor: 1000 });
  lumen = await lab.payee('Lumen Parish', { withholding: 150_000 });
  marrow = await lab.payee('Marrow Coast');
  jun = await lab.payee('Jun Harrow', { minimumMinor: 5_000_000 });
  album = await lab.contract({
    name: 'Every Window Lit',
    scope: 'release',
    assets: { ...plainContract.assets, releaseIds: [1 as never] },
    payees: [
      { payeeId: ines, share: 600_000 },
      { payeeId: lumen, share: 400_000 },
    ],
    terms: [term(400_000, { saleTypes: ['physical'] }), term(500_000)],
    reserve: { rate: 200_000, basis: 'post', saleTypes: ['physical'], schedule: [500_000, 500_000] },
  });
  single = await lab.contract({
    name: 'Quay',
    scope: 'recording',
    assets: { ...plainContract.assets, recordingIds: [5 as never] },
    payees: [{ payeeId: marrow, share: 1_000_000 }],
    terms: [term(333_333)],
  });
  everything = await lab.contract({ name: 'All else', payees: [{ payeeId: jun, share: 1_000_000 }] });
  q1 = await lab.period('2026 Q1', '2026-01', '2026-03');
  q2 = await lab.period('2026 Q2', '2026-04', '2026-06');
});

afterAll(async () => expect(await lab.close()).toEqual([]));

/** What the artists' side of a contract earns of a statement, in 10^-18 of a cent: no code of the books is asked. */
function recount(track: (row: LabRow) => boolean, rate: bigint, ids: readonly number[]): bigint {
  let sum = 0n;
  for (const { id, currency, rows } of statements) {
    if (!ids.includes(id)) continue;
    const [over, under] = currency === 'USD' ? [9182n, 10_000n] : [1n, 1n];
    for (const row of rows) if (track(row)) sum += (pico(row.net) * rate * over) / under;
  }
  return sum;
}

function pico(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return BigInt(whole + fraction.padEnd(12, '0')) * (text.startsWith('-') ? -1n : 1n);
}

/** To cents, a half away from nothing; of rates of a million. */
function cents(exact: bigint): number {
  const unit = 10n ** 16n;
  const size = exact < 0n ? -exact : exact;
  return Number((size * 2n + unit) / (unit * 2n)) * (exact < 0n ? -1 : 1);
}

test('a period counts what an independent count finds, to the cent', async () => {
  const rows = await lab.rows(q1);
  const isOf = (tracks: readonly number[]) => (row: LabRow) => row.track !== null && tracks.includes(row.track);
  // A release's own sales come to its four tracks, and all four are of the album.
  const ofAlbum = recount(isOf([1, 2, 3, 4]), 500_000n, [1, 2, 3]) + pico('400') * 400_000n;
  const total = cents(ofAlbum);
  const [earned, other] = [rows.get('Ines Valloria'), rows.get('Lumen Parish')].map(
    (row) => row?.movements.royalties ?? 0,
  );
  expect((earned as number) + (other as number)).toBe(total);
  expect(Math.abs((earned as number) - total * 0.6)).toBeLessThan(1);
  expect(rows.get('Marrow Coast')?.movements.royalties).toBe(cents(recount(isOf([5]), 333_333n, [1, 2, 3])));
  expect(rows.get('Jun Harrow')?.movements.royalties).toBe(cents(recount(isOf([6]), 500_000n, [1, 2, 3])));
  // A fifth of what physical sales earned is held back: 20 % of 40 % of 400.
  expect(
    (rows.get('Ines Valloria')?.movements.reservesTaken ?? 0) +
      (rows.get('Lumen Parish')?.movements.reservesTaken ?? 0),
  ).toBe(-3200);
  expect(rows.get('Jun Harrow')).toMatchObject({
    payable: 0,
    reason: 'underMinimum',
    carried: rows.get('Jun Harrow')?.closing,
  });
  const { unmatched, books, netReceipts } = await lab.call('royalties.overview', { periodId: q1 });
  expect(unmatched).toEqual({
    amount: '41.18',
    rows: 1,
    allRows: statements.slice(0, 3).flatMap(({ rows }) => rows).length,
  });
  expect(books?.rates).toEqual([{ from: 'USD', to: 'EUR', rate: '0.9182', on: '2026-03-31' }]);
  const off = pico(netReceipts.amount) - recount(() => true, 1n, [1, 2, 3]);
  expect(off > -100n && off < 100n).toBe(true);
});

test('counting again gives the same bytes, and every figure leads to rows', async () => {
  const stored = () => lab.db.prepare('SELECT * FROM royalty_result WHERE period_id = ?').get(q1);
  const before = stored();
  await lab.calculate(q1);
  expect(stored()).toEqual(before);

  const why = await lab.call('royalties.why', { periodId: q1, payeeId: ines, currency: 'EUR', group: 'store' });
  expect(why.sources.map(({ name }) => name)).toEqual(['Spotify', 'A shop nobody knows', 'Bandcamp']);
  expect(Math.abs(Number(why.earned) * 100 - why.row.movements.royalties)).toBeLessThan(1);
  const behind = await lab.call('royalties.lines', {
    ...{ periodId: q1, payeeId: ines, currency: 'EUR', group: 'store', key: 'spotify', limit: 5 },
  });
  expect(behind.lineCount).toBe(
    statements[0].rows.filter(({ track, net }) => (track ?? 9) < 5 && !net.startsWith('-')).length + 8,
  );
  const [line] = behind.lines;
  const { statementId, itemId, storeId, territory } = line as NonNullable<typeof line>;
  const rows = await lab.call('statements.lines', { statementId, itemId, storeId, territory } as never);
  expect(rows.total).toBeGreaterThan(0);
});

test('nothing is closed whose split is not whole, whose rate is missing, or whose difference nobody looked at', async () => {
  const split = {
    payees: [
      { payeeId: ines, share: 599_900 },
      { payeeId: lumen, share: 400_000 },
    ],
  };
  const failure = await lab.call('contracts.edit', { id: album, fields: split }).catch((error) => error);
  expect(failure).toMatchObject({ code: 'SPLIT_NOT_WHOLE', details: { sum: '99.99 %', missing: '0.01 %' } });

  lab.db.exec(`UPDATE statement SET rates = '[]' WHERE id = 2`);
  const refused = await lab.calculate(q1);
  expect(refused).toMatchObject({ state: 'refused' });
  expect(refused.problems[0]).toMatchObject({ code: 'RATE_UNKNOWN', value: 'USD/EUR' });
  expect(refused.problems[0]?.names).toContain('bandcamp-q1.csv');
  lab.db
    .prepare('UPDATE statement SET rates = ?, control_totals = ? WHERE id = 2')
    .run(JSON.stringify(usd), '[{"currency":"USD","amount":"1"}]');
  await lab.calculate(q1);
  expect(await lab.call('royalties.check', { periodId: q1 })).toMatchObject([
    { code: 'DIFFERENCE_OPEN', names: ['bandcamp-q1.csv'] },
  ]);
  expect(await errorCode(lab.call('royalties.close', { periodId: q1, name: '2026 Q1' }))).toBe('ROYALTIES_REFUSED');
  lab.db.exec(`UPDATE statement SET control_totals = '[]' WHERE id = 2`);
  expect(await lab.calculate(q2)).toMatchObject({
    state: 'refused',
    problems: [{ code: 'EARLIER_OPEN', names: ['2026 Q1'] }],
  });
  expect(await errorCode(lab.call('payees.make', { name: 'X', currency: 'XQQ' }))).toBe('CURRENCY_UNKNOWN');
  expect(await errorCode(lab.period('Again', '2026-03', '2026-05'))).toBe('PERIOD_OVERLAPS');
});

test('an advance is earned back over two periods, and a closed one is never another', async () => {
  const { operation } = await lab.call('ledger.addEntry', {
    ...{ contractId: single, kind: 'advance', date: '2026-02-01', amountMinor: 12_000, note: 'On signing' },
  });
  expect(operation).not.toBeNull();
  expect(await errorCode(lab.call('royalties.close', { periodId: q1, name: '2026 Q1' }))).toBe('ROYALTIES_STALE');
  const before = (await lab.rows(q1)).get('Marrow Coast');
  expect(before?.movements.advances).toBe(-12_000);
  expect(before?.closing).toBe((before?.movements.royalties ?? 0) - 12_000);
  expect(before).toMatchObject({ reason: 'recouping', payable: 0 });
  await lab.closePeriod(q1);
  const closed = lab.db.prepare('SELECT * FROM royalty_result WHERE period_id = ?').get(q1);
  expect(isUsedByClosedPeriod(lab.db, 2)).toBe(true);
  expect(await errorCode(lab.undo(operation))).toBe('ROYALTIES_CLOSED');
  expect(await errorCode(lab.call('royalties.calculate', { periodId: q1 }))).toBe('ROYALTIES_CLOSED');
  expect(await errorCode(lab.call('royalties.editPeriod', { id: q1, fields: { name: 'Other' } }))).toBe(
    'ROYALTIES_CLOSED',
  );
  expect(await errorCode(lab.call('contracts.remove', { id: single }))).toBe('PROJECT_IN_USE');
  expect(() => lab.db.exec(`DELETE FROM royalty_result WHERE period_id = ${q1}`)).toThrow('closed');

  lab.addStatement({ ...statements[3], rows: [...statements[3].rows] });
  const next = await lab.rows(q2);
  const marrowNow = next.get('Marrow Coast');
  expect(marrowNow?.movements.opening).toBe(before?.closing);
  expect(marrowNow).toMatchObject({ isRecouped: true, reason: 'payable', payable: marrowNow?.closing });
  expect(next.get('Jun Harrow')?.movements.opening).toBe(before ? await balanceOf(q1, jun) : 0);
  // Half of what was held back comes back.
  expect(
    (next.get('Ines Valloria')?.movements.reservesReleased ?? 0) +
      (next.get('Lumen Parish')?.movements.reservesReleased ?? 0),
  ).toBe(1600);
  expect(lab.db.prepare('SELECT * FROM royalty_result WHERE period_id = ?').get(q1)).toEqual(closed);
});

async function balanceOf(periodId: number, payeeId: number): Promise<number> {
  return lab.db
    .prepare('SELECT sum(closing) FROM royalty_balance WHERE period_id = ? AND payee_id = ?')
    .pluck()
    .get(periodId, payeeId) as number;
}

test('later changes of a closed period come to the next one, with their reasons', async () => {
  const closed = lab.db.prepare('SELECT output_hash, output FROM royalty_result WHERE period_id = ?').get(q1);
  const before = (await lab.rows(q2)).get('Jun Harrow');
  const { operation } = await lab.call('contracts.edit', {
    id: everything,
    fields: { terms: [term(600_000, { id: 1 })] },
  });
  const after = (await lab.rows(q2)).get('Jun Harrow');
  const posted = lab.db
    .prepare('SELECT sum(royalties) FROM royalty_balance WHERE period_id = ? AND payee_id = ?')
    .pluck()
    .get(q1, jun) as number;
  const now = cents(recount((row) => row.track === 6, 600_000n, [1, 2, 3]));
  expect(before?.movements.priorAdjustments).toBe(0);
  expect(after?.movements.priorAdjustments).toBe(now - posted);
  const why = await lab.call('royalties.why', { periodId: q2, payeeId: jun, currency: 'EUR' });
  expect(why.priorAdjustments).toEqual([
    {
      periodName: '2026 Q1',
      contractName: 'All else',
      kind: 'royalties',
      minor: now - posted,
      reasons: ['termsChanged'],
    },
  ]);
  expect(lab.db.prepare('SELECT output_hash, output FROM royalty_result WHERE period_id = ?').get(q1)).toEqual(closed);
  await lab.undo(operation);

  // A statement of the closed months that came later counts now, as rows of its own.
  lab.addStatement({
    ...{ id: 9, name: 'late.csv', currency: 'EUR' },
    rows: [{ track: 6, month: 202602, units: 10, net: '100' }],
  });
  const late = (await lab.rows(q2)).get('Jun Harrow');
  expect(late?.movements.priorAdjustments).toBe(0);
  expect(late?.movements.royalties).toBe((before?.movements.royalties ?? 0) + 5000);
});

test('a group shares what is not earned back only where it is made', async () => {
  const [one, other] = await Promise.all(
    ['First', 'Second'].map((name, index) =>
      lab.contract({
        ...{ name, scope: 'recording', payees: [{ payeeId: ines, share: 1_000_000 }] },
        assets: { ...plainContract.assets, recordingIds: [(7 + index) as never] },
      }),
    ),
  );
  lab.addStatement({
    ...{ id: 10, name: 'extra.csv', currency: 'EUR' },
    rows: [{ track: 7, month: 202605, units: 1, net: '200' }],
  });
  await lab.call('ledger.addEntry', {
    ...{ contractId: other as ContractId, kind: 'advance', date: '2026-05-01', amountMinor: 6000 },
  });
  const contractsNow = async () => {
    await lab.calculate(q2);
    const why = await lab.call('royalties.why', { periodId: q2, payeeId: ines, currency: 'EUR' });
    return new Map(why.contracts.map((each) => [each.contractId, each.closing]));
  };
  const apart = await contractsNow();
  expect([apart.get(one as ContractId), apart.get(other as ContractId)]).toEqual([10_000, -6000]);
  const group = {
    name: 'Pool',
    rule: 'recoup' as const,
    contractIds: [one, other] as ContractId[],
    mainContractId: null,
  };
  const { operation } = await lab.call('contracts.saveGroup', { id: null, ...group });
  const together = await contractsNow();
  expect([together.get(one as ContractId), together.get(other as ContractId)]).toEqual([4000, 0]);
  await lab.undo(operation);
});

test('a copy of a period says what other terms would change, and changes nothing', async () => {
  const before = await lab.rows(q2);
  const hash = () => lab.db.prepare('SELECT output_hash FROM royalty_result WHERE period_id = ?').pluck().get(q2);
  const kept = hash();
  const changes = { contracts: [{ contractId: everything, rate: 250_000 }], rates: [] };
  const { id } = await lab.call('royalties.saveScenario', { id: null, periodId: q2, name: 'A quarter', changes });
  const { payees, problems } = await lab.call('royalties.compare', { periodId: q2, changes });
  expect(problems).toEqual([]);
  expect(payees.find(({ payeeId }) => payeeId === lumen)?.difference).toEqual({
    gross: 0,
    withheld: 0,
    payable: 0,
    carried: 0,
  });
  expect(payees.find(({ payeeId }) => payeeId === jun)?.difference?.carried).toBeLessThan(0);
  expect(hash()).toBe(kept);
  expect(await lab.rows(q2)).toEqual(before);
  await lab.call('royalties.removeScenario', { id });
  expect(await lab.call('royalties.scenarios', { periodId: q2 })).toEqual([]);
});
