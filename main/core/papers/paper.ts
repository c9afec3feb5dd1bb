import type { Cell, CellColumn, CellKind } from '#shared/cell-text.ts';
import { AppError } from '#shared/errors.ts';

export type PaperColumn = CellColumn & { title: string };

/**
 * `group` is a head above what belongs to it, `level` says how deep a row stands (0 at the left edge).
 * `total` gets the accountant's rules: one line above, two below.
 */
export type PaperRow = { kind: 'row' | 'group' | 'subtotal' | 'total'; level?: number; cells: readonly Cell[] };

/** A table; a sheet of its own where a file has sheets. */
export type PaperTable = { name: string; columns: readonly PaperColumn[]; rows: readonly PaperRow[] };

/** A document of tables. What it says is in its words already: nothing is looked up when it is written. */
export type Paper = {
  title: string;
  /** Under the title: period, filters, how it was rounded. */
  lines: readonly string[];
  /** Who gives it out. `logo` is a PNG or JPEG. */
  issuer: { name: string; lines: readonly string[]; logo: Uint8Array | null };
  /** Who it is for, by lines; empty where nobody is named. */
  recipient: readonly string[];
  tables: readonly PaperTable[];
  /** Behind the tables: what the figures mean. */
  notes: readonly string[];
  /** Lines to sign on, by what stands under them. */
  signatures: readonly string[];
  /** When it was made, in milliseconds since 1970: the only thing in which the same papers may differ. */
  madeAt: number;
  /** The same for a reader: '21 Nov 2026'. */
  madeOn: string;
};

export const paperFormats = ['csv', 'xlsx', 'pdf'] as const;
export type PaperFormat = (typeof paperFormats)[number];

export type PaperOptions = {
  /** Of a PDF. */
  pageSize: 'A4' | 'LETTER';
  orientation: 'portrait' | 'landscape';
  /** Whether a CSV begins with a byte order mark, without which spreadsheets take it for an old encoding. */
  hasByteOrderMark: boolean;
};

export const defaultPaperOptions: PaperOptions = { pageSize: 'A4', orientation: 'portrait', hasByteOrderMark: true };

/** Kinds that are figures: they stand at the right, and add up. */
export function isFigure(kind: CellKind): boolean {
  return kind !== 'text' && kind !== 'date';
}

/** Throws where a row does not fit its columns: that would be a bug, and a figure in the wrong column. */
export function checkPaper(paper: Paper): void {
  if (paper.tables.length === 0) throw new AppError('INVALID_INPUT', 'There is nothing to write.');
  for (const { name, columns, rows } of paper.tables) {
    if (columns.length === 0) throw new Error(`Expected columns in ${name}`);
    for (const column of columns) {
      if (column.kind === 'money' && !column.currency) throw new Error(`Expected a currency for ${column.title}`);
    }
    for (const { cells } of rows) {
      if (cells.length !== columns.length) throw new Error(`Expected ${columns.length} cells, got ${cells.length}`);
      for (const [index, cell] of cells.entries()) checkCell(columns[index] as PaperColumn, cell);
    }
  }
}

function checkCell({ kind, title }: PaperColumn, cell: Cell): void {
  if (cell === null) return;
  if (isFigure(kind) ? typeof cell === 'number' && Number.isFinite(cell) : typeof cell === 'string') return;
  throw new Error(`Expected ${kind} in ${title}, got ${typeof cell}`);
}
