import { AppError } from './errors.ts';

/* Money is a whole number of the smallest unit of its currency ("minor"). Nothing here goes through a fraction in binary. */

const noDigits = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');
const threeDigits = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const twoDigits = (
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE ' +
  'CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR ' +
  'KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB ' +
  'PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY ' +
  'TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG'
).split(' ');

const digitsOf = new Map<string, number>([
  ...noDigits.map((code) => [code, 0] as const),
  ...twoDigits.map((code) => [code, 2] as const),
  ...threeDigits.map((code) => [code, 3] as const),
]);

/** ISO 4217's codes of money that people pay with, in alphabetical order. */
export const currencies: readonly string[] = [...digitsOf.keys()].sort();

export function isCurrency(code: string): boolean {
  return digitsOf.has(code);
}

/** How many digits an amount has after the point: 0, 2 or 3. A code that is not known has 2. */
export function currencyDigits(currency: string): number {
  return digitsOf.get(currency) ?? 2;
}

/** As tables show it: '1,234.50', '−12.00', without the currency. */
export function formatMoney(minor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = digits > 0 ? `.${text.slice(-digits)}` : '';
  return `${minor < 0 ? '−' : ''}${whole}${fraction}`;
}

/** The same without thousands and with a hyphen, as files for other programs want it: '-1234.50'. */
export function plainMoney(minor: number, currency: string): string {
  return formatMoney(minor, currency).replaceAll(',', '').replace('−', '-');
}

/**
 * An amount as people write it, in the smallest unit: '1,234.50', '1.234,50', '1 234,5', "1'234", '−12'. Null for what is no
 * amount, has more digits than its currency, or may be meant in two ways ('1.234' in euros).
 */
