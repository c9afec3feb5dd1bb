import writeSheets, { type CellObject, type Sheet, type Cell as SheetCell } from 'write-excel-file/node';
import { type Cell, numberOf, readableCell } from '#shared/cell-text.ts';
import { currencyDigits } from '#shared/money.ts';
import { dayNumber } from '#shared/zone-clock.ts';
import { isFigure, type Paper, type PaperColumn, type PaperRow, type PaperTable } from './paper.ts';
import { headText } from './write-csv.ts';

/** A spreadsheet takes no longer text in one cell. */
const mostCharacters = 32_767;

/** Spreadsheets count days from here on; they take 1900 for a leap year, so that days before March 1900 are one off. */
const firstDay = '1900-03-01';

/** A text as a cell can hold it. What looks like the format's own way to write a character is written in that way. */
function cellText(text: string): string {
  const cut = text.length > mostCharacters ? text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '') : text;
  return cut.replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

/**
 * A paper as a workbook: a sheet for each table with a frozen head, and a last one that says what it is. Figures, dates and
 * durations are cells of their type, so that they can be calculated with; no text is ever a formula.
 */
export function writeXlsx(paper: Paper): Promise<Buffer> {
  const taken = new Set<string>();
  const sheets = paper.tables.map((table) => tableSheet(table, sheetName(table.name, taken)));
  return writeSheets([...sheets, aboutSheet(paper, sheetName('About', taken))], {
    fontFamily: 'Calibri',
    fontSize: 11,
  }).toBuffer();
}

function tableSheet({ columns, rows }: PaperTable, sheet: string): Sheet<Buffer> {
  const head: CellObject[] = columns.map((column) => ({
    value: cellText(headText(column)),
    type: String,
    fontWeight: 'bold',
    bottomBorderStyle: 'thin',
    align: isFigure(column.kind) ? 'right' : 'left',
  }));
  const formats = columns.map((column, index) => numberFormat(column, rows, index));
  const body = rows.map((row) =>
    row.cells.map((cell, index) => sheetCell(columns[index] as PaperColumn, cell, row, formats[index] as string)),
  );
  return {
    sheet,
    data: [head, ...body],
    stickyRowsCount: 1,
    columns: columns.map((column, index) => ({ width: columnWidth(column, rows, index) })),
  };
}

function sheetCell(column: PaperColumn, cell: Cell, row: PaperRow, format: string): SheetCell {
  const isTotal = row.kind === 'total';
  const style: CellObject = {
    ...(row.kind === 'row' ? {} : { fontWeight: 'bold' }),
    ...(isTotal ? { topBorderStyle: 'thin', bottomBorderStyle: 'double' } : {}),
  };
  if (cell === null || cell === '') return isTotal ? style : null;
  if (typeof cell === 'number') {
    return { ...style, value: numberOf(column, cell), type: Number, format };
  }
  if (column.kind === 'date') return { ...style, ...dateCell(cell) };
  const indent = column.kind === 'text' && row.level ? { indent: row.level } : {};
  return { ...style, ...indent, value: cellText(cell), type: String };
}

/** What is no day, or one that spreadsheets cannot count, stays the text it is. */
function dateCell(date: string): CellObject {
  const day = dayNumber(date);
  if (day === null || date < firstDay) return { value: cellText(date), type: String };
  return { value: new Date(day * 86_400_000), type: Date, format: 'yyyy-mm-dd' };
}

function numberFormat(
  { kind, currency = '', digits = 0 }: PaperColumn,
  rows: readonly PaperRow[],
  index: number,
): string {
  if (kind === 'duration')
    return rows.some(({ cells }) => Number(cells[index]) % 60_000 !== 0) ? '[h]:mm:ss' : '[h]:mm';
  if (kind === 'share') return '0.0%';
  const places = kind === 'money' ? currencyDigits(currency) : kind === 'hours' ? 2 : digits;
  return places === 0 ? '#,##0' : `#,##0.${'0'.repeat(places)}`;
}

/** Of the first rows: a hundred thousand say no more. */
function columnWidth(column: PaperColumn, rows: readonly PaperRow[], index: number): number {
  let widest = headText(column).length;
  for (const { cells, level = 0 } of rows.slice(0, 500)) {
    widest = Math.max(widest, readableCell(column, cells[index] ?? null).length + level * 2);
  }
  return Math.min(60, Math.max(8, widest + 2));
}

function aboutSheet(paper: Paper, sheet: string): Sheet<Buffer> {
  const lines = [...paper.lines, '', paper.issuer.name, ...paper.issuer.lines, ...paper.recipient, '', ...paper.notes];
  return {
    sheet,
    data: [
      [{ value: cellText(paper.title), type: String, fontWeight: 'bold' }],
      ...[...lines, '', paper.madeOn].map((text) => [text === '' ? null : { value: cellText(text), type: String }]),
    ],
    columns: [{ width: 80 }],
  };
}

/** At most 31 characters, none that a formula would need to quote, each name once. */
export function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const base = plain.replace(/^'+|'+$/g, '').trim() || 'Table';
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? '' : ` ${number}`;
    const name = `${[...base]
      .slice(0, 31 - tail.length)
      .join('')
      .slice(0, 31 - tail.length)
      .trim()}${tail}`;
    // Spreadsheets keep that one for themselves.
    if (taken.has(name.toLowerCase()) || name.toLowerCase() === 'history') continue;
    taken.add(name.toLowerCase());
    return name;
  }
}
