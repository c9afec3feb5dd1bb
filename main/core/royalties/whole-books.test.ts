import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PayeeId } from '#shared/contract/payees.ts';
import type { RoyaltyPeriodId } from '#shared/contract/royalties.ts';
import type { DraftChoice } from '#shared/contract/statements.ts';
import { plainContract, RoyaltyLab, term } from './testing/royalty-lab.ts';

/*
 * Two quarters of a small label, from files to closed books: a dollar file, a UTF-16 shop with buyers, a file with decimal commas and
 * a late one. What everybody is owed is counted here by hand, in fractions of whole numbers, with no code of the books.
 */

const lab = new RoyaltyLab();
let [q1, q2] = [0, 0] as [RoyaltyPeriodId, RoyaltyPeriodId];
let payees: Record<string, PayeeId> = {};

const isrc = (track: number) => `ZZLR1250${String(track).padStart(4, '0')}`;

type Sale = [track: number | string, month: string, net: string, units: number, country?: string];

const dollarHead =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\t' +
  'Songwriter Royalties Withheld\tEarnings (USD)\r\n';
const dollars = (sales: readonly Sale[]) =>
  dollarHead +
  sales
    .map(([track, month, net, units, country = 'DE']) => {
      const code = typeof track === 'number' ? isrc(track).toLowerCase() : '';
      const title = typeof track === 'number' ? `Track ${track}` : track;
      return `2026-04-15\t${month}\tSpotify\tX\t${title}\t${code}\t\t${units}\t100\tSong\t${country}\t0\t${net}\r\n`;
    })
    .join('');

const euroHead =
  'Reporting month;Sales Month;Platform;Country / Region;Label Name;Artist Name;Release title;Track title;UPC;ISRC;' +
  'Release Catalog nb;Release type;Sales Type;Quantity;Client Payment Currency;Net Revenue\n';
const euros = (sales: readonly Sale[]) =>
  euroHead +
  sales
    .map(([track, month, net, units]) => {
      const day = `01/${month.slice(5)}/2026`;
      const code = isrc(track as number).replace(/^(..)(...)(..)/, '$1-$2-$3-');
      return `01/04/2026;${day};Deezer;FR;L;X;R;Track ${track};;${code};;Single;Streaming;${units};EUR;${net.replace('.', ',')}\n`;
    })
    .join('');

const shop =
  '\ufeffdate,paid to,item type,item name,artist,currency,quantity,sub total,transaction fee,bandcamp transaction id,' +
  'paypal transaction id,net amount,package,catalog number,upc,isrc,buyer name,buyer email,country code\r\n' +
  '2/14/26 4:49am,l@x.org,package,Every Window Lit,Ines,EUR,2,40,4,7,8,34.56,Vinyl LP,,4006381333931,,Ann Buyer,ann@b.example,NO\r\n' +
  '2/20/26 4:49am,l@x.org,payout,,,EUR,,,,9,,-34.56,,,,,,,\r\n';

const first: Sale[] = [
  [1, '2026-01', '3.123456789012', 1000],
  [2, '2026-02', '0.5', 50],
  [3, '2026-03', '10.01', 900, 'US'],
  [5, '2026-01', '7.77', 70],
  ['Mystery', '2026-03', '2.5', 9],
  [1, '2026-02', '-0.123', -10],
];
const second: Sale[] = [
  [4, '2026-03', '100.00', 5000],
  [3, '2026-04', '20.5', 700],
  [5, '2026-02', '12.34', 44],
];
const late: Sale[] = [
  [1, '2026-03', '5', 500],
  [1, '2026-05', '11', 800],
  [4, '2026-05', '300', 9000],
];

async function bring(name: string, content: string | Buffer, choice: DraftChoice = {}): Promise<number> {
  const path = join(lab.path, name);
  writeFileSync(path, content);
  const { ids } = await lab.call('statements.look', { files: [{ path }] });
  for (const id of ids) await lab.call('statements.setDraft', { id, choice });
  await lab.lab.core.waitForIdle();
  await lab.call('statements.import', { ids });
  await lab.lab.core.waitForIdle();
  const draft = (await lab.call('statements.drafts')).find(({ id }) => id === ids[0]);
  if (draft?.state !== 'done') throw new Error(JSON.stringify(draft));
  return draft.statementId as number;
}

const rate = (id: number, from: string, to: string, value: string) =>
  lab.call('statements.edit', {
    id: id as never,
    change: { rates: [{ from: from as never, to: to as never, rate: value, on: '2026-03-31' }] },
  });

