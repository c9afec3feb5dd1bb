import { type Db, prepare } from '#core/db/query.ts';
import type { ProjectId, SongId } from '#shared/contract/studio-ids.ts';
import type { TimeFacts } from '#shared/contract/time.ts';
import { AppError } from '#shared/errors.ts';

export type SomeFacts = { [Key in keyof TimeFacts]?: TimeFacts[Key] | undefined };

/**
 * All that is known of what time is spent on: a task brings its project and song, a song the project that is about it or its
 * pack, and a project whether its hours are billed. Throws NOT_FOUND for what is not there.
 */
export function fillFacts(db: Db, given: SomeFacts): TimeFacts {
  const task = given.taskId ? findTask(db, given.taskId) : null;
  const songId = given.songId ?? (task?.song_id as SongId | undefined) ?? null;
  const stepKey = given.stepKey ?? (given.songId === undefined ? task?.step_key : undefined) ?? '';
  if (songId !== null) checkSong(db, songId, stepKey);
  const projectId = (task?.project_id ??
    (given.projectId === undefined && songId !== null ? projectOfSong(db, songId) : given.projectId) ??
    null) as ProjectId | null;
  const isUsuallyBilled = projectId !== null && isProjectBillable(db, projectId);
  return {
    projectId,
    taskId: given.taskId ?? null,
    songId,
    stepKey: songId === null ? '' : stepKey,
    note: given.note ?? '',
    tags: [...new Set(given.tags ?? [])],
    activity: given.activity ?? '',
    isBillable: given.isBillable ?? isUsuallyBilled,
  };
}

/** What changes in an entry that is about something already; a new target is looked at like that of a new entry. */
export function changeFacts(db: Db, before: TimeFacts, given: SomeFacts): TimeFacts {
  const moves = (['projectId', 'taskId', 'songId', 'stepKey'] as const).some(
    (key) => given[key] !== undefined && given[key] !== before[key],
  );
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (!moves) {
    const { projectId, taskId, songId, stepKey, note, tags, activity, isBillable } = before;
    return { projectId, taskId, songId, stepKey, note, tags, activity, isBillable, ...named };
  }
  const target = {
    taskId: before.taskId,
    songId: before.songId,
    stepKey: before.stepKey,
    // Another song or task may belong to another project.
    ...(given.taskId === undefined && given.songId === undefined ? {} : { taskId: null }),
    ...(given.projectId !== undefined && given.taskId === undefined ? { taskId: null } : {}),
  };
  const { note, tags, activity } = before;
  const kept = given.projectId === undefined && !given.taskId && !given.songId ? { projectId: before.projectId } : {};
  return fillFacts(db, { note, tags, activity, ...target, ...kept, ...named });
}

type TaskRow = { project_id: number; song_id: number | null; step_key: string };

function findTask(db: Db, id: number): TaskRow {
  const task = prepare(db, 'SELECT project_id, song_id, step_key FROM task WHERE id = ?').get(id) as
    | TaskRow
    | undefined;
  if (!task) throw new AppError('NOT_FOUND', 'That task is not here any more.', { kind: 'task', id });
  return task;
}

function checkSong(db: Db, id: number, stepKey: string): void {
  const song = prepare(db, 'SELECT 1 FROM song WHERE id = ?').pluck().get(id);
  if (!song) throw new AppError('NOT_FOUND', 'That song is not here any more.', { kind: 'song', id });
  if (stepKey === '') return;
  const step = prepare(db, 'SELECT 1 FROM song_step WHERE song_id = ? AND key = ?').pluck().get(id, stepKey);
  if (!step) throw new AppError('NOT_FOUND', 'That step is not among the steps of its song.', { kind: 'step', id });
}

function projectOfSong(db: Db, songId: number): number | null {
  const row = prepare(
    db,
    `SELECT project.id FROM song JOIN project ON project.song_id = song.id OR project.pack_id = song.pack_id
     WHERE song.id = ? AND project.status IN ('planned', 'active', 'onHold')
     ORDER BY project.song_id IS NULL, project.status = 'active' DESC, project.id LIMIT 1`,
  )
    .pluck()
    .get(songId) as number | undefined;
  return row ?? null;
}

function isProjectBillable(db: Db, id: number): boolean {
  const isBillable = prepare(db, 'SELECT is_billable FROM project WHERE id = ?').pluck().get(id) as number | undefined;
  if (isBillable === undefined) {
    throw new AppError('NOT_FOUND', 'That project is not here any more.', { kind: 'project', id });
  }
  return isBillable === 1;
}
