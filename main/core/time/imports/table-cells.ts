export type TableRow = { line: number; cells: string[]; isDamaged: boolean };

/**
 * The rows of a delimited table (RFC 4180), each with the line it begins on. A quotation mark that is never closed costs its
 * own line and no more; empty lines are passed over.
 */
export function* tableRows(text: string, delimiter: string): Generator<TableRow> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const row = readRow(text, at, delimiter);
    const taken = row ?? readDamaged(text, at, delimiter);
    if (taken.cells.length > 1 || taken.cells[0] !== '') {
      yield { line, cells: taken.cells, isDamaged: row === null };
    }
    line += countLines(text, at, taken.end);
    at = taken.end;
  }
}

type Taken = { cells: string[]; end: number };

/** Null where a quotation mark stays open. */
function readRow(text: string, start: number, delimiter: string): Taken | null {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let cell = '';
    // Some programs write a space before the mark.
    let open = at;
    while (text[open] === ' ') open += 1;
    if (text[open] === '"') {
      at = open + 1;
      for (;;) {
        const close = text.indexOf('"', at);
        if (close < 0) return null;
        cell += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    }
    const end = endOfCell(text, at, delimiter);
    cell += text.slice(at, end);
    cells.push(cell);
    if (text[end] === delimiter) at = end + 1;
    else return { cells, end: end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1) };
  }
}

function readDamaged(text: string, start: number, delimiter: string): Taken {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
  const cells = text.slice(start, end).replaceAll('"', '').split(delimiter);
  return { cells, end: end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1) };
}

function endOfCell(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to && at < text.length; at += 1) {
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) count += 1;
  }
  return count;
}

/** The one the first line has most of, outside quotation marks. */
export function findDelimiter(text: string): string {
  const first = (/^\ufeff?(.*)$/m.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, count: first.split(delimiter).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}