beforeAll(async () => {
  await lab.open();
  lab.db.exec(`UPDATE release SET upc = '4006381333931' WHERE id = 1; DELETE FROM statement_store;
    DELETE FROM release_track WHERE release_id = 1 AND recording_id > 2`);
  const make = async (name: string, fields = {}) => [name, await lab.payee(name, fields)] as const;
  payees = Object.fromEntries([
    await make('Ines'),
    await make('Mara', { withholding: 150_000 }),
    await make('Theo', { minimumMinor: 100 }),
    await make('Zoe'),
    await make('Dan', { currency: 'USD' }),
  ]);
  const of = (name: string, share = 1_000_000) => ({ payeeId: payees[name] as PayeeId, share });
  const tracks = (...ids: number[]) => ({ ...plainContract.assets, recordingIds: ids as never[] });
  const album = await lab.contract({
    ...{ name: 'Album', scope: 'release', assets: { ...plainContract.assets, releaseIds: [1 as never] } },
    payees: [of('Ines', 600_000), of('Mara', 400_000)],
    terms: [term(400_000, { saleTypes: ['physical'] }), term(500_000)],
    reserve: { rate: 200_000, basis: 'post', saleTypes: ['physical'], schedule: [500_000, 500_000] },
  });
  await lab.contract({
    ...{ name: 'Points', scope: 'recording', assets: tracks(1), isAlongside: true },
    ...{ payees: [of('Theo')], terms: [term(30_000)] },
  });
  await lab.contract({
    ...{ name: 'Flexible', scope: 'recording', assets: tracks(3), kind: 'flexible', profitRate: 500_000, terms: [] },
    payees: [of('Ines')],
  });
  await lab.contract({
    ...{ name: 'Classic', scope: 'recording', assets: tracks(4), kind: 'classic', profitRate: 800_000, terms: [] },
    payees: [of('Zoe')],
  });
  await lab.contract({
    ...{ name: 'Dollar', scope: 'recording', assets: tracks(5), currency: 'USD', payees: [of('Dan')] },
    terms: [term(250_000)],
  });
  await lab.call('ledger.addEntry', {
    ...{ contractId: album, payeeId: payees.Ines as PayeeId, kind: 'advance', date: '2026-01-10', amountMinor: 500 },
  });
  const cost = (recordingId: number, amountMinor: number) =>
    lab.call('ledger.addCost', {
      ...{ category: 'mixing', date: '2026-02-02', amountMinor, currency: 'EUR', sharing: 'full' as const },
      target: { kind: 'recording', recordingId: recordingId as never },
    });
  await cost(3, 301);
  await cost(4, 15_000);

  await rate(await bring('dollars.tsv', dollars(first)), 'USD', 'EUR', '0.9182');
  const ids = [
    await bring('shop.csv', Buffer.from(shop, 'utf16le')),
    await bring('euros.csv', euros(second), { dateOrder: 'dmy' }),
  ];
  await rate(ids[1] as number, 'EUR', 'USD', '1.0891');
  q1 = await lab.period('2026 Q1', '2026-01', '2026-03', { rates: [{ from: 'EUR', to: 'USD', rate: '1.08' }] });
  q2 = await lab.period('2026 Q2', '2026-04', '2026-06', { rates: [{ from: 'EUR', to: 'USD', rate: '1.07' }] });
}, 60_000);

afterAll(async () => expect(await lab.close()).toEqual([]));

/** Exactly `amount` × numerators / 1 of `denominator`, in 10^-24 of a unit; a table of amounts and factors, added up. */
const scale = 10n ** 24n;
function exact(amount: string, ...factors: string[]): bigint {
  return [amount, ...factors].reduce((product, text) => {
    const [whole = '', fraction = ''] = text.replace('-', '').split('.');
    const value = BigInt(whole + fraction) * (text.startsWith('-') ? -1n : 1n);
    return (product * value) / 10n ** BigInt(fraction.length);
  }, scale);
}
/** To cents, a half away from nothing. */
function cents(...parts: bigint[]): number {
  const sum = parts.reduce((total, part) => total + part, 0n);
  const size = sum < 0n ? -sum : sum;
  const rounded = Number((size * 200n + scale) / (2n * scale));
  return sum < 0n ? -rounded : rounded;
}
const fx = '0.9182';

