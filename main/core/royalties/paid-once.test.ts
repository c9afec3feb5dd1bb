import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import type { RoyaltyPeriodId } from '#shared/contract/royalties.ts';
import { RoyaltyLab } from './testing/royalty-lab.ts';

let lab: RoyaltyLab;
let [q1, q2] = [0, 0] as [RoyaltyPeriodId, RoyaltyPeriodId];

beforeEach(async () => {
  lab = new RoyaltyLab();
  await lab.open();
  const payeeId = await lab.payee('Ines');
  await lab.contract({ payees: [{ payeeId, share: 1_000_000 }] });
  const sale = { track: 1, units: 1 };
  lab.addStatement({ id: 1, name: 'q1.csv', currency: 'EUR', rows: [{ ...sale, month: 202601, net: '200' }] });
  lab.addStatement({ id: 2, name: 'q2.csv', currency: 'EUR', rows: [{ ...sale, month: 202604, net: '20' }] });
  q1 = await lab.period('Q1', '2026-01', '2026-03');
  q2 = await lab.period('Q2', '2026-04', '2026-06');
  await lab.closePeriod(q1);
});
afterEach(async () => expect(await lab.close()).toEqual([]));

const inesIn = async (period: RoyaltyPeriodId) => (await lab.rows(period)).get('Ines');

test('what was paid of a period is not owed again by the next one, however late it was paid', async () => {
  const { ids } = await lab.call('payments.makeBatch', { periodId: q1 });
  // Statements come late: the second quarter is over before the first is paid.
  await lab.call('payments.markPaid', { ids, paidOn: '2026-07-05', bankReference: '' });
  expect(await inesIn(q2)).toMatchObject({
    movements: { opening: 10_000, royalties: 1000, payments: -10_000 },
    closing: 1000,
    payable: 1000,
  });
});

test('nothing is closed while nobody knows whether an earlier payment was made', async () => {
  const { ids } = await lab.call('payments.makeBatch', { periodId: q1 });
  expect(await lab.calculate(q2)).toMatchObject({ state: 'done' });
  expect(await lab.call('royalties.check', { periodId: q2 })).toEqual([
    { code: 'PAYMENTS_OPEN', names: ['PAY-2026Q1-0001', 'Ines'], value: '' },
  ]);
  expect(await errorCode(lab.call('royalties.close', { periodId: q2, name: 'Q2' }))).toBe('ROYALTIES_REFUSED');
  await lab.call('payments.remove', { ids });
  await lab.closePeriod(q2);
});

test('what a closed period carried on is paid with that one alone, whoever brings an old payment back', async () => {
  const { ids } = await lab.call('payments.makeBatch', { periodId: q1 });
  const paid = await lab.call('payments.markPaid', { ids, paidOn: '2026-07-05', bankReference: '' });
  const back = await lab.undo(paid.operation);
  const gone = await lab.call('payments.remove', { ids });
  await lab.closePeriod(q2);
  expect(await lab.call('payments.list', { periodId: q1 })).toEqual({ payments: [], waiting: [], held: [] });
  expect(await errorCode(lab.call('payments.makeBatch', { periodId: q1 }))).toBe('ROYALTIES_CLOSED');
  await lab.undo(gone.operation);
  expect(await errorCode(lab.undo(back?.id ?? null))).toBe('ROYALTIES_CLOSED');
  const pay = { ids, paidOn: '2026-07-05', bankReference: '' };
  expect(await errorCode(lab.call('payments.markPaid', pay))).toBe('ROYALTIES_CLOSED');
  const file = { periodId: q1, kind: 'csv' as const, path: `${lab.path}/old.csv`, executeOn: '2026-07-05' };
  expect(await errorCode(lab.call('payments.writeFile', file))).toBe('ROYALTIES_CLOSED');
  await lab.call('payments.makeBatch', { periodId: q2 });
  expect((await lab.call('payments.list', { periodId: q2 })).payments).toMatchObject([{ payableMinor: 11_000 }]);
});

test('music that a closed period counted, or that a contract is about, stays in the catalogue', async () => {
  const sale = { month: 202604, units: 1, net: '7' };
  const rows = [
    { ...sale, track: 9 },
    { ...sale, track: null, release: 2 },
  ];
  lab.addStatement({ id: 4, name: 'more.csv', currency: 'EUR', rows });
  lab.db.exec(`UPDATE statement_item SET match_method = 'hand' WHERE release_id = 2`);
  const remove = (id: number) => lab.call('catalogue.removeRecordings', { ids: [id as never] });
  const { operation } = await remove(9);
  await lab.undo(operation);
  // What it sold is matched again.
  await lab.lab.core.waitForIdle();
  await lab.closePeriod(q2);
  expect(await errorCode(remove(9))).toBe('ROYALTIES_CLOSED');
  expect(await errorCode(lab.call('releases.remove', { id: 2 as never }))).toBe('ROYALTIES_CLOSED');
  const assets = { artistIds: [], releaseIds: [], recordingIds: [10 as never], workIds: [] };
  const [payee] = await lab.call('payees.list');
  const payees = [{ payeeId: payee?.id as never, share: 1_000_000 }];
  await lab.contract({ scope: 'recording', assets, payees });
  expect(await errorCode(remove(10))).toBe('PROJECT_IN_USE');
  await remove(11);
});

test('a period is to be counted again when two items took each other’s place', async () => {
  const rows = [2, 3].map((track) => ({ track, month: 202604, units: 1, net: '7' }));
  lab.addStatement({ id: 4, name: 'two.csv', currency: 'EUR', rows });
  await lab.calculate(q2);
  const isStale = async () => (await lab.call('royalties.periods')).find(({ id }) => id === q2)?.isStale;
  expect(await isStale()).toBe(false);
  lab.db.exec('UPDATE statement_item SET recording_id = 5 - recording_id WHERE recording_id IN (2, 3)');
  expect(await isStale()).toBe(true);
});

test('rows without a month count when they were reported, not in the first period that is open', async () => {
  lab.addStatement({
    id: 3,
    name: 'no-month.csv',
    currency: 'EUR',
    rows: [{ track: 1, month: 0, units: 1, net: '40' }],
  });
  lab.db.exec(`UPDATE statement SET reported_month = '2026-09' WHERE id = 3`);
  expect((await inesIn(q2))?.movements.royalties).toBe(1000);
  expect((await lab.call('royalties.overview', { periodId: q2 })).netReceipts.amount).toBe('20');
  await lab.closePeriod(q2);
  const q3 = await lab.period('Q3', '2026-07', '2026-09');
  expect((await inesIn(q3))?.movements.royalties).toBe(2000);
  expect((await lab.call('royalties.overview', { periodId: q3 })).netReceipts.amount).toBe('40');
});
