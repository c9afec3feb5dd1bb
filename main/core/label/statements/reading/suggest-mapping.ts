import { isCurrency } from '#shared/money.ts';
import type { ColumnMappingInput, StatementField } from '#shared/statement-mapping.ts';
import { aliases } from './column-aliases.ts';
import { parseStatementDate } from './statement-date.ts';

export type Suggestion = {
  mapping: ColumnMappingInput;
  /** Fields without which no money can be read, that no column looks like. */
  missing: StatementField[];
};

/** Letters and digits alone: 'Track_Title' is 'track title'. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

/** A mapping for a file we do not know, by what its columns are called and hold. For a user to look at. */
export function suggestMapping(columns: readonly string[], sampleRows: readonly (readonly string[])[]): Suggestion {
  const plain = columns.map(plainName);
  const taken = new Set<number>();
  const fields: NonNullable<ColumnMappingInput['fields']> = {};
  for (const [field, names] of aliases) {
    const place = findPlace(plain, names, taken, (candidate) => holds(field, candidate, sampleRows));
    if (place < 0) continue;
    taken.add(place);
    fields[field] = { columns: [columns[place] as string] };
  }
  const netColumn = fields.net?.columns[0] ?? '';
  const currency = fields.currency ? null : currencyIn(netColumn);
  const missing = (['net'] as const).filter((field) => !fields[field]);
  return { mapping: { fields, currency }, missing };
}

/** The column called by the first of `names`; then one whose name has such a name within. */
function findPlace(
  plain: readonly string[],
  names: readonly string[],
  taken: ReadonlySet<number>,
  holdsIt: (place: number) => boolean,
): number {
  const isFree = (place: number) => place >= 0 && !taken.has(place) && holdsIt(place);
  for (const name of names) {
    const place = plain.indexOf(name);
    if (isFree(place)) return place;
  }
  for (const name of names.filter((candidate) => candidate.length > 3)) {
    const place = plain.findIndex((column, index) => ` ${column} `.includes(` ${name} `) && isFree(index));
    if (place >= 0) return place;
  }
  return -1;
}

/** Whether the cells of a column may be what a field holds; a column without cells may be anything. */
function holds(field: StatementField, place: number, rows: readonly (readonly string[])[]): boolean {
  const cells = rows.map((row) => (row[place] ?? '').trim()).filter((cell) => cell !== '');
  if (cells.length === 0) return true;
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length;
  if (field === 'net' || field === 'gross' || field === 'fee' || field === 'quantity') {
    return share((cell) => /\d/.test(cell) && !/\p{L}{4}/u.test(cell)) > 0.8;
  }
  // Half of them: a short file has a row of totals.
  if (field === 'saleDate' || field === 'saleFrom' || field === 'saleTo' || field === 'reportedDate') {
    return share((cell) => parseStatementDate(cell, 'dmy') !== null || parseStatementDate(cell, 'mdy') !== null) >= 0.5;
  }
  if (field === 'currency') return share((cell) => isCurrency(cell.toUpperCase()) || /^\p{Sc}$/u.test(cell)) > 0.8;
  return true;
}

/** 'Revenue (USD)', 'Royalty ($US)', 'Net EUR'. */
function currencyIn(column: string): string | null {
  const code = (column.match(/\b[A-Z]{3}\b/g) ?? []).find(isCurrency);
  if (code) return code;
  if (column.includes('€')) return 'EUR';
  if (column.includes('£')) return 'GBP';
  return /US\$|\$US/.test(column) ? 'USD' : null;
}
