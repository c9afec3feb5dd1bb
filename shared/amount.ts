import { AppError } from './errors.ts';
import { currencyDigits } from './money.ts';

/**
 * An amount of a statement: how many times 10^-12 of its currency's unit ("pico"). One stream pays fractions of a cent, so an
 * amount is kept whole until it is posted; what is posted is `minor` (money.ts).
 */
export type Amount = bigint;

/** Places after the point that an amount keeps. */
export const amountDigits = 12;

const one = 10n ** BigInt(amountDigits);
const million = 1_000_000n;

/** Longer texts are no amounts, and would cost time for nothing. */
const longestText = 80;

export type DecimalSign = '.' | ',';

export type ReadAmount = {
  amount: Amount;
  /** It had more than 12 places, and the last one kept was rounded, a half to even. */
  isRounded: boolean;
};

const plain = /^-?\d{1,15}(?:\.\d{1,12})?$/;

/**
 * An amount as statements write it, exactly: currency signs and codes, blanks, thousands, '(12.30)' and '12.30-' for less than
 * nothing, a true minus, exponents. Null for no text and for anything that is no amount for sure: '1,23' where the point is a
 * point, '12.30%', two signs.
 */
export function parseAmount(text: string, { decimal }: { decimal: DecimalSign }): ReadAmount | null {
  if (decimal === '.' && plain.test(text)) return { amount: fromPlain(text), isRounded: false };
  if (text.length > longestText) return null;
  const signed = takeSign(takeCurrency(text.trim().replace(/[−–]/g, '-')));
  if (signed === null) return null;
  const read = parseUnsigned(takeCurrency(signed.rest), decimal);
  if (read === null) return null;
  return signed.isNegative ? { ...read, amount: -read.amount } : read;
}

/** Of what `plain` allows. */
function fromPlain(text: string): Amount {
  const point = text.indexOf('.');
  if (point < 0) return BigInt(text) * one;
  return BigInt((text.slice(0, point) + text.slice(point + 1)).padEnd(point + amountDigits, '0'));
}

const currencyMark = String.raw`(?:[A-Z]{1,3}\s?\p{Sc}|\p{Sc}|[A-Z]{3}|[Kk]r\.?|zł|Kč|Ft|Fr\.)`;
const markBefore = new RegExp(String.raw`^([-+(]?)\s*${currencyMark}\s*(?=[-+(]?[\d.,])`, 'u');
const markAfter = new RegExp(String.raw`(?<=[\d.,)-])\s*${currencyMark}(\)?)$`, 'u');

/** Without one sign or code of a currency, before or after the digits. */
function takeCurrency(text: string): string {
  if (/^[-+(]?[\d.,][\d.,]*[-)]?$/.test(text)) return text;
  const without = text.replace(markBefore, '$1');
  return without === text ? text.replace(markAfter, '$1') : without;
}

/** One sign at most: in front, behind, or brackets. */
function takeSign(text: string): { isNegative: boolean; rest: string } | null {
  const match = /^(?:\(\s*([^()+-].*?)\s*\)|([-+])?\s*([^()+-].*?)\s*(-)?)$/.exec(text);
  if (!match) return null;
  const [, bracketed, before, rest, after] = match;
  if (bracketed !== undefined) return { isNegative: true, rest: bracketed };
  if (before && after) return null;
  return { isNegative: before === '-' || after === '-', rest: rest as string };
}

