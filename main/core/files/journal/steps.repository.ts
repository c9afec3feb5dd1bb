import { type Db, prepare } from '#core/db/query.ts';
import type { FileStepTable } from '#core/db/schema.ts';
import type { FileContent } from '#core/library/scan/file-reading.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { PlannedStep, StepKind, StepStamp } from '../file-step.ts';
import type { MoveProgress } from '../moving.ts';
import type { TrashPlace } from '../trash/trash.ts';

/** What a step has come to know of itself: while it runs, what recovery needs; when it is done, what undo needs. */
export type StepResult = {
  before?: StepStamp;
  after?: StepStamp;
  /** Of the last move begun. */
  move?: MoveProgress;
  /** Of the copy beside the target, where the target is on another file system. */
  copied?: StepStamp;
  /** A second name of ours, where a new file is made in two goes. */
  draft?: string;
  /** In the trash, where it comes back from while the copy of it goes there. */
  original?: StepStamp;
  /** Where the file went, or its original where it was copied to another file system. */
  trash?: TrashPlace;
  trashMove?: MoveProgress;
  /** Whether a folder was made or removed by this step, or was so already. */
  isOurs?: boolean;
  /** Whether a folder stayed because something is in it. */
  isInUse?: boolean;
  write?: { sha256Before: string; sha256After: string; audioHash: string; blockHash: string | null };
  /** What the written file says, until the track knows it. */
  content?: FileContent;
  /** This step takes back the step of that id, which then gets this state. */
  reverses?: { id: number; state: 'planned' | 'skipped'; code: ErrorCode | null };
};

export type Step = Omit<PlannedStep, 'expected'> & {
  id: number;
  operationId: OperationId;
  seq: number;
  expected: StepStamp | null;
  temporary: string | null;
  result: StepResult;
  state: FileStepTable['state'];
  code: ErrorCode | null;
};

