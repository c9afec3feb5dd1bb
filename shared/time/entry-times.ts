import type { EntryTimes, TimeRemark } from '../contract/time.ts';
import { AppError } from '../errors.ts';
import type { ZoneClock } from '../zone-clock.ts';
import { parseLocalTime } from './duration.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** From here on somebody is told that an entry is long, and over this nobody may enter one. */
const longMs = 8 * hourMs;
export const longestMs = 24 * hourMs;

export type ResolvedTimes = { startAt: number; endAt: number; remarks: TimeRemark[] };

/**
 * The moments of an entry, in whole minutes, with what is to be said of them. `clock` is of the zone they are meant in.
 *
 * Throws TIME_INVALID, with a `reason`: 'zero', 'reversed', 'tooLong' or 'noDay'.
 */
export function resolveTimes(times: EntryTimes, clock: ZoneClock, now: number): ResolvedTimes {
  const remarks: TimeRemark[] = [];
  const [startAt, endAt] =
    'startAt' in times
      ? [wholeMinute(times.startAt), wholeMinute(times.endAt)]
      : [
          toMoment(times.start, 'start', times.isStartLater ?? false, clock, remarks),
          toMoment(times.end, 'end', times.isEndLater ?? false, clock, remarks),
        ];
  checkLength(startAt, endAt);
  if (endAt - startAt > longMs) remarks.push({ code: 'long', minutes: (endAt - startAt) / minuteMs });
  if (endAt > now + minuteMs) remarks.push({ code: 'future' });
  return { startAt, endAt, remarks };
}

/** Throws TIME_INVALID for what cannot have been. */
export function checkLength(startAt: number, endAt: number): void {
  if (endAt === startAt) throw invalid('zero', 'It ends when it begins. Enter at least a minute.');
  if (endAt < startAt) throw invalid('reversed', 'It ends before it begins.');
  if (endAt - startAt > longestMs) {
    throw invalid('tooLong', 'That is more than a day. Enter one entry for each day.');
  }
}

function toMoment(
  text: string,
  end: 'start' | 'end',
  isLater: boolean,
  clock: ZoneClock,
  remarks: TimeRemark[],
): number {
  const local = parseLocalTime(text);
  if (local === null) throw invalid('noDay', 'There is no such day or time.');
  const moments = clock.moments(local);
  const [first, second] = moments;
  if (first === undefined) {
    const to = clock.fromLocal(local);
    remarks.push({ code: 'movedOn', end, to });
    return to;
  }
  if (second === undefined) return first;
  const [taken, other] = isLater ? [second, first] : [first, second];
  remarks.push({ code: 'twice', end, taken, other });
  return taken;
}

function wholeMinute(moment: number): number {
  return Math.round(moment / minuteMs) * minuteMs;
}

function invalid(reason: string, message: string): AppError {
  return new AppError('TIME_INVALID', message, { reason });
}
