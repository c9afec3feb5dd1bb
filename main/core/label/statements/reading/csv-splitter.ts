import { AppError } from '#shared/errors.ts';

/** A row of a table as it stands in its file. */
export type TableRow = {
  /** As a spreadsheet counts: the first is 1. */
  line: number;
  cells: string[];
  /** A quote was opened and never closed; the cell was taken as it stands. */
  isQuoteOpen?: boolean;
  /** Cells that are computed, by their place. */
  formulas?: number[];
};

const longestLine = 1_048_576;
/** A cell in quotes may go over this many lines; then its quote is a letter like others. */
const mostLines = 20_000;
const longestQuoted = 4 * longestLine;

type OpenRow = { lines: string[]; length: number; cells: string[]; cell: string };

/**
 * Cuts text, as it comes in pieces, into rows of cells. A cell that begins with a quote ends with one that the delimiter or
 * the line's end follows, and may hold both. Any other quote is a letter: titles have inches, and not every program doubles them.
 */
export class CsvSplitter {
  readonly #delimiter: string;
  readonly #lineEnd: string;
  readonly #hasQuotes: boolean;
  #rest = '';
  #line = 0;
  #open: OpenRow | null = null;

  /** Without quotes (`hasQuotes` false) a quote is a letter everywhere. */
  constructor(delimiter: string, lineEnd: '\n' | '\r' = '\n', hasQuotes = true) {
    this.#delimiter = delimiter;
    this.#lineEnd = lineEnd;
    this.#hasQuotes = hasQuotes;
  }

  /** Throws IMPORT_INVALID with the row for a line without end. */
  take(text: string): TableRow[] {
    const all = this.#rest === '' ? text : this.#rest + text;
    const rows: TableRow[] = [];
    const hasQuotes = this.#hasQuotes && (this.#open !== null || all.includes('"'));
    let from = 0;
    for (let end = all.indexOf(this.#lineEnd); end !== -1; end = all.indexOf(this.#lineEnd, from)) {
      const line = all.slice(from, end);
      from = end + 1;
      if (line.length > longestLine) throw this.#tooLong();
      if (hasQuotes && (this.#open !== null || line.includes('"'))) this.#takeQuoted(line, rows);
      else rows.push({ line: this.#next(), cells: withoutReturn(line).split(this.#delimiter) });
    }
    this.#rest = all.slice(from);
    if (this.#rest.length > longestLine) throw this.#tooLong();
    return rows;
  }

  /** What is left when the text is over. */
  end(): TableRow[] {
    const rows: TableRow[] = [];
    const rest = this.#rest;
    this.#rest = '';
    if (rest !== '' && this.#hasQuotes) this.#takeQuoted(rest, rows);
    else if (rest !== '') rows.push({ line: this.#next(), cells: withoutReturn(rest).split(this.#delimiter) });
    while (this.#open) this.#giveUp(rows);
    return rows;
  }

  #next(): number {
    this.#line += 1;
    return this.#line;
  }

  #takeQuoted(line: string, rows: TableRow[]): void {
    const open = this.#open ?? { lines: [], length: 0, cells: [], cell: '' };
    const isFirst = this.#open === null;
    open.lines.push(line);
    open.length += line.length;
    const left = isFirst ? this.#cut(line, 0, open.cells, false) : this.#goOn(line, open);
    if (left === null) {
      this.#open = null;
      rows.push({ line: this.#next(), cells: open.cells });
      return;
    }
    this.#open = open;
    if (left === 'broken' || open.lines.length > mostLines || open.length > longestQuoted) this.#giveUp(rows);
    else open.cell = left.cell;
  }

  /** A line that begins within a quote. */
  #goOn(line: string, open: OpenRow): { cell: string } | 'broken' | null {
    const close = closingQuote(line, 0);
    if (close === -1) return { cell: `${open.cell}${this.#lineEnd}${line}` };
    const end = withoutReturn(line).length;
    if (close + 1 < end && line[close + 1] !== this.#delimiter) return 'broken';
    open.cells.push(unquote(`${open.cell}${this.#lineEnd}${line.slice(0, close)}`));
    return close + 1 >= end ? null : this.#cut(line, close + 2, open.cells, false);
  }

  /** The row that opened a quote ends with its line; the lines behind it are rows of their own. */
  #giveUp(rows: TableRow[]): void {
    const [first = '', ...others] = this.#open?.lines ?? [];
    this.#open = null;
    const cells: string[] = [];
    this.#cut(first, 0, cells, true);
    rows.push({ line: this.#next(), cells, isQuoteOpen: true });
    for (const line of others) this.#takeQuoted(line, rows);
  }

  /** Cuts a line from `at` into `cells`. What a quote that is still open holds, or null where the row ends with the line. */
  #cut(line: string, start: number, cells: string[], isLiteral: boolean): { cell: string } | null {
    const end = withoutReturn(line).length;
    for (let at = start; ; at += 1) {
      const close = line[at] === '"' && at < end ? closingQuote(line, at + 1) : -2;
      if (close === -1 && !isLiteral) return { cell: line.slice(at + 1) };
      if (close >= 0 && (close + 1 >= end || line[close + 1] === this.#delimiter)) {
        cells.push(unquote(line.slice(at + 1, close)));
        at = close + 1;
      } else {
        const found = line.indexOf(this.#delimiter, at);
        const stop = found === -1 || found > end ? end : found;
        cells.push(line.slice(at, stop));
        at = stop;
      }
      if (at >= end) return null;
    }
  }

  #tooLong(): AppError {
    return new AppError('IMPORT_INVALID', 'A line of this file has no end.', { line: this.#line + 1 });
  }
}

/** Where the first quote stands that is not doubled, or -1. */
function closingQuote(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at !== -1; at = line.indexOf('"', at + 2)) if (line[at + 1] !== '"') return at;
  return -1;
}

function unquote(text: string): string {
  return text.includes('"') ? text.replaceAll('""', '"') : text;
}

function withoutReturn(line: string): string {
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}
