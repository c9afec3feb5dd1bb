import { type Db, prepare } from '#core/db/query.ts';
import { readPosted } from './calculation/stored-results.ts';

/**
 * Closes a calculated period: from now on nothing changes its result, and what it counted counts in no other.
 */
export function closePeriod(db: Db, periodId: number, { at, by }: { at: number; by: number | null }): void {
  const posted = readPosted(db, periodId);
  if (!posted) throw new Error(`Expected a result of the period ${periodId}`);
  const { used } = posted.books;
  db.transaction(() => {
    const insert = prepare(db, 'INSERT INTO royalty_used (period_id, kind, item_id) VALUES (?, ?, ?)');
    for (const id of used.statements) insert.run(periodId, 'statement', id);
    for (const id of used.entries) insert.run(periodId, 'entry', id);
    for (const id of used.costs) insert.run(periodId, 'cost', id);
    prepare(db, 'UPDATE royalty_period SET closed_at = ?, closed_by = ? WHERE id = ?').run(at, by, periodId);
  }).immediate();
}
