import type { Paper, PaperColumn, PaperTable } from '#core/papers/paper.ts';
import { parseAmount, toMinor } from '#shared/amount.ts';
import type { Cell } from '#shared/cell-text.ts';
import type { AnalyticsDimension, ExportColumn } from '#shared/contract/analytics.ts';
import type { Input, Output } from '#shared/contract/index.ts';

type Words = Input<'analytics.export'>['words'];

/** What a view holds, as calls answer it. */
export type ViewAnswer =
  | { view: 'by'; dimension: AnalyticsDimension; answer: Output<'analytics.by'> }
  | { view: 'overview'; answer: Output<'analytics.overview'> }
  | { view: 'streams'; currency: string; answer: Output<'analytics.streams'> }
  | { view: 'estimates'; answer: Output<'analytics.estimates'> };

/** A view as a document: amounts rounded to the currency's smallest unit by row, the total of the exact ones. */
export function analyticsPaper(
  asked: ViewAnswer,
  words: Words,
  { issuer, madeAt }: { issuer: string; madeAt: number },
): Paper {
  return {
    ...{ title: words.title, lines: words.lines, madeAt, madeOn: words.madeOn },
    ...{ issuer: { name: issuer, lines: [], logo: null }, recipient: [], notes: [], signatures: [] },
    tables: [tableOf(asked, words)],
  };
}

function tableOf(asked: ViewAnswer, words: Words): PaperTable {
  if (asked.view === 'by') return breakdownTable(asked.dimension, asked.answer, words);
  if (asked.view === 'overview') return monthsTable(asked.answer, words);
  if (asked.view === 'streams') return streamsTable(asked.answer, words, asked.currency);
  return estimatesTable(asked.answer, words);
}

function breakdownTable(
  dimension: AnalyticsDimension,
  { currency, total, rows }: Output<'analytics.by'>,
  words: Words,
): PaperTable {
  return {
    name: words.columns[dimension],
    columns: [
      { title: words.columns[dimension], kind: 'text' },
      money(words, 'net', currency),
      { title: words.columns.share, kind: 'share' },
      money(words, 'previous', currency),
      { title: words.columns.growth, kind: 'share' },
      { title: words.columns.units, kind: 'number' },
      { title: words.columns.streams, kind: 'number' },
      { title: `${words.columns.perThousand} (${currency})`, kind: 'number', digits: 4 },
      { title: words.columns.rateChange, kind: 'share' },
    ],
    rows: [
      ...rows.map((row) => ({
        kind: 'row' as const,
        cells: [
          ...[words.labels[row.key] ?? row.label, minor(row.net, currency), part(row.share)],
          ...[minor(row.previousNet, currency), part(row.growth), row.units, row.streams],
          ...[row.perThousand === null ? null : Number(row.perThousand), part(row.rateChange)],
        ],
      })),
      totalRow(words, [minor(total, currency), ...Array.from({ length: 7 }, () => null)]),
    ],
  };
}

/** A row for each month, a column for each store of the chart. */
function monthsTable(
  { currency, months, series, undated, total }: Output<'analytics.overview'>,
  words: Words,
): PaperTable {
  const sums = months.map((_, at) => series.reduce((sum, { net }) => sum + exact(net[at] ?? '0'), 0n));
  const columns = series.map(({ key, label }) => ({
    title: words.labels[key] ?? label,
    ...{ kind: 'money' as const, currency },
  }));
  const empty = series.map(() => null);
  return {
    name: words.columns.month,
    columns: [{ title: words.columns.month, kind: 'text' }, ...columns, money(words, 'total', currency)],
    rows: [
      ...months.map((month, at) => ({
        kind: 'row' as const,
        cells: [
          words.labels[month] ?? month,
          ...series.map(({ net }) => minor(net[at] ?? '0', currency)),
          toMinor(sums[at] ?? 0n, currency).minor,
        ],
      })),
      ...(undated === '0'
        ? []
        : [{ kind: 'row' as const, cells: [words.labels[''] ?? '', ...empty, minor(undated, currency)] }]),
      totalRow(words, [...empty, minor(total.net, currency)]),
    ],
  };
}

function streamsTable(rows: Output<'analytics.streams'>, words: Words, currency: string): PaperTable {
  return {
    name: words.columns.counted,
    columns: [
      { title: words.columns.track, kind: 'text' },
      { title: words.columns.counted, kind: 'number' },
      { title: words.columns.paid, kind: 'number' },
      { title: words.columns.paidShare, kind: 'share' },
      money(words, 'net', currency),
    ],
    rows: rows.map((row) => ({
      kind: 'row',
      cells: [row.title, row.counted, row.paid, part(row.paidShare), minor(row.net, currency)],
    })),
  };
}

/** Estimates are in dollars, whatever the workspace counts in. */
function estimatesTable(rows: Output<'analytics.estimates'>, words: Words): PaperTable {
  return {
    name: words.columns.estimate,
    columns: [
      { title: words.columns.store, kind: 'text' },
      { title: words.columns.streams, kind: 'number' },
      { title: `${words.columns.perStream} (USD)`, kind: 'number', digits: 5 },
      money(words, 'estimate', 'USD'),
      money(words, 'paid', 'USD'),
    ],
    rows: rows.map((row) => ({
      kind: 'row',
      cells: [row.store, row.streams, Number(row.perStream), minor(row.estimate, 'USD'), minor(row.paid, 'USD')],
    })),
  };
}

function totalRow(words: Words, cells: Cell[]): PaperTable['rows'][number] {
  return { kind: 'total', cells: [words.columns.total, ...cells] };
}

function money(words: Words, column: ExportColumn, currency: string): PaperColumn {
  return { title: words.columns[column], kind: 'money', currency };
}

function exact(text: string): bigint {
  return parseAmount(text, { decimal: '.' })?.amount ?? 0n;
}

function minor(text: string | null, currency: string): number | null {
  return text === null ? null : toMinor(exact(text), currency).minor;
}

/** Of percent. */
function part(percent: number | null): number | null {
  return percent === null ? null : percent / 100;
}
