import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, prepare } from '#core/db/query.ts';

const pieceRows = 400;

/** What has rows of a statement, by what each row is found by. */
const tables = [
  'statement_line',
  'statement_sum',
  'statement_item_sum',
  'statement_rows',
  'statement_problem',
  'stream_count',
] as const;
const keyOf: Readonly<Record<(typeof tables)[number], string>> = {
  statement_line: 'line',
  statement_sum: 'id',
  statement_item_sum: 'id',
  statement_rows: 'first_line',
  statement_problem: 'position',
  stream_count: 'line',
};

/**
 * Takes statements away for good, piece by piece: those that were being imported when their import or its process ended. They
 * count nowhere already.
 */
export async function purgeStatements(db: Db, ids: readonly number[], isStopped: () => boolean): Promise<void> {
  for (const id of ids) {
    for (const table of tables) {
      const key = keyOf[table];
      const size = table === 'statement_rows' ? 20 : pieceRows;
      const remove = prepare(
        db,
        `DELETE FROM ${table} WHERE statement_id = @id
         AND ${key} IN (SELECT ${key} FROM ${table} WHERE statement_id = @id ORDER BY ${key} LIMIT ${size})`,
      );
      let removed = 0;
      do {
        if (isStopped()) return;
        removed = inNormal(db, () => remove.run({ id }).changes);
        await nextTurn();
      } while (removed > 0);
    }
    prepare(db, `DELETE FROM statement WHERE id = ? AND state = 'importing'`).run(id);
  }
}

/** A power cut may take it back: then the next start does it again. */
function inNormal<Result>(db: Db, work: () => Result): Result {
  db.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    db.pragma('synchronous = FULL');
  }
}

/** What a process that died, or an import that failed, left. */
export function leftStatements(db: Db): number[] {
  return prepare(db, `SELECT id FROM statement WHERE state = 'importing'`).pluck().all() as number[];
}
