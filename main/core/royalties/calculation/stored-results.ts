import { type Db, prepare } from '#core/db/query.ts';
import { type Books, type KeptResult, readBooks, type StoredResult, unpackResult } from './pack.ts';

type ResultRow = StoredResult & { baseHash: string; books: string };

const columns = 'input, output, input_hash AS inputHash, output_hash AS outputHash, base_hash AS baseHash, books';

/** Null where the period was never calculated. Throws LIBRARY_DAMAGED. */
export function readResult(db: Db, periodId: number): KeptResult | null {
  const row = prepare(db, `SELECT ${columns} FROM royalty_result WHERE period_id = ?`).get(periodId);
  return row === undefined ? null : unpackResult(row as ResultRow);
}

export function resultHash(db: Db, periodId: number): string | null {
  const hash = prepare(db, 'SELECT output_hash FROM royalty_result WHERE period_id = ?').pluck().get(periodId);
  return (hash as string | undefined) ?? null;
}

/** What later periods need of one, without all its lines. */
export function readPosted(db: Db, periodId: number): { books: Books; baseHash: string } | null {
  const row = prepare(db, 'SELECT base_hash AS baseHash, books FROM royalty_result WHERE period_id = ?').get(
    periodId,
  ) as Pick<ResultRow, 'baseHash' | 'books'> | undefined;
  return row === undefined ? null : { books: readBooks(row.books), baseHash: row.baseHash };
}
