import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Input } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import { type StatementItemState, statementItemRecord } from './statement-records.ts';

/** What makes items that recording or release, lets them alone, or opens them again. Throws NOT_FOUND. */
export function matchItems(
  db: Db,
  itemIds: Input<'statements.match'>['itemIds'],
  target: Input<'statements.match'>['target'],
): ValueChange[] {
  const state = stateOf(db, target);
  return [...new Set(itemIds)].flatMap((id) => statementItemRecord.edit(db, id, state));
}

function stateOf(db: Db, target: Input<'statements.match'>['target']): StatementItemState {
  if (target === 'open') return { recordingId: null, releaseId: null, method: '' };
  if (target === 'ignored') return { recordingId: null, releaseId: null, method: 'ignored' };
  const [table, id] =
    'recordingId' in target ? (['recording', target.recordingId] as const) : (['release', target.releaseId] as const);
  if (prepare(db, `SELECT 1 FROM ${table} WHERE id = ?`).get(id) === undefined) {
    throw new AppError('NOT_FOUND', 'That is not here any more.', { kind: table, id });
  }
  return 'recordingId' in target
    ? { recordingId: target.recordingId, releaseId: null, method: 'hand' }
    : { recordingId: null, releaseId: target.releaseId, method: 'hand' };
}
