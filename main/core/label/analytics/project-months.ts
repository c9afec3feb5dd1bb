import { type Amount, formatAmount } from '#shared/amount.ts';
import type { Projection } from '#shared/contract/analytics.ts';
import { monthIndex, monthOfIndex, monthText } from './months.ts';

const monthsAhead = 3;
const monthsOfGrowth = 3;
const defaultGrowth = 0.05;
/** Growth is kept to parts of a million; amounts stay whole numbers. */
const scale = 1_000_000;

/**
 * What the next three months might bring, if they went on as the last ones: the mean month-over-month growth of the last three
 * months (the third root of the last by the one three before), compounded; 5 % where months are fewer or brought nothing. Amounts
 * are summed by month first. An estimate, no more. Null without any month.
 */
export function projectMonths(totals: ReadonlyMap<number, Amount>): Projection | null {
  const months = [...totals.keys()].filter((month) => month !== 0).sort((one, other) => one - other);
  const last = months.at(-1);
  if (last === undefined) return null;
  const newest = totals.get(last) as Amount;
  const base = totals.get(monthOfIndex(monthIndex(last) - monthsOfGrowth));
  const between = Array.from({ length: monthsOfGrowth }, (_, at) => totals.get(monthOfIndex(monthIndex(last) - at)));
  const isThin = base === undefined || base <= 0n || between.some((amount) => amount === undefined || amount <= 0n);
  const growth = isThin ? defaultGrowth : (Number(newest) / Number(base)) ** (1 / monthsOfGrowth) - 1;
  const factor = BigInt(Math.round((1 + growth) * scale));
  let net = newest;
  let total = 0n;
  const projected = Array.from({ length: monthsAhead }, (_, at) => {
    net = (net * factor) / BigInt(scale);
    total += net;
    const month = monthText(monthOfIndex(monthIndex(last) + at + 1));
    return { month, net: toMicro(net), total: toMicro(total) };
  });
  return { method: isThin ? 'default' : 'compound', growth: Math.round(growth * 1000) / 10, months: projected };
}

/** An estimate has no twelve places. */
function toMicro(amount: Amount): string {
  return formatAmount(amount - (amount % 1_000_000n));
}
