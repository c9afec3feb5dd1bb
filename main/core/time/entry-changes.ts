import type { Db } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { TimeEntryId } from '#shared/contract/studio-ids.ts';
import type { TimeFacts, TimeRemark } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { timeName } from '#shared/time/time-name.ts';
import { namesOfTarget } from './entries.repository.ts';
import { cutOut, findOverlapping, type Span, type StoredEntry } from './overlaps.ts';
import { frozenRate } from './resolve-rate.ts';
import { TimeLocks } from './time-locks.ts';
import { type TimeEntryState, timeEntryRecord } from './time-records.ts';
import { timeRulesOf } from './zones.ts';

/** What a change needs besides what it was asked for: values to set, and what is to be said. */
export type PlannedChange = { changes: ValueChange[]; remarks: TimeRemark[] };

/** A new start and end in the order in which they can be set one after the other, forwards and when taken back. */
export function timesPatch(before: { startAt: number }, startAt: number, endAt: number): Partial<TimeEntryState> {
  return startAt >= before.startAt ? { endAt, startAt } : { startAt, endAt };
}

/** What the workspace does where an entry wants a time that others have. Throws TIME_OVERLAP and TIME_LOCKED. */
export function makeRoom(
  db: Db,
  wanted: Span & { personId: number; except?: readonly number[] },
  now: number,
): PlannedChange {
  const span = { from: wanted.from, to: wanted.to };
  const others = findOverlapping(db, wanted).filter(
    ({ startAt, endAt }) => (endAt ?? now) > span.from && startAt < span.to,
  );
  const policy = timeRulesOf(db).overlapPolicy;
  if (others.length === 0) return { changes: [], remarks: [] };
  if (policy === 'forbid') {
    const [other] = others as [StoredEntry];
    const isForbidden = others.some(({ source }) => source !== 'import');
    if (isForbidden) throw new AppError('TIME_OVERLAP', 'Another entry is there already.', { entry: other.id });
  }
  const remarks = others.map((other): TimeRemark => {
    const shared = { from: Math.max(span.from, other.startAt), to: Math.min(span.to, other.endAt ?? now) };
    const code = policy === 'trim' ? 'trimmed' : 'overlap';
    return { code, entryId: other.id, name: nameOf(db, other), ...shared };
  });
  const changes = policy === 'trim' ? others.flatMap((other) => takeOut(db, other, [span])) : [];
  return { changes, remarks };
}

/** Cuts spans out of an entry: it keeps the first piece, the others become entries of their own. Throws TIME_OVERLAP where nothing is left. */
export function takeOut(db: Db, entry: StoredEntry, spans: readonly Span[]): ValueChange[] {
  new TimeLocks(db).check(entry);
  const end = entry.endAt ?? Number.POSITIVE_INFINITY;
  const pieces = cutOut({ from: entry.startAt, to: end }, spans);
  if (pieces.length === 0) {
    throw new AppError('TIME_OVERLAP', 'Nothing would be left of an entry that is there already.', { entry: entry.id });
  }
  // A timer that runs keeps its number: it is its last piece.
  const own = entry.endAt === null ? (pieces.at(-1) as Span) : (pieces[0] as Span);
  const { id, ...state } = entry;
  const changes: ValueChange[] =
    entry.endAt === null
      ? timeEntryRecord.edit(db, id, { startAt: own.from })
      : timeEntryRecord.edit(db, id, {
          ...timesPatch(entry, own.from, own.to),
          breakMs: Math.min(entry.breakMs, own.to - own.from),
        });
  for (const piece of pieces) {
    if (piece === own) continue;
    const rate = entry.endAt === null ? frozenRate(db, entry.personId, entry.projectId) : {};
    const made = { ...state, ...rate, startAt: piece.from, endAt: piece.to, breakMs: 0, importKey: null };
    changes.push(timeEntryRecord.make(db, made));
  }
  return changes;
}

export type NewEntry = {
  personId: number;
  facts: TimeFacts;
  startAt: number;
  endAt: number | null;
  breakMs: number;
  timeZone: string;
  source: TimeEntryState['source'];
};

export function newEntryState(db: Db, entry: NewEntry, now: number): TimeEntryState {
  const { personId, facts, startAt, endAt, breakMs, timeZone, source } = entry;
  const rate = endAt === null ? noRate : frozenRate(db, personId, facts.projectId);
  return {
    ...{ personId, startAt, endAt, breakMs, timeZone, source, ...facts, ...rate },
    importKey: null,
    invoicedAt: null,
    createdAt: now,
  };
}

const noRate = { rateMinor: null, currency: '', rateSource: '' } as const;

/** Throws TIME_INVALID where nothing but the break would be left. */
export function checkBreak(breakMs: number, startAt: number, endAt: number): void {
  if (breakMs < endAt - startAt) return;
  throw new AppError('TIME_INVALID', 'The break is as long as the entry.', { reason: 'break' });
}

/** Gives an entry that is to end its end and the rate of now; what others have already of a forbidden time is left to them. */
export function endEntry(db: Db, entry: StoredEntry, endAt: number, now: number): PlannedChange {
  const { id, ...state } = entry;
  const { personId, startAt: from } = entry;
  const others = findOverlapping(db, { personId, from, to: endAt, except: [id] });
  const rate = frozenRate(db, personId, entry.projectId);
  const taken = others.filter(({ source }) => source !== 'import');
  const isShared = taken.length === 0 || timeRulesOf(db).overlapPolicy === 'warn';
  const remarks = others.map((other): TimeRemark => {
    const shared = { from: Math.max(from, other.startAt), to: Math.min(endAt, other.endAt ?? now) };
    if (!isShared) return { code: 'trimmed', entryId: id, name: nameOf(db, entry), ...shared };
    return { code: 'overlap', entryId: other.id, name: nameOf(db, other), ...shared };
  });
  const pieces = isShared
    ? [{ from, to: endAt }]
    : cutOut(
        { from, to: endAt },
        taken.map((other) => ({ from: other.startAt, to: other.endAt ?? now })),
      );
  const [first, ...rest] = pieces;
  if (!first) return { changes: [timeEntryRecord.remove(db, id)], remarks };
  const breakMs = Math.min(entry.breakMs, first.to - first.from);
  return {
    changes: [
      ...timeEntryRecord.edit(db, id, { startAt: first.from, endAt: first.to, breakMs, ...rate }),
      ...rest.map((piece) =>
        timeEntryRecord.make(db, { ...state, ...rate, startAt: piece.from, endAt: piece.to, breakMs: 0 }),
      ),
    ],
    remarks,
  };
}

export function storedEntry(db: Db, id: number): StoredEntry {
  return { id: id as TimeEntryId, ...timeEntryRecord.get(db, id) };
}

export function nameOf(db: Db, entry: TimeEntryState): string {
  return timeName({ names: namesOfTarget(db, entry), note: entry.note });
}
