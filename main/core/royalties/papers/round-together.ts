import { type Amount, fromMinor, toMinor } from '#shared/amount.ts';

/**
 * Exact amounts in whole smallest units that come to `total` together, so that a column adds up to what stands below it: what is
 * missing goes to the largest parts that were cut off, then to the first. Where `total` is not what they come to (a profit share
 * posts another sum), each is rounded for itself.
 */
export function roundTogether(amounts: readonly Amount[], total: number, currency: string): number[] {
  const unit = fromMinor(1, currency);
  const cut = amounts.map((amount) => ((amount % unit) + unit) % unit);
  const down = amounts.map((amount, index) => Number((amount - (cut[index] as Amount)) / unit));
  const left = total - down.reduce((sum, minor) => sum + minor, 0);
  if (left < 0 || left > amounts.length) return amounts.map((amount) => toMinor(amount, currency).minor);
  const order = [...amounts.keys()].sort(
    (one, other) => compare(cut[other] as Amount, cut[one] as Amount) || one - other,
  );
  for (const index of order.slice(0, left)) down[index] = (down[index] as number) + 1;
  return down;
}

function compare(one: Amount, other: Amount): number {
  return one < other ? -1 : Number(one > other);
}
