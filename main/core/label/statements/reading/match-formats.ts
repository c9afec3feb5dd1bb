import { foldColumn } from './columns.ts';
import { statementFormats } from './formats/all-formats.ts';
import type { StatementFormat } from './formats/statement-format.ts';

export type FormatMatch = {
  id: string;
  name: string;
  content: 'sales' | 'streams';
  /** 0 to 1: how much of the format is in the file, and of the file in the format. */
  score: number;
};

/** The formats whose required columns are all among these, the likest first. Order, capitals and blanks do not count. */
export function matchFormats(columns: readonly string[]): FormatMatch[] {
  const found = new Set(columns.map(foldColumn).filter((column) => column !== ''));
  return statementFormats
    .filter((format) => fits(format, found))
    .map((format) => ({ id: format.id, name: format.name, content: format.content, score: scoreOf(format, found) }))
    .sort((one, other) => other.score - one.score);
}

function fits(format: StatementFormat, found: ReadonlySet<string>): boolean {
  if (format.isExact && found.size !== format.required.length) return false;
  return format.required.every((names) => names.some((name) => found.has(foldColumn(name))));
}

function scoreOf(format: StatementFormat, found: ReadonlySet<string>): number {
  const known = new Set([...format.known, ...format.required.flat()].map(foldColumn));
  const there = [...known].filter((name) => found.has(name)).length;
  return Math.round(((there / known.size + there / found.size) / 2) * 1000) / 1000;
}
