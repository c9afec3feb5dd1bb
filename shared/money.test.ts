import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allocate,
  convertBack,
  convertMoney,
  currencies,
  currencyDigits,
  formatMoney,
  multiply,
  parseDecimal,
  parseMoney,
  perHour,
  plainMoney,
  timesRate,
} from './money.ts';

const amount = fc.maxSafeInteger();
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'USD');
const weights = fc
  .array(fc.oneof(fc.nat(20), fc.nat(1_000_000)), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((weight) => weight > 0));

test('what is shown of an amount is read as the same amount', () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      expect(parseMoney(formatMoney(minor, code), code)).toBe(minor);
      expect(parseMoney(plainMoney(minor, code), code)).toBe(minor);
    }),
  );
});

test('a currency has the digits of ISO 4217', () => {
  expect(['JPY', 'EUR', 'KWD', 'ISK', 'HUF', 'TND'].map(currencyDigits)).toEqual([0, 2, 3, 0, 2, 3]);
  expect(new Set(currencies).size).toBe(currencies.length);
  expect(currencies.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
});

test('amounts are shown with thousands, a true minus and all their digits', () => {
  expect(formatMoney(123_456_789, 'EUR')).toBe('1,234,567.89');
  expect(formatMoney(-5, 'EUR')).toBe('−0.05');
  expect(formatMoney(1_234_567, 'JPY')).toBe('1,234,567');
  expect(formatMoney(1_234_567, 'KWD')).toBe('1,234.567');
  expect(plainMoney(-123_450, 'EUR')).toBe('-1234.50');
});

test('amounts are read as people of many countries write them', () => {
  const read = (text: string) => parseMoney(text, 'EUR');
  expect(['1,234.50', '1.234,50', '1 234,5', "1'234.50", '1234.5', '1\u202f234,50'].map(read)).toEqual(
    Array.from({ length: 6 }, () => 123_450),
  );
  expect(['12', '12.', ',5', '.05', '-12', '−12,30', '+3', '1,234', '1.234.567'].map(read)).toEqual([
    1200, 1200, 50, 5, -1200, -1230, 300, 123_400, 123_456_700,
  ]);
  expect(parseMoney('1.234', 'KWD')).toBe(1234);
  expect(parseMoney('1,234', 'JPY')).toBe(1234);
});

test('what is no amount, too fine or may be meant in two ways is not guessed at', () => {
  const texts = [
    '',
    ' ',
    '.',
    ',',
    '-',
    'a',
    '12€',
    '1e3',
    '1.234',
    '0.001',
    '1,23,456.00',
    '1.2.3',
    '12 34',
    '1..2',
    '--1',
  ];
  expect(texts.filter((text) => parseMoney(text, 'EUR') !== null)).toEqual([]);
  expect(parseMoney('1.5', 'JPY')).toBeNull();
  expect(parseMoney('99999999999999999', 'EUR')).toBeNull();
});

test('multiplying is exact, and a half goes away from zero', () => {
  expect(multiply(1005, '1.005')).toBe(1010);
  expect(multiply(50, '0.01')).toBe(1);
  expect(multiply(-50, '0.01')).toBe(-1);
  expect(multiply(49, '0,01')).toBe(0);
  expect(multiply(Number.MAX_SAFE_INTEGER, '1')).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => multiply(Number.MAX_SAFE_INTEGER, '2')).toThrow('too large');
  expect(() => multiply(1, '1e3')).toThrow('not a number');
  fc.assert(
    fc.property(amount, fc.nat(9999), fc.nat(4), (minor, digits, point) => {
      fc.pre(Math.abs(minor) < 1e11);
      const decimal = `${Math.floor(digits / 10 ** point)}.${String(digits % 10 ** point).padStart(point, '0') || '0'}`;
      const scale = 10n ** BigInt(point);
      const twice = BigInt(multiply(minor, decimal)) * 2n * scale - BigInt(minor) * BigInt(digits) * 2n;
      expect(twice >= -scale && twice <= scale).toBe(true);
    }),
  );
});

test('another currency counts in its own digits', () => {
  expect(convertMoney(10_000, 'JPY', 'EUR', '0.0061')).toBe(6100);
  expect(convertMoney(8450, 'USD', 'EUR', '0.9210')).toBe(7782);
  expect(convertMoney(1000, 'KWD', 'JPY', '487.255')).toBe(487);
  expect(convertMoney(1234, 'EUR', 'EUR', '1')).toBe(1234);
  expect(convertBack(7782, 'EUR', 'USD', '0.9210')).toBe(8450);
  expect(convertBack(6100, 'EUR', 'JPY', '0.0061')).toBe(10_000);
  expect(convertBack(1, 'EUR', 'JPY', '0')).toBeNull();
});

test('an hour and its parts cost what the rate says', () => {
  expect(timesRate(3_600_000, 6500)).toBe(6500);
  expect(timesRate(20 * 60_000, 6500)).toBe(2167);
  expect(timesRate(0, 6500)).toBe(0);
  expect(perHour(88_040, 62 * 3_600_000)).toBe(1420);
  expect(perHour(88_040, 0)).toBeNull();
});

test('a decimal number has one form', () => {
  expect(['1.0842', '01,50', '12', '0.0', '', '-1', '1.', '.5', '1e2', '∞'].map(parseDecimal)).toEqual([
    '1.0842',
    '1.5',
    '12',
    '0',
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('shares sum to the total, are at most one apart from exact, and are taken back as they were given', () => {
  fc.assert(
    fc.property(amount, weights, (total, all) => {
      const shares = allocate(total, all);
      expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(total));
      const sum = all.reduce((before, weight) => before + weight, 0);
      for (const [index, share] of shares.entries()) {
        const weight = all[index] as number;
        const difference = BigInt(share) * BigInt(sum) - BigInt(total) * BigInt(weight);
        expect(difference > -BigInt(sum) && difference < BigInt(sum)).toBe(true);
        if (weight === 0) expect(share).toBe(0);
      }
      expect(allocate(-total, all).map((share) => share + 0)).toEqual(shares.map((share) => 0 - share));
    }),
  );
});

test('what is left goes to the largest remainder, then to the heavier, then to the first', () => {
  expect(allocate(5, [70, 30])).toEqual([4, 1]);
  expect(allocate(5, [30, 70])).toEqual([1, 4]);
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  expect(allocate(0, [1, 2])).toEqual([0, 0]);
  expect(() => allocate(1, [0, 0])).toThrow('nobody');
  expect(() => allocate(1, [])).toThrow('nobody');
  expect(() => allocate(1, [-1, 2])).toThrow('not negative');
});
