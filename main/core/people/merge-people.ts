import { type AnyRecord, personKeys, recordOf, renumbered, type RecordValues as Values } from '#core/all-records.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import { frozenRate } from '#core/time/resolve-rate.ts';
import { timeEntryRecord, timesheetRecord } from '#core/time/time-records.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import { heritageChanges } from './heritage.ts';
import { requireEdit, requireRemove } from './member-rules.ts';
import { type PersonState, personRecord } from './people-records.ts';
import { recordsNaming } from './person-columns.ts';

type Merge = { db: Db; from: number; into: number; now: number };

/** Makes one person of two, in one operation. */
export function mergePeople(
  { db, history, changes, platform }: Pick<Context, 'db' | 'history' | 'changes' | 'platform'>,
  from: number,
  into: number,
): { operation: OperationId | null } {
  if (from === into) throw new AppError('INVALID_INPUT', 'Choose two people.');
  const merge = { db, from, into, now: platform.now() };
  const [loser, winner] = [personRecord.get(db, from), personRecord.get(db, into)];
  if (loser.removedAt !== null || winner.removedAt !== null) {
    throw new AppError('NOT_FOUND', 'One of the two was removed already.');
  }
  requireRemove({ id: from, memberRole: loser.memberRole });
  requireEdit({ id: into, memberRole: winner.memberRole }, { note: winner.note });
  const entries = stopSecondTimer(merge);
  const facts = personRecord.edit(db, into, joinFacts(winner, loser));
  const gone = personRecord.edit(db, from, { removedAt: merge.now, mergedInto: into });
  const { operation } = history.apply(
    'mergePeople',
    [...entries, ...recordChanges(merge), ...heritageChanges(db, from, into), ...facts, ...gone],
    winner.name,
  );
  changes.add({ topics: ['people', 'songs', 'packs', 'releases', 'time', 'expenses', 'reports', 'notifications'] });
  return { operation };
}

/** What the winner does not say of themself, the loser says. */
function joinFacts(winner: PersonState, loser: PersonState): Partial<PersonState> {
  const joined: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(winner) as [keyof PersonState, JsonValue][]) {
    if (value === '' || value === null) joined[field] = loser[field] as JsonValue;
  }
  const notes = [winner.note, loser.note].filter((note) => note !== '');
  return {
    ...joined,
    // A member becomes nobody's role but their own: who is switched off stays so.
    ...(winner.memberRole === null ? { memberState: loser.memberState } : {}),
    roles: [...new Set([...winner.roles, ...loser.roles])],
    storeIds: { ...loser.storeIds, ...winner.storeIds },
    note: [...new Set(notes)].join('\n'),
    removedAt: null,
    mergedInto: null,
  };
}

/** Of two timers that run, the loser's ends now, at what it costs now. */
function stopSecondTimer({ db, from, into, now }: Merge): ValueChange[] {
  const running = prepare(db, 'SELECT id FROM time_entry WHERE person_id = ? AND end_at IS NULL').pluck();
  const id = running.get(from) as number | undefined;
  if (id === undefined || running.get(into) === undefined) return [];
  const { startAt, breakMs, projectId } = timeEntryRecord.get(db, id);
  const endAt = Math.max(now, startAt + breakMs + 1);
  return timeEntryRecord.edit(db, id, { endAt, ...frozenRate(db, from, projectId) });
}

function recordChanges(merge: Merge): ValueChange[] {
  const { db, from } = merge;
  const changes: ValueChange[] = [];
  for (const [kind, ids] of recordsNaming(db, from)) {
    const record = recordOf(kind);
    for (const id of ids) {
      // Their own line says whom they became; that follows.
      if (kind === 'person' && id === from) continue;
      changes.push(
        ...(kind === 'timesheet' ? timesheetChanges(merge, id) : record.edit(db, id, patchOf(merge, record, id))),
      );
    }
  }
  return changes;
}

function patchOf({ db, from, into }: Merge, record: AnyRecord, id: number): Values {
  const before = record.get(db, id);
  const after = renumbered(before, (key, value) => (value === from && personKeys.has(key) ? into : value)) as Values;
  for (const [key, value] of Object.entries(after)) {
    if (Array.isArray(value)) after[key] = oneOfEach(`${record.name}.${key}`, value as Values[]);
  }
  if (record.name === 'pack' && before.ownerId === from) after.name = freePackName(db, into, String(before.name));
  return after;
}

/** Somebody has one pack of a name; of two that come together, one gets a number. */
function freePackName(db: Db, ownerId: number, name: string): string {
  const taken = prepare(db, 'SELECT 1 FROM pack WHERE owner_id = ? AND name = ? COLLATE NOCASE');
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} (${number})`;
    if (taken.get(ownerId, tried) === undefined) return tried;
  }
}

/** Lists in which a person stands once; of two rows that are one now, what is more counts. */
function oneOfEach(list: string, rows: Values[]): Values[] {
  if (!['team.members', 'project.members', 'pack.people', 'idea.votes', 'song.people'].includes(list)) return rows;
  const kept = new Map<string, Values>();
  for (const row of rows) {
    // In a song somebody may play and write.
    const key = list === 'song.people' ? `${row.personId} ${row.role}` : String(row.personId);
    const known = kept.get(key);
    kept.set(key, known ? joinRows(known, row) : row);
  }
  return [...kept.values()];
}

function joinRows(one: Values, other: Values): Values {
  const joined = { ...one };
  if (other.access === 'edit') joined.access = 'edit';
  if (other.canEdit === true) joined.canEdit = true;
  if (typeof other.share === 'number') joined.share = Math.min(10_000, Number(one.share ?? 0) + other.share);
  if (one.rateMinor === null) joined.rateMinor = other.rateMinor ?? null;
  if (one.role === '') joined.role = other.role ?? '';
  return joined;
}

/** A week of both becomes one: as far as both are, else a draft, so that nothing counts as approved that was not. */
function timesheetChanges({ db, from, into }: Merge, id: number): ValueChange[] {
  const sheet = timesheetRecord.get(db, id);
  if (sheet.personId !== from) return timesheetRecord.edit(db, id, { decidedBy: into });
  const other = prepare(db, 'SELECT id FROM timesheet WHERE person_id = ? AND week = ?')
    .pluck()
    .get(into, sheet.week) as number | undefined;
  if (other === undefined) {
    const decidedBy = sheet.decidedBy === from ? into : sheet.decidedBy;
    return timesheetRecord.edit(db, id, { personId: into, decidedBy });
  }
  const gone = timesheetRecord.remove(db, id);
  if (timesheetRecord.get(db, other).state === sheet.state) return [gone];
  const open = { state: 'draft', submittedAt: null, decidedAt: null, decidedBy: null, reason: '' } as const;
  return [gone, ...timesheetRecord.edit(db, other, open)];
}
