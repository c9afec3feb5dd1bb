import { currentActor } from '#core/actor.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { actorMay } from '#core/people/authorize.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { Timesheet, TimesheetId, TimesheetState } from '#shared/contract/timesheets.ts';
import { AppError } from '#shared/errors.ts';
import { dayNumber, dayText, weekdayOf, weekOf } from '#shared/zone-clock.ts';
import { mayDecide, personName } from '../approval-rules.ts';
import { findOverlapping, type StoredEntry } from '../overlaps.ts';
import { pieces } from '../week-grid.ts';
import { personClock, timeRulesOf } from '../zones.ts';
import { sheetAllows } from './sheet-flow.ts';
import { findWarnings } from './sheet-warnings.ts';

export type SheetRow = {
  id: TimesheetId;
  person_id: PersonId;
  week: string;
  state: TimesheetState;
  submitted_at: number | null;
  decided_at: number | null;
  decided_by: PersonId | null;
  reason: string;
};

/** The first day of the week that a day lies in, as the workspace's weeks begin. Throws INVALID_INPUT for no day. */
export function weekOfDay(db: Db, day: string): string {
  const number = dayNumber(day);
  if (number === null) throw new AppError('INVALID_INPUT', 'There is no such day.', { day });
  return dayText(weekOf(number, timeRulesOf(db).weekStart));
}

export function findSheet(db: Db, personId: number, week: string): SheetRow | undefined {
  return prepare(db, 'SELECT * FROM timesheet WHERE person_id = ? AND week = ?').get(personId, week) as
    | SheetRow
    | undefined;
}

/** Throws NOT_FOUND. */
export function getSheet(db: Db, id: number): SheetRow {
  const row = prepare(db, 'SELECT * FROM timesheet WHERE id = ?').get(id) as SheetRow | undefined;
  if (!row) throw new AppError('NOT_FOUND', 'That week was never handed in.', { kind: 'timesheet', id });
  return row;
}

/** Newest week first. */
export function listSheets(
  db: Db,
  filter: { personId: number | null; state?: TimesheetState | undefined },
): SheetRow[] {
  return prepare(
    db,
    `SELECT * FROM timesheet WHERE (@personId IS NULL OR person_id = @personId) AND (@state IS NULL OR state = @state)
     ORDER BY week DESC, submitted_at, id LIMIT 1000`,
  ).all({ personId: filter.personId, state: filter.state ?? null }) as SheetRow[];
}

/** The moments a week of a person begins and ends at; not all weeks have 168 hours. */
export function spanOfWeek(db: Db, personId: number, week: string): { from: number; to: number } {
  const clock = personClock(db, personId);
  const first = dayNumber(week) as number;
  return { from: clock.startOfDay(first), to: clock.startOfDay(first + 7) };
}

/** What was entered in a week, the earliest first; also what only reaches into it. */
export function entriesOfWeek(db: Db, personId: number, week: string): StoredEntry[] {
  const { from, to } = spanOfWeek(db, personId, week);
  return findOverlapping(db, { personId, from, to });
}

/** A week of a person as it is shown, whether or not anything was done with it. */
export function readSheet(db: Db, personId: PersonId, week: string, now: number): Timesheet {
  const row = findSheet(db, personId, week);
  const { from, to } = spanOfWeek(db, personId, week);
  const entries = entriesOfWeek(db, personId, week);
  const worked = entries.map((entry) => ({ entry, ms: pieces(entry, [from, to], now)[0] ?? 0 }));
  const state = row?.state ?? 'draft';
  const first = dayNumber(week) as number;
  return {
    id: row?.id ?? null,
    personId,
    personName: personName(db, personId),
    week,
    lastDay: dayText(first + 6),
    weekNumber: isoWeek(first),
    state,
    totalMs: sum(worked.map(({ ms }) => ms)),
    billableMs: sum(worked.map(({ entry, ms }) => (entry.isBillable ? ms : 0))),
    submittedAt: row?.submitted_at ?? null,
    decidedAt: row?.decided_at ?? null,
    decidedBy: row?.decided_by ?? null,
    decidedByName: personName(db, row?.decided_by ?? null),
    reason: row?.reason ?? '',
    warnings: findWarnings(db, entries, { personId, from, to, now }),
    may: mayWith(db, personId, state, worked.length > 0),
  };
}

function mayWith(db: Db, personId: number, state: TimesheetState, hasTime: boolean): Timesheet['may'] {
  const actor = currentActor();
  const mayEdit = actorMay(actor.personId === personId ? 'editOwnTime' : 'editAllTime', actor);
  const decides = mayDecide(db, 'approveTime', personId);
  return {
    submit: mayEdit && hasTime && sheetAllows(state, 'submit'),
    recall: mayEdit && sheetAllows(state, 'recall'),
    decide: decides && sheetAllows(state, 'approve'),
    reopen: decides && sheetAllows(state, 'reopen'),
  };
}

function sum(figures: readonly number[]): number {
  return figures.reduce((before, figure) => before + figure, 0);
}

/** The number of the week by ISO 8601: that of its Thursday. */
function isoWeek(firstDay: number): number {
  const thursday = firstDay + ((4 - weekdayOf(firstDay) + 7) % 7);
  const yearStart = dayNumber(`${dayText(thursday).slice(0, 4)}-01-01`) as number;
  return Math.floor((thursday - yearStart) / 7) + 1;
}
