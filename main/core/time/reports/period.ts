import type { ReportPeriod } from '#shared/contract/reports.ts';
import { dayNumber, dayText, weekOf, type ZoneClock } from '#shared/zone-clock.ts';

/** Days from `from` to `to`, both of them; null: since ever. */
export type DayRange = { from: number; to: number } | null;

export type Step = 'day' | 'week' | 'month';

export function resolvePeriod(period: ReportPeriod, now: number, clock: ZoneClock, weekStart: number): DayRange {
  const today = clock.dayOf(now);
  const week = weekOf(today, weekStart);
  const month = monthOf(today);
  const year = Number(dayText(today).slice(0, 4));
  switch (period.kind) {
    case 'all':
      return null;
    case 'thisWeek':
      return { from: week, to: week + 6 };
    case 'lastWeek':
      return { from: week - 7, to: week - 1 };
    case 'thisMonth':
      return { from: month, to: nextMonth(month) - 1 };
    case 'lastMonth':
      return { from: monthOf(month - 1), to: month - 1 };
    case 'thisYear':
      return { from: yearStart(year), to: yearStart(year + 1) - 1 };
    case 'lastYear':
      return { from: yearStart(year - 1), to: yearStart(year) - 1 };
    case 'custom':
      return { from: dayNumber(period.from) ?? 0, to: dayNumber(period.to) ?? 0 };
  }
}

/** The first day of the month a day is in. */
export function monthOf(day: number): number {
  return day - new Date(day * 86_400_000).getUTCDate() + 1;
}

function nextMonth(month: number): number {
  return monthOf(month + 31);
}

function yearStart(year: number): number {
  return dayNumber(`${year}-01-01`) ?? 0;
}

/** The first day of the step a day is in. */
export function stepOf(day: number, step: Step, weekStart: number): number {
  if (step === 'day') return day;
  return step === 'week' ? weekOf(day, weekStart) : monthOf(day);
}

/** The first days of all steps of a range, in order. */
export function listSteps({ from, to }: { from: number; to: number }, step: Step, weekStart: number): number[] {
  const steps: number[] = [];
  for (let at = stepOf(from, step, weekStart); at <= to; ) {
    steps.push(at);
    at = step === 'day' ? at + 1 : step === 'week' ? at + 7 : nextMonth(at);
  }
  return steps;
}

/** A step of which there are not too many. */
export function fittingStep({ from, to }: { from: number; to: number }, most: { days: number; weeks: number }): Step {
  const days = to - from + 1;
  if (days <= most.days) return 'day';
  return days <= most.weeks * 7 ? 'week' : 'month';
}
