import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCode } from '#core/testing/test-core.ts';
import { readBic, readIban, sepaText } from '#shared/bank-account.ts';
import type { PayeeId } from '#shared/contract/payees.ts';
import type { RoyaltyPeriodId } from '#shared/contract/royalties.ts';
import { statementWordKeys } from '#shared/contract/royalty-words.ts';
import { plainContract, RoyaltyLab, term } from './testing/royalty-lab.ts';

const lab = new RoyaltyLab();
let [ines, lumen, dollar, held] = [0, 0, 0, 0] as [PayeeId, PayeeId, PayeeId, PayeeId];
let period = 0 as RoyaltyPeriodId;

const words = Object.fromEntries(statementWordKeys.map((key) => [key, `<${key}>`])) as never;

beforeAll(async () => {
  await lab.open();
  lab.addStatement({
    ...{ id: 1, name: 'spotify.csv', currency: 'EUR' },
    rows: [1, 2, 3, 4, 5, 6].map((track) => ({ track, month: 202607, units: 10 * track, net: `${track}00.005` })),
  });
  lab.addStatement({
    ...{ id: 2, name: '=cmd.csv', currency: 'USD', rates: [{ from: 'USD', to: 'EUR', rate: '0.9', on: '2026-09-30' }] },
    rows: [{ track: 1, month: 202608, units: 7, net: '10', territory: 'US' }],
  });
  ines = await lab.payee('Ínes Vällorïa & Söhne', {
    iban: 'de89 3704 0044 0532 0130 00',
    bic: 'cobadeffxxx',
    isSelfBilled: true,
  });
  lumen = await lab.payee('Lumen Parish', { iban: 'GB82WEST12345698765432', withholding: 150_000 });
  dollar = await lab.payee('Dollar', { currency: 'USD' });
  held = await lab.payee('Held', { isOnHold: true, iban: 'FR1420041010050500013M02606' });
  const each: [PayeeId, number][] = [
    [ines, 1],
    [lumen, 2],
    [dollar, 3],
    [held, 4],
  ];
  for (const [payeeId, track] of each) {
    await lab.contract({
      ...{
        name: `Track ${track}`,
        scope: 'recording',
        payees: [{ payeeId, share: 1_000_000 }],
        terms: [term(500_000)],
      },
      assets: { ...plainContract.assets, recordingIds: [track as never] },
    });
  }
  await lab.call('ledger.addCost', {
    ...{
      category: 'mixing',
      description: 'Mix',
      date: '2026-07-03',
      amountMinor: 4200,
      currency: 'EUR',
      sharing: 'full',
    },
    target: { kind: 'recording', recordingId: 1 as never },
    recoupable: 500_000,
  });
  period = await lab.period('2026 Q3', '2026-07', '2026-09', { rates: [{ from: 'EUR', to: 'USD', rate: '1.1' }] });
});

afterAll(async () => expect(await lab.close()).toEqual([]));

async function write(format: 'pdf' | 'csv' | 'xlsx', payeeIds: PayeeId[] | null = [ines]) {
  const order = { periodId: period, payeeIds, format, folder: lab.path, pageSize: 'A4' as const, words };
  await lab.call('royalties.writeStatements', order);
  await lab.lab.core.waitForIdle();
  const work = await lab.call('royalties.getWork');
  expect(work).toMatchObject({ state: 'done' });
  return work?.paths ?? [];
}

test('a closed period is paid, taken back and paid again, and every step is undone', async () => {
  expect(await errorCode(lab.call('payments.makeBatch', { periodId: period }))).toBe('STATE_REFUSED');
  await lab.closePeriod(period);
  const { ids } = await lab.call('payments.makeBatch', { periodId: period });
  const { payments, held: notPaid, waiting } = await lab.call('payments.list', { periodId: period });
  expect(
    payments.map(({ reference, payeeId, payableMinor, withheldMinor, currency, bankProblem }) => {
      return [reference, payeeId, payableMinor, withheldMinor, currency, bankProblem];
    }),
  ).toEqual([
    // 150.00 of 300.005 × ½ in dollars; 100.0025 − 21.00 + 4.50; 100.0025 less 15 %.
    ['PAY-2026Q3-0001', dollar, 16_500, 0, 'USD', 'notEuro'],
    ['PAY-2026Q3-0002', ines, 3350, 0, 'EUR', null],
    ['PAY-2026Q3-0003', lumen, 8500, 1500, 'EUR', null],
  ]);
  expect(notPaid).toEqual([{ payeeId: held, payeeName: 'Held', currency: 'EUR', minor: 20_000, reason: 'onHold' }]);
  expect(waiting).toEqual([]);

  const paid = await lab.call('payments.markPaid', {
    ids: ids.slice(1),
    paidOn: '2026-10-15',
    bankReference: 'Bank 7',
  });
  expect(await stateNow()).toBe('closed');
  expect(await errorCode(lab.call('payments.markPaid', { ids, paidOn: '2026-10-15', bankReference: '' }))).toBe(
    'STATE_REFUSED',
  );
  await lab.call('payments.markPaid', { ids: ids.slice(0, 1), paidOn: '2026-10-16', bankReference: '' });
  expect(await stateNow()).toBe('paid');
  await lab.undo(paid.operation);
  expect(await stateNow()).toBe('closed');
  expect((await lab.call('ledger.list')).entries.map(({ amountMinor }) => amountMinor)).toEqual([15_000]);
  await lab.call('payments.markPaid', { ids: ids.slice(1), paidOn: '2026-10-15', bankReference: 'Bank 7' });

  const next = await lab.period('2026 Q4', '2026-10', '2026-12', { rates: [{ from: 'EUR', to: 'USD', rate: '1.2' }] });
  const rows = await lab.rows(next);
  expect(rows.get('Lumen Parish')).toMatchObject({ movements: { opening: 10_000, payments: -10_000 }, closing: 0 });
  expect(rows.get('Held')).toMatchObject({
    movements: { opening: 20_000, payments: 0 },
    closing: 20_000,
    reason: 'onHold',
  });
  await lab.closePeriod(next);
  expect(await errorCode(lab.call('payments.takeBack', { ids: ids.slice(0, 1) }))).toBe('ROYALTIES_CLOSED');
});

