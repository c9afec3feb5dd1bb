import type { ReportColumn, ReportGroup, ReportResult, ReportRow } from '#shared/contract/reports.ts';
import { dayText } from '#shared/zone-clock.ts';
import { type DayRange, fittingStep, listSteps, type Step, stepOf } from './period.ts';
import { type ReportEntry, readEntries } from './read-entries.ts';
import { baseResult, keyOf, labelOf, type ReportScope, roundingOf, sortLabelled } from './report-scope.ts';
import { addCounted, addToLine, childOf, countEntry, newNode, type ReportNode, settleLines } from './report-tree.ts';

/** Currencies that amounts are in, each with its place; the workspace's first. */
export class CurrencyList {
  readonly all: string[];

  constructor(first: string) {
    this.all = [first];
  }

  placeOf(currency: string): number {
    const known = this.all.indexOf(currency === '' ? (this.all[0] as string) : currency);
    return known >= 0 ? known : this.all.push(currency) - 1;
  }
}

/** Counts entries into a tree of groups, and what a report says besides. */
export class TimeCount {
  readonly root = newNode('');
  readonly currencies: CurrencyList;
  seen: DayRange = null;
  entryCount = 0;
  unratedCount = 0;
  hasProjectRounding = false;
  readonly days = new Map<number, { billableMs: number; otherMs: number }>();
  readonly #scope: ReportScope;
  readonly #groups: readonly ReportGroup[];
  readonly #hasPeriods: boolean;

  constructor(scope: ReportScope, groups: readonly ReportGroup[]) {
    this.#scope = scope;
    this.#groups = groups;
    this.#hasPeriods = groups.some((group) => group === 'day' || group === 'week' || group === 'month');
    this.currencies = new CurrencyList(scope.currency);
  }

