import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvSplitter } from './csv-splitter.ts';
import { decimalOf } from './guess-locale.ts';
import { parseSaleType } from './sale-type.ts';
import { dateOrderOf, findMonth, parseStatementDate } from './statement-date.ts';
import { parseTerritory } from './territory.ts';
import { EncodingSniffer } from './text-pieces.ts';
import { dayOfSerial, shownNumber, showsDays } from './xlsx-numbers.ts';

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** In pieces of a few letters, as a file comes. */
function split(text: string, delimiter: string, pieceLength: number): string[][] {
  const splitter = new CsvSplitter(delimiter);
  const rows = [];
  for (let at = 0; at < text.length; at += pieceLength) rows.push(...splitter.take(text.slice(at, at + pieceLength)));
  rows.push(...splitter.end());
  expect(rows.map(({ line }) => line)).toEqual(rows.map((_, index) => index + 1));
  return rows.map(({ cells }) => cells);
}

test('whatever a program writes into the cells of a table is read as it was', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('"', '""', 'a"b', ',', '\n', '\r\n', ';\t|', ' x ', '""\n"'),
  );
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 40 }),
      (table, delimiter, end, size) => {
        const text = table.map((cells) => cells.map(quoted).join(delimiter) + end).join('');
        expect(split(text, delimiter, size)).toEqual(table);
      },
    ),
    { numRuns: 300 },
  );
});

test('what needs no quotes may stand without them, and a row may end with the file', () => {
  const plain = fc.array(
    fc.array(
      fc.stringMatching(/^[a-zA-Z0-9 .'"-]{0,6}$/).filter((text) => !text.startsWith('"')),
      { minLength: 2, maxLength: 4 },
    ),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(plain, fc.integer({ min: 1, max: 20 }), (table, size) => {
      expect(split(table.map((cells) => cells.join(',')).join('\r\n'), ',', size)).toEqual(table);
    }),
    { numRuns: 200 },
  );
});

test('a quote that nobody closes takes its own cell and nothing behind it', () => {
  const splitter = new CsvSplitter('\t');
  const rows = [...splitter.take('"Heroes\t1\nb\t2\n"c" (Live)\t3\nd "x"\t4\n'), ...splitter.end()];
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['"Heroes', '1'],
    ['b', '2'],
    ['"c" (Live)', '3'],
    ['d "x"', '4'],
  ]);
  expect(rows.map(({ isQuoteOpen = false }) => isQuoteOpen)).toEqual([true, false, false, false]);
});

test('dates and periods are read as statements write them', () => {
  const read = (text: string) => {
    const period = parseStatementDate(text, 'mdy');
    return period && (period.from === period.to ? period.from : `${period.from}..${period.to}`);
  };
  const days = [
    '2022-08-01',
    '2022/8/1',
    '20220801',
    '8/1/2022',
    '8/1/22 5:45pm',
    '08/01/2022 12:00:00 AM',
    '2022-08-01T10:00:00Z',
    'Aug 1, 2022',
    '1 August 2022',
    '1-Aug-22',
  ];
  expect(days.map(read)).toEqual(days.map(() => '2022-08-01'));
  const months = [
    '2025-06',
    '2025/06',
    '202506',
    '2025M06',
    '2025M6',
    '2025_06',
    'JUN-25',
    'June 2025',
    'juin 2025',
    'Juni 2025',
    '06/2025',
    'Jun-2025',
  ];
  expect(months.map(read)).toEqual(months.map(() => '2025-06-01..2025-06-30'));
  expect(['2023Q1', 'Q1 2023', '2023-Q1'].map(read)).toEqual(Array(3).fill('2023-01-01..2023-03-31'));
  expect(read('2024-02-01 - 2024-02-29')).toBe('2024-02-01..2024-02-29');
  expect(read('H2 2023')).toBe('2023-07-01..2023-12-31');
  expect(
    ['', 'soon', '2023-02-29', '13/13/2020', '2023-13', '2023Q5', '44927', '0000-00-00', '1/2', '2023H3'].map(read),
  ).toEqual(Array(10).fill(null));
  expect(parseStatementDate('13/1/2020', 'dmy')?.from).toBe('2020-01-13');
  expect(parseStatementDate('13/1/99', 'dmy')?.from).toBe('1999-01-13');
  expect(findMonth('2019.08 Streams')).toEqual({ from: '2019-08-01', to: '2019-08-31' });
  expect([
    dateOrderOf(['1/6/2020', '13/6/2020']),
    dateOrderOf(['1/13/20']),
    dateOrderOf(['1/6/2020']),
    dateOrderOf(['2020-01-01']),
  ]).toEqual(['dmy', 'mdy', 'either', null]);
});

