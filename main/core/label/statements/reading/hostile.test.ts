import { expect, test } from 'vitest';
import { readContent } from './testing/read-all.ts';
import { workbookBytes, zipBytes } from './testing/zip-bytes.ts';

const headings =
  'Report Date\tSales Date\tQuantity\tPrice\tSubtotal\tIsrc\tBarcode\tCDBabySku\tAlbum Name\tArtist Name\tTrack Name\tPartner Name\t' +
  'Transaction Type\tDelivery Country\n';

type Cells = {
  date?: string;
  quantity?: string;
  net?: string;
  isrc?: string;
  upc?: string;
  artist?: string;
  country?: string;
};

const row = ({
  date = '7/31/2023',
  quantity = '1',
  net = '0.5',
  isrc = '',
  upc = '',
  artist = 'A',
  country = 'US',
}: Cells) =>
  `10/15/2023\t${date}\t${quantity}\t1\t${net}\t${isrc}\t${upc}\tsku\tB\t${artist}\tT\tP\tStream\t${country}\n`;

async function problemsOf(...rows: Cells[]) {
  const { problems, totals } = await readContent(headings + rows.map(row).join(''), 'cdbaby.txt');
  return { codes: problems.map(({ line, code, column }) => `${line} ${code} ${column}`.trim()), errors: totals.errors };
}

test('what cannot be read is told with its row and column, and keeps the file out', async () => {
  expect(await problemsOf({}, { net: '0,5x' }, { net: '' }, { date: '31/31/2023' }, { date: 'soon' })).toEqual({
    codes: [
      '3 amountUnreadable Subtotal',
      '4 amountMissing Subtotal',
      '5 dateUnreadable Sales Date',
      '6 dateUnreadable Sales Date',
    ],
    errors: 4,
  });
});

test('what is odd is told and read', async () => {
  const upc = '8.84E+12';
  const { codes, errors } = await problemsOf(
    { net: '0.00000000000012345' },
    { quantity: '0' },
    { upc },
    { upc: '880000000001' },
    { isrc: 'US-BAD' },
    { country: 'Atlantis' },
    { artist: '=cmd|calc' },
    { artist: '@SUM(A1)' },
    { artist: '"10,000\nlines"'.replace('\n', '') },
    { quantity: 'many' },
    { quantity: '1.5' },
    { artist: 'A\0B' },
    { artist: 'x'.repeat(2000) },
    { date: '' },
  );
  expect(codes).toEqual([
    '2 amountRounded Subtotal',
    '3 unitsZero',
    '4 upcDamaged Barcode',
    '5 upcInvalid Barcode',
    '6 isrcInvalid Isrc',
    '7 territoryUnknown Delivery Country',
    '8 formula Artist Name',
    '9 formula Artist Name',
    '11 unitsUnreadable Quantity',
    '12 unitsFraction Quantity',
    '13 controlCharacter Artist Name',
    '14 textTooLong Artist Name',
    '15 dateMissing Sales Date',
  ]);
  expect(errors).toBe(0);
});

test('titles that begin with signs, and zeros that Excel was kept from taking, are no formulas', async () => {
  const { codes } = await problemsOf(
    { artist: '-' },
    { artist: '+44' },
    { artist: '@home' },
    { artist: '="0044"', upc: '="4006381333931"' },
  );
  expect(codes).toEqual([]);
  const { rows } = await readContent(headings + row({ upc: '="4006381333931"', artist: '="007"' }), 'x.txt');
  expect(rows[0]).toMatchObject({ upc: '4006381333931', artist: '007' });
});

test('headings again and remarks are no rows; a row with cells too many may be shifted and keeps the file out', async () => {
  const shifted = row({}).replace('\n', '\tmore\n');
  const content = `${headings}${row({})}${headings}${row({ artist: 'constructor' })}\nAll figures in dollars.\n${shifted}`;
  const { rows, totals, problems } = await readContent(content, 'x.txt');
  expect(rows.map(({ line, artist }) => `${line} ${artist}`)).toEqual(['2 A', '4 constructor', '7 A']);
  expect(totals).toMatchObject({ leftOutRows: 2, blankRows: 1, errors: 1 });
  expect(problems.map(({ line, code }) => `${line} ${code}`)).toEqual(['3 leftOut', '6 leftOut', '7 cellsExtra']);
});

