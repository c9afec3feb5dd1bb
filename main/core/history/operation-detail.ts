import type { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import type { FileStepTable } from '#core/db/schema.ts';
import type { historyContract } from '#shared/contract/history.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { findOperation, listBlocking, listChanges } from './operations.repository.ts';

/** As much of an operation as a window shows. */
const mostRows = 500;

export type OperationDetail = z.output<(typeof historyContract)['history.operation']['output']>;
type StepRow = Pick<FileStepTable, 'kind' | 'track_id' | 'source' | 'target' | 'state' | 'error_code'>;

/** Throws NOT_FOUND. */
export function getOperationDetail(db: Db, id: OperationId): OperationDetail {
  const operation = findOperation(db, id);
  if (!operation) throw new AppError('NOT_FOUND', 'That is no longer in the history.', { id });
  const steps = prepare(
    db,
    `SELECT kind, track_id, source, target, state, error_code FROM file_step WHERE operation_id = ?
     ORDER BY state = 'failed' DESC, seq LIMIT ${mostRows}`,
  ).all(id) as StepRow[];
  const title = prepare(db, `SELECT coalesce(nullif(title, ''), file_name) FROM track WHERE id = ?`).pluck();
  const blockedBy = listBlocking(db, id);
  return {
    ...operation,
    changes: listChanges(db, id, mostRows).flatMap(
      ({ trackId = null, field, oldValue, newValue }): OperationDetail['changes'] => {
        if (trackId !== null)
          return [{ trackId, title: (title.get(trackId) as string) ?? '', field, oldValue, newValue }];
        const isOneValue = typeof oldValue === 'string' && typeof newValue === 'string';
        return isOneValue ? [{ trackId, title: operation.subject, field, oldValue, newValue }] : [];
      },
    ),
    steps: steps.map(({ track_id, error_code, ...step }) => ({
      ...step,
      trackId: track_id,
      code: error_code as ErrorCode | null,
    })),
    blockedBy,
    canUndo: operation.undoneBy === null && operation.state !== 'running' && blockedBy.length === 0,
  };
}

/** What is kept of files as they were. */
export function measureUndoSpace(db: Db): { sizeBytes: number; oldestAt: number | null } {
  return prepare(db, 'SELECT coalesce(sum(size_bytes), 0) AS sizeBytes, min(at) AS oldestAt FROM undo_block').get() as {
    sizeBytes: number;
    oldestAt: number | null;
  };
}
