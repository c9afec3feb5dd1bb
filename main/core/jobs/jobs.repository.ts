import { type Db, prepare } from '#core/db/query.ts';
import type { ErrorCode } from '#shared/errors.ts';

export type ClaimedJob = { kind: string; subjectId: number; generation: number; attempts: number };

/** Adds a job, or makes a known one new again: its next result counts, one that is being computed now does not. */
export function enqueue(db: Db, kind: string, subjectId: number, priority = 0): void {
  prepare(
    db,
    `INSERT INTO job (kind, subject_id, priority) VALUES (?, ?, ?)
     ON CONFLICT (kind, subject_id) DO UPDATE SET
       generation = generation + 1, state = CASE state WHEN 'running' THEN 'running' ELSE 'queued' END,
       priority = max(priority, excluded.priority), attempts = 0, run_after = 0, error_code = NULL`,
  ).run(kind, subjectId, priority);
}

/**
 * Takes the most urgent job that is due.
 *
 * The attempt is counted now, so that a run that kills the process still uses it up.
 */
export function claimNext(db: Db, kind: string, now: number): ClaimedJob | undefined {
  const row = prepare(
    db,
    `UPDATE job SET state = 'running', attempts = attempts + 1
     WHERE (kind, subject_id) = (
       SELECT kind, subject_id FROM job WHERE kind = ? AND state = 'queued' AND run_after <= ?
       ORDER BY priority DESC, run_after LIMIT 1)
     RETURNING kind, subject_id AS subjectId, generation, attempts`,
  ).get(kind, now);
  return row as ClaimedJob | undefined;
}

/** Removes a finished job unless it was made new meanwhile; false then, and its result must be thrown away. */
export function finish(db: Db, job: ClaimedJob): boolean {
  const { changes } = prepare(db, `DELETE FROM job WHERE kind = ? AND subject_id = ? AND generation = ?`).run(
    job.kind,
    job.subjectId,
    job.generation,
  );
  if (changes === 1) return true;
  requeue(db, job, 0);
  return false;
}

/** Puts a running job back, to run no earlier than `runAfter` (milliseconds since 1970). */
export function requeue(db: Db, job: ClaimedJob, runAfter: number): void {
  prepare(
    db,
    `UPDATE job SET state = 'queued', run_after = ? WHERE kind = ? AND subject_id = ? AND state = 'running'`,
  ).run(runAfter, job.kind, job.subjectId);
}

/** Ends a job for good with a reason; false when it was made new meanwhile (it is queued again then). */
export function fail(db: Db, job: ClaimedJob, code: ErrorCode): boolean {
  const { changes } = prepare(
    db,
    `UPDATE job SET state = 'failed', error_code = ? WHERE kind = ? AND subject_id = ? AND generation = ?`,
  ).run(code, job.kind, job.subjectId, job.generation);
  if (changes === 1) return true;
  requeue(db, job, 0);
  return false;
}

/** Gives back a claim that never ran (a pause, a shutdown): the attempt does not count. */
export function unclaim(db: Db, job: ClaimedJob): void {
  prepare(
    db,
    `UPDATE job SET state = 'queued', attempts = max(0, attempts - 1)
     WHERE kind = ? AND subject_id = ? AND state = 'running'`,
  ).run(job.kind, job.subjectId);
}

/**
 * After a crash: running jobs are queued again, and those that used up their attempts are failed.
 * Returns the failed subjects of the kind.
 */
export function recoverInterrupted(db: Db, kind: string, maxAttempts: number): number[] {
  return db.transaction(() => {
    const failed = prepare(
      db,
      `UPDATE job SET state = 'failed', error_code = 'WORKER_CRASHED'
       WHERE kind = ? AND state = 'running' AND attempts >= ? RETURNING subject_id`,
    )
      .pluck()
      .all(kind, maxAttempts) as number[];
    prepare(db, `UPDATE job SET state = 'queued' WHERE kind = ? AND state = 'running'`).run(kind);
    return failed;
  })();
}

export function countQueued(db: Db, kind: string): number {
  return prepare(db, `SELECT count(*) FROM job WHERE kind = ? AND state IN ('queued', 'running')`)
    .pluck()
    .get(kind) as number;
}

/** Whether any job of a kind runs or waits; looks at one row, where `countQueued` looks at all. */
export function hasQueued(db: Db, kind: string): boolean {
  const row = prepare(db, `SELECT 1 FROM job WHERE kind = ? AND state IN ('queued', 'running') LIMIT 1`).get(kind);
  return row !== undefined;
}

/** Moves waiting jobs to the head of the queue, those first in the list first. */
export function prioritise(db: Db, kind: string, subjectIds: readonly number[], base: number): void {
  const update = prepare(db, `UPDATE job SET priority = ? WHERE kind = ? AND subject_id = ? AND state = 'queued'`);
  db.transaction(() => {
    for (const [index, id] of subjectIds.entries()) update.run(base - index, kind, id);
  })();
}

/** Drops every job of a kind that is not running. */
export function removeQueued(db: Db, kind: string): number {
  return prepare(db, `DELETE FROM job WHERE kind = ? AND state = 'queued'`).run(kind).changes;
}

export function removeJob(db: Db, kind: string, subjectId: number): void {
  prepare(db, `DELETE FROM job WHERE kind = ? AND subject_id = ?`).run(kind, subjectId);
}