function parseUnsigned(text: string, decimal: DecimalSign): ReadAmount | null {
  const match = /^([\d.,'’\s]*)(?:[eE]([+-]?\d{1,2}))?$/u.exec(text);
  if (!match) return null;
  const [whole = '', fraction = '', ...more] = (match[1] as string).trim().split(decimal);
  if (more.length > 0 || !/^\d*$/.test(fraction)) return null;
  const digits = ungroup(whole, decimal);
  if (digits === null || digits.length + fraction.length === 0) return null;
  return scale(digits + fraction, Number(match[2] ?? 0) - fraction.length);
}

/** Digits without what groups them by three, or as India does. A number that starts with 0 is not grouped: '0.123'. */
function ungroup(text: string, decimal: DecimalSign): string | null {
  if (/^\d*$/.test(text)) return text;
  const signs = [decimal === '.' ? ',' : String.raw`\.`, "'", '’', String.raw`\s`];
  const isGrouped = signs.some((sign) =>
    new RegExp(`^[1-9](?:\\d{0,2}(?:${sign}\\d{3})+|\\d?(?:${sign}\\d{2})+${sign}\\d{3})$`, 'u').test(text),
  );
  return isGrouped ? text.replace(/\D/g, '') : null;
}

/** `digits` × 10^`exponent`. */
function scale(digits: string, exponent: number): ReadAmount {
  const power = exponent + amountDigits;
  if (power >= 0) return { amount: BigInt(digits) * 10n ** BigInt(power), isRounded: false };
  const under = 10n ** BigInt(-power);
  const over = BigInt(digits);
  return { amount: divideToEven(over, under), isRounded: over % under !== 0n };
}

/** Rounded to whole, a half to even. `under` is positive. */
function divideToEven(over: bigint, under: bigint): bigint {
  const size = over < 0n ? -over : over;
  const floor = size / under;
  const twice = (size % under) * 2n;
  const isUp = twice > under || (twice === under && floor % 2n === 1n);
  const rounded = isUp ? floor + 1n : floor;
  return over < 0n ? -rounded : rounded;
}

/** As calls and files carry it: '-0.00012', '12', '0'. All digits, no thousands, no zeros at the end. */
export function formatAmount(amount: Amount): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(amountDigits + 1, '0');
  const fraction = digits.slice(-amountDigits).replace(/0+$/, '');
  const whole = digits.slice(0, -amountDigits);
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** An amount as the database keeps it: `micro` = floor(amount / 10^6), `pico` what is left, 0 to 999 999. */
export type AmountParts = { micro: number; pico: number };

/** Throws INVALID_INPUT for more than nine thousand million units. */
export function toParts(amount: Amount): AmountParts {
  const rest = amount % million;
  const pico = rest < 0n ? rest + million : rest;
  const micro = Number((amount - pico) / million);
  if (!Number.isSafeInteger(micro)) throw tooLarge(amount);
  return { micro, pico: Number(pico) };
}

/** The opposite of `toParts`, also of sums of each part over many rows, which SQL may give as bigint. */
export function fromParts(parts: { micro: number | bigint; pico: number | bigint }): Amount {
  return BigInt(parts.micro) * million + BigInt(parts.pico);
}

export function sumParts(rows: Iterable<AmountParts>): Amount {
  let sum = 0n;
  for (const row of rows) sum += fromParts(row);
  return sum;
}

/**
 * An amount times a rate of exchange or a share. `decimal` is text such as '0.985', up to 40 digits, not negative. Exact, then
 * rounded to 12 places, a half to even. Throws INVALID_INPUT.
 */
export function multiplyAmount(amount: Amount, decimal: string): Amount {
  const match = /^(\d{0,20})(?:\.(\d{0,20}))?$/.exec(decimal.trim());
  const [whole = '', fraction = ''] = match?.slice(1) ?? [];
  if (whole.length + fraction.length === 0) {
    throw new AppError('INVALID_INPUT', 'That is not a number.', { value: decimal.slice(0, longestText) });
  }
  return divideToEven(amount * BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

/**
 * What is posted of an amount: whole smallest units of its currency, a half away from zero. `remainder` is what the rounding
 * left: `fromMinor(minor, currency) + remainder` is the amount again. Throws INVALID_INPUT where it is too large.
 */
export function toMinor(amount: Amount, currency: string): { minor: number; remainder: Amount } {
  const unit = minorUnit(currency);
  const size = amount < 0n ? -amount : amount;
  const rounded = (size * 2n + unit) / (unit * 2n);
  const signed = amount < 0n ? -rounded : rounded;
  const minor = Number(signed);
  if (!Number.isSafeInteger(minor)) throw tooLarge(amount);
  return { minor, remainder: amount - signed * unit };
}

export function fromMinor(minor: number, currency: string): Amount {
  return BigInt(minor) * minorUnit(currency);
}

function minorUnit(currency: string): bigint {
  return 10n ** BigInt(amountDigits - currencyDigits(currency));
}

function tooLarge(amount: Amount): AppError {
  return new AppError('INVALID_INPUT', 'That amount is too large.', {
    value: formatAmount(amount).slice(0, longestText),
  });
}
