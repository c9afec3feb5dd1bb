import { basename } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { History } from '#core/history/history.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import { formatAmount } from '#shared/amount.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { DraftChoice, StatementId, StatementTotal } from '#shared/contract/statements.ts';
import { AppError } from '#shared/errors.ts';
import { Matcher } from './match-ladder.ts';
import { foldColumn } from './reading/columns.ts';
import type { ReadingPlan } from './reading/reading-plan.ts';
import type { StatementTotals } from './reading/statement-row.ts';
import type { NextBatch } from './reading-session.ts';
import { refuseClosed, statementMappingRecord, statementRecord } from './statement-records.ts';
import type { StatementTask } from './statement-task.ts';
import { StatementWriter } from './statement-writer.ts';

/** One batch takes no longer, whatever is in it. */
const batchTimeoutMs = 120_000;
/** The log grows to some tens of megabytes between. */
const batchesACheckpoint = 4;

export type ImportOrder = {
  path: string;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  plan: ReadingPlan;
  mappingId: number | null;
  source: string;
  choice: DraftChoice;
};

export type ImportParts = {
  db: Db;
  history: History;
  now(): number;
  /** The database file. */
  file: string;
  workerUrl: URL;
  logError(message: string, error: unknown): void;
};

export type Imported = { statementId: StatementId; operation: OperationId | null };

/**
 * Brings one file into the library. Its rows come in short transactions and count nowhere until the last one, which makes it one
 * operation. What fails or is cancelled leaves a statement that is 'importing', for whoever purges. Throws CANCELLED, FILE_CHANGED,
 * IMPORT_INVALID for rows that have errors, PERIOD_CLOSED, and what reading throws.
 */
export async function importStatement(
  parts: ImportParts,
  order: ImportOrder,
  control: { signal: AbortSignal; onProgress(fraction: number): void },
): Promise<Imported> {
  const { db, file, workerUrl, logError } = parts;
  const { signal } = control;
  const pool = new WorkerPool<StatementTask, NextBatch | null>({
    ...{ url: workerUrl, size: 1, memoryLimitMb: 1500, recycleAfterRuns: Number.POSITIVE_INFINITY, logError },
  });
  const ask = (task: StatementTask) => pool.run(task, { timeoutMs: batchTimeoutMs, signal });
  const statementId = beginStatement(parts, order);
  // SQLite would wait for the disk in the midst of a commit, and hold everybody up.
  db.pragma('wal_autocheckpoint = 0');
  try {
    const writer = new StatementWriter({ db, statementId, matcher: new Matcher(db), signal });
    let next = ask({ type: 'begin', path: order.path, plan: order.plan, sha256: order.sha256 });
    for (let batches = 1; ; batches += 1) {
      const { batch, totals, fraction, fingerprint, isLast } = (await next) as NextBatch;
      refuseErrors(totals);
      if (batches % batchesACheckpoint === 0) await ask({ type: 'checkpoint', file });
      // The thread reads on while this is written.
      if (!isLast) next = ask({ type: 'next' });
      // Whoever fails first is told; the other one must not be a rejection that nobody heard of.
      next.catch(() => undefined);
      await writer.write(batch);
      control.onProgress(fraction);
      if (!isLast) continue;
      await ask({ type: 'checkpoint', file });
      return { statementId, operation: finishStatement(parts, order, { statementId, totals, fingerprint }) };
    }
  } finally {
    db.pragma('wal_autocheckpoint = 1000');
    await pool.close();
  }
}

function refuseErrors({ errors }: StatementTotals): void {
  if (errors > 0) throw new AppError('IMPORT_INVALID', 'Rows of this file have errors.', { count: errors });
}

