import type { ServiceTaskTable } from '#core/db/connector-tables.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';

export type Connection = { settings: Record<string, string>; account: string; connectedAt: number };

export function findConnection(db: Db, service: ServiceId): Connection | undefined {
  const row = prepare(db, 'SELECT * FROM connection WHERE service = ?').get(service) as
    | { settings: string; account: string; connected_at: number }
    | undefined;
  return row && { settings: JSON.parse(row.settings), account: row.account, connectedAt: row.connected_at };
}

export function saveConnection(db: Db, service: ServiceId, { settings, account, connectedAt }: Connection): void {
  prepare(
    db,
    `INSERT INTO connection (service, settings, account, connected_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (service) DO UPDATE SET settings = excluded.settings, account = excluded.account,
       connected_at = excluded.connected_at`,
  ).run(service, JSON.stringify(settings), account, connectedAt);
}

export function removeConnection(db: Db, service: ServiceId): void {
  prepare(db, 'DELETE FROM connection WHERE service = ?').run(service);
}

/** Takes away every answer and link of a service. */
export function purgeService(db: Db, service: ServiceId): void {
  prepare(db, 'DELETE FROM service_answer WHERE service = ?').run(service);
  prepare(db, 'DELETE FROM service_link WHERE service = ?').run(service);
  prepare(db, 'DELETE FROM stored_file WHERE service = ?').run(service);
}

/** An answer kept for a request, while it counts as true. */
export function findAnswer(db: Db, service: ServiceId, request: string, now: number): unknown {
  const answer = prepare(db, 'SELECT answer FROM service_answer WHERE service = ? AND request = ? AND expires_at > ?')
    .pluck()
    .get(service, request, now) as string | undefined;
  return answer === undefined ? undefined : JSON.parse(answer);
}

export function keepAnswer(
  db: Db,
  service: ServiceId,
  request: string,
  answer: unknown,
  { now, forMs }: { now: number; forMs: number },
): void {
  prepare(
    db,
    `INSERT INTO service_answer (service, request, answer, at, expires_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (service, request) DO UPDATE SET answer = excluded.answer, at = excluded.at,
       expires_at = excluded.expires_at`,
  ).run(service, request, JSON.stringify(answer), now, now + forMs);
}

export function dropOldAnswers(db: Db, now: number): void {
  prepare(db, 'DELETE FROM service_answer WHERE expires_at <= ?').run(now);
}

export type Task = Omit<ServiceTaskTable, 'input' | 'progress' | 'service'> & {
  service: ServiceId;
  input: unknown;
  progress: { state: unknown; share: number | null } | null;
};

function toTask(row: ServiceTaskTable): Task {
  return {
    ...row,
    service: row.service as ServiceId,
    input: JSON.parse(row.input),
    progress: row.progress === null ? null : JSON.parse(row.progress),
  };
}

export function addTask(db: Db, task: { service: ServiceId; kind: string; input: unknown; now: number }): number {
  const { service, kind, input, now } = task;
  return prepare(db, 'INSERT INTO service_task (service, kind, input, created_at) VALUES (?, ?, ?, ?) RETURNING id')
    .pluck()
    .get(service, kind, JSON.stringify(input), now) as number;
}

/** Those that run first, then those that failed, then what waits, in their order. */
export function listTasks(db: Db, most: number): Task[] {
  const rows = prepare(
    db,
    `SELECT * FROM service_task
     ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END, id LIMIT ?`,
  ).all(most) as ServiceTaskTable[];
  return rows.map(toTask);
}

export function findTask(db: Db, id: number): Task | undefined {
  const row = prepare(db, 'SELECT * FROM service_task WHERE id = ?').get(id) as ServiceTaskTable | undefined;
  return row && toTask(row);
}

/** Of all services: those that run or wait. */
export function countLiveTasks(db: Db): number {
  return prepare(db, "SELECT count(*) FROM service_task WHERE state <> 'failed'").pluck().get() as number;
}

/** What failed only because nobody was signed in is done now. */
export function retryAfterSignIn(db: Db, service: ServiceId): void {
  prepare(
    db,
    `UPDATE service_task SET state = 'waiting', run_after = 0, error_code = NULL
     WHERE service = ? AND state = 'failed' AND error_code IN ('SERVICE_SIGN_IN', 'SERVICE_NOT_CONNECTED')`,
  ).run(service);
}

/** The next task that may run, of services that are not passed over. */
export function nextTask(db: Db, now: number, passedOver: readonly ServiceId[]): Task | undefined {
  const row = prepare(
    db,
    `SELECT * FROM service_task WHERE state = 'waiting' AND run_after <= ?
       AND service NOT IN (SELECT value FROM json_each(?)) ORDER BY run_after, id LIMIT 1`,
  ).get(now, JSON.stringify(passedOver)) as ServiceTaskTable | undefined;
  return row && toTask(row);
}

/** When the next waiting task may run; null without one. */
export function nextTaskAt(db: Db): number | null {
  return prepare(db, "SELECT min(run_after) FROM service_task WHERE state = 'waiting'").pluck().get() as number | null;
}

export function beginTask(db: Db, id: number): void {
  prepare(db, "UPDATE service_task SET state = 'running', attempts = attempts + 1, error_code = NULL WHERE id = ?").run(
    id,
  );
}

export function saveProgress(db: Db, id: number, progress: NonNullable<Task['progress']>): void {
  prepare(db, 'UPDATE service_task SET progress = ? WHERE id = ?').run(JSON.stringify(progress), id);
}

export function putOffTask(db: Db, id: number, runAfter: number, code: string | null): void {
  prepare(db, "UPDATE service_task SET state = 'waiting', run_after = ?, error_code = ? WHERE id = ?").run(
    runAfter,
    code,
    id,
  );
}

export function failTask(db: Db, id: number, code: string): void {
  prepare(db, "UPDATE service_task SET state = 'failed', error_code = ? WHERE id = ?").run(code, id);
}

export function removeTask(db: Db, id: number): void {
  prepare(db, 'DELETE FROM service_task WHERE id = ?').run(id);
}

/** What ran when the process ended runs again. */
export function recoverTasks(db: Db): void {
  prepare(db, "UPDATE service_task SET state = 'waiting' WHERE state = 'running'").run();
}

export function countTasks(db: Db, service: ServiceId): { waiting: number; failed: number } {
  const row = prepare(
    db,
    `SELECT coalesce(sum(state <> 'failed'), 0) AS waiting, coalesce(sum(state = 'failed'), 0) AS failed
     FROM service_task WHERE service = ?`,
  ).get(service) as { waiting: number; failed: number };
  return row;
}
