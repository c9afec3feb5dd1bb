import { type Db, prepare } from '#core/db/query.ts';
import type { PeriodRow } from './royalty-records.ts';

/*
 * Which rows count in a period: those of its months, and those of months before that no closed period has counted, of statements that
 * came later. A closed period has counted of its statements all months up to its last, so that a statement and a month say it.
 */

/** 'yyyy-mm' is 202608; null for empty. */
export function monthNumber(month: string): number | null {
  return month === '' ? null : Number(month.replace('-', ''));
}

export function monthText(month: number): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`;
}

/** In SQL over `statement_sum` and `statement`: rows whose month nobody said are of the month they were reported in. */
export const soldMonth = `CASE month WHEN 0 THEN CAST(replace(reported_month, '-', '') AS INTEGER) ELSE month END`;

export type StatementScope = {
  /** In the order of their numbers. */
  statementIds: number[];
  /** Later months count in a later period. */
  to: number;
  /** Up to this one they were counted already; by statement. */
  after: ReadonlyMap<number, number>;
};

/** Of an open period: every statement that counts now. Of a closed one: those that it has counted, as they are now. */
export function scopeOf(db: Db, period: PeriodRow): StatementScope {
  const to = monthNumber(period.toMonth) as number;
  const after = usedBefore(db, period);
  const rows = prepare(
    db,
    `SELECT statement.id, min(${soldMonth}) AS first, max(${soldMonth}) AS last FROM statement
       JOIN statement_sum ON statement_id = statement.id
     WHERE state = 'counted' AND (@isOpen OR EXISTS (SELECT 1 FROM royalty_used
       WHERE kind = 'statement' AND item_id = statement.id AND period_id = @id))
     GROUP BY statement.id ORDER BY statement.id`,
  ).all({ id: period.id, isOpen: period.closedAt === null ? 1 : 0 }) as { id: number; first: number; last: number }[];
  const statementIds = rows
    .filter(({ id, first, last }) => first <= to && (after.get(id) ?? -1) < Math.min(to, last))
    .map(({ id }) => id);
  return { statementIds, to, after };
}

function usedBefore(db: Db, { fromMonth }: PeriodRow): Map<number, number> {
  const rows = prepare(
    db,
    `SELECT item_id AS id, max(to_month) AS month FROM royalty_used JOIN royalty_period ON royalty_period.id = period_id
     WHERE kind = 'statement' AND to_month < ? GROUP BY item_id`,
  ).all(fromMonth) as { id: number; month: string }[];
  return new Map(rows.map(({ id, month }) => [id, monthNumber(month) as number]));
}

/** Whether a closed period has counted rows of it, so that taking it away changes what was posted. */
export function isUsedByClosedPeriod(db: Db, statementId: number): boolean {
  const used = prepare(db, `SELECT 1 FROM royalty_used WHERE kind = 'statement' AND item_id = ? LIMIT 1`);
  return used.get(statementId) !== undefined;
}