test('the first quarter is what is counted by hand', async () => {
  const rows = await lab.rows(q1);
  // Streams of tracks 1 and 2 at half; two records of 34.56 at 40 %, whole on the release, so on both its tracks.
  const album = cents(
    exact('3.123456789012', fx, '0.5'),
    exact('0.5', fx, '0.5'),
    exact('-0.123', fx, '0.5'),
    exact('34.56', '0.4'),
  );
  expect(album).toBe(1543);
  // 60 : 40 of 15.43 is 9.258 and 6.172: the cent goes to the larger remainder.
  const flexible = cents(exact('10.01', fx, '0.5'));
  expect(flexible).toBe(460);
  const ines = rows.get('Ines');
  expect(ines?.movements).toMatchObject({ royalties: 926 + 460, costs: -151, advances: -500, reservesTaken: -166 });
  expect(ines?.closing).toBe(926 + 460 - 151 - 500 - 166);
  // 20 % of 13.824 is 2.7648: 2.76 are held, 1.66 of one and 1.10 of the other.
  const mara = rows.get('Mara');
  expect(mara).toMatchObject({ movements: { royalties: 617, reservesTaken: -110 }, closing: 507, withheld: 76 });
  // Points come on top, of half of the records too: that half is of track 1.
  const points = cents(exact('3.123456789012', fx, '0.03'), exact('-0.123', fx, '0.03'), exact('17.28', '0.03'));
  expect([points, rows.get('Theo')?.closing, rows.get('Theo')?.reason]).toEqual([60, 60, 'underMinimum']);
  // Nothing is shared before there is a profit: 100 of income, 150 of costs.
  expect(rows.get('Zoe')).toMatchObject({ movements: { royalties: 8000, costs: -13_000 }, closing: -5000 });
  const dollar = cents(exact('7.77', '0.25'), exact('12.34', '1.0891', '0.25'));
  expect(dollar).toBe(530);
  expect(rows.get('Dan')).toMatchObject({ currency: 'USD', closing: 530, payable: 530 });
  const { unmatched, books } = await lab.call('royalties.overview', { periodId: q1 });
  expect(unmatched).toMatchObject({ rows: 1, amount: '2.2955' });
  expect(books?.isExact).toBe(true);
});

test('the second quarter begins where the first ended, with what came late and what was matched late', async () => {
  await lab.closePeriod(q1);
  const batch = await lab.call('payments.makeBatch', { periodId: q1 });
  await lab.call('payments.markPaid', { ids: batch.ids, paidOn: '2026-08-01', bankReference: '' });
  await rate(await bring('late.tsv', dollars(late)), 'USD', 'EUR', '0.9');
  const { items } = await lab.call('statements.items', { state: 'open', offset: 0, count: 10 } as never);
  const ids = items.map(({ id }: { id: number }) => id);
  expect(ids).toHaveLength(1);
  await lab.call('statements.match', { itemIds: ids as never, target: { recordingId: 3 as never } });
  const rows = await lab.rows(q2);
  // Track 1: 5 of March and 11 of May at half, by the late file's own rate; track 3: 20.50 at half, and 2.50 dollars of March,
  // of which half would have been earned then: 12.51 instead of 10.01 dollars, so 5.74 instead of 4.60.
  const album = cents(exact('16', '0.9', '0.5'));
  const prior = cents(exact('12.51', fx, '0.5')) - 460;
  expect([album, prior]).toEqual([720, 114]);
  expect(rows.get('Ines')).toMatchObject({
    movements: {
      ...{ opening: 569, royalties: 432 + 1025, priorAdjustments: 114, reservesReleased: 83 },
      // Two accounts were above nothing: 260 of the album, 309 of the single.
      payments: -569,
    },
    closing: 432 + 1025 + 114 + 83,
  });
  expect(rows.get('Mara')).toMatchObject({
    movements: { opening: 507, royalties: 288, reservesReleased: 55, payments: -507 },
    closing: 343,
  });
  expect(rows.get('Theo')).toMatchObject({ movements: { opening: 60, royalties: 43 }, closing: 103, payable: 103 });
  // The pool was at −50: 270 more make 220, of which 80 % are 176; the loss that was posted whole comes back.
  expect(rows.get('Zoe')).toMatchObject({ movements: { opening: -5000, royalties: 22_600 }, closing: 17_600 });
  expect(rows.get('Dan')).toMatchObject({ movements: { opening: 530, payments: -530 }, closing: 0 });
});

test('nothing about who bought is in the library', () => {
  lab.db.pragma('wal_checkpoint(TRUNCATE)');
  const bytes = readFileSync(join(lab.path, 'home', 'library.db')).toString('latin1');
  for (const part of ['Ann Buyer', 'ann@b.example', 'l@x.org']) expect(bytes).not.toContain(part);
});
