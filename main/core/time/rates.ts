import { type Db, prepare } from '#core/db/query.ts';
import type { TimeEntryState } from './time-records.ts';

/** What an hour costs; without a rate there is no source. */
export type ResolvedRate = {
  rateMinor: number | null;
  currency: string;
  rateSource: TimeEntryState['rateSource'];
};

type RateRow = {
  currency: string;
  project_currency: string | null;
  member_rate: number | null;
  project_rate: number | null;
  person_rate: number | null;
  workspace_rate: number | null;
};

/**
 * What an hour of a person on a project costs: the person's rate there, else the project's, else the person's own, else the
 * workspace's. The first two are in the project's currency, the others in the workspace's. It is frozen on an entry when
 * that ends.
 */
export function resolveRate(db: Db, personId: number, projectId: number | null): ResolvedRate {
  const row = prepare(
    db,
    `SELECT w.currency, p.currency AS project_currency, m.rate_minor AS member_rate, p.rate_minor AS project_rate,
       (SELECT rate_minor FROM person WHERE id = @personId) AS person_rate, w.rate_minor AS workspace_rate
     FROM workspace w
     LEFT JOIN project p ON p.id = @projectId
     LEFT JOIN project_member m ON m.project_id = p.id AND m.person_id = @personId`,
  ).get({ personId, projectId }) as RateRow;
  const ofProject = row.project_currency ?? row.currency;
  if (row.member_rate !== null) return found(row.member_rate, ofProject, 'projectPerson');
  if (row.project_rate !== null) return found(row.project_rate, ofProject, 'project');
  if (row.person_rate !== null) return found(row.person_rate, row.currency, 'person');
  if (row.workspace_rate !== null) return found(row.workspace_rate, row.currency, 'workspace');
  return { rateMinor: null, currency: ofProject, rateSource: '' };
}

function found(rateMinor: number, currency: string, rateSource: ResolvedRate['rateSource']): ResolvedRate {
  return { rateMinor, currency, rateSource };
}
