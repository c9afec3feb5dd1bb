import {
  defaultPaperOptions,
  isFigure,
  type Paper,
  type PaperColumn,
  type PaperOptions,
  type PaperTable,
} from '#core/papers/paper.ts';
import type { ReportColumn, ReportGroup, ReportResult, ReportRow, ReportWords } from '#shared/contract/reports.ts';
import { periodText } from '#shared/period-text.ts';

/** Who gives a report out and who it is for. */
export type ReportParties = {
  issuer: Paper['issuer'];
  recipient: string[];
};

/** More columns of a matrix than this cannot be read on one page: the rest stands in a table below. */
const mostSlots = 10;

/** A report as a document, in the words it was given. */
export function reportPaper(result: ReportResult, words: ReportWords, parties: ReportParties, madeAt: number): Paper {
  const { title, lines, notes, signatures, madeOn } = words;
  return { ...{ title, lines, notes, signatures, madeAt, madeOn }, ...parties, tables: tablesOf(result, words) };
}

/** The same where a file has no pages: one table, however wide. */
export function asOneTable(result: ReportResult, words: ReportWords): PaperTable {
  return tableOf(
    result,
    words,
    result.columns.map((_, index) => index),
    words.sheet,
  );
}

function tablesOf(result: ReportResult, words: ReportWords): PaperTable[] {
  const slots = result.columns.flatMap(({ key }, index) => (key === 'slot' ? [index] : []));
  if (slots.length <= mostSlots) return [asOneTable(result, words)];
  const others = result.columns.flatMap(({ key }, index) => (key === 'slot' ? [] : [index]));
  const count = Math.ceil(slots.length / mostSlots);
  const each = Math.ceil(slots.length / count);
  return Array.from({ length: count }, (_, page) => {
    const shown = slots.slice(page * each, (page + 1) * each);
    const indexes = page === count - 1 ? [...shown, ...others] : shown;
    const [first, last] = [result.columns[shown[0] ?? 0], result.columns[shown.at(-1) ?? 0]];
    const name = [first, last].map((column) => (column ? slotText(column) : '')).join(' – ');
    return tableOf(result, words, indexes, name);
  });
}

function tableOf(result: ReportResult, words: ReportWords, indexes: readonly number[], name: string): PaperTable {
  const group = result.rows[0]?.group;
  const isDays = group === 'day' && result.rows.every((row) => row.group === 'day');
  const columns = indexes.map((index) => toPaperColumn(result.columns[index] as ReportColumn, words));
  const cellsOf = (cells: ReportRow['cells']) =>
    indexes.map((index) => {
      const cell = cells[index] ?? null;
      return result.columns[index]?.key === 'activity' ? (words.codes[String(cell)] ?? cell) : cell;
    });
  return {
    name,
    columns: [{ title: words.label, kind: isDays ? 'date' : 'text' }, ...columns],
    rows: [
      ...result.rows.map((row) => ({
        kind: row.kind,
        level: row.level,
        cells: [isDays ? row.label : labelText(row, words), ...quietZeros(cellsOf(row.cells), indexes, result)],
      })),
      {
        kind: 'total' as const,
        cells: [
          words.total,
          ...cellsOf(result.total).map((cell, index) => (isFigureColumn(columns[index]) ? cell : null)),
        ],
      },
    ],
  };
}

/** Days without work stay empty: a grid of zeros hides what is there. */
function quietZeros(
  cells: ReportRow['cells'],
  indexes: readonly number[],
  { columns }: ReportResult,
): ReportRow['cells'] {
  return cells.map((cell, at) => (cell === 0 && columns[indexes[at] as number]?.key === 'slot' ? null : cell));
}

function isFigureColumn(column: PaperColumn | undefined): boolean {
  return column !== undefined && isFigure(column.kind);
}

function toPaperColumn(column: ReportColumn, words: ReportWords): PaperColumn {
  const { kind, key, currency } = column;
  const title = key === 'slot' ? slotText(column) : (words.columns[key] ?? key);
  return { title, kind, ...(currency === '' ? {} : { currency }) };
}

function slotText({ slot }: ReportColumn): string {
  return slot ? periodText(slot.step, slot.from, 'short') : '';
}

function labelText({ group, label, isGone }: ReportRow, words: ReportWords): string {
  if (isGone) return words.gone;
  if (label === '') return words.none[group] ?? '';
  if (isPeriod(group)) return periodText(group, label, 'long');
  return isCoded(group) ? (words.codes[label] ?? label) : label;
}

function isCoded(group: ReportGroup): boolean {
  return group === 'activity' || group === 'category';
}

function isPeriod(group: ReportGroup): group is 'day' | 'week' | 'month' {
  return group === 'day' || group === 'week' || group === 'month';
}

/** Wide tables lie. */
export function paperOptionsFor(result: ReportResult, pageSize: PaperOptions['pageSize']): PaperOptions {
  const isWide = result.columns.length > 6;
  return { ...defaultPaperOptions, pageSize, orientation: isWide ? 'landscape' : 'portrait' };
}
