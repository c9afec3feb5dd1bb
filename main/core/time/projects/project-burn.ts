import { type Db, prepare } from '#core/db/query.ts';
import type { ProjectBurn } from '#shared/contract/projects.ts';
import { perHour } from '#shared/money.ts';
import { MoneyChanger } from '../exchange-rates.ts';

const msPerMinute = 60_000;
const fewProjects = 50;

export type BudgetOfProject = {
  id: number;
  currency: string;
  budgetMinutes: number | null;
  budgetMinor: number | null;
};

type TimeSum = {
  project_id: number;
  currency: string;
  tracked: number;
  billable: number;
  value: number;
};
type MoneySum = { project_id: number; currency: string; kind: string; minor: number; workspace_minor: number };

/**
 * What was used of projects' budgets, by project. Each entry's value is rounded, not their sum, so that lists of entries add up
 * to it.
 */
export function readBurns(db: Db, projects: readonly BudgetOfProject[], now: number): Map<number, ProjectBurn> {
  // A few are looked up; for many, one look at everything is quicker.
  const scope = projects.length > fewProjects ? 'IS NOT NULL' : 'IN (SELECT value FROM json_each(@ids))';
  const ids = projects.length > fewProjects ? {} : { ids: JSON.stringify(projects.map(({ id }) => id)) };
  const times = groupOf(
    prepare(
      db,
      `SELECT project_id, currency, sum(ms) AS tracked, sum(ms * is_billable) AS billable,
         sum(CASE WHEN is_billable = 1 THEN (ms * rate + 1800000) / 3600000 ELSE 0 END) AS value
       FROM (SELECT project_id, currency, is_billable, coalesce(rate_minor, 0) AS rate,
           max(0, coalesce(end_at, max(start_at, @now)) - start_at - break_ms) AS ms
         FROM time_entry WHERE project_id ${scope})
       GROUP BY project_id, currency`,
    ).all({ now, ...ids }) as TimeSum[],
  );
  const expenses = groupOf(
    prepare(
      db,
      `SELECT project_id, currency, '' AS kind, sum(amount_minor) AS minor, sum(workspace_minor) AS workspace_minor
       FROM expense WHERE project_id ${scope} AND state <> 'rejected' GROUP BY project_id, currency`,
    ).all(ids) as MoneySum[],
  );
  const incomes = groupOf(
    prepare(
      db,
      `SELECT project_id, currency, kind, sum(amount_minor) AS minor, sum(workspace_minor) AS workspace_minor
       FROM income WHERE project_id ${scope} GROUP BY project_id, currency, kind`,
    ).all(ids) as MoneySum[],
  );
  const changer = new MoneyChanger(db);
  return new Map(
    projects.map((project) => {
      const { id } = project;
      const parts = { times: times.get(id) ?? [], expenses: expenses.get(id) ?? [], incomes: incomes.get(id) ?? [] };
      return [id, burnOf(changer, project, parts)];
    }),
  );
}

function groupOf<Row extends { project_id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.project_id);
    if (group) group.push(row);
    else groups.set(row.project_id, [row]);
  }
  return groups;
}

type Parts = { times: readonly TimeSum[]; expenses: readonly MoneySum[]; incomes: readonly MoneySum[] };

function burnOf(changer: MoneyChanger, project: BudgetOfProject, { times, expenses, incomes }: Parts): ProjectBurn {
  const { currency } = project;
  const uncounted = new Set<string>();
  const counted = (own: string, minor: number | null): number => {
    if (minor === null) uncounted.add(changer.knows(own) ? currency : own);
    return minor ?? 0;
  };
  const sumOf = (rows: readonly MoneySum[]) =>
    rows.reduce((sum, row) => {
      const minor = row.currency === currency ? row.minor : changer.fromWorkspace(row.workspace_minor, currency);
      return sum + counted(currency, minor);
    }, 0);
  const trackedMs = times.reduce((sum, { tracked }) => sum + tracked, 0);
  const timeMinor = times.reduce(
    (sum, row) =>
      sum + (row.value === 0 ? 0 : counted(row.currency, changer.change(row.value, row.currency, currency))),
    0,
  );
  const expenseMinor = sumOf(expenses);
  const incomeMinor = sumOf(incomes);
  const spentMinor = timeMinor + expenseMinor;
  return {
    trackedMs,
    billableMs: times.reduce((sum, { billable }) => sum + billable, 0),
    timeMinor,
    expenseMinor,
    spentMinor,
    incomeMinor,
    feeMinor: sumOf(incomes.filter(({ kind }) => kind === 'fee')),
    royaltyMinor: sumOf(incomes.filter(({ kind }) => kind === 'royalties' || kind === 'sales')),
    hourMinor: incomeMinor === 0 ? null : perHour(incomeMinor, trackedMs),
    hoursShare: shareOf(trackedMs, project.budgetMinutes === null ? null : project.budgetMinutes * msPerMinute),
    moneyShare: shareOf(spentMinor, project.budgetMinor),
    uncounted: [...uncounted].sort(),
  };
}

function shareOf(used: number, budget: number | null): number | null {
  return budget === null || budget === 0 ? null : used / budget;
}