test('decimal commas do not pass for the commas of a table, whatever stands above and below it', async () => {
  const head = 'Monat;Land;ISRC;Titel;Anzahl;Nettobetrag;Währung\n';
  const rows = ['1,50', '0,25', '12,00'].map((net) => `2026-01;DE;AA6Q72000047;Quay;5;${net};EUR\n`).join('');
  const above = 'Abrechnung, Lantern Row\nErstellt am 01.02.2026\n\n';
  const { sniff, totals } = await readContent(`${above}${head}${rows}Ohne Gewähr, Irrtum vorbehalten\n`, 'x.csv');
  expect(sniff).toMatchObject({ delimiter: ';', headerRow: 4 });
  expect(totals.currencies).toEqual([{ currency: 'EUR', net: 13_750_000_000_000n, quantity: 15, rows: 3 }]);
});

test('a sum below a table counts nothing twice, also where no word says what it is', async () => {
  const below = '\t'.repeat(4);
  const sum = `${below}${'2.5'}${'\t'.repeat(9)}\n`;
  const money = (net: string) => row({ net });
  const { rows, totals } = await readContent(`${headings}${money('1')}${money('1.5')}${sum}`, 'x.txt');
  expect(rows).toHaveLength(2);
  expect(totals).toMatchObject({ leftOutRows: 1, problems: { totalRow: 1 }, errors: 0 });
  // What names nothing and is no sum is money that somebody has to look at.
  const other = await readContent(`${headings}${money('1')}${money('1.5')}${sum.replace('2.5', '2.4')}`, 'x.txt');
  expect(other.rows).toHaveLength(3);
});

test('so many problems are counted, and told up to a thousand', async () => {
  const { problems, totals } = await readContent(headings + row({ isrc: 'BAD' }).repeat(1500), 'x.txt');
  expect([problems.length, totals.problems.isrcInvalid]).toEqual([1000, 1500]);
});

test('a name of ten thousand lines is one cell, cut and told', async () => {
  const name = 'line\n'.repeat(10_000);
  const { rows, problems } = await readContent(`${headings}${row({ artist: `"${name}"` })}${row({})}`, 'x.txt');
  expect(rows.map(({ line, artist }) => [line, artist.length])).toEqual([
    [2, 1000],
    [3, 1],
  ]);
  expect(rows[0]?.raw.every((cell) => cell.length <= 32_767)).toBe(true);
  expect(problems.map(({ code }) => code)).toEqual(['textTooLong']);
});

test('what is no table is refused with its reason', async () => {
  const refused = (content: string | Buffer) =>
    readContent(content, 'x.csv').then(
      () => 'read',
      (error: { code?: string }) => error.code,
    );
  expect(await refused('')).toBe('FILE_EMPTY');
  expect(await refused(' \n \n')).toBe('FILE_EMPTY');
  expect(await refused('Hello there\n')).toBe('IMPORT_UNKNOWN');
  expect(await refused(`${'a,'.repeat(5000)}\n`)).toBe('IMPORT_UNKNOWN');
  expect(await refused(Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 37) % 256)))).toBe(
    'IMPORT_UNKNOWN',
  );
  expect(await refused(`${headings}${'a,'.repeat(700_000)}`)).toBe('IMPORT_INVALID');
  expect(await refused(Buffer.from('PK\u0003\u0004 and no more'))).toBe('IMPORT_INVALID');
  expect(await refused(zipBytes([{ name: 'inner.zip', content: 'PK' }]))).toBe('IMPORT_UNKNOWN');
});

test('a ZIP that unpacks to far more than it is, or lies about it, is refused', async () => {
  const zeros = Buffer.alloc(5_000_000, '0,');
  await expect(readContent(zipBytes([{ name: 'a.csv', content: zeros }]), 'a.zip')).rejects.toMatchObject({
    code: 'IMPORT_TOO_LARGE',
  });
  const liar = zipBytes([{ name: 'a.csv', content: headings.repeat(1000), claims: 100 }]);
  await expect(readContent(liar, 'a.zip')).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
});

test('a workbook that declares entities, is too wide, or out of order is refused', async () => {
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>';
  const bomb = zipBytes([{ name: 'xl/workbook.xml', content: `${laughs.replace(/<sst>.*/, '')}<workbook/>` }]);
  await expect(readContent(bomb, 'a.xlsx')).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
  const cell = (place: string) => `<c r="${place}" t="str"><v>x</v></c>`;
  const sheets = [
    `<row r="1">${cell('XFD1')}</row>`,
    `<row r="2">${cell('A2')}</row><row r="1">${cell('A1')}</row>`,
    '<row r="1"><c r="A1"></row>',
  ];
  const codes = await Promise.all(
    sheets.map((sheet) =>
      readContent(workbookBytes({ sheet }), 'a.xlsx').catch((error: { code?: string }) => error.code),
    ),
  );
  expect(codes).toEqual(['IMPORT_TOO_LARGE', 'IMPORT_INVALID', 'IMPORT_INVALID']);
});
