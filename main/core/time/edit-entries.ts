import type { Db } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { requireFor } from '#core/people/authorize.ts';
import type { Input, Output } from '#shared/contract/index.ts';
import { type EntryTimes, mostTimeEntries, type TimeFacts, type TimeRemark } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { resolveTimes } from '#shared/time/entry-times.ts';
import { timeName } from '#shared/time/time-name.ts';
import { ZoneClock } from '#shared/zone-clock.ts';
import { getEntry, listEntries } from './entries.repository.ts';
import { checkBreak, makeRoom, nameOf, newEntryState, storedEntry, takeOut, timesPatch } from './entry-changes.ts';
import { changeFacts, fillFacts, type SomeFacts } from './fill-facts.ts';
import type { StoredEntry } from './overlaps.ts';
import { frozenRate } from './resolve-rate.ts';
import { type TimeEntryState, timeEntryRecord } from './time-records.ts';
import { save, type TimeContext, whoseTime } from './timer.ts';
import { zoneOf } from './zones.ts';

const minuteMs = 60_000;

type AddInput = SomeFacts & { personId?: number | undefined; times: EntryTimes; breakMinutes: number };

export function addEntry(context: TimeContext, input: AddInput): Output<'time.addEntry'> {
  const { db, platform } = context;
  const now = platform.now();
  const personId = whoseTime(input.personId, 'edit');
  const timeZone = zoneIn(input.times) ?? zoneOf(db, personId);
  const { startAt, endAt, remarks } = resolveTimes(input.times, new ZoneClock(timeZone), now);
  const breakMs = input.breakMinutes * minuteMs;
  checkBreak(breakMs, startAt, endAt);
  const facts = fillFacts(db, input);
  const room = makeRoom(db, { personId, from: startAt, to: endAt }, now);
  const source = 'manual' as const;
  const state = newEntryState(db, { personId, facts, startAt, endAt, breakMs, timeZone, source }, now);
  const made = timeEntryRecord.make(db, state);
  const name = nameOf(db, state);
  const saved = save(context, 'editTime', [...room.changes, made], name);
  return { ...saved, remarks: [...remarks, ...room.remarks], entry: getEntry(db, made.itemId) };
}

type EditInput = { id: number; times?: EntryTimes | undefined; breakMinutes?: number | undefined; facts: SomeFacts };

export function editEntry(context: TimeContext, input: EditInput): Output<'time.editEntry'> {
  const { db, platform } = context;
  const now = platform.now();
  const before = storedEntry(db, input.id);
  requireFor(before.personId, 'editOwnTime', 'editAllTime');
  const planned = planTimes(db, before, input, now);
  const changes = [...planned.changes, ...factChanges(db, before, input.facts)];
  const saved = save(context, 'editTime', changes, timeName(getEntry(db, input.id)));
  if (planned.isMovedStart) context.timer.began(before.personId, now);
  return { ...saved, remarks: planned.remarks, entry: getEntry(db, input.id) };
}

function planTimes(db: Db, before: StoredEntry, { times, breakMinutes }: EditInput, now: number) {
  const breakMs = breakMinutes === undefined ? before.breakMs : breakMinutes * minuteMs;
  const remarks: TimeRemark[] = [];
  if (!times) {
    checkBreak(breakMs, before.startAt, before.endAt ?? Number.POSITIVE_INFINITY);
    return { changes: timeEntryRecord.edit(db, before.id, { breakMs }), remarks, isMovedStart: false };
  }
  if (before.endAt === null) return { ...planRunningStart(db, before, times, now), isMovedStart: true };
  const timeZone = zoneIn(times) ?? before.timeZone;
  const resolved = resolveTimes(times, new ZoneClock(timeZone), now);
  const { startAt, endAt } = keptSeconds(before, resolved);
  checkBreak(breakMs, startAt, endAt);
  const room = makeRoom(db, { personId: before.personId, from: startAt, to: endAt, except: [before.id] }, now);
  const patch = { ...timesPatch(before, startAt, endAt), breakMs, timeZone };
  return {
    changes: [...room.changes, ...timeEntryRecord.edit(db, before.id, patch)],
    remarks: [...resolved.remarks, ...room.remarks],
    isMovedStart: false,
  };
}

/** A timer's second stays where somebody typed the minute that was shown. */
function keptSeconds(before: StoredEntry, { startAt, endAt }: { startAt: number; endAt: number }) {
  const sameMinute = (one: number, other: number) => Math.floor(one / minuteMs) === Math.floor(other / minuteMs);
  return {
    startAt: sameMinute(before.startAt, startAt) ? before.startAt : startAt,
    endAt: sameMinute(before.endAt as number, endAt) ? (before.endAt as number) : endAt,
  };
}