function beginStatement({ db, now }: ImportParts, order: ImportOrder): StatementId {
  const { choice, plan } = order;
  const made = prepare(
    db,
    `INSERT INTO statement (name, sha256, size_bytes, kind, format, mapping_id, plan, source, state, replaces_id, corrects_id,
       imported_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'importing', ?, ?, ?, ?)`,
  ).run(
    choice.name ?? basename(order.fileName),
    order.sha256,
    order.sizeBytes,
    plan.content,
    plan.format ?? '',
    order.mappingId,
    JSON.stringify(plan),
    choice.source ?? order.source,
    choice.mode === 'replace' ? (choice.otherId ?? null) : null,
    choice.mode === 'append' ? (choice.otherId ?? null) : null,
    now(),
    now(),
  );
  return Number(made.lastInsertRowid) as StatementId;
}

type Finish = { statementId: StatementId; totals: StatementTotals; fingerprint: string };

/** From here on it counts; one operation with what it replaces and the mapping that was made for it. */
function finishStatement({ db, history, now }: ImportParts, order: ImportOrder, finish: Finish): OperationId | null {
  const { choice } = order;
  const { statementId } = finish;
  return db
    .transaction(() => {
      setFacts(db, order, finish);
      refuseSameRows(db, order, finish);
      const changes: ValueChange[] = [...statementRecord.edit(db, statementId, { state: 'counted' })];
      if (choice.mode === 'replace' && choice.otherId) {
        if (statementRecord.get(db, choice.otherId).state !== 'counted') throw gone(choice.otherId);
        refuseClosed(db, choice.otherId);
        changes.unshift(...statementRecord.edit(db, choice.otherId, { state: 'removed' }));
      }
      if (choice.mapping && choice.mappingName) {
        changes.push(
          statementMappingRecord.make(db, {
            name: choice.mappingName,
            header: order.plan.columns.map(foldColumn),
            mapping: choice.mapping,
            createdAt: now(),
          }),
        );
      }
      return history.apply('importStatement', changes, choice.name ?? order.fileName).operation;
    })
    .immediate();
}

function gone(id: number): AppError {
  return new AppError('NOT_FOUND', 'The statement that this one replaces is not here any more.', { id });
}

/** Another file with these rows may have come in since this one was looked at. Throws STATE_REFUSED. */
function refuseSameRows(db: Db, { choice }: ImportOrder, { statementId, fingerprint }: Finish): void {
  if (choice.isSameKnown || fingerprint === '') return;
  const replacedId = choice.mode === 'replace' ? (choice.otherId ?? 0) : 0;
  const twin = prepare(db, `SELECT id FROM statement WHERE fingerprint = ? AND state = 'counted' AND id NOT IN (?, ?)`)
    .pluck()
    .get(fingerprint, statementId, replacedId) as number | undefined;
  if (twin !== undefined) throw new AppError('STATE_REFUSED', 'Another statement has the same rows.', { id: twin });
}

function setFacts(db: Db, { choice }: ImportOrder, { statementId, totals, fingerprint }: Finish): void {
  const problems = Object.values(totals.problems).reduce((sum, count) => sum + count, 0);
  const from = totals.from ?? choice.period?.from ?? '';
  const to = totals.to ?? choice.period?.to ?? '';
  prepare(
    db,
    `UPDATE statement SET state = 'removed', fingerprint = ?, from_month = ?, to_month = ?, reported_month = ?, row_count = ?,
       problem_count = ?, totals = ?, control_totals = ?, is_difference_known = ? WHERE id = ?`,
  ).run(
    fingerprint,
    from.slice(0, 7),
    to.slice(0, 7),
    totals.reportedTo ?? '',
    totals.rows,
    problems,
    JSON.stringify(totalsOf(totals)),
    JSON.stringify(choice.controlTotals ?? []),
    choice.isDifferenceKnown ? 1 : 0,
    statementId,
  );
}

export function totalsOf({ currencies }: StatementTotals): StatementTotal[] {
  return currencies.map(({ currency, net, quantity, rows }) => ({
    ...{ currency, rows, units: quantity },
    net: formatAmount(net),
  }));
}
