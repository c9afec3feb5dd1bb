import type { ReportResult, ReportRow } from '#shared/contract/reports.ts';
import type { ProjectFacts } from './name-book.ts';
import type { DayRange } from './period.ts';
import { readEntries } from './read-entries.ts';
import { readExpenses } from './read-money.ts';
import { baseResult, labelOf, type ReportScope, roundingOf, sortLabelled } from './report-scope.ts';
import { countEntry } from './report-tree.ts';
import { CurrencyList, column } from './time-report.ts';

type Used = { ms: number; minor: number };

/**
 * What is used of each project's budget since it began, whatever the period: hours, and in money what is billed for them and
 * the expenses. Amounts in another currency than the project's are left out, but for expenses where that is the workspace's.
 */
export function budgetReport(scope: ReportScope): ReportResult {
  const { book, currency } = scope;
  const whole: ReportScope = { ...scope, range: null };
  const used = new Map<number, Used>();
  const usedOf = (projectId: number) => {
    const known = used.get(projectId) ?? { ms: 0, minor: 0 };
    used.set(projectId, known);
    return known;
  };
  const facts = { entryCount: 0, unratedCount: 0, hasProjectRounding: false };
  let seen: DayRange = null;
  readEntries(scope.db, whole, { notes: false }, (entry) => {
    if (entry.projectId === null) return;
    const rounding = roundingOf(scope, entry.projectId);
    facts.entryCount += 1;
    facts.hasProjectRounding ||= rounding !== scope.definition.rounding;
    if (entry.isBillable && entry.rateMinor === null) facts.unratedCount += 1;
    const use = usedOf(entry.projectId);
    const isSame = book.projects.get(entry.projectId)?.currency === entry.currency;
    for (const { ms, amount } of countEntry(entry, rounding)) {
      use.ms += ms;
      if (isSame) use.minor += amount;
    }
    for (const { day } of entry.parts)
      seen = { from: Math.min(day, seen?.from ?? day), to: Math.max(day, seen?.to ?? day) };
  });
  for (const { projectId, minor } of readExpenses(scope.db, whole)) {
    if (projectId !== null && book.projects.get(projectId)?.currency === currency) usedOf(projectId).minor += minor;
  }
  const projects = [...book.projects].filter(([id, project]) => isShown(id, project, scope));
  const currencies = currenciesOf(projects, currency);
  const result = baseResult(whole, seen);
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
  const items = projects.map(([id, project]) => ({
    labelled: labelOf('project', id, scope),
    cells: cellsOf(project, used.get(id) ?? { ms: 0, minor: 0 }, currencies),
    weight: used.get(id)?.ms ?? 0,
  }));
  result.rows = sortLabelled(items, scope.definition.sort).map(
    ({ labelled, cells }): ReportRow => ({ ...labelled, kind: 'row', level: 0, cells }),
  );
  result.total = result.columns.map(({ kind }, index) => (kind === 'share' ? null : sumOf(result.rows, index)));
  return { ...result, ...facts, rowCount: result.rows.length };
}

function isShown(
  id: number,
  { budgetMinutes, budgetMinor, clientId, status }: ProjectFacts,
  { filter }: ReportScope,
): boolean {
  const isWanted = filter.projects.length === 0 || filter.projects.some((each) => each === id);
  const hasClient = filter.clients.length === 0 || filter.clients.some((each) => each === clientId);
  const isNamed = filter.projects.length > 0;
  return (
    isWanted && hasClient && (isNamed || status !== 'archived') && (budgetMinutes !== null || budgetMinor !== null)
  );
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
