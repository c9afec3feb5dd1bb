import { type Db, prepare } from '#core/db/query.ts';
import type { CodeKind } from '#shared/contract/codes.ts';
import { AppError } from '#shared/errors.ts';
import { checkGs1, checkMod37 } from '#shared/identifiers/check-digits.ts';
import { type CodeSeriesState, codeSeriesRecord } from './code-series-records.ts';

export type SeriesRow = CodeSeriesState & { id: number };

/** What the codes of a kind are made of: before the counter, the counter's digits, and after it. */
type CodeForm = {
  /** Where they stand, each table and column. */
  places: readonly { table: string; column: string; isList?: boolean }[];
  /** What their prefix has to look like; catalogue numbers begin as one likes. */
  prefix: RegExp;
  /** What they begin with; `year` has two digits. */
  start(series: SeriesRow, year: string): string;
  digits(series: SeriesRow): number;
  /** False where numbers may have more digits than that. */
  isFixed: boolean;
  check(text: string): string;
};

const none = () => '';

export const codeForms: Readonly<Record<CodeKind, CodeForm>> = {
  isrc: {
    places: [{ table: 'recording', column: 'isrc' }],
    prefix: /^[A-Z]{2}[A-Z0-9]{3}$/,
    start: ({ prefix }, year) => prefix + year,
    digits: () => 5,
    isFixed: true,
    check: none,
  },
  catalogue: {
    places: [{ table: 'release', column: 'catalogue_number' }],
    prefix: /^.*\D$|^$/,
    start: ({ prefix }) => prefix,
    digits: ({ digits }) => digits,
    isFixed: false,
    check: none,
  },
  upc: {
    places: [
      { table: 'release', column: 'upc' },
      { table: 'release', column: 'upc_history', isList: true },
    ],
    prefix: /^\d{6,11}$/,
    start: ({ prefix }) => prefix,
    digits: ({ prefix }) => 12 - prefix.length,
    isFixed: true,
    check: checkGs1,
  },
  grid: {
    places: [{ table: 'release', column: 'grid' }],
    prefix: /^A1[A-Z0-9]{5}$/,
    start: ({ prefix }) => prefix,
    digits: () => 10,
    isFixed: true,
    check: checkMod37,
  },
};

export function listSeries(db: Db): SeriesRow[] {
  const ids = prepare(db, 'SELECT id FROM code_series ORDER BY kind, is_default DESC, id').pluck().all() as number[];
  return ids.map((id) => ({ id, ...codeSeriesRecord.get(db, id) }));
}

/** The one that is taken where several are of a kind: the default, else the oldest. */
export function findSeries(db: Db, kind: CodeKind): SeriesRow | undefined {
  return listSeries(db).find((series) => series.kind === kind);
}

/** Two digits: codes of a recording are counted in the year it comes out. */
export function codeYear(releaseDate: string, now: number): string {
  return (releaseDate || new Date(now).toISOString()).slice(2, 4);
}

/** Gives codes of one series, each the smallest number that nothing has, or was delivered with. Throws CODES_USED_UP. */
export class CodeGiver {
  readonly #series: SeriesRow;
  readonly #start: string;
  readonly #used: Set<number>;
  #number: number;

  constructor(db: Db, series: SeriesRow, year: string) {
    this.#series = series;
    this.#start = codeForms[series.kind].start(series, year);
    this.#used = usedNumbers(db, series, this.#start);
    this.#number = series.first;
  }

  take(): string {
    const form = codeForms[this.#series.kind];
    const digits = form.digits(this.#series);
    while (this.#used.has(this.#number)) this.#number += 1;
    const counter = String(this.#number).padStart(digits, '0');
    if (form.isFixed && counter.length > digits) {
      throw new AppError('CODES_USED_UP', 'There are no numbers left in this series.', { prefix: this.#series.prefix });
    }
    this.#number += 1;
    return this.#start + counter + form.check(this.#start + counter);
  }
}

/** The next code, or null where there is no series or none left. */
export function nextCode(db: Db, kind: CodeKind, year: string): string | null {
  const series = findSeries(db, kind);
  return series ? nextOf(db, series, year) : null;
}

export function nextOf(db: Db, series: SeriesRow, year: string): string | null {
  try {
    return new CodeGiver(db, series, year).take();
  } catch (error) {
    if (error instanceof AppError && error.code === 'CODES_USED_UP') return null;
    throw error;
  }
}

/** How many are in use, of all years. */
export function countUsed(db: Db, series: SeriesRow): number {
  return listCodes(db, series.kind, series.prefix).size;
}

function usedNumbers(db: Db, series: SeriesRow, start: string): Set<number> {
  const { kind } = series;
  const form = codeForms[kind];
  const digits = form.isFixed ? `\\d{${form.digits(series)}}` : '\\d+';
  const shape = new RegExp(`^${escaped(start)}(${digits})${form.check === none ? '' : '[0-9A-Z]'}$`);
  const numbers = new Set<number>();
  for (const code of listCodes(db, kind, start)) {
    const found = shape.exec(code);
    if (found) numbers.add(Number(found[1]));
  }
  return numbers;
}

/** Codes that stand somewhere, or stood in what was delivered: those are never given again. */
function listCodes(db: Db, kind: CodeKind, start: string): Set<string> {
  const codes = new Set<string>();
  for (const { table, column, isList } of codeForms[kind].places) {
    const sql = isList
      ? `SELECT value FROM ${table}, json_each(${column}) WHERE substr(value, 1, length(@start)) = @start`
      : `SELECT ${column} FROM ${table} WHERE substr(${column}, 1, length(@start)) = @start`;
    for (const code of prepare(db, sql).pluck().all({ start }) as string[]) codes.add(code);
  }
  const snapshots = prepare(db, 'SELECT snapshot FROM delivery_package WHERE instr(snapshot, ?) > 0')
    .pluck()
    .all(start);
  const quoted = new RegExp(`"(${escaped(start)}[^"]*)"`, 'g');
  for (const snapshot of snapshots as string[])
    for (const [, code] of snapshot.matchAll(quoted)) codes.add(code as string);
  return codes;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
