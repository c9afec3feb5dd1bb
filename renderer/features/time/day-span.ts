import type { TimeDay } from '#shared/contract/time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export const stepMs = 5 * minuteMs;
export type Span = { from: number; to: number };

/** A moment on the grid of five minutes. */
export function snapped(moment: number): number {
  return Math.round(moment / stepMs) * stepMs;
}

/** The hours that a line shows: eight to eight, and whatever lies outside of that. */
export function shownSpan(day: TimeDay): Span {
  const first = day.blocks[0]?.from ?? Number.POSITIVE_INFINITY;
  const last = Math.max(...day.blocks.map(({ to }) => to), Number.NEGATIVE_INFINITY);
  const isToday = day.now >= day.startAt && day.now < day.endAt;
  const from = Math.min(day.startAt + 8 * hourMs, first, isToday ? day.now : Number.POSITIVE_INFINITY);
  const to = Math.max(day.startAt + 20 * hourMs, last, isToday ? day.now : Number.NEGATIVE_INFINITY);
  return {
    from: Math.max(day.startAt, Math.floor((from - day.startAt) / hourMs) * hourMs + day.startAt),
    to: Math.min(day.endAt, Math.ceil((to - day.startAt) / hourMs) * hourMs + day.startAt),
  };
}

/** The full hours of a span, by its first moment. */
export function hoursOf({ from, to }: Span): number[] {
  return Array.from({ length: Math.floor((to - from) / hourMs) + 1 }, (_, index) => from + index * hourMs);
}

/** The share of a span a moment lies at. */
export function shareOf(moment: number, { from, to }: Span): number {
  return (moment - from) / (to - from);
}

/** Lanes of spans that overlap, so that each can be seen: 0 is the first, and how many there are. */
export function lanesOf(spans: readonly Span[]): { lane: number; lanes: number }[] {
  const result = spans.map(() => ({ lane: 0, lanes: 1 }));
  let group: number[] = [];
  let groupEnd = Number.NEGATIVE_INFINITY;
  const ends: number[] = [];
  const close = () => {
    for (const index of group) (result[index] as { lanes: number }).lanes = ends.length;
    group = [];
    ends.length = 0;
  };
  for (const [index, { from, to }] of spans.entries()) {
    if (from >= groupEnd) close();
    const free = ends.findIndex((end) => end <= from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = to;
    (result[index] as { lane: number }).lane = lane;
    group.push(index);
    groupEnd = Math.max(groupEnd, to);
  }
  close();
  return result;
}

/** Where an edge goes with the arrow keys, a step at a time, without crossing the other one. */
export function nudged(span: Span, edge: 'from' | 'to' | 'both', by: number): Span | null {
  const from = edge === 'to' ? span.from : span.from + by;
  const to = edge === 'from' ? span.to : span.to + by;
  return to - from >= minuteMs ? { from, to } : null;
}