test('countries by code and by name in several languages; the world is none', () => {
  const found = [
    'DE',
    'deu',
    'Germany',
    'Deutschland',
    'Allemagne',
    'UK',
    'United States of America',
    'Korea, Republic of',
    'US-CA',
    'Türkiye',
    'Côte d’Ivoire',
    'XK',
  ];
  expect(found.map(parseTerritory)).toEqual(['DE', 'DE', 'DE', 'DE', 'DE', 'GB', 'US', 'KR', 'US', 'TR', 'CI', 'XK']);
  expect(['OU', '', 'World', 'WW', 'Worldwide', 'Europe'].map(parseTerritory)).toEqual(['', '', '', '', '', '']);
  expect(['Atlantis', 'QQ', 'constructor'].map(parseTerritory)).toEqual([null, null, null]);
});

test('what kind of sale it was', () => {
  const texts = [
    'Streaming',
    'Subscription Stream',
    'Download',
    'Permanent Download',
    'Vinyl LP',
    'CD',
    'UGC',
    'Sync',
    'PR',
    'Mechanical Right',
    'T-Shirt',
    'Album Sale',
  ];
  expect(texts.map(parseSaleType)).toEqual([
    'stream',
    'stream',
    'download',
    'download',
    'physical',
    'physical',
    'ugc',
    'sync',
    'performance',
    'mechanical',
    'merch',
    'download',
  ]);
  expect(parseSaleType('Something')).toBeNull();
});

test('the point of a file is what most of its amounts show', () => {
  expect(decimalOf(['0.5', '1,200'])).toBe('.');
  expect(decimalOf(['0,5', '1.200'])).toBe(',');
  expect(decimalOf(['1,200'])).toBe('either');
  expect(decimalOf(['5', ''])).toBeNull();
});

test('an encoding is told by the whole file, wherever its bytes are cut', () => {
  const tell = (bytes: Buffer, size: number) => {
    const sniffer = new EncodingSniffer();
    for (let at = 0; at < bytes.length; at += size) sniffer.take(bytes.subarray(at, at + size));
    return sniffer.end().encoding;
  };
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (text, size) => {
      expect(tell(Buffer.from(`${'plain '.repeat(4)}${text}`), size)).toBe('utf-8');
    }),
  );
  expect(tell(Buffer.from(`${'a'.repeat(5000)}\nBj\xf6rk`, 'latin1'), 100)).toBe('windows-1252');
  expect(tell(Buffer.from('date,streams\n2024,5\n', 'utf16le'), 100)).toBe('utf-16le');
});

test('numbers and days of workbooks are those one sees', () => {
  expect(
    ['0.30000000000000004', '1.1000000000000001', '8.84E+12', '0.012863765233', '-2', '1E-3'].map(shownNumber),
  ).toEqual(['0.3', '1.1', '8.84E+12', '0.012863765233', '-2', '1E-3']);
  expect([
    dayOfSerial('44927', false),
    dayOfSerial('1', false),
    dayOfSerial('43465', true),
    dayOfSerial('0', false),
  ]).toEqual(['2023-01-01', '1900-01-01', '2023-01-01', null]);
  expect([
    showsDays(14, undefined),
    showsDays(0, undefined),
    showsDays(170, '[Red]0.00'),
    showsDays(171, 'd/m/yy'),
    showsDays(172, '"day" 0'),
  ]).toEqual([true, false, false, true, false]);
});
