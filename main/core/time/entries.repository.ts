import { type Db, prepare } from '#core/db/query.ts';
import type { TimeEntryTable } from '#core/db/time-tables.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { ProjectId, SongId, TaskId, TimeEntryId } from '#shared/contract/studio-ids.ts';
import type { TimeEntry, TimeNames } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';
import { entriesTouching } from './overlaps.ts';
import { TimeLocks } from './time-locks.ts';

type NameColumns = {
  project_name: string | null;
  project_colour: string | null;
  client_name: string | null;
  pack_name: string | null;
  task_name: string | null;
  song_title: string | null;
  step_name: string | null;
};
type EntryRow = TimeEntryTable & NameColumns;

const nameColumns = `project.name AS project_name, project.colour AS project_colour, client.name AS client_name,
  pack.name AS pack_name, task.name AS task_name, song.title AS song_title, song_step.name AS step_name`;

const namesOf = (of: string) => `LEFT JOIN project ON project.id = ${of}.project_id
  LEFT JOIN person AS client ON client.id = project.client_id
  LEFT JOIN pack ON pack.id = project.pack_id
  LEFT JOIN task ON task.id = ${of}.task_id
  LEFT JOIN song ON song.id = ${of}.song_id
  LEFT JOIN song_step ON song_step.song_id = ${of}.song_id AND song_step.key = ${of}.step_key`;

const selectEntries = `SELECT time_entry.*, ${nameColumns} FROM time_entry ${namesOf('time_entry')}`;

/** In the order of their starts. */
export function listEntries(db: Db, ids: readonly number[]): TimeEntry[] {
  const rows = prepare(
    db,
    `${selectEntries} WHERE time_entry.id IN (SELECT value FROM json_each(?)) ORDER BY start_at, time_entry.id`,
  ).all(JSON.stringify(ids)) as EntryRow[];
  return toEntries(db, rows);
}

/** Those of a person (null: of everybody) that touch [from, to), in the order of their starts. */
export function listEntriesTouching(db: Db, personId: number | null, from: number, to: number): TimeEntry[] {
  return listEntries(db, entriesTouching(db, personId, from, to));
}

/** Throws NOT_FOUND. */
export function getEntry(db: Db, id: number): TimeEntry {
  const [entry] = listEntries(db, [id]);
  if (!entry) throw new AppError('NOT_FOUND', 'That entry is not here any more.', { id });
  return entry;
}

export function findRunning(db: Db, personId: number): TimeEntry | null {
  const rows = prepare(db, `${selectEntries} WHERE time_entry.person_id = ? AND end_at IS NULL`).all(
    personId,
  ) as EntryRow[];
  return toEntries(db, rows)[0] ?? null;
}

/** The numbers of a target, as they lie in the database. */
type StoredTarget = { projectId: number | null; taskId: number | null; songId: number | null; stepKey: string };

export function namesOfTarget(db: Db, { projectId, taskId, songId, stepKey }: StoredTarget): TimeNames {
  const row = prepare(
    db,
    `SELECT ${nameColumns} FROM (SELECT @projectId AS project_id, @taskId AS task_id, @songId AS song_id,
       @stepKey AS step_key) AS target ${namesOf('target')}`,
  ).get({ projectId, taskId, songId, stepKey }) as NameColumns;
  return toNames(row);
}

function toEntries(db: Db, rows: readonly EntryRow[]): TimeEntry[] {
  const locks = new TimeLocks(db);
  return rows.map((row) => ({
    id: row.id as TimeEntryId,
    personId: row.person_id as PersonId,
    projectId: row.project_id as ProjectId | null,
    taskId: row.task_id as TaskId | null,
    songId: row.song_id as SongId | null,
    stepKey: row.step_key,
    names: toNames(row),
    startAt: row.start_at,
    endAt: row.end_at,
    breakMs: row.break_ms,
    timeZone: row.time_zone,
    note: row.note,
    tags: JSON.parse(row.tags) as string[],
    activity: row.activity,
    isBillable: row.is_billable === 1,
    rateMinor: row.rate_minor,
    currency: row.currency,
    rateSource: row.rate_source,
    source: row.source,
    invoicedAt: row.invoiced_at,
    lock: locks.of({ personId: row.person_id, startAt: row.start_at, endAt: row.end_at }),
  }));
}

export function toNames(row: NameColumns): TimeNames {
  return {
    project: row.project_name ?? '',
    colour: row.project_colour ?? '',
    client: row.client_name ?? '',
    pack: row.pack_name ?? '',
    task: row.task_name ?? '',
    song: row.song_title ?? '',
    step: row.step_name ?? '',
  };
}

/** Milliseconds of work in an entry; of a running one until now. */
export function workedMs(
  { startAt, endAt, breakMs }: { startAt: number; endAt: number | null; breakMs: number },
  now: number,
): number {
  return Math.max(0, (endAt ?? now) - startAt - breakMs);
}
