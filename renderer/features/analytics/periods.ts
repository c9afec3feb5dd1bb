import type { AnalyticsFilter } from '#shared/contract/analytics.ts';

export const periodKinds = ['last', 'three', 'six', 'twelve', 'year', 'all', 'custom'] as const;
export type PeriodKind = (typeof periodKinds)[number];

const lengths: Partial<Record<PeriodKind, number>> = { last: 1, three: 3, six: 6, twelve: 12 };

/**
 * The months of a period, 'yyyy-mm'. Statements lag by months, so periods end with the last month that has sales, and not today;
 * without any, and for all time, there are no bounds.
 */
export function spanOf(
  kind: PeriodKind,
  custom: { from: string; to: string },
  lastMonth: string,
): Pick<AnalyticsFilter, 'from' | 'to'> {
  if (kind === 'custom') {
    const [from, to] = [custom.from || custom.to, custom.to || custom.from];
    return from === '' ? {} : from <= to ? { from, to } : { from: to, to: from };
  }
  if (kind === 'all' || lastMonth === '') return {};
  if (kind === 'year') return { from: `${lastMonth.slice(0, 4)}-01`, to: lastMonth };
  return { from: shiftMonth(lastMonth, 1 - (lengths[kind] ?? 1)), to: lastMonth };
}

/** So many months later, or earlier. */
export function shiftMonth(month: string, by: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** All months from one to another, the newest first. */
export function monthsBack(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = to; month >= from && months.length < 1200; month = shiftMonth(month, -1)) months.push(month);
  return months;
}
