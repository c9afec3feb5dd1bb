import type { ReportResult, ReportRow } from '#shared/contract/reports.ts';
import { readBurns } from '../projects/project-burn.ts';
import type { ProjectFacts } from './name-book.ts';
import { baseResult, labelOf, type ReportScope, sortLabelled } from './report-scope.ts';
import { CurrencyList, column } from './time-report.ts';

type Used = { ms: number; minor: number };

/**
 * What is used of each project's budget since it began, whatever the period, unrounded: the figures are those of the projects
 * themselves, with a timer that runs.
 */
export function budgetReport(scope: ReportScope): ReportResult {
  const { book, currency, db, now } = scope;
  const projects = [...book.projects].filter(([id, project]) => isShown(id, project, scope));
  const burns = readBurns(
    db,
    projects.map(([id, project]) => ({ id, ...project })),
    now,
  );
  const currencies = currenciesOf(projects, currency);
  const result = baseResult({ ...scope, range: null }, null);
  result.columns = [
    column('budgetTime', 'duration'),
    column('time', 'duration'),
    column('timeLeft', 'duration'),
    column('timeShare', 'share'),
    ...currencies.flatMap((each) => [
      column('budget', 'money', each),
      column('spent', 'money', each),
      column('budgetLeft', 'money', each),
      column('budgetShare', 'share'),
    ]),
  ];
  const items = projects.map(([id, project]) => {
    const burn = burns.get(id);
    const used = { ms: burn?.trackedMs ?? 0, minor: burn?.spentMinor ?? 0 };
    return { labelled: labelOf('project', id, scope), cells: cellsOf(project, used, currencies), weight: used.ms };
  });
  result.rows = sortLabelled(items, scope.definition.sort).map(
    ({ labelled, cells }): ReportRow => ({ ...labelled, kind: 'row', level: 0, cells }),
  );
  result.total = result.columns.map(({ kind }, index) => (kind === 'share' ? null : sumOf(result.rows, index)));
  result.rowCount = result.rows.length;
  return result;
}

/** Those with a budget; archived ones where they are named. */
function isShown(id: number, project: ProjectFacts, { filter }: ReportScope): boolean {
  const { budgetMinutes, budgetMinor, clientId, status } = project;
  const isNamed = filter.projects.some((each) => each === id);
  const isWanted = filter.projects.length === 0 ? status !== 'archived' : isNamed;
  const hasClient = filter.clients.length === 0 || filter.clients.some((each) => each === clientId);
  return isWanted && hasClient && (budgetMinutes !== null || budgetMinor !== null);
}

function currenciesOf(projects: readonly (readonly [number, ProjectFacts])[], first: string): string[] {
  const list = new CurrencyList(first);
  for (const [, { currency, budgetMinor }] of projects) if (budgetMinor !== null) list.placeOf(currency);
  const withBudget = projects.filter(([, { budgetMinor }]) => budgetMinor !== null);
  return list.all.filter((each) => withBudget.some(([, { currency }]) => currency === each));
}

function cellsOf(project: ProjectFacts, { ms, minor }: Used, currencies: readonly string[]): (number | null)[] {
  const budgetMs = project.budgetMinutes === null ? null : project.budgetMinutes * 60_000;
  const money = currencies.flatMap((currency): (number | null)[] => {
    const budget = project.currency === currency ? project.budgetMinor : null;
    if (budget === null) return [null, null, null, null];
    return [budget, minor, budget - minor, budget === 0 ? null : minor / budget];
  });
  const left = budgetMs === null ? null : budgetMs - ms;
  return [budgetMs, ms, left, budgetMs ? ms / budgetMs : null, ...money];
}

function sumOf(rows: readonly ReportRow[], index: number): number {
  return rows.reduce((sum, { cells }) => sum + Number(cells[index] ?? 0), 0);
}
