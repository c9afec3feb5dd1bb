import type { ReportGroup, ReportResult, ReportRow } from '#shared/contract/reports.ts';
import { perHour } from '#shared/money.ts';
import type { DayRange } from './period.ts';
import { readEntries } from './read-entries.ts';
import { type MoneyItem, readExpenses, readIncome } from './read-money.ts';
import { baseResult, keyOf, labelOf, type ReportScope, roundingOf, sortLabelled } from './report-scope.ts';
import { countEntry } from './report-tree.ts';
import { CurrencyList, column } from './time-report.ts';

type Sums = { minor: number; billable: number; open: number; count: number };
type Node = Sums & { key: number | string; children: Map<number | string, Node> };

/** Expenses in nested groups, in the workspace's currency. */
export function expensesReport(scope: ReportScope): ReportResult {
  const { definition, currency } = scope;
  const items = readExpenses(scope.db, scope);
  const root = nodeOf('');
  for (const item of items) {
    let node = addItem(root, item);
    for (const group of definition.groups) {
      const key = keyOf(group, item, item.day, scope);
      const child = node.children.get(key) ?? nodeOf(key);
      node.children.set(key, child);
      node = addItem(child, item);
    }
  }
  const cellsOf = ({ minor, billable, open, count }: Sums) => [
    ...[minor, billable, open, root.minor === 0 ? null : minor / root.minor],
    count,
  ];
  const result = baseResult(scope, rangeOf(items));
  result.columns = [
    column('expenses', 'money', currency),
    column('billableExpenses', 'money', currency),
    column('open', 'money', currency),
    column('share', 'share'),
    column('entries', 'number'),
  ];
  const walk = (node: Node, level: number): void => {
    const group = definition.groups[level];
    if (!group) return;
    for (const { child, labelled } of sorted([...node.children.values()], group, scope)) {
      const kind = level < definition.groups.length - 1 ? 'group' : 'row';
      result.rows.push({ ...labelled, kind, level, cells: cellsOf(child) });
      walk(child, level + 1);
    }
  };
  walk(root, 0);
  result.total = cellsOf(root);
  return { ...result, rowCount: result.rows.length, entryCount: items.length };
}

function nodeOf(key: number | string): Node {
  return { key, minor: 0, billable: 0, open: 0, count: 0, children: new Map() };
}

function addItem(node: Node, { minor, isBillable, isOpen }: MoneyItem): Node {
  node.minor += minor;
  node.count += 1;
  if (isBillable) node.billable += minor;
  if (isOpen) node.open += minor;
  return node;
}

function sorted<Item extends { key: number | string; minor: number }>(
  items: Item[],
  group: ReportGroup,
  scope: ReportScope,
) {
  const labelled = items.map((child) => ({ child, labelled: labelOf(group, child.key, scope), weight: child.minor }));
  return sortLabelled(labelled, scope.definition.sort);
}

type Earning = {
  key: number | string;
  minor: number;
  ms: number;
  labour: number[];
  out: number;
  fees: number;
  royalties: number;
};

/** What work cost and what came in for it, and what an hour earned. Hours cost what their frozen rates say. */
export function earningsReport(scope: ReportScope): ReportResult {
  const { definition, currency } = scope;
  const [group = 'project'] = definition.groups;
  const earnings = new Map<number | string, Earning>();
  const total = earningOf('');
  const currencies = new CurrencyList(currency);
  const facts = { entryCount: 0, unratedCount: 0, hasProjectRounding: false };
  let seen: DayRange = null;
  const find = (key: number | string) => {
    const known = earnings.get(key) ?? earningOf(key);
    earnings.set(key, known);
    return [known, total];
  };
  readEntries(scope.db, scope, { notes: false, activities: false }, (entry) => {
    const rounding = roundingOf(scope, entry.projectId);
    facts.entryCount += 1;
    facts.hasProjectRounding ||= rounding !== definition.rounding;
    const inside = entry.parts.filter(({ isInside }) => isInside);
    const counted = countEntry({ ...entry, isBillable: true }, rounding).filter(
      (_, index) => entry.parts[index]?.isInside,
    );
    const { rateMinor } = entry;
    if (rateMinor === null) facts.unratedCount += 1;
    const place = rateMinor === null ? 0 : currencies.placeOf(entry.currency);
    const key = keyOf(group, entry, 0, scope);
    for (const sums of find(key)) {
      for (const { ms, amount } of counted) {
        sums.ms += ms;
        sums.labour[place] = (sums.labour[place] ?? 0) + amount;
      }
    }
    for (const { day } of inside) seen = widen(seen, day);
  });
  for (const item of readExpenses(scope.db, scope)) {
    for (const sums of find(keyOf(group, item, item.day, scope))) sums.out += item.minor;
    seen = widen(seen, item.day);
  }
  for (const item of readIncome(scope.db, scope)) {
    for (const sums of find(keyOf(group, item, item.day, scope))) {
      sums.minor += item.minor;
      if (item.activity === 'fee') sums.fees += item.minor;
      if (item.activity === 'royalties' || item.activity === 'sales') sums.royalties += item.minor;
    }
    seen = widen(seen, item.day);
  }
  const result = baseResult(scope, seen);
  result.columns = earningColumns(currency, currencies);
  result.rows = sorted([...earnings.values()], group, scope).map(
    ({ child, labelled }): ReportRow => ({
      ...labelled,
      kind: 'row',
      level: 0,
      cells: earningCells(child, currencies),
    }),
  );
  result.total = earningCells(total, currencies);
  return { ...result, ...facts, rowCount: result.rows.length };
}

function earningColumns(currency: string, { all }: CurrencyList): ReportResult['columns'] {
  const money = ['expenses', 'fees', 'royalties', 'income', 'result', 'hourValue'] as const;
  return [
    column('time', 'duration'),
    column('hours', 'hours'),
    ...all.map((each) => column('labour', 'money', each)),
    ...money.map((key) => column(key, 'money', currency)),
  ];
}

/** Work in other currencies than the workspace's is not in the result. */
function earningCells({ ms, labour, out, fees, royalties, minor }: Earning, { all }: CurrencyList): (number | null)[] {
  const work = all.map((_, place) => labour[place] ?? 0);
  return [ms, ms, ...work, out, fees, royalties, minor, minor - out - (work[0] ?? 0), perHour(minor, ms)];
}

function earningOf(key: number | string): Earning {
  return { key, minor: 0, ms: 0, labour: [], out: 0, fees: 0, royalties: 0 };
}

function widen(seen: DayRange, day: number): DayRange {
  return { from: Math.min(day, seen?.from ?? day), to: Math.max(day, seen?.to ?? day) };
}

function rangeOf(items: readonly MoneyItem[]): DayRange {
  return items.reduce<DayRange>((seen, { day }) => widen(seen, day), null);
}
