import { type Db, prepare } from '#core/db/query.ts';

export type ResolvedRate = {
  /** What an hour costs in the smallest unit of the currency; null where nobody said. */
  rateMinor: number | null;
  currency: string;
  source: '' | 'projectPerson' | 'project' | 'person' | 'workspace';
};

type RateRow = {
  projectPerson: number | null;
  project: number | null;
  person: number | null;
  workspace: number | null;
  projectCurrency: string | null;
  currency: string;
};

/** What an hour of a person on a project costs now: the project's member > the project > the person > the workspace. */
export function resolveRate(db: Db, personId: number, projectId: number | null): ResolvedRate {
  const row = prepare(
    db,
    `SELECT (SELECT rate_minor FROM project_member WHERE project_id = @projectId AND person_id = @personId) AS projectPerson,
       (SELECT rate_minor FROM project WHERE id = @projectId) AS project,
       (SELECT currency FROM project WHERE id = @projectId) AS projectCurrency,
       (SELECT rate_minor FROM person WHERE id = @personId) AS person,
       rate_minor AS workspace, currency FROM workspace`,
  ).get({ projectId, personId }) as RateRow;
  const projectCurrency = row.projectCurrency ?? row.currency;
  if (row.projectPerson !== null)
    return { rateMinor: row.projectPerson, currency: projectCurrency, source: 'projectPerson' };
  if (row.project !== null) return { rateMinor: row.project, currency: projectCurrency, source: 'project' };
  if (row.person !== null) return { rateMinor: row.person, currency: row.currency, source: 'person' };
  if (row.workspace !== null) return { rateMinor: row.workspace, currency: row.currency, source: 'workspace' };
  return { rateMinor: null, currency: projectCurrency, source: '' };
}

/** The same as values of an entry. */
export function frozenRate(db: Db, personId: number, projectId: number | null) {
  const { rateMinor, currency, source } = resolveRate(db, personId, projectId);
  return { rateMinor, currency, rateSource: source };
}

export const hourMs = 3_600_000;

/** What time costs, of one entry; half of the smallest unit counts up. SQL that does the same: `amountSql`. */
export function amountOf(ms: number, rateMinor: number): number {
  return Number((BigInt(ms) * BigInt(rateMinor) + BigInt(hourMs / 2)) / BigInt(hourMs));
}
