import { expenseCategories } from '#shared/contract/expenses.ts';
import {
  columnKeys,
  type ReportColumn,
  type ReportDefinition,
  type ReportResult,
  type ReportRow,
  type ReportWords,
  reportGroups,
} from '#shared/contract/reports.ts';
import { activities } from '#shared/contract/time.ts';
import { periodText, rangeText } from '#shared/period-text.ts';
import type { Text } from '../../messages/use-text.ts';

/** What stands over a column. */
export function columnTitle(text: Text, column: ReportColumn): string {
  if (column.slot) return periodText(column.slot.step, column.slot.from, 'short');
  const title = text(`reports.column.${column.key}`);
  return column.currency === '' ? title : text('reports.inCurrency', { title, currency: column.currency });
}

/** What a row is about. */
export function rowLabel(text: Text, { group, label, isGone }: ReportRow): string {
  if (isGone) return text('reports.gone');
  if (label === '') return text(`reports.none.${group}`);
  if (group === 'day' || group === 'week' || group === 'month') return periodText(group, label, 'long');
  return group === 'activity' || group === 'category' ? codeText(text, label) : label;
}

/** Activities and categories have names of ours; those of imports are words already. */
export function codeText(text: Text, code: string): string {
  return codesOf(text)[code] ?? code;
}

function codesOf(text: Text): Record<string, string> {
  return Object.fromEntries([
    ...activities.map((code) => [code, text(`time.activity.${code}`)]),
    ...expenseCategories.map((code) => [code, text(`expenses.category.${code}`)]),
  ]);
}

/** Over the first column. */
export function labelTitle(text: Text, { kind, groups }: ReportDefinition): string {
  if (kind === 'entries') return text('reports.group.day');
  if (kind === 'budget') return text('reports.group.project');
  return groups.map((group) => text(`reports.group.${group}`)).join(', ');
}

export function titleOf(text: Text, definition: ReportDefinition): string {
  const label = labelTitle(text, definition).toLocaleLowerCase();
  return text(`reports.title.${definition.kind}`, { label });
}

/** Whether a report has sums of hours that can be rounded; all others round each entry. */
export function hasSums({ kind }: ReportDefinition): boolean {
  return kind === 'time' || kind === 'matrix';
}

/** What is rounded at once. */
export function roundedPer(definition: ReportDefinition): ReportDefinition['rounding']['per'] {
  return hasSums(definition) ? definition.rounding.per : 'entry';
}

/** The days of a report and how it was rounded: what must be known to read its figures. */
export function reportLines(text: Text, definition: ReportDefinition, result: ReportResult): string[] {
  const { rounding, kind } = definition;
  const days = result.from === '' ? text('reports.noDays') : rangeText(result.from, result.to);
  const isSince = kind === 'budget';
  const mode = kind === 'expenses' || kind === 'budget' ? 'none' : rounding.mode;
  return [
    isSince ? text('reports.sinceBegin') : days,
    ...(mode !== 'none'
      ? [
          text(`reports.rounded.${mode}`, {
            minutes: rounding.minutes,
            per: text(`reports.per.${roundedPer(definition)}`),
          }),
        ]
      : []),
    ...(result.hasProjectRounding ? [text('reports.projectRounding')] : []),
  ];
}

/** What figures mean, and what is not among them. */
export function reportNotes(text: Text, definition: ReportDefinition, result: ReportResult): string[] {
  const { kind } = definition;
  const hasAmounts = result.columns.some(
    ({ kind: cell, key }) => cell === 'money' && (key === 'amount' || key === 'labour'),
  );
  return [
    ...(hasAmounts
      ? [text(roundedPer(definition) === 'total' ? 'reports.amountsPerRow' : 'reports.amountsPerEntry')]
      : []),
    ...(kind === 'earnings' ? [text('reports.earningsNote')] : []),
    ...(result.columns.filter(({ key }) => key === 'labour').length > 1 ? [text('reports.otherCurrencies')] : []),
    ...(kind === 'expenses' || kind === 'earnings' ? [text('reports.rejectedNote')] : []),
    ...(kind === 'expenses' || kind === 'budget' ? [] : [text('reports.zoneNote', { zone: result.zone })]),
    ...(result.unratedCount > 0 ? [text('reports.unrated', { count: result.unratedCount })] : []),
    ...(result.runningCount > 0 && kind !== 'expenses' && kind !== 'budget'
      ? [text('reports.running', { count: result.runningCount })]
      : []),
  ];
}

/** All that a file of the report says in words. */
export function reportWords(text: Text, definition: ReportDefinition, result: ReportResult, name: string): ReportWords {
  return {
    title: name || titleOf(text, definition),
    lines: reportLines(text, definition, result),
    notes: reportNotes(text, definition, result),
    signatures: definition.kind === 'entries' ? [text('reports.signClient'), text('reports.signOwn')] : [],
    label: labelTitle(text, definition),
    columns: Object.fromEntries(columnKeys.map((key) => [key, text(`reports.column.${key}`)])),
    none: Object.fromEntries(reportGroups.map((group) => [group, text(`reports.none.${group}`)])),
    codes: codesOf(text),
    gone: text('reports.gone'),
    total: text('reports.total'),
    sheet: text(`reports.kind.${definition.kind}`),
    madeOn: rangeText(today(), today()),
  };
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