async function stateNow(): Promise<string | undefined> {
  return (await lab.call('royalties.periods')).find(({ id }) => id === period)?.state;
}

test('a transfer file is what banks read, and overwrites nothing', async () => {
  const other = await lab.period('2027 Q1', '2027-01', '2027-03', { rates: [{ from: 'EUR', to: 'USD', rate: '1.2' }] });
  lab.addStatement({
    ...{ id: 3, name: 'late.csv', currency: 'EUR' },
    rows: [1, 2, 3].map((track) => ({ track, month: 202701, units: 1, net: '99.99' })),
  });
  await lab.closePeriod(other);
  await lab.call('payments.makeBatch', { periodId: other });
  const path = join(lab.path, 'transfers.xml');
  const order = { periodId: other, kind: 'sepa' as const, path, executeOn: '2027-04-15' };
  expect(await errorCode(lab.call('payments.writeFile', order))).toBe('BANK_INVALID');
  expect(
    await errorCode(lab.call('payments.setPayer', { name: 'Lantern Row', iban: 'DE89370400440532013001', bic: '' })),
  ).toBe('BANK_INVALID');
  await lab.call('payments.setPayer', {
    name: 'Lantern Row <GmbH>',
    iban: 'DE89 3704 0044 0532 0130 00',
    bic: 'COBADEFFXXX',
  });
  const named = await lab.call('payees.edit', { id: lumen, fields: { name: 'Иван Петров' } });
  const { payments } = await lab.call('payments.list', { periodId: other });
  expect(payments.find(({ payeeId }) => payeeId === lumen)?.bankProblem).toBe('nameMissing');
  await lab.undo(named.operation);
  expect(await lab.call('payments.writeFile', order)).toEqual({ written: 2, leftOut: 1, sumMinor: 5000 + 4250 });
  const xml = readFileSync(path, 'utf8');
  const values = valuesOf(xml);
  expect(values.get('NbOfTxs')).toEqual(['2', '2']);
  expect(values.get('CtrlSum')).toEqual(['92.50', '92.50']);
  expect(values.get('InstdAmt')).toEqual(['50.00', '42.50']);
  expect(values.get('IBAN')).toEqual(['DE89370400440532013000', 'DE89370400440532013000', 'GB82WEST12345698765432']);
  expect(values.get('Nm')).toEqual(['Lantern Row GmbH', 'Lantern Row GmbH', 'Ines Vaelloria + Soehne', 'Lumen Parish']);
  expect(values.get('EndToEndId')?.[0]).toBe('PAY-2027Q1-0002');
  expect(await errorCode(lab.call('payments.writeFile', order))).toBe('FILE_EXISTS');
  expect(readFileSync(path, 'utf8')).toBe(xml);
  const csv = join(lab.path, 'transfers.csv');
  expect(await lab.call('payments.writeFile', { ...order, kind: 'csv', path: csv })).toMatchObject({
    written: 3,
    leftOut: 0,
  });
  expect(readFileSync(csv, 'utf8').split('\r\n')[1]).toContain('PAY-2027Q1-0001,Dollar,60.00,USD');
});

