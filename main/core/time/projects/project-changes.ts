import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue, ValueChange } from '#core/history/operations.repository.ts';
import type { ProjectFields, TaskFields } from '#shared/contract/projects.ts';
import { AppError } from '#shared/errors.ts';
import { isCurrency } from '#shared/money.ts';
import { workspaceCurrency } from '../exchange-rates.ts';
import { resolveRate } from '../resolve-rate.ts';
import { TimeLocks } from '../time-locks.ts';
import { type ProjectState, type TaskState, timeEntryRecord } from '../time-records.ts';

type Given<Fields> = { [Key in keyof Fields]?: Fields[Key] | undefined };

/** What history keeps of a new project. Throws like `checkProject`. */
export function newProject(db: Db, given: Given<ProjectFields> & { name: string }, now: number): ProjectState {
  const { rounding, ...fields } = given;
  return {
    code: '',
    clientId: null,
    status: 'active',
    colour: '',
    note: '',
    budgetMinutes: null,
    budgetMinor: null,
    currency: workspaceCurrency(db),
    isBillable: false,
    rateMinor: null,
    startsOn: '',
    endsOn: '',
    packId: null,
    songId: null,
    releaseId: null,
    members: [],
    ...withoutUndefined(fields),
    name: given.name,
    rounding: (rounding ?? null) as JsonValue,
    createdAt: now,
  };
}

export function newTask(
  db: Db,
  projectId: number,
  given: Given<TaskFields> & { name: string },
  now: number,
): TaskState {
  const last = prepare(db, 'SELECT coalesce(max(position), 0) FROM task WHERE project_id = ?').pluck().get(projectId);
  return {
    projectId,
    status: 'open',
    assigneeId: null,
    estimateMinutes: null,
    due: '',
    note: '',
    songId: null,
    stepKey: '',
    ...withoutUndefined(given),
    name: given.name,
    position: (last as number) + 1,
    createdAt: now,
  };
}

/** What was given, without what was not. */
export function withoutUndefined<Fields extends object>(
  given: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> | Extract<Fields[Key], null> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}

/** Throws INVALID_INPUT for a currency that is none, an end before the start, or somebody who is named twice. */
export function checkProject(state: Given<ProjectFields>): void {
  if (state.currency !== undefined && !isCurrency(state.currency)) {
    throw new AppError('INVALID_INPUT', 'There is no such currency.', { at: 'currency' });
  }
  if (state.startsOn && state.endsOn && state.endsOn < state.startsOn) {
    throw new AppError('INVALID_INPUT', 'A project ends on the day it starts or later.', { at: 'endsOn' });
  }
  const people = state.members?.map(({ personId }) => personId) ?? [];
  if (new Set(people).size !== people.length) {
    throw new AppError('INVALID_INPUT', 'A person has one rate on a project.', { at: 'members' });
  }
}

/** Throws NOT_FOUND for a person who is not there. */
export function checkPerson(db: Db, id: number | null | undefined): void {
  if (id === null || id === undefined) return;
  if (prepare(db, 'SELECT 1 FROM person WHERE id = ?').get(id) === undefined) {
    throw new AppError('NOT_FOUND', 'That person is not here any more.', { kind: 'person', id });
  }
}

/**
 * The rates of today for time that ended and is not invoiced, of a project, a person, or all: changes of those entries that have
 * another one now. What was handed in or lies in a closed period keeps its rate, and so does what was imported with one.
 */
export function reratings(db: Db, scope: { projectId?: number; personId?: number }): ValueChange[] {
  const rows = prepare(
    db,
    `SELECT id, person_id AS personId, project_id AS projectId, start_at AS startAt, end_at AS endAt FROM time_entry
     WHERE end_at IS NOT NULL AND invoiced_at IS NULL AND rate_source <> 'import'
       AND (@projectId IS NULL OR project_id = @projectId) AND (@personId IS NULL OR person_id = @personId)
     ORDER BY id`,
  ).all({ projectId: scope.projectId ?? null, personId: scope.personId ?? null }) as {
    id: number;
    personId: number;
    projectId: number | null;
    startAt: number;
    endAt: number;
  }[];
  const locks = new TimeLocks(db);
  return rows
    .filter((row) => locks.of(row) === '')
    .flatMap(({ id, personId, projectId }) => {
      const { rateMinor, currency, source } = resolveRate(db, personId, projectId);
      return timeEntryRecord.edit(db, id, { rateMinor, currency, rateSource: source });
    });
}

/** The position that puts a task before another one of its project; null: at the end. Throws NOT_FOUND. */
export function taskPosition(db: Db, task: { id: number; projectId: number }, before: number | null): number {
  const others = prepare(
    db,
    'SELECT id, position FROM task WHERE project_id = ? AND id <> ? ORDER BY position, id',
  ).all(task.projectId, task.id) as { id: number; position: number }[];
  if (before === null) return (others.at(-1)?.position ?? 0) + 1;
  const place = others.findIndex(({ id }) => id === before);
  const next = others[place];
  if (!next) throw new AppError('NOT_FOUND', 'That task is not here any more.', { kind: 'task', id: before });
  const previous = others[place - 1]?.position ?? next.position - 2;
  return (previous + next.position) / 2;
}
