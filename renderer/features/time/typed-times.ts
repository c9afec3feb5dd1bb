import { formatClock } from '#shared/time/duration.ts';
import { addDays, clockOf } from './time-values.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;

/** When an entry was, as it is typed: a day and what clocks showed. A timer that runs has no end. */
export type TypedTimes = {
  day: string;
  start: string;
  end: string | null;
  /** Days between start and end where that is more than one midnight; such a stretch keeps them. */
  days: number;
};

export function timesOf(startAt: number, endAt: number | null, zone: string): TypedTimes {
  const clock = clockOf(zone);
  const [start, end] = [clock.localTime(startAt), clock.localTime(endAt ?? startAt)];
  const days = clock.dayOf(endAt ?? startAt) - clock.dayOf(startAt);
  return {
    day: new Date(start).toISOString().slice(0, 10),
    start: formatClock(start),
    end: endAt === null ? null : formatClock(end),
    days: days > 1 ? days : 0,
  };
}

/** Minutes since midnight of '9:05', '0905', '9', '21.30' or '9:05 pm'; null for what is no time of a day. */
export function parseClock(text: string): number | null {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?$/i.exec(text.trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)];
  const half = match[3]?.toLowerCase();
  if (minute > 59 || hour > (half ? 12 : 24) || (half && hour === 0)) return null;
  const hours = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return hours * 60 + minute > dayMinutes ? null : hours * 60 + minute;
}

/** Whether the end lies on the next day: what ends before it begins goes over midnight. */
export function goesOver({ start, end, days }: TypedTimes): boolean {
  const [from, to] = [parseClock(start), end === null ? null : parseClock(end)];
  return days === 0 && from !== null && to !== null && to < from;
}

/** What is asked of the core; null where something cannot be read. A timer's end is only there for its start to be before it. */
export function localTimes(times: TypedTimes, zone: string) {
  const start = parseClock(times.start);
  if (start === null || times.day === '') return null;
  const text = (days: number, minutes: number) => {
    const day = addDays(times.day, days + Math.floor(minutes / dayMinutes));
    return `${day}T${formatClock((minutes % dayMinutes) * minuteMs)}`;
  };
  if (times.end === null) return { start: text(0, start), end: text(0, start + 1), timeZone: zone };
  const end = parseClock(times.end);
  if (end === null) return null;
  return { start: text(0, start), end: text(times.days + (goesOver(times) ? 1 : 0), end), timeZone: zone };
}

/** How long it is by the clock on the wall, without the break; what clocks skip is said after saving. */
export function typedLength(times: TypedTimes, breakMinutes: number): number | null {
  const [start, end] = [parseClock(times.start), times.end === null ? null : parseClock(times.end)];
  if (start === null || end === null) return null;
  const minutes = end - start + (times.days + (goesOver(times) ? 1 : 0)) * dayMinutes - breakMinutes;
  return minutes > 0 ? minutes * minuteMs : null;
}