/** Of a timer that runs only the start can be said. */
function planRunningStart(db: Db, before: StoredEntry, times: EntryTimes, now: number) {
  const end = now + 60_000;
  const asked: EntryTimes =
    'startAt' in times ? { startAt: times.startAt, endAt: Math.max(end, times.startAt) } : { ...times, end: times.end };
  const clock = new ZoneClock(zoneIn(times) ?? before.timeZone);
  const { startAt, remarks } = resolveTimes(asked, clock, now);
  if (startAt > now) throw new AppError('TIME_INVALID', 'A timer cannot begin later than now.', { reason: 'reversed' });
  const room = makeRoom(db, { personId: before.personId, from: startAt, to: now, except: [before.id] }, now);
  const said = remarks.filter(({ code }) => code === 'movedOn' || code === 'twice');
  return {
    changes: [...room.changes, ...timeEntryRecord.edit(db, before.id, { startAt })],
    remarks: [...said, ...room.remarks],
  };
}

function factChanges(db: Db, before: StoredEntry, given: SomeFacts): ValueChange[] {
  const facts = changeFacts(db, before as StoredEntry & TimeFacts, given);
  const isElsewhere = facts.projectId !== before.projectId && before.endAt !== null;
  const rate: Partial<TimeEntryState> = isElsewhere ? frozenRate(db, before.personId, facts.projectId) : {};
  return timeEntryRecord.edit(db, before.id, { ...facts, ...rate });
}

export function editMany(context: TimeContext, input: Input<'time.editMany'>): Output<'time.editMany'> {
  const { db } = context;
  const removed = new Set(input.removeTags ?? []);
  const entries = entriesToChange(db, input.ids);
  const changes = entries.flatMap((before) => {
    const tags = [...new Set([...before.tags.filter((tag) => !removed.has(tag)), ...(input.addTags ?? [])])];
    return factChanges(db, before, { ...(input.facts as SomeFacts), tags });
  });
  const saved = save(context, 'editTime', changes, subjectOf(db, entries));
  return { ...saved, remarks: [], count: new Set(changes.map(({ itemId }) => itemId)).size };
}

export function removeEntries(context: TimeContext, ids: readonly number[]): Output<'time.removeEntries'> {
  const { db } = context;
  const entries = entriesToChange(db, ids);
  const changes = entries.map(({ id }) => timeEntryRecord.remove(db, id));
  const saved = save(context, 'removeTime', changes, subjectOf(db, entries));
  for (const { personId, endAt } of entries) if (endAt === null) context.timer.ended(personId);
  return { ...saved, remarks: [], count: entries.length };
}

/** Throws NOT_FOUND, FORBIDDEN. */
function entriesToChange(db: Db, ids: readonly number[]): StoredEntry[] {
  return [...new Set(ids)].slice(0, mostTimeEntries).map((id) => {
    const entry = storedEntry(db, id);
    requireFor(entry.personId, 'editOwnTime', 'editAllTime');
    return entry;
  });
}

function subjectOf(db: Db, entries: readonly StoredEntry[]): string {
  const [first] = entries;
  return first && entries.length === 1 ? nameOf(db, first) : '';
}

/** Shortens the first of two that overlap; where it goes on behind the second, that becomes an entry of its own. */
export function trimEntry(context: TimeContext, input: { first: number; second: number }): Output<'time.trim'> {
  const { db, platform } = context;
  const [first, second] = [storedEntry(db, input.first), storedEntry(db, input.second)];
  requireFor(first.personId, 'editOwnTime', 'editAllTime');
  requireFor(second.personId, 'viewOwnTime', 'viewAllTime');
  const span = { from: second.startAt, to: second.endAt ?? platform.now() };
  const changes = takeOut(db, first, [span]);
  const remark = { code: 'trimmed' as const, entryId: first.id, name: nameOf(db, first) };
  const shared = { from: Math.max(span.from, first.startAt), to: Math.min(span.to, first.endAt ?? span.to) };
  return { ...save(context, 'editTime', changes, nameOf(db, first)), remarks: [{ ...remark, ...shared }] };
}

export function someEntries(db: Db, ids: readonly number[]) {
  const entries = listEntries(db, ids);
  for (const { personId } of entries) requireFor(personId, 'viewOwnTime', 'viewAllTime');
  return entries;
}

function zoneIn(times: EntryTimes): string | undefined {
  return 'timeZone' in times ? times.timeZone : undefined;
}
