import type { Db } from '#core/db/query.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { TimeEntry, TimeTarget } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { timeName } from '#shared/time/time-name.ts';
import { dayNumber } from '#shared/zone-clock.ts';
import { listEntriesTouching } from './entries.repository.ts';
import { makeRoom, newEntryState, type PlannedChange, storedEntry, timesPatch } from './entry-changes.ts';
import { fillFacts } from './fill-facts.ts';
import { cutOut } from './overlaps.ts';
import { timeEntryRecord } from './time-records.ts';
import { targetKey } from './week-grid.ts';
import { personClock } from './zones.ts';

const minuteMs = 60_000;
const nine = 9 * 60 * minuteMs;

type CellInput = { personId: PersonId; day: string; minutes: number; target: TimeTarget; now: number };

/** What makes a cell of the week add up to so many minutes. Throws TIME_SEVERAL, TIMER_RUNNING. */
export function planCell(db: Db, input: CellInput): PlannedChange & { id: number | null; name: string } {
  const { personId, minutes, target, now } = input;
  const clock = personClock(db, personId);
  const number = dayNumber(input.day) as number;
  const [from, to] = [clock.startOfDay(number), clock.startOfDay(number + 1)];
  const ofDay = listEntriesTouching(db, personId, from, to);
  const own = ofDay.filter((entry) => targetKey(entry) === targetKey(target));
  if (own.length > 1) {
    throw new AppError('TIME_SEVERAL', 'Several entries make up this figure.', { count: own.length });
  }
  const [entry] = own;
  if (entry) return planLength(db, entry, { ...input, from, to });
  if (minutes === 0) return { changes: [], remarks: [], id: null, name: '' };
  const facts = fillFacts(db, target);
  const startAt = freePlace(ofDay, {
    from,
    to,
    wanted: clock.fromLocal(number * 86_400_000 + nine),
    ms: minutes * minuteMs,
    now,
  });
  const endAt = startAt + minutes * minuteMs;
  const room = makeRoom(db, { personId, from: startAt, to: endAt }, now);
  const source = 'grid' as const;
  const state = newEntryState(db, { personId, facts, startAt, endAt, breakMs: 0, timeZone: clock.zone, source }, now);
  const made = timeEntryRecord.make(db, state);
  return { changes: [...room.changes, made], remarks: room.remarks, id: made.itemId, name: '' };
}

function planLength(
  db: Db,
  entry: TimeEntry,
  { personId, minutes, now, from, to }: CellInput & { from: number; to: number },
): PlannedChange & { id: number | null; name: string } {
  const name = timeName(entry);
  if (entry.endAt === null) throw new AppError('TIMER_RUNNING', 'A timer runs in this cell. Stop it first.', { name });
  if (minutes === 0) return { changes: [timeEntryRecord.remove(db, entry.id)], remarks: [], id: null, name };
  // Of one that crosses midnight only the part of this day is shown, and a figure for it alone says nothing of the rest.
  if (entry.startAt < from || entry.endAt > to) {
    throw new AppError('TIME_SEVERAL', 'This entry goes over midnight. Change it in its details.', { count: 1 });
  }
  const length = minutes * minuteMs + entry.breakMs;
  // What does not fit before midnight begins earlier: the figure is that of this day.
  const startAt = Math.max(from, Math.min(entry.startAt, to - length));
  const endAt = startAt + length;
  const room = makeRoom(db, { personId, from: startAt, to: endAt, except: [entry.id] }, now);
  const changes = timeEntryRecord.edit(db, entry.id, timesPatch(storedEntry(db, entry.id), startAt, endAt));
  return { changes: [...room.changes, ...changes], remarks: room.remarks, id: entry.id, name };
}

/** The first place from nine on in which nothing lies yet, else the first of the day, else nine. */
function freePlace(
  entries: readonly TimeEntry[],
  { from, to, wanted, ms, now }: { from: number; to: number; wanted: number; ms: number; now: number },
): number {
  const taken = entries.map(({ startAt, endAt }) => ({ from: wholeBefore(startAt), to: wholeAfter(endAt ?? now) }));
  const fits = (span: { from: number; to: number }) =>
    cutOut(span, taken).find((free) => free.to - free.from >= ms)?.from;
  return fits({ from: wanted, to }) ?? fits({ from, to }) ?? Math.max(from, Math.min(wanted, to - ms));
}

function wholeBefore(moment: number): number {
  return Math.floor(moment / minuteMs) * minuteMs;
}

function wholeAfter(moment: number): number {
  return Math.ceil(moment / minuteMs) * minuteMs;
}
