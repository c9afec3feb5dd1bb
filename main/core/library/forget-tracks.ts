import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { FieldSetter } from '#core/history/field-setters.ts';
import { findOperation } from '#core/history/operations.repository.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { removeTrack, restoreTrack } from './removed-tracks.repository.ts';

/** Tracks taken out in one go: small, so that nothing else waits for long. */
const removedAtOnce = 200;

/**
 * Takes missing tracks out of the library; tracks that have a file are left alone. They are kept whole, and undoing
 * brings them back under their numbers. Null where none of them is missing.
 */
export async function forgetTracks(
  { db, history, changes }: Pick<Context, 'db' | 'history' | 'changes'>,
  ids: readonly number[],
): Promise<{ operation: OperationId | null; count: number }> {
  const missing = listMissingAmong(db, ids);
  const operation = db
    .transaction(() =>
      history.record(
        'forgetTracks',
        missing.map((trackId) => ({ trackId, field: 'library:present', oldValue: true, newValue: false })),
      ),
    )
    .immediate();
  if (operation === null) return { operation, count: 0 };
  for (let start = 0; start < missing.length; start += removedAtOnce) {
    // Between two turns it may have been undone, and files may have come back.
    if (findOperation(db, operation)?.undoneBy !== null) break;
    const some = missing.slice(start, start + removedAtOnce);
    db.transaction(() => {
      for (const id of listMissingAmong(db, some)) removeTrack(db, id, operation);
    }).immediate();
    await new Promise(setImmediate);
  }
  changes.add({ topics: ['tracks', 'folders', 'problems', 'history'] });
  return { operation, count: missing.length };
}

/** `library:present`: whether the library has a track. What is taken out is kept for coming back. */
export const setPresent: FieldSetter = (db, values, { operationId }) => {
  for (const { trackId, value } of values) {
    if (value === true) restoreTrack(db, trackId);
    else removeTrack(db, trackId, operationId as OperationId);
  }
};

function listMissingAmong(db: Db, ids: readonly number[]): number[] {
  const sql =
    'SELECT id FROM track WHERE missing_since IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id';
  return prepare(db, sql).pluck().all(JSON.stringify(ids)) as number[];
}
