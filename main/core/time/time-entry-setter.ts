import type { Db } from '#core/db/query.ts';
import type { ItemSetter, ItemValue } from '#core/history/field-setters.ts';
import { AppError } from '#shared/errors.ts';
import { findOverlapping } from './overlaps.ts';
import { TimeLocks } from './time-locks.ts';
import { type TimeEntryState, timeEntryRecord } from './time-records.ts';
import { timeRulesOf } from './zones.ts';

/** What a locked week does not keep from being set: whose it is after a merge, and whether it was sent to a client. */
const freeFields = new Set(['personId', 'invoicedAt']);

/** When it was. */
const timeFields = new Set(['whole', 'startAt', 'endAt']);

const startFields = new Set(['whole', 'startAt']);

/**
 * Sets values of entries. Whoever does it, undo and redo included, leaves locked weeks as they are, at most one timer for a person
 * and, where the workspace forbids overlaps, none between entries that people made here.
 */
export const setTimeEntries: ItemSetter = (db, values, context) => {
  const locks = new TimeLocks(db);
  const before = new Map<number, TimeEntryState | undefined>();
  for (const { itemId, field } of values) {
    if (freeFields.has(partOf(field)) || before.has(itemId)) continue;
    const state = timeEntryRecord.read(db, itemId);
    before.set(itemId, state);
    if (state) locks.check(state);
  }
  setOrSayRunning(db, values, context);
  const moved = new Set(values.filter(({ field }) => timeFields.has(partOf(field))).map(({ itemId }) => itemId));
  const begun = new Set(values.filter(({ field }) => startFields.has(partOf(field))).map(({ itemId }) => itemId));
  const isForbidden = timeRulesOf(db).overlapPolicy === 'forbid';
  for (const id of moved) {
    const state = timeEntryRecord.read(db, id);
    if (!state) continue;
    // A timer that ran into a closed week can be stopped all the same, but none begins in one.
    if (state.endAt === null) {
      if (begun.has(id)) locks.check({ ...state, endAt: state.startAt + 1 });
    } else if (before.get(id)?.endAt !== null) locks.check(state);
    if (isForbidden && state.source !== 'import') refuseOverlap(db, id, state, context.now);
  }
};

function setOrSayRunning(db: Db, values: readonly ItemValue[], context: Parameters<ItemSetter>[2]): void {
  try {
    timeEntryRecord.setter(db, values, context);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE') {
      throw new AppError('TIMER_RUNNING', 'Another timer runs. Stop it first.', {}, { cause: error });
    }
    throw error;
  }
}

/** A timer fills the time until now. */
function refuseOverlap(db: Db, id: number, state: TimeEntryState, now: number): void {
  const { personId, startAt: from, endAt } = state;
  const to = endAt ?? Math.max(from + 1, now);
  const other = findOverlapping(db, { personId, from, to, except: [id] }).find(
    (each) => each.source !== 'import' && (each.endAt ?? now) > from,
  );
  if (other) throw new AppError('TIME_OVERLAP', 'Another entry is there already.', { entry: other.id });
}

function partOf(field: string): string {
  return field.slice(field.indexOf(':') + 1);
}
