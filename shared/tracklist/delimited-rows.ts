/** A row of a table with the number of the line it begins on, from 1. */
export type DelimitedRow = { line: number; cells: string[] };

/** Takes CSV apart, quotes and line breaks inside of them included. Never throws: a quote left open ends with the text. */
export function readDelimited(text: string, delimiter: string): DelimitedRow[] {
  const rows: DelimitedRow[] = [];
  let cells: string[] = [];
  let [line, rowLine, at] = [1, 1, 0];
  const endRow = () => {
    if (cells.length > 1 || (cells[0] ?? '').trim() !== '') rows.push({ line: rowLine, cells });
    cells = [];
  };
  while (at < text.length) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at, delimiter);
    cells.push(cell.value);
    line += cell.breaks;
    at = cell.end;
    if (text[at] === delimiter) {
      at += 1;
      // A delimiter at the very end begins one more cell.
      if (at === text.length) cells.push('');
      continue;
    }
    if (at >= text.length) break;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    line += 1;
    endRow();
    rowLine = line;
  }
  endRow();
  return rows;

  function readQuoted(source: string, start: number): { value: string; end: number; breaks: number } {
    let value = '';
    let from = start + 1;
    for (;;) {
      const quote = source.indexOf('"', from);
      if (quote < 0) {
        value += source.slice(from);
        return { value, end: source.length, breaks: value.split('\n').length - 1 };
      }
      value += source.slice(from, quote);
      from = quote + 1;
      if (source[from] !== '"') break;
      value += '"';
      from += 1;
    }
    // Whatever stands between the closing quote and the delimiter belongs to the cell too.
    const rest = readPlain(source, from, delimiter);
    return { value: value + rest.value, end: rest.end, breaks: value.split('\n').length - 1 };
  }
}

function readPlain(text: string, start: number, delimiter: string): { value: string; end: number; breaks: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end, breaks: 0 };
}

/** Writes a cell so that `readDelimited` reads it again. */
export function writeCell(value: string, delimiter: string): string {
  return /["\r\n]|^\s|\s$/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
}
