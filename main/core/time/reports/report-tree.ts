import { allocate } from '#shared/money.ts';
import type { ReportEntry } from './read-entries.ts';
import { costOf, type Rounding, roundTime } from './rounding.ts';

/** A row of a report and those below it. Times are milliseconds, amounts smallest units by their currency's place. */
export type ReportNode = {
  key: number | string;
  ms: number;
  billableMs: number;
  amounts: number[];
  entries: number;
  children: Map<number | string, ReportNode>;
  /** What is rounded together: sums of unrounded time, by rate, currency and whether it is billable. */
  lines: Map<string, Line> | null;
};

type Line = { ms: number; isBillable: boolean; rateMinor: number | null; currency: number; rounding: Rounding };

export function newNode(key: number | string): ReportNode {
  return { key, ms: 0, billableMs: 0, amounts: [], entries: 0, children: new Map(), lines: null };
}

/** One piece of an entry as a report counts it. */
export type Counted = { ms: number; amount: number };

/**
 * What the pieces of an entry count for, rounded as one entry: its time and its cost are divided among the pieces so that they
 * add up to those of the entry.
 */
export function countEntry({ parts, rateMinor, isBillable }: ReportEntry, rounding: Rounding): Counted[] {
  const [first] = parts;
  const hasCost = isBillable && rateMinor !== null;
  if (parts.length === 1 && first) {
    const ms = roundTime(first.ms, rounding);
    return [{ ms, amount: hasCost ? costOf(ms, rateMinor) : 0 }];
  }
  const exact = parts.map(({ ms }) => ms);
  const sum = exact.reduce((total, ms) => total + ms, 0);
  if (sum === 0) return parts.map(() => ({ ms: 0, amount: 0 }));
  const ms = roundTime(sum, rounding);
  const times = allocate(ms, exact);
  const amounts = hasCost ? allocate(costOf(ms, rateMinor), exact) : [];
  return times.map((time, index) => ({ ms: time, amount: amounts[index] ?? 0 }));
}

/** Adds to all rows of a path. `currency` is its place among the amounts. */
export function addCounted(path: readonly ReportNode[], counted: Counted, isBillable: boolean, currency: number): void {
  for (const node of path) {
    node.ms += counted.ms;
    if (isBillable) node.billableMs += counted.ms;
    if (counted.amount !== 0) node.amounts[currency] = (node.amounts[currency] ?? 0) + counted.amount;
  }
}

/** Keeps unrounded time with the innermost row, until `settleLines`. */
export function addToLine(
  leaf: ReportNode,
  ms: number,
  entry: ReportEntry,
  currency: number,
  rounding: Rounding,
): void {
  leaf.lines ??= new Map();
  const { isBillable, rateMinor } = entry;
  const key = `${isBillable} ${rateMinor} ${currency} ${rounding.mode} ${rounding.minutes}`;
  const line = leaf.lines.get(key);
  if (line) line.ms += ms;
  else leaf.lines.set(key, { ms, isBillable, rateMinor, currency, rounding });
}

/** Rounds what was kept with the innermost rows, and adds it to all rows above. */
export function settleLines(path: readonly ReportNode[]): void {
  const node = path.at(-1) as ReportNode;
  for (const line of node.lines?.values() ?? []) {
    const ms = roundTime(line.ms, line.rounding);
    const amount = line.isBillable && line.rateMinor !== null ? costOf(ms, line.rateMinor) : 0;
    addCounted(path, { ms, amount }, line.isBillable, line.currency);
  }
  node.lines = null;
  for (const child of node.children.values()) settleLines([...path, child]);
}

export function childOf(node: ReportNode, key: number | string): ReportNode {
  const known = node.children.get(key);
  if (known) return known;
  const made = newNode(key);
  node.children.set(key, made);
  return made;
}
