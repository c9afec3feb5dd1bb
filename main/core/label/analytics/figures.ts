import { type Amount, formatAmount } from '#shared/amount.ts';

/** In percent, one decimal; null where there was nothing to grow from. */
export function growthOf(now: Amount, before: Amount): number | null {
  if (before <= 0n) return null;
  return tenths((now - before) * 1000n, before);
}

/** Of a total, in percent, one decimal; 0 where the total is not positive. */
export function shareOf(part: Amount, total: Amount): number {
  return total <= 0n ? 0 : tenths(part * 1000n, total);
}

/** A half goes away from zero. `under` is positive. */
function tenths(over: Amount, under: Amount): number {
  const half = over < 0n ? -under : under;
  return Number((over * 2n + half) / (under * 2n)) / 10;
}

/** What a thousand streams brought, to four decimals, a half away from zero; null without streams. */
export function perThousand(net: Amount, streams: number): string | null {
  if (streams <= 0) return null;
  const step = 100_000_000n;
  const exact = (net * 1000n) / BigInt(streams);
  const rounded = ((exact < 0n ? exact - step / 2n : exact + step / 2n) / step) * step;
  return formatAmount(rounded);
}