  readAll(): void {
    const activities = this.#groups.includes('activity');
    readEntries(this.#scope.db, this.#scope, { notes: false, activities }, (entry) => this.add(entry));
    if (this.#scope.definition.rounding.per === 'total') settleLines([this.root]);
  }

  add(entry: ReportEntry): void {
    const scope = this.#scope;
    const rounding = roundingOf(scope, entry.projectId);
    this.hasProjectRounding ||= rounding !== scope.definition.rounding;
    this.entryCount += 1;
    if (entry.isBillable && entry.rateMinor === null) this.unratedCount += 1;
    const currency = entry.isBillable && entry.rateMinor !== null ? this.currencies.placeOf(entry.currency) : 0;
    const perTotal = scope.definition.rounding.per === 'total';
    const counted = countEntry(entry, perTotal ? { mode: 'none', minutes: 1 } : rounding);
    let path: ReportNode[] | null = null;
    let places = 0;
    for (const [index, { day, ms, isInside }] of entry.parts.entries()) {
      if (!isInside) continue;
      places += 1;
      if (!path || this.#hasPeriods) path = this.#pathOf(entry, day);
      const part = counted[index] ?? { ms: 0, amount: 0 };
      if (perTotal) addToLine(path.at(-1) as ReportNode, ms, entry, currency, rounding);
      else addCounted(path, part, entry.isBillable, currency);
      this.#noteDay(day, perTotal ? ms : part.ms, entry.isBillable);
      if (places === 1 || this.#hasPeriods) for (const node of path) node.entries += 1;
    }
    // An entry over several days is one of each of them, and one in all.
    if (this.#hasPeriods) this.root.entries -= places - 1;
  }

  #pathOf(entry: ReportEntry, day: number): ReportNode[] {
    const path = [this.root];
    let node = this.root;
    for (const group of this.#groups) {
      node = childOf(node, keyOf(group, entry, day, this.#scope));
      path.push(node);
    }
    return path;
  }

  #noteDay(day: number, ms: number, isBillable: boolean): void {
    let known = this.days.get(day);
    if (!known) {
      known = { billableMs: 0, otherMs: 0 };
      this.days.set(day, known);
      this.seen = { from: Math.min(day, this.seen?.from ?? day), to: Math.max(day, this.seen?.to ?? day) };
    }
    if (isBillable) known.billableMs += ms;
    else known.otherMs += ms;
  }
}

/** Hours and amounts in nested groups. */
export function timeReport(scope: ReportScope): ReportResult {
  const { definition } = scope;
  const count = new TimeCount(scope, definition.groups);
  count.readAll();
  const currencies = usedCurrencies(count);
  const cellsOf = (node: ReportNode) => [
    node.ms,
    node.ms,
    node.billableMs,
    node.ms - node.billableMs,
    count.root.ms === 0 ? null : node.ms / count.root.ms,
    node.entries,
    ...currencies.map((currency) => node.amounts[count.currencies.all.indexOf(currency)] ?? 0),
  ];
  const result = baseResult(scope, count.seen);
  result.columns = [
    column('time', 'duration'),
    column('hours', 'hours'),
    column('billable', 'duration'),
    column('notBillable', 'duration'),
    column('share', 'share'),
    column('entries', 'number'),
    ...currencies.map((currency) => column('amount', 'money', currency)),
  ];
  result.rows = flatten(scope, count.root, definition.groups, cellsOf);
  result.total = cellsOf(count.root);
  return finish(result, scope, count);
}

/** Hours of one group by day, week or month: as many columns as can be read. */
export function matrixReport(scope: ReportScope): ReportResult {
  const { definition, weekStart } = scope;
  const [group = 'project'] = definition.groups;
  // Counted by day first: how long the steps are depends on what there is.
  const count = new TimeCount(scope, [group, 'day']);
  count.readAll();
  const range = scope.range ?? count.seen;
  const step = range ? fittingStep(range, { days: 31, weeks: 27 }) : 'day';
  const slots = range ? listSteps(range, step, weekStart) : [];
  const cellsOf = (node: ReportNode): number[] => {
    const sums = new Map<number, number>();
    for (const child of node.children.values()) {
      const slot = stepOf(child.key as number, step, weekStart);
      sums.set(slot, (sums.get(slot) ?? 0) + child.ms);
    }
    return [...slots.map((slot) => sums.get(slot) ?? 0), node.ms];
  };
  const result = baseResult(scope, count.seen);
  result.columns = [
    ...slots.map((slot) => ({ ...column('slot', 'duration'), slot: { from: dayText(slot), step } })),
    column('time', 'duration'),
  ];
  result.rows = flatten(scope, count.root, [group], cellsOf);
  result.total = sumRows(result.rows, result.columns.length);
  return finish(result, scope, count);
}

export function column(key: ReportColumn['key'], kind: ReportColumn['kind'], currency = ''): ReportColumn {
  return { key, kind, currency, slot: null };
}

/** Rows with those below them, groups before what belongs to them. */
function flatten(
  scope: ReportScope,
  root: ReportNode,
  groups: readonly ReportGroup[],
  cellsOf: (node: ReportNode) => (number | null)[],
): ReportRow[] {
  const rows: ReportRow[] = [];
  const walk = (node: ReportNode, level: number): void => {
    const group = groups[level];
    if (!group) return;
    const items = [...node.children.values()].map((child) => ({
      child,
      labelled: labelOf(group, child.key, scope),
      weight: child.ms,
    }));
    for (const { child, labelled } of sortLabelled(items, scope.definition.sort)) {
      rows.push({ ...labelled, kind: level < groups.length - 1 ? 'group' : 'row', level, cells: cellsOf(child) });
      walk(child, level + 1);
    }
  };
  walk(root, 0);
  return rows;
}

function sumRows(rows: readonly ReportRow[], count: number): number[] {
  const sums = Array.from({ length: count }, () => 0);
  for (const { cells } of rows)
    for (const [index, cell] of cells.entries()) sums[index] = (sums[index] ?? 0) + Number(cell);
  return sums;
}

/** The workspace's, where nothing else is there or something in it is, and the others. */
function usedCurrencies(count: TimeCount): string[] {
  const { all } = count.currencies;
  const used = all.filter((_, index) => (count.root.amounts[index] ?? 0) !== 0);
  return used.length > 0 ? used : all.slice(0, 1);
}

function finish(result: ReportResult, scope: ReportScope, count: TimeCount): ReportResult {
  result.rowCount = result.rows.length;
  result.entryCount = count.entryCount;
  result.unratedCount = count.unratedCount;
  result.hasProjectRounding = count.hasProjectRounding;
  const range = scope.range ?? count.seen;
  if (range && count.seen) {
    const step: Step = fittingStep(range, { days: 62, weeks: 60 });
    const points = new Map(
      listSteps(range, step, scope.weekStart).map((slot) => [slot, { billableMs: 0, otherMs: 0 }]),
    );
    for (const [day, sums] of count.days) {
      const point = points.get(stepOf(day, step, scope.weekStart));
      if (point) {
        point.billableMs += sums.billableMs;
        point.otherMs += sums.otherMs;
      }
    }
    result.chart = { step, points: [...points].map(([slot, sums]) => ({ from: dayText(slot), ...sums })) };
  }
  return result;
}