export function parseMoney(text: string, currency: string): number | null {
  const match = /^\s*([-−+]?)\s*([\d.,'’\s]*\d[.,]?|[.,]\d+)\s*$/u.exec(text);
  if (!match) return null;
  const parts = splitAmount((match[2] as string).trim(), currencyDigits(currency));
  if (!parts) return null;
  const digits = currencyDigits(currency);
  if (parts.fraction.length > digits) return null;
  const value = Number(`${parts.whole}${parts.fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(value)) return null;
  return value === 0 || !/[-−]/.test(match[1] as string) ? value : -value;
}

/** Which of its signs is the point. */
function splitAmount(text: string, digits: number): { whole: string; fraction: string } | null {
  const signs = [...text.replace(/\d/g, '').replace(/\s/g, ' ')];
  const last = signs.at(-1);
  const isPoint = (last === '.' || last === ',') && signs.indexOf(last) === signs.length - 1;
  const fraction = last ? text.slice(Math.max(text.lastIndexOf(last), 0) + 1) : '';
  const mayBeThousands = signs.length === 1 && fraction.length === 3;
  if (isPoint && !(mayBeThousands && last === ',')) {
    if (mayBeThousands && digits !== 3) return null;
    const whole = ungroup(text.slice(0, text.length - fraction.length - 1));
    return whole === null ? null : { whole, fraction };
  }
  const whole = ungroup(text);
  return whole === null ? null : { whole, fraction: '' };
}

/** Digits without the one sign that groups them by three; null for digits grouped in any other way. */
function ungroup(text: string): string | null {
  if (/^\d*$/.test(text)) return text;
  const isGrouped = ['.', ',', "'", '’'].some((sign) => {
    const [first = '', ...rest] = text.split(sign);
    return rest.length > 0 && /^\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group));
  });
  const isSpaced = /^\d{1,3}(\s\d{3})+$/u.test(text);
  return isGrouped || isSpaced ? text.replace(/\D/g, '') : null;
}

/** What `parseDecimal` reads: '1.0842', '0,5', no sign and no exponent. */
const decimalText = /^\d{1,15}(?:[.,]\d{1,15})?$/;

/** A decimal number that is not negative, as text in one form: '1.0842', '0.5', '12'. Null for anything else. */
export function parseDecimal(text: string): string | null {
  const trimmed = text.trim();
  if (!decimalText.test(trimmed)) return null;
  const [whole = '', fraction = ''] = trimmed.split(/[.,]/);
  const tail = fraction.replace(/0+$/, '');
  const head = whole.replace(/^0+(?=\d)/, '');
  return tail === '' ? head : `${head}.${tail}`;
}

type Fraction = { over: bigint; under: bigint };

function fractionOf(decimal: string): Fraction {
  const text = parseDecimal(decimal);
  if (text === null) throw new AppError('INVALID_INPUT', 'That is not a number.', { value: decimal });
  const [whole = '', fraction = ''] = text.split('.');
  return { over: BigInt(whole + fraction), under: 10n ** BigInt(fraction.length) };
}

/** Exactly `minor` × `decimal`, then rounded to whole, a half away from zero. Throws INVALID_INPUT. */
export function multiply(minor: number, decimal: string): number {
  const { over, under } = fractionOf(decimal);
  return divide(BigInt(minor) * over, under);
}

/**
 * An amount in another currency. `rate` is decimal text: what one unit (not its smallest) of `from` is in `to`. Rounded once,
 * a half away from zero.
 */
export function convertMoney(minor: number, from: string, to: string, rate: string): number {
  const { over, under } = fractionOf(rate);
  const scale = 10n ** BigInt(currencyDigits(to));
  return divide(BigInt(minor) * over * scale, under * 10n ** BigInt(currencyDigits(from)));
}

/** The other way: what an amount is in the currency that `rate` is for one unit of. Null where the rate is 0. */
export function convertBack(minor: number, from: string, to: string, rate: string): number | null {
  const { over, under } = fractionOf(rate);
  if (over === 0n) return null;
  const scale = 10n ** BigInt(currencyDigits(to));
  return divide(BigInt(minor) * under * scale, over * 10n ** BigInt(currencyDigits(from)));
}

/** What a time of milliseconds costs at a rate for an hour, rounded once, a half up. */
export function timesRate(durationMs: number, rateMinor: number): number {
  return divide(BigInt(Math.round(durationMs)) * BigInt(rateMinor), 3_600_000n);
}

/** What an hour comes to: the opposite of `timesRate`; null for no time at all. */
export function perHour(minor: number, durationMs: number): number | null {
  const duration = BigInt(Math.round(durationMs));
  return duration <= 0n ? null : divide(BigInt(minor) * 3_600_000n, duration);
}

/**
 * Shares of a total by weights (whole numbers, not negative, not all of them 0) that sum to it exactly: what is left of
 * rounding down goes to the largest remainders; among equal ones to the heavier, then to the earlier. A negative total is shared
 * like its opposite, so that what is taken back is what was given.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  return allocateWhole(BigInt(total), weights.map(weightOf)).map(Number);
}

/** `allocate` for totals of any size, amounts (amount.ts) among them. Throws INVALID_INPUT where all weights are 0. */
export function allocateWhole(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((before, weight) => before + weight, 0n);
  if (sum === 0n) throw new AppError('INVALID_INPUT', 'There is nobody to share this among.', { total: String(total) });
  const size = total < 0n ? -total : total;
  const shares = weights.map((weight) => (size * weight) / sum);
  const left = Number(size - shares.reduce((before, share) => before + share, 0n));
  if (left > 0) {
    const remainders = weights.map((weight) => (size * weight) % sum);
    const order = [...weights.keys()].sort(
      (one, other) =>
        compare(remainders[other] as bigint, remainders[one] as bigint) ||
        compare(weights[other] as bigint, weights[one] as bigint) ||
        one - other,
    );
    for (const index of order.slice(0, left)) shares[index] = (shares[index] as bigint) + 1n;
  }
  return total < 0n ? shares.map((share) => -share) : shares;
}

function weightOf(weight: number): bigint {
  if (!Number.isSafeInteger(weight) || weight < 0) {
    throw new AppError('INVALID_INPUT', 'A share is a whole number and not negative.', { weight });
  }
  return BigInt(weight);
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}

/** Divided and rounded, a half away from zero. `under` is positive. Throws INVALID_INPUT where the result is too large. */
function divide(over: bigint, under: bigint): number {
  const isNegative = over < 0n;
  const size = isNegative ? -over : over;
  const value = Number((size * 2n + under) / (under * 2n));
  if (!Number.isSafeInteger(value)) throw new AppError('INVALID_INPUT', 'That amount is too large.');
  return isNegative && value !== 0 ? -value : value;
}
