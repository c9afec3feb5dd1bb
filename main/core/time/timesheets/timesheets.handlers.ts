import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { actorMay, requireFor, requirePermission } from '#core/people/authorize.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationKind } from '#shared/contract/operation.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { TimesheetId, timesheetsContract } from '#shared/contract/timesheets.ts';
import { AppError } from '#shared/errors.ts';
import { othersWho, personName, requireDecide } from '../approval-rules.ts';
import { type TimesheetState, timesheetRecord } from '../time-records.ts';
import { type SheetAction, sheetAfter } from './sheet-flow.ts';
import {
  entriesOfWeek,
  findSheet,
  getSheet,
  listSheets,
  readSheet,
  type SheetRow,
  weekOfDay,
} from './timesheets.repository.ts';

export function timesheetsHandlers(context: Context): Handlers<typeof timesheetsContract> {
  const { db, history, changes, notifications, platform } = context;

  const apply = (kind: OperationKind, made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply(kind, made, subject);
    changes.add({ topics: ['time'] });
    return { operation };
  };
  const tell = (
    kind: 'timeSubmitted' | 'timeApproved' | 'timeRejected',
    personId: number,
    sheet: SheetRow,
    why = '',
  ) => {
    const facts = { person: personName(db, sheet.person_id), week: sheet.week, reason: why };
    const mergeKey = `timesheet:${sheet.id}`;
    const severity = kind === 'timeRejected' ? 'warning' : kind === 'timeApproved' ? 'good' : 'info';
    const view = kind === 'timeSubmitted' ? 'approvals' : 'time';
    notifications.add({ kind, personId, facts, severity, view, mergeKey });
  };
  /** Decides about weeks, all of them or none. */
  const decide = (ids: readonly TimesheetId[], action: SheetAction, why: string) => {
    const sheets = [...new Set(ids)].map((id) => getSheet(db, id));
    for (const sheet of sheets) requireDecide(db, 'approveTime', sheet.person_id);
    const decision = { decidedAt: platform.now(), decidedBy: currentActor().personId, reason: why };
    const edits = sheets.flatMap((sheet) =>
      timesheetRecord.edit(db, sheet.id, { state: sheetAfter(sheet.state, action), ...decision }),
    );
    const result = apply('decideTime', edits, subjectOf(sheets));
    const kind = action === 'approve' ? 'timeApproved' : 'timeRejected';
    for (const sheet of sheets) {
      if (sheet.person_id !== currentActor().personId) tell(kind, sheet.person_id, sheet, why);
    }
    return result;
  };

  return {
    'timesheets.get': ({ personId = actingPerson(), day }) => {
      requireFor(personId, 'viewOwnTime', 'viewAllTime');
      return readSheet(db, personId, weekOfDay(db, day), platform.now());
    },

    'timesheets.list': ({ personId, state }) => {
      if (personId === null) requirePermission('viewAllTime');
      else requireFor(personId, 'viewOwnTime', 'viewAllTime');
      const rows = listSheets(db, { personId, state });
      return rows.map((row) => readSheet(db, row.person_id, row.week, platform.now()));
    },

    'timesheets.team': ({ day }) => {
      const week = weekOfDay(db, day);
      return membersToSee().map((id) => readSheet(db, id, week, platform.now()));
    },

    'timesheets.submit': ({ personId = actingPerson(), day }) => {
      requireFor(personId, 'editOwnTime', 'editAllTime');
      const week = weekOfDay(db, day);
      const entries = entriesOfWeek(db, personId, week);
      const row = findSheet(db, personId, week);
      const state = sheetAfter(row?.state ?? 'draft', 'submit');
      if (entries.length === 0) throw new AppError('WEEK_EMPTY', 'There is no time in this week.', { week });
      if (entries.some(({ endAt }) => endAt === null)) {
        throw new AppError('TIMER_IN_WEEK', 'A timer runs in this week. Stop it first.', { week });
      }
      const submitted = { state, submittedAt: platform.now(), decidedAt: null, decidedBy: null, reason: '' };
      const made = row
        ? timesheetRecord.edit(db, row.id, submitted)
        : [timesheetRecord.make(db, { personId, week, ...submitted })];
      const id = (row?.id ?? made[0]?.itemId) as TimesheetId;
      const result = apply('submitTime', made, `${personName(db, personId)}, ${week}`);
      const sheet = getSheet(db, id);
      for (const other of othersWho(db, 'approveTime')) if (other !== personId) tell('timeSubmitted', other, sheet);
      return { ...result, id };
    },

    'timesheets.recall': ({ id }) => {
      const sheet = getSheet(db, id);
      requireFor(sheet.person_id, 'editOwnTime', 'editAllTime');
      const back: Partial<TimesheetState> = { state: sheetAfter(sheet.state, 'recall'), submittedAt: null };
      return apply('submitTime', timesheetRecord.edit(db, id, back), subjectOf([sheet]));
    },

    'timesheets.approve': ({ ids }) => decide(ids, 'approve', ''),
    'timesheets.reject': ({ ids, reason }) => decide(ids, 'reject', reason),
    'timesheets.reopen': ({ id, reason }) => decide([id], 'reopen', reason),
  };

  function actingPerson(): PersonId {
    const { personId } = currentActor();
    if (personId === null) throw new AppError('INVALID_INPUT', 'Say whose week it is.', { at: 'personId' });
    return personId as PersonId;
  }

  /** Active members, whoever acts first; only themself where they may not see others. */
  function membersToSee(): PersonId[] {
    const { personId } = currentActor();
    if (!actorMay('viewAllTime')) return personId === null ? [] : [personId as PersonId];
    return prepare(
      db,
      `SELECT id FROM person WHERE member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL
       ORDER BY id = ? DESC, name COLLATE NOCASE, id`,
    )
      .pluck()
      .all(personId) as PersonId[];
  }

  function subjectOf(sheets: readonly SheetRow[]): string {
    const [only] = sheets;
    return only && sheets.length === 1 ? `${personName(db, only.person_id)}, ${only.week}` : '';
  }
}
