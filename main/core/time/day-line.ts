import type { Db } from '#core/db/query.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { DayBlock, TimeDay } from '#shared/contract/time.ts';
import { dayNumber, dayText } from '#shared/zone-clock.ts';
import { listEntriesTouching } from './entries.repository.ts';
import { overlapsAmong, type Span } from './overlaps.ts';
import { pieces, toOverlap } from './week-grid.ts';
import { personClock } from './zones.ts';

const shortestGapMs = 5 * 60_000;

/** A person's day: its entries, cut where they cross midnight, and the time between them. */
export function dayLine(
  db: Db,
  { personId, day, now }: { personId: PersonId; day?: string | undefined; now: number },
): TimeDay {
  const clock = personClock(db, personId);
  const number = (day === undefined ? null : dayNumber(day)) ?? clock.dayOf(now);
  const [startAt, endAt] = [clock.startOfDay(number), clock.startOfDay(number + 1)];
  const entries = listEntriesTouching(db, personId, startAt, endAt).filter(
    (entry) => Math.max(entry.endAt ?? now, entry.startAt + 1) > startAt,
  );
  const blocks = entries.map((entry): DayBlock => {
    const end = Math.max(entry.startAt, entry.endAt ?? now);
    return {
      entry,
      from: Math.max(entry.startAt, startAt),
      to: Math.min(end, endAt),
      beginsBefore: entry.startAt < startAt,
      goesOn: end > endAt,
    };
  });
  return {
    personId,
    timeZone: clock.zone,
    day: dayText(number),
    startAt,
    endAt,
    now,
    totalMs: entries.reduce((sum, entry) => sum + (pieces(entry, [startAt, endAt], now)[0] ?? 0), 0),
    blocks,
    gaps: gapsBetween(blocks),
    overlaps: overlapsAmong(entries, now).map(toOverlap),
  };
}

function gapsBetween(blocks: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let end = blocks[0]?.to ?? 0;
  for (const { from, to } of blocks) {
    if (from - end >= shortestGapMs) gaps.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  return gaps;
}
