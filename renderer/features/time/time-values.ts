import type { TimeNames, TimeTarget } from '#shared/contract/time.ts';
import { formatClock } from '#shared/time/duration.ts';
import { dayNumber, dayText, ZoneClock } from '#shared/zone-clock.ts';

const clocks = new Map<string, ZoneClock>();

export function clockOf(zone: string): ZoneClock {
  const clock = clocks.get(zone) ?? new ZoneClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/** '13:02' in a zone. */
export function clockTime(moment: number, zone: string): string {
  return formatClock(clockOf(zone).localTime(moment));
}

const dayForm = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
const shortDayForm = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric' });
const monthForm = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long' });
const weekdayForm = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'long' });

/** 'Friday 20 November' of '2026-11-20'. */
export function longDay(day: string): string {
  return dayForm.format(Date.parse(`${day}T00:00:00Z`)).replace(',', '');
}

/** 'Fri 20'. */
export function shortDay(day: string): string {
  return shortDayForm.format(Date.parse(`${day}T00:00:00Z`)).replace(',', '');
}

export function weekdayName(day: string): string {
  return weekdayForm.format(Date.parse(`${day}T00:00:00Z`));
}

/** '16–22 November', '28 November – 4 December'. */
export function dayRange(first: string, last: string): string {
  const [from, to] = [Date.parse(`${first}T00:00:00Z`), Date.parse(`${last}T00:00:00Z`)];
  if (first.slice(0, 7) !== last.slice(0, 7)) return `${monthForm.format(from)} – ${monthForm.format(to)}`;
  return `${Number(first.slice(8))}–${monthForm.format(to)}`;
}

export function addDays(day: string, count: number): string {
  return dayText((dayNumber(day) as number) + count);
}

/** A day as the number an address holds: 20261120. */
export function dayItem(day: string): number {
  return Number(day.replaceAll('-', ''));
}

/** Undefined where the number is no day. */
export function dayOfItem(item: number | null): string | undefined {
  const text = String(item ?? '').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return dayNumber(text) === null ? undefined : text;
}

/** The two lines a target is called by: what it is, and what more there is to say. */
export function targetLines(names: TimeNames): { title: string; detail: string } {
  const { project, task, song, step } = names;
  if (song !== '') return { title: song, detail: task || step };
  if (task !== '') return { title: task, detail: '' };
  return { title: project, detail: '' };
}

export function targetTitle(names: TimeNames): string {
  const { title, detail } = targetLines(names);
  return detail === '' ? title : `${title}, ${detail}`;
}

export function targetKey({ projectId, taskId, songId, stepKey }: TimeTarget): string {
  return `${projectId ?? ''}/${taskId ?? ''}/${songId ?? ''}/${stepKey}`;
}

const tones: Readonly<Record<string, string>> = {
  orange: 'var(--series-2)',
  pink: 'var(--series-4)',
  blue: 'var(--series-1)',
  green: 'var(--ok-solid)',
  violet: 'var(--series-6)',
  teal: 'var(--series-3)',
  yellow: 'var(--series-5)',
  grey: 'var(--text-3)',
};

/** The colour of a project's mark; one without takes one by its number. */
export function projectTone(colour: string, projectId: number | null): string {
  if (projectId === null) return 'var(--text-3)';
  return tones[colour] ?? `var(--series-${((projectId - 1) % 7) + 1})`;
}
