import { parseAmount } from '#shared/amount.ts';
import { columnNames } from './columns.ts';
import type { TableRow } from './csv-splitter.ts';
import { type FormatMatch, matchFormats } from './match-formats.ts';

/** Headings stand in one of so many rows. */
const mostRowsBefore = 20;
/** What is wider is no table of sales. */
const mostColumns = 1000;

export type FoundTable = {
  /** From 1; 0 where no row looks like headings. */
  headerRow: number;
  columns: string[];
  candidates: FormatMatch[];
  /** How sure this is a table at all, for comparing ways to cut it: formats first. */
  likeness: number;
};

/** Where the headings of a table stand, by the formats that fit them, else by how they look. */
export function findTable(allRows: readonly TableRow[]): FoundTable {
  const rows = allRows.filter(({ cells }) => cells.length <= mostColumns);
  let best: FoundTable | null = null;
  for (const row of rows) {
    if (row.line > mostRowsBefore) break;
    const columns = columnNames(trimEnd(row.cells));
    const candidates = matchFormats(columns);
    const likeness = candidates[0] ? 10 + candidates[0].score : 0;
    if (candidates.length > 0 && likeness > (best?.likeness ?? 0))
      best = { headerRow: row.line, columns, candidates, likeness };
  }
  return best ?? plainTable(rows);
}

function plainTable(rows: readonly TableRow[]): FoundTable {
  const width = usualWidth(rows);
  const share =
    rows.filter(({ cells }) => trimEnd(cells).length > 0 && isNear(cells.length, width)).length / (rows.length || 1);
  const header = rows.find(
    (row) => row.line <= mostRowsBefore && isNear(row.cells.length, width) && looksLikeHeadings(row.cells),
  );
  // Decimal commas cut rows and remarks of any table in two, but hardly its headings, and not in many.
  const likeness = width > 1 ? share + Math.min(width, 50) / 100 + (header ? Math.min(width, 10) / 10 : 0) : 0;
  const columns = columnNames(header ? trimEnd(header.cells) : Array.from({ length: width }, () => ''));
  return { headerRow: header?.line ?? 0, columns, candidates: [], likeness };
}

/** The number of cells that most rows have; remarks have one. */
function usualWidth(rows: readonly TableRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) {
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const [width = 0] = [...counts].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? [];
  return width;
}

/** A cell more or less is the same table, but not of two columns. */
function isNear(length: number, width: number): boolean {
  return length === width || (width > 3 && Math.abs(length - width) === 1);
}

function looksLikeHeadings(cells: readonly string[]): boolean {
  const filled = trimEnd(cells).filter((cell) => cell.trim() !== '');
  if (filled.length < 2 || filled.length < cells.length * 0.7) return false;
  return filled.every(
    (cell) => cell.length < 100 && /\p{L}/u.test(cell) && parseAmount(cell, { decimal: '.' }) === null,
  );
}

/** Without empty cells at the end, which some programs write. */
function trimEnd(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return cells.slice(0, last + 1);
}
