import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { Db } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { requireFor } from '#core/people/authorize.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { TimeEntry, TimeRemark } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { checkLength } from '#shared/time/entry-times.ts';
import { timeName } from '#shared/time/time-name.ts';
import { findRunning, getEntry } from './entries.repository.ts';
import { endEntry, nameOf, newEntryState, storedEntry, takeOut } from './entry-changes.ts';
import { fillFacts, type SomeFacts } from './fill-facts.ts';
import { findOverlapping, type StoredEntry } from './overlaps.ts';
import { timeEntryRecord } from './time-records.ts';
import { timeRulesOf, zoneOf } from './zones.ts';

export type TimeContext = Pick<Context, 'db' | 'history' | 'changes' | 'platform' | 'timer'>;

type Saved = { operation: OperationId | null; remarks: TimeRemark[] };

/** An entry of a timer is a second long at least. */
const shortestMs = 1000;

/** Whose time is meant: whoever calls, where nobody is named. Throws FORBIDDEN. */
export function whoseTime(personId: number | undefined, access: 'view' | 'edit'): PersonId {
  const id = personId ?? currentActor().personId;
  if (id === null) throw new AppError('FORBIDDEN', 'Choose a profile first: time belongs to somebody.');
  if (access === 'view') requireFor(id, 'viewOwnTime', 'viewAllTime');
  else requireFor(id, 'editOwnTime', 'editAllTime');
  return id as PersonId;
}

export function startTimer(
  context: TimeContext,
  input: SomeFacts & { since?: number | undefined; timeZone?: string | undefined },
): Saved & { entry: TimeEntry } {
  const { db } = context;
  const personId = whoseTime(undefined, 'edit');
  const running = findRunning(db, personId);
  if (running) {
    throw new AppError('TIMER_RUNNING', 'A timer runs already.', { entry: running.id, name: timeName(running) });
  }
  const now = context.platform.now();
  const startAt = Math.min(input.since ?? now, now);
  if (startAt < now) checkLength(startAt, now);
  const made = planStart(db, { personId, startAt, now, input });
  const subject = made.name;
  const saved = save(context, 'startTimer', made.changes, subject);
  context.timer.began(personId, now);
  return { ...saved, remarks: made.remarks, entry: getEntry(db, made.id) };
}

/** Stops what runs, at a moment or now; `at` is not before its start. Throws TIMER_NOT_RUNNING. */
export function stopTimer(context: TimeContext, personId: PersonId, at?: number): Saved & { entry: TimeEntry } {
  const { db } = context;
  const running = findRunning(db, personId);
  if (!running) throw new AppError('TIMER_NOT_RUNNING', 'No timer runs.');
  const now = context.platform.now();
  const { changes, remarks } = planStop(context, running, at ?? now, now);
  const saved = save(context, 'stopTimer', changes, timeName(running));
  context.timer.ended(personId);
  return { ...saved, remarks, entry: timeEntryRecord.read(db, running.id) ? getEntry(db, running.id) : running };
}

export function switchTimer(
  context: TimeContext,
  input: SomeFacts & { timeZone?: string | undefined },
): Saved & { entry: TimeEntry; stopped: TimeEntry | null } {
  const { db } = context;
  const personId = whoseTime(undefined, 'edit');
  const running = findRunning(db, personId);
  if (!running) return { ...startTimer(context, input), stopped: null };
  const now = context.platform.now();
  const stop = planStop(context, running, now, now);
  // The new one begins where the old one ends, which is not now where the clock was put back.
  const endAt = stop.endAt;
  const start = planStart(db, { personId, startAt: endAt, now, input, except: [running.id] });
  const saved = save(context, 'startTimer', [...stop.changes, ...start.changes], start.name);
  context.timer.began(personId, now);
  const stopped = timeEntryRecord.read(db, running.id) ? getEntry(db, running.id) : null;
  return { ...saved, remarks: [...stop.remarks, ...start.remarks], entry: getEntry(db, start.id), stopped };
}

type PlannedStart = { changes: ValueChange[]; remarks: TimeRemark[]; id: number; name: string };

export function planStart(
  db: Db,
  {
    personId,
    startAt,
    now,
    input,
    except = [],
  }: {
    personId: number;
    startAt: number;
    now: number;
    input: SomeFacts & { timeZone?: string | undefined };
    except?: readonly number[];
  },
): PlannedStart {
  const facts = fillFacts(db, input);
  const timeZone = input.timeZone ?? zoneOf(db, personId);
  const entry = { personId, facts, startAt, endAt: null, breakMs: 0, timeZone, source: 'timer' } as const;
  const others = findOverlapping(db, { personId, from: startAt, to: Math.max(now, startAt + 1), except });
  const room = roomForTimer(db, others, startAt, now);
  const state = newEntryState(db, entry, now);
  const made = timeEntryRecord.make(db, state);
  return { changes: [...room.changes, made], remarks: room.remarks, id: made.itemId, name: nameOf(db, state) };
}

function roomForTimer(db: Db, others: readonly StoredEntry[], from: number, now: number) {
  const policy = timeRulesOf(db).overlapPolicy;
  const [other] = others.filter(({ source }) => source !== 'import');
  if (other && policy === 'forbid') {
    throw new AppError('TIME_OVERLAP', 'Another entry is there already.', { entry: other.id });
  }
  const code = policy === 'trim' ? ('trimmed' as const) : ('overlap' as const);
  const remarks = others.map((each): TimeRemark => {
    const to = Math.max(from + 1, Math.min(now, each.endAt ?? now));
    return { code, entryId: each.id, name: nameOf(db, each), from: Math.max(from, each.startAt), to };
  });
  // A timer has no end yet: what is planned for later stays, what goes on now ends.
  const span = { from, to: Number.POSITIVE_INFINITY };
  const changes = policy === 'trim' ? others.flatMap((each) => takeOut(db, each, [span])) : [];
  return { remarks, changes };
}

/** `endAt` is where it really ends: later than asked where the clock was put back since it was last seen. */
export function planStop({ db, timer }: TimeContext, running: TimeEntry, at: number, now: number) {
  const seenAt = at === now ? timer.seenAt(running.personId) : null;
  const endAt = Math.max(at, running.startAt + shortestMs, seenAt ?? 0);
  const planned = endEntry(db, storedEntry(db, running.id), endAt, now);
  const isClockBack = endAt > at && (now < running.startAt || endAt > at + 60_000);
  const said: TimeRemark[] = isClockBack ? [{ code: 'clockBack', endAt }] : [];
  return { changes: planned.changes, remarks: [...planned.remarks, ...said], endAt };
}

export function save(
  { history, changes: told }: TimeContext,
  kind: OperationKind,
  changes: readonly ValueChange[],
  subject: string,
): { operation: OperationId | null } {
  const { operation } = history.apply(kind, changes, subject);
  told.add({ topics: ['time'] });
  return { operation };
}
