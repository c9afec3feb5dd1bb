import type { ZoneClock } from '#shared/zone-clock.ts';
import type { TimeRow } from './time-rows.ts';

const dayMs = 86_400_000;
const morningMs = 9 * 3_600_000;

export type PlacedSpan = { start: number; end: number };

/**
 * Moments for each row. Times that clocks show twice are taken so that the length is the one that the row says; times that
 * they skip are as long after the change. Lengths without an hour follow each other from nine in the morning, and from
 * midnight where the day would not be long enough.
 */
export function placeSpans(rows: readonly TimeRow[], clock: ZoneClock): PlacedSpan[] {
  const days = sumDays(rows);
  const used = new Map<string, number>();
  return rows.map((row) => {
    const { span } = row;
    if (span.kind === 'utc') return { start: span.start, end: span.end };
    if (span.kind === 'local') return placeLocal(span, clock);
    const key = `${span.day} ${row.person}`;
    const midnight = clock.startOfDay(span.day);
    const fits = midnight + morningMs + (days.get(key) ?? 0) <= clock.startOfDay(span.day + 1);
    const start = used.get(key) ?? (fits ? clock.fromLocal(span.day * dayMs + morningMs) : midnight);
    used.set(key, start + span.durationMs);
    return { start, end: start + span.durationMs };
  });
}

function placeLocal(span: { start: number; end: number; durationMs: number | null }, clock: ZoneClock): PlacedSpan {
  const starts = momentsOf(clock, span.start);
  const ends = momentsOf(clock, span.end);
  const pairs = starts.flatMap((start) => ends.map((end) => ({ start, end }))).filter(({ start, end }) => end > start);
  const { durationMs } = span;
  const exact =
    durationMs === null ? undefined : pairs.find(({ start, end }) => Math.abs(end - start - durationMs) < 60_000);
  const [first] = pairs;
  const start = starts[0] as number;
  return exact ?? first ?? { start, end: start + Math.max(durationMs ?? 0, 1000) };
}

function momentsOf(clock: ZoneClock, local: number): number[] {
  const found = clock.moments(local);
  return found.length > 0 ? found : [clock.fromLocal(local)];
}

function sumDays(rows: readonly TimeRow[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { span, person } of rows) {
    if (span.kind !== 'day') continue;
    const key = `${span.day} ${person}`;
    sums.set(key, (sums.get(key) ?? 0) + span.durationMs);
  }
  return sums;
}
