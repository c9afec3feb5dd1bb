import { type Db, prepare } from '#core/db/query.ts';
import type { Project, ProjectFields, Task } from '#shared/contract/projects.ts';
import type { ProjectId, TaskId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { readBurns } from './project-burn.ts';

type ProjectRow = {
  id: ProjectId;
  name: string;
  code: string;
  client_id: ProjectFields['clientId'];
  client_name: string | null;
  status: ProjectFields['status'];
  colour: string;
  note: string;
  budget_minutes: number | null;
  budget_minor: number | null;
  currency: string;
  is_billable: 0 | 1;
  rate_minor: number | null;
  starts_on: string;
  ends_on: string;
  rounding: string | null;
  pack_id: ProjectFields['packId'];
  song_id: ProjectFields['songId'];
  release_id: ProjectFields['releaseId'];
  subject: string;
  created_at: number;
  task_count: number;
  open_task_count: number;
};
type MemberRow = {
  project_id: number;
  person_id: ProjectFields['members'][number]['personId'];
  rate_minor: number | null;
  name: string;
};

const selectProjects = `SELECT p.*, client.name AS client_name,
    coalesce((SELECT title FROM song WHERE id = p.song_id), (SELECT name FROM pack WHERE id = p.pack_id),
      (SELECT title FROM release WHERE id = p.release_id), '') AS subject,
    (SELECT count(*) FROM task WHERE project_id = p.id) AS task_count,
    (SELECT count(*) FROM task WHERE project_id = p.id AND status = 'open') AS open_task_count
  FROM project p LEFT JOIN person client ON client.id = p.client_id`;

/** In the order of their names. */
export function listProjects(db: Db, isArchived: boolean, now: number): Project[] {
  const rows = prepare(
    db,
    `${selectProjects} WHERE (p.status = 'archived') = ? ORDER BY p.name COLLATE NOCASE, p.id`,
  ).all(isArchived ? 1 : 0) as ProjectRow[];
  return toProjects(db, rows, now);
}

/** Throws NOT_FOUND. */
export function getProject(db: Db, id: number, now: number): Project {
  const rows = prepare(db, `${selectProjects} WHERE p.id = ?`).all(id) as ProjectRow[];
  const [project] = toProjects(db, rows, now);
  if (!project) throw new AppError('NOT_FOUND', 'That project is not here any more.', { kind: 'project', id });
  return project;
}

function toProjects(db: Db, rows: readonly ProjectRow[], now: number): Project[] {
  const budgets = rows.map(({ id, currency, budget_minutes, budget_minor }) => ({
    id,
    currency,
    budgetMinutes: budget_minutes,
    budgetMinor: budget_minor,
  }));
  const burns = readBurns(db, budgets, now);
  const members = prepare(
    db,
    `SELECT project_id, person_id, m.rate_minor, coalesce(person.name, '') AS name
     FROM project_member m LEFT JOIN person ON person.id = person_id ORDER BY project_id, position`,
  ).all() as MemberRow[];
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    code: row.code,
    clientId: row.client_id,
    clientName: row.client_name ?? '',
    status: row.status,
    colour: row.colour as Project['colour'],
    note: row.note,
    budgetMinutes: row.budget_minutes,
    budgetMinor: row.budget_minor,
    currency: row.currency,
    isBillable: row.is_billable === 1,
    rateMinor: row.rate_minor,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    rounding: row.rounding === null ? null : (JSON.parse(row.rounding) as Project['rounding']),
    packId: row.pack_id,
    songId: row.song_id,
    releaseId: row.release_id,
    subject: row.subject,
    taskCount: row.task_count,
    openTaskCount: row.open_task_count,
    members: members
      .filter(({ project_id }) => project_id === row.id)
      .map(({ person_id, rate_minor, name }) => ({ personId: person_id, rateMinor: rate_minor, name })),
    createdAt: row.created_at,
    burn: burns.get(row.id) as Project['burn'],
    isCut: false,
  }));
}

type TaskRow = {
  id: TaskId;
  project_id: ProjectId;
  name: string;
  status: Task['status'];
  assignee_id: Task['assigneeId'];
  assignee_name: string | null;
  estimate_minutes: number | null;
  due: string;
  note: string;
  position: number;
  song_id: Task['songId'];
  step_key: string;
  tracked: number;
};

/** Of one project, or of all that are not archived; in their order. */
export function listTasks(db: Db, projectId: number | null, now: number): Task[] {
  const rows = prepare(
    db,
    `SELECT task.*, person.name AS assignee_name,
       (SELECT coalesce(sum(max(0, coalesce(end_at, max(start_at, @now)) - start_at - break_ms)), 0)
        FROM time_entry WHERE task_id = task.id) AS tracked
     FROM task JOIN project ON project.id = task.project_id LEFT JOIN person ON person.id = task.assignee_id
     WHERE CASE WHEN @projectId IS NULL THEN project.status <> 'archived' ELSE project.id = @projectId END
     ORDER BY project.name COLLATE NOCASE, project.id, task.position, task.id`,
  ).all({ projectId, now }) as TaskRow[];
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    status: row.status,
    assigneeId: row.assignee_id,
    assigneeName: row.assignee_name ?? '',
    estimateMinutes: row.estimate_minutes,
    due: row.due,
    note: row.note,
    position: row.position,
    songId: row.song_id,
    stepKey: row.step_key,
    trackedMs: row.tracked,
  }));
}

/** How much names a project or a task, and keeps it from being removed. */
export function countUses(db: Db, kind: 'project' | 'task', id: number): { entries: number; money: number } {
  const count = (table: string) =>
    prepare(db, `SELECT count(*) FROM ${table} WHERE ${kind}_id = ?`).pluck().get(id) as number;
  return { entries: count('time_entry'), money: kind === 'task' ? 0 : count('expense') + count('income') };
}

/** The project of a pack, song or release that is not archived: the newest. */
export function findProjectOf(db: Db, kind: 'pack' | 'song' | 'release', id: number): ProjectId | null {
  const found = prepare(
    db,
    `SELECT id FROM project WHERE ${kind}_id = ? AND status <> 'archived' ORDER BY id DESC LIMIT 1`,
  )
    .pluck()
    .get(id) as ProjectId | undefined;
  return found ?? null;
}

const nameOf = {
  pack: 'SELECT name FROM pack WHERE id = ?',
  song: 'SELECT title FROM song WHERE id = ?',
  release: 'SELECT title FROM release WHERE id = ?',
} as const;

/** Throws NOT_FOUND. */
export function nameOfSubject(db: Db, kind: keyof typeof nameOf, id: number): string {
  const name = prepare(db, nameOf[kind]).pluck().get(id) as string | undefined;
  if (name === undefined) throw new AppError('NOT_FOUND', 'That is not here any more.', { kind, id });
  return name;
}
