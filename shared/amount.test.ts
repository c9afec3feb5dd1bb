import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Amount,
  formatAmount,
  fromMinor,
  fromParts,
  multiplyAmount,
  parseAmount,
  sumParts,
  toMinor,
  toParts,
} from './amount.ts';

const limit = 9_000_000_000n * 10n ** 12n;
const amount = fc.bigInt({ min: -limit, max: limit });
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'USD');

const read = (text: string) => parseAmount(text, { decimal: '.' })?.amount ?? null;
const readComma = (text: string) => parseAmount(text, { decimal: ',' })?.amount ?? null;
const pico = (text: string): Amount => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
};

test('what is written of an amount is read as the same amount', () => {
  fc.assert(
    fc.property(amount, (value) => {
      const text = formatAmount(value);
      const comma = text.replace('.', ',');
      const [whole = '', fraction] = text.replace('-', '').split('.');
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
      const sign = value < 0n;
      expect([
        read(text),
        readComma(comma),
        read(sign ? `($${grouped})` : `$ ${grouped}`),
        read(sign ? `${grouped}-` : `+${grouped}`),
        read(sign ? `−${grouped} EUR` : `${grouped}€`),
      ]).toEqual([value, value, value, value, value]);
    }),
  );
});

test('amounts are read as statements write them', () => {
  const texts = [
    '0.00789993',
    '1,234.56',
    '$1,234.56',
    '-$5',
    '$-5',
    '(12.30)',
    '(US$ 12.30)',
    '5.00-',
    '−5',
    "1'234.5",
  ];
  expect(texts.map(read)).toEqual(
    ['0.00789993', '1234.56', '1234.56', '-5', '-5', '-12.30', '-12.30', '-5', '-5', '1234.5'].map(pico),
  );
  expect(['1.234,56', '1 234,56 €', '0,985', '1.234.567', 'R$ 3,5', '3,5 kr'].map(readComma)).toEqual(
    ['1234.56', '1234.56', '0.985', '1234567', '3.5', '3.5'].map(pico),
  );
  expect(['1.2E-05', '8.84E+12', '-1e-12', '.5', '5.', '1,00,000', 'USD 2', '1 234'].map(read)).toEqual(
    ['0.000012', '8840000000000', '-0.000000000001', '0.5', '5', '100000', '2', '1234'].map(pico),
  );
});

test('what may be no amount is none', () => {
  const texts = [
    '',
    ' ',
    '-',
    '.',
    '()',
    '1,23',
    '1.2.3',
    '100.51Really?',
    '12%',
    '--5',
    '-5-',
    '(-5)',
    '(5',
    '5)',
    '1,2345',
  ];
  const odd = [
    'NaN',
    'Infinity',
    '0x10',
    '1E999',
    '=1+1',
    '12 34',
    'E5',
    '1/6/2020',
    '2020-01-01',
    '1'.repeat(90),
    'EUR',
  ];
  expect([...texts, ...odd].filter((text) => read(text) !== null)).toEqual([]);
  expect(['0.004', '0.123', '1,2,3', '12.34'].filter((text) => readComma(text) !== null)).toEqual([]);
});

test('more than 12 places are rounded, a half to even, and said so', () => {
  const places = (text: string) => parseAmount(text, { decimal: '.' });
  expect(places('0.00164130103450794')).toEqual({ amount: 1_641_301_035n, isRounded: true });
  expect(places('0.0000000000005')).toEqual({ amount: 0n, isRounded: true });
  expect(places('-0.0000000000015')).toEqual({ amount: -2n, isRounded: true });
  expect(places('0.00789993000000000')).toEqual({ amount: 7_899_930_000n, isRounded: false });
  expect(places('5E-13')).toEqual({ amount: 0n, isRounded: true });
});

test('the two columns of an amount are whole, in order and sum to it', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 5 }), (values) => {
      const rows = values.map(toParts);
      const sum = values.reduce((before, value) => before + value, 0n);
      expect(rows.every((row) => row.pico >= 0 && row.pico < 1_000_000 && Number.isSafeInteger(row.micro))).toBe(true);
      expect(rows.map(fromParts)).toEqual(values);
      expect(sumParts(rows)).toBe(sum);
      const micro = rows.reduce((before, row) => before + BigInt(row.micro), 0n);
      expect(fromParts({ micro, pico: rows.reduce((before, row) => before + row.pico, 0) })).toBe(sum);
    }),
  );
  expect(toParts(-1n)).toEqual({ micro: -1, pico: 999_999 });
  expect(() => toParts(10n ** 22n)).toThrow('too large');
});

test('an amount is posted in whole units and nothing of it is lost', () => {
  fc.assert(
    fc.property(amount, currency, (value, code) => {
      const { minor, remainder } = toMinor(value, code);
      expect(fromMinor(minor, code) + remainder).toBe(value);
      const size = remainder < 0n ? -remainder : remainder;
      expect(size * 2n <= fromMinor(1, code)).toBe(true);
    }),
  );
  expect([pico('0.005'), pico('-0.005'), pico('0.0049')].map((value) => toMinor(value, 'EUR').minor)).toEqual([
    1, -1, 0,
  ]);
  expect(toMinor(pico('0.5'), 'JPY')).toEqual({ minor: 1, remainder: -pico('0.5') });
  expect(() => toMinor(10n ** 30n, 'EUR')).toThrow('too large');
});

test('a rate is applied exactly and rounded once', () => {
  expect(multiplyAmount(pico('0.000342'), '0.79')).toBe(pico('0.00027018'));
  expect(multiplyAmount(3n, '0.5')).toBe(2n);
  expect(multiplyAmount(1n, '0.5')).toBe(0n);
  expect(multiplyAmount(-3n, '0.5')).toBe(-2n);
  fc.assert(fc.property(amount, (value) => multiplyAmount(value, '1.000') === value));
  for (const bad of ['', '.', '-1', '1,5', 'x', '1'.repeat(30)])
    expect(() => multiplyAmount(1n, bad)).toThrow('not a number');
});
