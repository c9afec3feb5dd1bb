import { type Db, prepare } from '#core/db/query.ts';

export type ProjectFigures = {
  id: number;
  budgetMinutes: number | null;
  budgetMinor: number | null;
  currency: string;
  isBillable: boolean;
  rateMinor: number | null;
};

export function projectsOf(db: Db, ids: readonly (number | null)[]): Map<number, ProjectFigures> {
  const rows = prepare(
    db,
    `SELECT id, budget_minutes AS budgetMinutes, budget_minor AS budgetMinor, currency, is_billable AS isBillable,
       rate_minor AS rateMinor FROM project WHERE id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(ids)) as (Omit<ProjectFigures, 'isBillable'> & { isBillable: number })[];
  return new Map(rows.map((row) => [row.id, { ...row, isBillable: row.isBillable === 1 }]));
}

/** What all people worked on a project until now. */
export function spentMs(db: Db, projectId: number, now: number): number {
  return prepare(
    db,
    `SELECT coalesce(sum(max(0, coalesce(end_at, max(start_at, @now)) - start_at - break_ms)), 0)
     FROM time_entry WHERE project_id = @projectId`,
  )
    .pluck()
    .get({ now, projectId }) as number;
}
