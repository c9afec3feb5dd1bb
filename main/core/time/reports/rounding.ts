import type { ReportRounding } from '#shared/contract/reports.ts';
import { timesRate } from '#shared/money.ts';

export type Rounding = Pick<ReportRounding, 'mode' | 'minutes'>;

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** A length rounded to whole steps; exact multiples stay as they are. Only reports round, nothing stored ever is. */
export function roundTime(ms: number, { mode, minutes }: Rounding): number {
  if (mode === 'none') return ms;
  const step = minutes * minuteMs;
  if (mode === 'up') return Math.ceil(ms / step) * step;
  if (mode === 'down') return Math.floor(ms / step) * step;
  return Math.round(ms / step) * step;
}

/** The same as `timesRate`, quick where numbers are exact: a report asks a hundred thousand times. */
export function costOf(ms: number, rateMinor: number): number {
  const product = ms * rateMinor;
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor((product + hourMs / 2) / hourMs);
  return timesRate(ms, rateMinor);
}