/** Of elements without others in them, by name; throws for what is no XML. */
function valuesOf(xml: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const parser = new SaxesParser();
  let text = '';
  parser.on('opentag', () => (text = ''));
  parser.on('text', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    if (text.trim() !== '') found.set(name, [...(found.get(name) ?? []), text.trim()]);
    text = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return found;
}

test('statements say the same on paper, in tables and in text', async () => {
  const [pdf] = await write('pdf');
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(readFileSync(pdf as string))), {
    mergePages: true,
  });
  for (const part of [
    '<title>',
    'Lantern Row',
    'Ínes Vällorïa & Söhne',
    '1 USD = 0.9 EUR (2026-09-30)',
    'SB-202607-202609-0001',
    '54.50',
    '−21.00',
    '33.50',
    'Spotify',
    'Track 1',
    'US',
  ]) {
    expect(text).toContain(part);
  }
  const [xlsx] = await write('xlsx');
  const book = read(readFileSync(xlsx as string));
  const summary = utils.sheet_to_json<[string, number]>(book.Sheets[book.SheetNames[0] as string] as never, {
    header: 1,
  });
  expect(summary.find(([name]) => name === '<payable>')?.[1]).toBe(33.5);
  const [csv] = await write('csv');
  const lines = readFileSync(csv as string, 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(3);
  expect(
    lines
      .find((line) => line.includes('US'))
      ?.startsWith("'=cmd.csv,2026-08,Spotify,US,stream,ZZLR12500001,Track 1,7,"),
  ).toBe(true);
  // All at once; what is there stays.
  const before = readdirSync(lab.path).length;
  expect(await write('pdf', null)).toHaveLength(4);
  expect(readdirSync(lab.path).length).toBe(before + 4);
  writeFileSync(join(lab.path, 'taken'), '');
});

test('accounts are right where their digits fit, and with no other digit', () => {
  const known = [
    'DE89370400440532013000',
    'GB82WEST12345698765432',
    'FR1420041010050500013M02606',
    'NL91ABNA0417164300',
    'NO9386011117947',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...known), fc.nat(), fc.integer({ min: 1, max: 9 }), (iban, place, by) => {
      expect(readIban(iban.replace(/(.{4})/g, '$1 ').toLowerCase())).toBe(iban);
      const at = place % iban.length;
      const digit = iban[at] as string;
      if (!/\d/.test(digit)) return;
      const wrong = `${iban.slice(0, at)}${(Number(digit) + by) % 10}${iban.slice(at + 1)}`;
      expect(readIban(wrong)).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(sepaText(text, 70)).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]{0,70}$/);
      expect(sepaText(`${text}a/b`, 2)).not.toMatch(/^\/|\/$|\/\//);
    }),
  );
  expect([readBic('deutdeff'), readBic('DEUTDEFF500'), readBic('DEUT')]).toEqual(['DEUTDEFF', 'DEUTDEFF500', null]);
});

test('a table of splits is taken whole or not at all', async () => {
  const order = { side: 'master' as const, percentOf: 'artistSide' as const, artistRate: 500_000, currency: 'EUR' };
  const bad =
    'ISRC;Payee;%\r\nZZLR12500007;Ines;60\r\nZZLR12500007;New One;39,99\r\nXX000;Nobody;100\r\nZZLR12500008;A;B;C\r\n';
  const read = await lab.call('contracts.readSplits', { ...order, csv: bad });
  expect(read.problems.map(({ row, code }) => [row, code])).toEqual([
    [2, 'sumWrong'],
    [4, 'trackUnknown'],
    [5, 'ragged'],
  ]);
  const payees = (await lab.call('payees.list')).length;
  expect(await errorCode(lab.call('contracts.importSplits', { ...order, csv: bad }))).toBe('IMPORT_INVALID');
  expect((await lab.call('payees.list')).length).toBe(payees);

  const good = 'Track,Payee,Share\nTrack 7,Lumen Parish,66.6667\nTrack 7,New One,33.3333\nTrack 8,New One,100%\n';
  const { operation, contractIds } = await lab.call('contracts.importSplits', { ...order, csv: good });
  const made = await lab.call('contracts.get', { id: contractIds[0] as never });
  expect(made).toMatchObject({
    payeeNames: ['Lumen Parish', 'New One'],
    assetNames: ['Track 7'],
    terms: [{ rate: 500_000 }],
  });
  expect(made.payees.map(({ share }) => share)).toEqual([666_667, 333_333]);
  await lab.undo(operation);
  expect((await lab.call('payees.list')).length).toBe(payees);

  lab.db.exec(
    `UPDATE recording SET credits = '[{"personId":101,"role":"artist","share":7000},{"personId":102,"role":"mixing","share":3000}]' WHERE id = 5`,
  );
  const credits = await lab.call('contracts.makeFromCredits', {
    releaseId: 2 as never,
    artistRate: 500_000,
    currency: 'EUR',
  });
  const contract = await lab.call('contracts.get', { id: credits.contractIds[0] as never });
  expect(contract.payees.map(({ share }) => share)).toEqual([700_000, 300_000]);
  const history = await lab.call('contracts.history', { id: contract.id });
  expect(history).toMatchObject([{ fields: ['whole'] }]);
  const failure = await lab
    .call('contracts.makeFromCredits', { releaseId: 1 as never, artistRate: 500_000, currency: 'EUR' })
    .catch((error) => error);
  expect(failure).toMatchObject({ code: 'SPLIT_NOT_WHOLE', details: { of: 'Track 1', missing: '100 %' } });
});
