import { type DecimalSign, parseAmount } from '#shared/amount.ts';
import type { ColumnMapping, StatementField } from '#shared/statement-mapping.ts';
import { placesOf } from './columns.ts';
import { type DateOrder, dateOrderOf } from './statement-date.ts';

const amountFields: readonly StatementField[] = ['net', 'gross', 'fee', 'withheld', 'fxRate', 'quantity'];
const dateFields: readonly StatementField[] = ['saleDate', 'saleFrom', 'saleTo', 'reportedDate'];

/** Cells of the columns that some fields are read from. */
export function cellsOf(
  mapping: ColumnMapping,
  fields: readonly StatementField[],
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const places = fields.flatMap((field) => placesOf(mapping.fields[field]?.columns ?? [], columns));
  return rows.flatMap((cells) => places.map((place) => (cells[place] ?? '').trim())).filter((cell) => cell !== '');
}

/** The point of a file's amounts. `either`: '1.234' may be meant in two ways, and nothing else decides; null: no matter. */
export function decimalOf(values: readonly string[]): DecimalSign | 'either' | null {
  let [points, commas, either] = [0, 0, 0];
  for (const value of values) {
    const point = parseAmount(value, { decimal: '.' });
    const comma = parseAmount(value, { decimal: ',' });
    if (point && !comma) points += 1;
    else if (comma && !point) commas += 1;
    else if (point && comma && point.amount !== comma.amount) either += 1;
  }
  if (points !== commas) return points > commas ? '.' : ',';
  return either > 0 ? 'either' : null;
}

export type Locale = { decimal: DecimalSign | 'either' | null; dateOrder: DateOrder | 'either' | null };

/** What the file shows goes before what a mapping says: a spreadsheet of another country may have saved it again. */
export function localeOf(
  mapping: ColumnMapping,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Locale {
  const point = decimalOf(cellsOf(mapping, amountFields, columns, rows));
  const isClear = mapping.decimal === 'auto' || point === '.' || point === ',';
  const decimal = isClear ? point : (mapping.decimal as DecimalSign);
  const shown = dateOrderOf(cellsOf(mapping, dateFields, columns, rows));
  const isKnown = mapping.dateOrder !== 'auto' && (shown === 'either' || shown === null);
  return { decimal, dateOrder: isKnown ? (mapping.dateOrder as DateOrder) : shown };
}
