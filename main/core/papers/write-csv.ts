import { type Cell, machineCell } from '#shared/cell-text.ts';
import { isFigure, type Paper, type PaperColumn, type PaperTable } from './paper.ts';

/**
 * A table as CSV (RFC 4180, UTF-8): a head row, then its rows. Several tables stand below each other with an empty line
 * between them; title and notes are left out, so that programs can read it.
 *
 * Texts that a spreadsheet would take for a formula get an apostrophe before them. Figures stay figures, negative ones too.
 */
export function* writeCsv(paper: Paper, options: { hasByteOrderMark: boolean }): Generator<string> {
  if (options.hasByteOrderMark) yield '\ufeff';
  for (const [index, table] of paper.tables.entries()) {
    if (index > 0) yield '\r\n';
    yield* tableLines(table);
  }
}

function* tableLines({ columns, rows }: PaperTable): Generator<string> {
  yield line(columns.map((column) => textCell(headText(column))));
  for (const { cells } of rows) yield line(cells.map((cell, index) => csvCell(columns[index] as PaperColumn, cell)));
}

function csvCell(column: PaperColumn, cell: Cell): string {
  return isFigure(column.kind) ? machineCell(column, cell) : textCell(machineCell(column, cell));
}

/** 'Amount, EUR': the currency of a column stands in its head, and in no cell. */
export function headText({ title, currency }: PaperColumn): string {
  return currency ? `${title}, ${currency}` : title;
}

/** Also behind spaces and marks that nobody sees, which some programs cut off, and in the wide forms. */
const formulaStart = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A text for a cell, safe from formulas and quoted where it must be. */
export function textCell(text: string): string {
  const plain = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) || plain.trim() !== plain ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function line(cells: readonly string[]): string {
  // A line of one empty cell would be an empty line, which readers pass over.
  return `${cells.length === 1 && cells[0] === '' ? '""' : cells.join(',')}\r\n`;
}