export function insertSteps(db: Db, id: OperationId, steps: readonly PlannedStep[], reverses?: StepResult): void {
  const insert = prepare(
    db,
    `INSERT INTO file_step (operation_id, seq, kind, track_id, source, target, step_group, expected, input, result)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  let seq = prepare(db, 'SELECT coalesce(max(seq) + 1, 0) FROM file_step WHERE operation_id = ?')
    .pluck()
    .get(id) as number;
  for (const step of steps) {
    const { kind, trackId, source, target, group, expected, input } = step;
    insert.run(id, seq++, kind, trackId, source, target, group, json(expected), json(input), json(reverses ?? null));
  }
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function toStep(row: FileStepTable): Step {
  return {
    id: row.id,
    operationId: row.operation_id as OperationId,
    seq: row.seq,
    kind: row.kind as StepKind,
    trackId: row.track_id,
    source: row.source,
    target: row.target,
    temporary: row.temporary,
    group: row.step_group,
    expected: row.expected === null ? null : JSON.parse(row.expected),
    input: row.input === null ? null : JSON.parse(row.input),
    result: row.result === null ? {} : JSON.parse(row.result),
    state: row.state,
    code: row.error_code as ErrorCode | null,
  };
}

export function findStep(db: Db, id: number): Step | undefined {
  const row = prepare(db, 'SELECT * FROM file_step WHERE id = ?').get(id) as FileStepTable | undefined;
  return row && toStep(row);
}

/** The next planned step that takes another one of the operation back. */
export function nextReversal(db: Db, id: OperationId): Step | undefined {
  const sql = `SELECT * FROM file_step
    WHERE operation_id = ? AND state IN ('planned', 'prepared') AND state = 'planned'
    AND json_extract(result, '$.reverses.id') IS NOT NULL ORDER BY seq LIMIT 1`;
  const row = prepare(db, sql).get(id) as FileStepTable | undefined;
  return row && toStep(row);
}

export function nextPlanned(db: Db, id: OperationId): Step | undefined {
  // Both terms: the first is that of the index.
  const sql = `SELECT * FROM file_step WHERE operation_id = ? AND state IN ('planned', 'prepared') AND state = 'planned'
    ORDER BY seq LIMIT 1`;
  const row = prepare(db, sql).get(id) as FileStepTable | undefined;
  return row && toStep(row);
}

export function listPrepared(db: Db, id: OperationId): Step[] {
  const sql = `SELECT * FROM file_step WHERE operation_id = ? AND state IN ('planned', 'prepared') AND state = 'prepared'
    ORDER BY seq`;
  return (prepare(db, sql).all(id) as FileStepTable[]).map(toStep);
}

/** What an operation did, in order. */
export function listDone(db: Db, id: OperationId): Step[] {
  const sql = `SELECT * FROM file_step WHERE operation_id = ? AND state = 'done' ORDER BY seq`;
  return (prepare(db, sql).all(id) as FileStepTable[]).map(toStep);
}

/** What an operation was to do and has not done, in order. */
export function listLeft(db: Db, id: OperationId): Step[] {
  const sql = `SELECT * FROM file_step WHERE operation_id = ? AND json_extract(result, '$.reverses.id') IS NULL
    AND (state IN ('planned', 'failed') OR (state = 'skipped' AND error_code IS NOT NULL)) ORDER BY seq`;
  return (prepare(db, sql).all(id) as FileStepTable[]).map(toStep);
}

/** The steps that stand or fall together, in order. */
export function listGroup(db: Db, id: OperationId, group: number): Step[] {
  const sql = `SELECT * FROM file_step WHERE operation_id = ? AND step_group = ?
    AND json_extract(result, '$.reverses.id') IS NULL ORDER BY seq`;
  return (prepare(db, sql).all(id, group) as FileStepTable[]).map(toStep);
}

/** Groups of which some steps are done and others still planned. */
export function listHalfDone(db: Db, id: OperationId): number[] {
  return prepare(
    db,
    `SELECT step_group FROM file_step
     WHERE operation_id = ? AND json_extract(result, '$.reverses.id') IS NULL GROUP BY step_group
     HAVING sum(state = 'done') > 0 AND sum(state = 'planned') > 0 ORDER BY step_group`,
  )
    .pluck()
    .all(id) as number[];
}

export function prepareStep(db: Db, step: Step): void {
  const sql = `UPDATE file_step SET state = 'prepared', temporary = ?, result = ?, error_code = NULL WHERE id = ?`;
  prepare(db, sql).run(step.temporary, JSON.stringify(step.result), step.id);
}

/** An earlier operation has moved the file of a step. */
export function moveSource(db: Db, step: Step, source: string): void {
  prepare(db, 'UPDATE file_step SET source = ? WHERE id = ?').run(source, step.id);
  step.source = source;
}

export function endStep(
  db: Db,
  id: number,
  state: FileStepTable['state'],
  { code = null, result }: { code?: ErrorCode | null; result?: StepResult },
): void {
  prepare(db, 'UPDATE file_step SET state = ?, temporary = NULL, error_code = ?, result = ? WHERE id = ?').run(
    state,
    code,
    json(result),
    id,
  );
}

export function deleteStep(db: Db, id: number): void {
  prepare(db, 'DELETE FROM file_step WHERE id = ?').run(id);
}

/** Plans again what was to be taken back and could not be. */
export function planReversalsAgain(db: Db, id: OperationId): void {
  prepare(
    db,
    `UPDATE file_step SET state = 'planned', error_code = NULL
     WHERE operation_id = ? AND state = 'failed' AND json_extract(result, '$.reverses.id') IS NOT NULL`,
  ).run(id);
}

/** Plans again what failed or fell with another, or is still to be taken back; what had nothing to do stays. */
export function planAgain(db: Db, id: OperationId): void {
  prepare(
    db,
    `UPDATE file_step SET result = json_set(result, '$.reverses.state', 'planned', '$.reverses.code', NULL)
     WHERE operation_id = ? AND json_extract(result, '$.reverses.id') IS NOT NULL`,
  ).run(id);
  prepare(
    db,
    `UPDATE file_step SET state = 'planned', error_code = NULL
     WHERE operation_id = ? AND (state = 'failed' OR (state = 'skipped' AND error_code IS NOT NULL))`,
  ).run(id);
}

export type StepCounts = { total: number; open: number; done: number; failed: number };

/** Answered by an index alone. */
export const selectStepCounts = `SELECT state, kind, count(*) AS count FROM file_step WHERE operation_id = ? GROUP BY state, kind`;

/** Folders do not count. */
export function countSteps(db: Db, id: OperationId): StepCounts {
  const rows = prepare(db, selectStepCounts).all(id) as { state: Step['state']; kind: StepKind; count: number }[];
  const counts: StepCounts = { total: 0, open: 0, done: 0, failed: 0 };
  for (const { state, kind, count } of rows) {
    if (kind === 'makeFolder' || kind === 'removeFolder') continue;
    counts.total += count;
    if (state === 'planned' || state === 'prepared') counts.open += count;
    else if (state === 'failed') counts.failed += count;
    else counts.done += count;
  }
  return counts;
}

/** Operations with work to do, oldest first. */
export function listRunning(db: Db): OperationId[] {
  const sql = `SELECT id FROM operation WHERE state <> 'done' AND state = 'running' ORDER BY id`;
  return prepare(db, sql).pluck().all() as OperationId[];
}

/** Those that a dead process left running, and those stopped within a step or within taking one back. */
export function listUnsettled(db: Db): OperationId[] {
  return prepare(
    db,
    `SELECT id FROM operation WHERE state <> 'done' AND state = 'running'
     UNION SELECT operation_id FROM file_step WHERE state IN ('planned', 'prepared') AND state = 'prepared'
     UNION SELECT operation_id FROM file_step JOIN operation ON operation.id = operation_id
       WHERE operation.state <> 'done' AND file_step.state IN ('planned', 'failed')
         AND json_extract(result, '$.reverses.id') IS NOT NULL
     ORDER BY 1`,
  )
    .pluck()
    .all() as OperationId[];
}

/** Whether a step of a running operation, or one that broke off, is about a track. */
export function hasOpenSteps(db: Db, trackId: number): boolean {
  return (
    prepare(
      db,
      `SELECT 1 FROM file_step JOIN operation ON operation.id = operation_id
       WHERE track_id = ? AND (file_step.state = 'prepared'
         OR (file_step.state = 'planned' AND operation.state = 'running')) LIMIT 1`,
    ).get(trackId) !== undefined
  );
}

/** The same by path. */
export function isPathOpen(db: Db, path: string): boolean {
  const open = `(file_step.state = 'prepared' OR (file_step.state = 'planned' AND operation.state = 'running'))`;
  const sql = `SELECT 1 FROM file_step JOIN operation ON operation.id = operation_id WHERE source = @path AND ${open}
    UNION SELECT 1 FROM file_step JOIN operation ON operation.id = operation_id WHERE target = @path AND ${open} LIMIT 1`;
  return prepare(db, sql).get({ path }) !== undefined;
}
