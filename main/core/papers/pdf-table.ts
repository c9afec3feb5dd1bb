import { readableCell } from '#shared/cell-text.ts';
import { isFigure, type PaperColumn, type PaperRow, type PaperTable } from './paper.ts';
import type { PdfFont } from './pdf-fonts.ts';
import { headText } from './write-csv.ts';

/** Measures and draws text; y is the top of the line. Widths and sizes are in points. */
export type PdfPen = {
  widthOf(text: string, font: PdfFont, size: number): number;
};

export type LaidCell = { lines: string[]; x: number; width: number; isRight: boolean };
export type LaidRow = { row: PaperRow | null; font: PdfFont; cells: LaidCell[]; height: number };
export type LaidTable = { size: number; lineHeight: number; head: LaidRow; rows: LaidRow[] };

const gap = 12;
const indentBy = 10;
const largest = 9;
const smallest = 5;
/** A long note ends with an ellipsis here; figures are never cut. */
const mostLines = 12;
/** Longer heads of figures stand on several lines, as wide as their longest word. */
const shortHead = 12;

/**
 * Gives each column its room within `width`: figures as much as the widest needs, texts what is left. Where figures need
 * too much, everything becomes smaller; never is one cut.
 */
export function layTable(table: PaperTable, width: number, pen: PdfPen): LaidTable {
  const wanted = (size: number) => table.columns.map((column, index) => naturalWidth(table, column, index, size, pen));
  for (let size = largest; ; size -= 0.5) {
    const naturals = wanted(size);
    const widths = shareWidth(table.columns, naturals, width);
    if (widths === null && size > smallest) continue;
    return lay(table, widths ?? naturals, size, pen);
  }
}

function naturalWidth(table: PaperTable, column: PaperColumn, index: number, size: number, pen: PdfPen): number {
  const head = headText(column);
  const canBreak = isFigure(column.kind) && head.length > shortHead;
  let widest = canBreak ? widestWord(head, size, pen) : pen.widthOf(head, 'bold', size);
  // The longest texts are nearly always the widest; all of a long table need not be measured.
  const texts = table.rows.map((row) => ({ row, text: readableCell(column, row.cells[index] ?? null) }));
  const longest = Math.max(0, ...texts.slice(0, 20_000).map(({ text }) => text.length));
  const measured = new Set<string>();
  for (const { row, text } of texts) {
    if (text.length < longest * 0.7 || measured.has(text)) continue;
    measured.add(text);
    if (measured.size > 300) break;
    const indent = column.kind === 'text' && index === 0 ? (row.level ?? 0) * indentBy : 0;
    widest = Math.max(widest, pen.widthOf(text, row.kind === 'row' ? 'plain' : 'bold', size) + indent);
  }
  return Math.ceil(widest) + gap;
}

function widestWord(text: string, size: number, pen: PdfPen): number {
  return Math.max(...text.split(' ').map((word) => pen.widthOf(word, 'bold', size)));
}

/** Null where the figures leave the texts less than they can be read in. */
function shareWidth(columns: readonly PaperColumn[], naturals: readonly number[], width: number): number[] | null {
  const isText = columns.map(({ kind }) => kind === 'text');
  const fixed = sum(naturals.filter((_, index) => !isText[index]));
  const texts = naturals.filter((_, index) => isText[index]);
  const left = width - fixed;
  const least = sum(texts.map((natural) => Math.min(natural, 70)));
  if (left < least) return null;
  if (texts.length === 0) return spread(naturals, width);
  if (sum(texts) <= left) return spreadTexts(naturals, isText, left - sum(texts));
  return shrinkTexts(naturals, isText, left);
}

/** What is left over goes to the first text, so that figures stand together at the right edge. */
function spreadTexts(naturals: readonly number[], isText: readonly boolean[], over: number): number[] {
  const first = isText.indexOf(true);
  return naturals.map((natural, index) => (index === first ? natural + over : natural));
}

function spread(naturals: readonly number[], width: number): number[] {
  const over = (width - sum(naturals)) / naturals.length;
  return naturals.map((natural) => natural + Math.max(0, over));
}

/** Short texts keep what they need; long ones share the rest. */
function shrinkTexts(naturals: readonly number[], isText: readonly boolean[], left: number): number[] {
  const widths = [...naturals];
  let open = widths.flatMap((_, index) => (isText[index] ? [index] : []));
  let room = left;
  for (;;) {
    const fair = room / open.length;
    const small = open.filter((index) => (naturals[index] as number) <= fair);
    if (small.length === 0 || small.length === open.length) {
      for (const index of open) widths[index] = fair;
      return widths;
    }
    room -= sum(small.map((index) => naturals[index] as number));
    open = open.filter((index) => !small.includes(index));
  }
}

function lay(table: PaperTable, widths: readonly number[], size: number, pen: PdfPen): LaidTable {
  const lineHeight = size * 1.35;
  const starts = widths.map((_, index) => sum(widths.slice(0, index)));
  const layRow = (row: PaperRow | null, texts: readonly string[]): LaidRow => {
    const font: PdfFont = row?.kind === 'row' ? 'plain' : 'bold';
    const cells = texts.map((text, index): LaidCell => {
      const isRight = isFigure(table.columns[index]?.kind ?? 'text');
      const indent = !isRight && index === 0 ? (row?.level ?? 0) * indentBy : 0;
      const width = (widths[index] as number) - gap - indent;
      const lines = isRight && row !== null ? [text] : wrap(text, width, (part) => pen.widthOf(part, font, size));
      return { lines, x: (starts[index] as number) + indent + (isRight ? gap : 0), width, isRight };
    });
    const lines = Math.max(1, ...cells.map((cell) => cell.lines.length));
    return { row, font, cells, height: lines * lineHeight + (row === null || row.kind === 'row' ? 5 : 7) };
  };
  return {
    size,
    lineHeight,
    head: layRow(null, table.columns.map(headText)),
    rows: table.rows.map((row) =>
      layRow(
        row,
        row.cells.map((cell, index) => readableCell(table.columns[index] as PaperColumn, cell)),
      ),
    ),
  };
}

/** Breaks a text into lines of a width: between words, and within one that is too long. */
export function wrap(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let line = '';
    for (const word of paragraph.split(/[ \t]+/)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (widthOf(longer) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = breakWord(word, width, widthOf);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    lines.push(line);
  }
  if (lines.length <= mostLines) return lines;
  return [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1] ?? ''} …`];
}

function breakWord(word: string, width: number, widthOf: (text: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter) > width) {
      pieces.push(piece);
      piece = letter;
    } else {
      piece += letter;
    }
  }
  return [...pieces, piece];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
