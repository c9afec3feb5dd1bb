import { currencyDigits, plainMoney } from './money.ts';

/**
 * What a column of a table holds.
 *
 * - `text`: any text.
 * - `number`: a number, shown with `digits` places.
 * - `money`: whole minor units of `currency` (cents).
 * - `duration`: whole milliseconds, shown as hours and minutes.
 * - `hours`: whole milliseconds, shown as hours with two places.
 * - `date`: a day, 'YYYY-MM-DD'.
 * - `share`: a part of one, shown in per cent.
 */
export type CellKind = 'text' | 'number' | 'money' | 'duration' | 'hours' | 'date' | 'share';

export type CellColumn = {
  kind: CellKind;
  /** ISO 4217; of a column of money. One column is of one currency. */
  currency?: string;
  /** Places of a number; 0 where left out. */
  digits?: number;
};

/** A cell is a text for `text` and `date`, a number for everything else, or empty. */
export type Cell = string | number | null;

const msPerMinute = 60_000;
const msPerHour = 3_600_000;

/** A figure as people read it: 1,234.50 · 10:29 · −3.00 · 12.5 % · 20 Nov 2026. */
export function readableCell(column: CellColumn, cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return column.kind === 'date' ? readableDate(cell) : cell;
  const text = plainNumber(column, Math.abs(cell));
  const isZero = !/[1-9]/.test(text);
  return `${cell < 0 && !isZero ? '−' : ''}${grouped(text)}${column.kind === 'share' ? ' %' : ''}`;
}

/** A figure as programs read it: 1234.50 · 10:29 · -3.00 · 0.125 · 2026-11-20. */
export function machineCell(column: CellColumn, cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (column.kind === 'share') return String(Number(cell.toFixed(6)));
  const text = plainNumber(column, Math.abs(cell));
  return cell < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** A number of a column as a number: cents become units, milliseconds hours or days. */
export function numberOf({ kind, currency = '' }: CellColumn, cell: number): number {
  if (kind === 'money') return cell / 10 ** currencyDigits(currency);
  if (kind === 'duration') return cell / msPerHour / 24;
  return kind === 'hours' ? cell / msPerHour : cell;
}

function plainNumber(column: CellColumn, value: number): string {
  switch (column.kind) {
    case 'money':
      return plainMoney(Math.round(value), column.currency ?? '');
    case 'duration':
      return hoursAndMinutes(value);
    case 'hours':
      return fixed(value / msPerHour, 2);
    case 'share':
      return fixed(value * 100, 1);
    default:
      return fixed(value, column.digits ?? 0);
  }
}

/** Half away from zero: 0.125 becomes 0.13. */
function fixed(value: number, places: number): string {
  const scale = 10 ** places;
  const nudged = Math.round(value * scale + 1e-9);
  return Number.isSafeInteger(nudged) ? (nudged / scale).toFixed(places) : value.toFixed(places);
}

/** Seconds are shown where there are some: a sum of shown times must be the shown sum. */
function hoursAndMinutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(((seconds * 1000) % msPerHour) / msPerMinute);
  const rest = seconds % 60;
  const head = `${hours}:${two(minutes)}`;
  return rest === 0 ? head : `${head}:${two(rest)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Commas between thousands, before the point or colon. */
function grouped(text: string): string {
  const [whole = '', ...rest] = text.split(/(?=[.:])/);
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest.join('')}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function readableDate(date: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  return year ? `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}` : date;
}
