import type { ItemSetter } from '#core/history/field-setters.ts';
import { requireFor } from '#core/people/authorize.ts';
import { requireDecide } from '../approval-rules.ts';
import { type TimesheetState, timesheetRecord } from '../time-records.ts';

/**
 * Sets values of timesheets. Whoever undoes or does again what decides about a week has to be allowed to decide about it, and
 * whoever hands it in or takes it back, to work on that person's time. Those that are made one with another person move freely.
 */
export const setTimesheets: ItemSetter = (db, values, context) => {
  const before = new Map<number, TimesheetState | undefined>();
  for (const { itemId } of values) {
    if (!before.has(itemId)) before.set(itemId, timesheetRecord.read(db, itemId));
  }
  timesheetRecord.setter(db, values, context);
  for (const [id, old] of before) {
    const now = timesheetRecord.read(db, id);
    const states = [old?.state, now?.state];
    if (states[0] === states[1]) continue;
    const { personId } = (old ?? now) as TimesheetState;
    if (states.includes('approved')) requireDecide(db, 'approveTime', personId);
    else if (now?.state === 'rejected' && old?.state !== 'submitted') requireDecide(db, 'approveTime', personId);
    else if (!states.includes('rejected')) requireFor(personId, 'editOwnTime', 'editAllTime');
  }
};
