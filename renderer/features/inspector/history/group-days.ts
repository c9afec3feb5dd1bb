import type { HistoryEvent } from '#shared/contract/history.ts';

export type HistoryDay = { day: number; events: HistoryEvent[] };

/** Events of the same day under one head, in the order they have. `day` is the time of the first of them. */
export function groupDays(events: readonly HistoryEvent[]): HistoryDay[] {
  const days: HistoryDay[] = [];
  for (const event of events) {
    const last = days.at(-1);
    if (last && new Date(last.day).toDateString() === new Date(event.at).toDateString()) last.events.push(event);
    else days.push({ day: event.at, events: [event] });
  }
  return days;
}
