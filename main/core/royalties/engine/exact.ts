import { currencyDigits, parseDecimal } from '../../../../shared/money.ts';

/* Exact arithmetic, and orders that do not depend on a machine's language. */

export type Fraction = { over: bigint; under: bigint };

export const unity: Fraction = { over: 1n, under: 1n };

/** Divided and rounded to whole, a half to even, so that what is taken back is what was given. `under` is positive. */
export function quotient(over: bigint, under: bigint): bigint {
  const floor = over / under;
  const rest = over % under;
  if (rest === 0n) return floor;
  const twice = rest < 0n ? -rest * 2n : rest * 2n;
  if (twice < under || (twice === under && floor % 2n === 0n)) return floor;
  return over < 0n ? floor - 1n : floor + 1n;
}

/** Of decimal text that is more than nothing: '1.0842'. Null for anything else. */
export function fractionOf(decimal: string): Fraction | null {
  const text = parseDecimal(decimal);
  if (text === null) return null;
  const [whole = '', fraction = ''] = text.split('.');
  const over = BigInt(whole + fraction);
  return over === 0n ? null : { over, under: 10n ** BigInt(fraction.length) };
}

/** How many amounts (10^-12) the smallest unit of a currency has. */
export function amountsPerMinor(currency: string): bigint {
  return 10n ** BigInt(12 - currencyDigits(currency));
}

export function compareNumbers(one: number | null, other: number | null): number {
  return (one ?? -1) - (other ?? -1);
}

export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function compareAmounts(one: bigint | null, other: bigint | null): number {
  if (one === null || other === null) return Number(other === null) - Number(one === null);
  return one < other ? -1 : Number(one > other);
}

export function addTo<Key>(sums: Map<Key, bigint>, key: Key, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

export function sumOf(amounts: Iterable<number>): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum;
}
