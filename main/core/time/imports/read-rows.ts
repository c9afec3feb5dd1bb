import { createHash } from 'node:crypto';
import type { TimeFormat } from '#shared/contract/imports.ts';
import {
  type DurationUnit,
  findDateOrder,
  hasDecimalComma,
  readClock,
  readCurrency,
  readDay,
  readDuration,
  readFlag,
  readMoment,
  readNumber,
  readTags,
  sumOf,
} from './cell-values.ts';
import type { Columns, TimeColumn } from './columns.ts';
import type { TableRow } from './table-cells.ts';
import type { DateOrder, TimeRow, TimeSpan, UnreadableReason, UnreadableRow } from './time-rows.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A longer entry is a mistake of whoever wrote it. */
const longestMs = 31 * dayMs;

/** Names behind the ids of an export that has its names in other files. */
export type NameBook = Record<'member' | 'client' | 'project' | 'task' | 'tag', Map<string, string>>;

export function emptyNameBook(): NameBook {
  return { member: new Map(), client: new Map(), project: new Map(), task: new Map(), tag: new Map() };
}

type TableStyle = { isComma: boolean; order: DateOrder; isOrderUnsure: boolean; unit: DurationUnit };

/** A table of time entries: what its cells mean, found out from all of them. */
export class EntryTable {
  readonly #columns: Columns;
  readonly #format: TimeFormat;
  readonly #file: string;
  readonly #names: NameBook;
  readonly style: TableStyle;

  constructor(
    { columns, format, file, names }: { columns: Columns; format: TimeFormat; file: string; names: NameBook },
    rows: readonly TableRow[],
    order: DateOrder | null,
  ) {
    this.#columns = columns;
    this.#format = format;
    this.#file = file;
    this.#names = names;
    this.style = this.#findStyle(rows, order);
  }

  read(row: TableRow): TimeRow | UnreadableRow {
    if (row.isDamaged) return this.#miss(row, 'damaged');
    const span = this.#readSpan(row);
    if (typeof span === 'string') return this.#miss(row, span);
    const facts = this.#readFacts(row);
    const cell = (column: TimeColumn) => this.#cell(row, column);
    const times = [cell('date'), cell('start'), cell('end'), cell('startDate'), cell('startTime')];
    times.push(cell('endDate'), cell('endTime'), cell('duration'));
    const id = cell('id');
    const key = id === '' ? hashOf([...Object.values(facts), ...times]) : hashOf([this.#format, id]);
    return {
      ...facts,
      file: this.#file,
      line: row.line,
      key,
      span,
      breakMs: Math.max(0, this.#duration(cell('break')) ?? 0),
      ...this.#readRate(row, span),
    };
  }

  #readFacts(row: TableRow) {
    const cell = (column: TimeColumn) => this.#cell(row, column);
    const named = (book: keyof NameBook, id: string) => (id === '' ? '' : (this.#names[book].get(id) ?? id));
    const fullName = `${cell('firstName')} ${cell('lastName')}`.trim();
    const email = cell('email');
    const isKimai = this.#format === 'kimai';
    const person =
      (isKimai ? cell('name') : '') || fullName || cell('person') || named('member', cell('memberId')) || email;
    return {
      person,
      email,
      client: cell('client') || named('client', cell('clientId')),
      project: cell('project') || named('project', cell('projectId')),
      task: cell('task') || cell('activity') || named('task', cell('taskId')),
      note: cell('note'),
      tags: readTags(cell('tags')).map((tag) => this.#names.tag.get(tag) ?? tag),
      isBillable: readFlag(cell('billable')),
    };
  }

  #readRate(row: TableRow, span: TimeSpan): { rate: string | null; currency: string } {
    const number = (column: TimeColumn) => {
      const text = readNumber(this.#cell(row, column), this.style.isComma);
      return text === null || Number(text) <= 0 ? null : text;
    };
    const currency = readCurrency(this.#cell(row, 'currency')) || this.#columns.currency;
    const hourly = number('rate');
    // solidtime writes cents.
    if (hourly !== null) return { rate: this.#format === 'solidtime' ? cents(hourly) : hourly, currency };
    const amount = number('fixedRate') ?? number('amount');
    const hours = lengthOf(span) / hourMs;
    return { rate: amount === null ? null : (Number(amount) / hours).toFixed(6), currency };
  }

  #readSpan(row: TableRow): TimeSpan | UnreadableReason {
    const { order } = this.style;
    const date = this.#cell(row, 'date');
    const duration = this.#duration(this.#cell(row, 'duration'));
    const startCell = this.#cell(row, 'start');
    const whole = readMoment(startCell, order);
    if (whole) return this.#readMoments(row, whole, duration);
    const dayText = this.#cell(row, 'startDate') || date || (readDay(startCell, order) === null ? '' : startCell);
    if (dayText === '') return 'noDate';
    const day = readDay(dayText, order);
    if (day === null) return 'badDate';
    const clockText = this.#cell(row, 'startTime') || (dayText === startCell ? '' : startCell);
    if (clockText === '') return dayOnly(day, duration);
    const clock = readClock(clockText);
    if (clock === null) return 'badTime';
    return this.#readEnd(row, day + clock, day, duration);
  }

  #readMoments(row: TableRow, start: { at: number; isLocal: boolean }, duration: number | null) {
    const text = this.#cell(row, 'end');
    const end = readMoment(text, this.style.order);
    if (text !== '' && !end) return 'badTime';
    if (end && end.isLocal !== start.isLocal) return 'badTime';
    if (!end && duration === null) return this.#columns.at.end === undefined ? 'noTime' : 'running';
    const at = end?.at ?? start.at + (duration ?? 0);
    return checked(
      start.isLocal
        ? { kind: 'local', start: start.at, end: at, durationMs: duration }
        : { kind: 'utc', start: start.at, end: at },
    );
  }

  #readEnd(row: TableRow, start: number, day: number, duration: number | null): TimeSpan | UnreadableReason {
    const endDate = this.#cell(row, 'endDate');
    const endClock = this.#cell(row, 'endTime') || this.#cell(row, 'end');
    if (endClock === '') {
      if (duration === null) return 'running';
      return checked({ kind: 'local', start, end: start + duration, durationMs: duration });
    }
    const endDay = endDate === '' ? day : readDay(endDate, this.style.order);
    const end = sumOf(endDay, readClock(endClock));
    if (end === null) return 'badTime';
    // Without a day of its own, an end before its start is one of the next day.
    const shifted = endDate === '' && end < start ? end + dayMs : end;
    return checked({ kind: 'local', start, end: shifted, durationMs: duration });
  }

  #duration(cell: string): number | null {
    if (cell === '') return null;
    return readDuration(cell, this.style.unit, this.style.isComma);
  }

  #cell(row: TableRow, column: TimeColumn): string {
    const index = this.#columns.at[column];
    return index === undefined ? '' : (row.cells[index] ?? '').trim();
  }

  #miss(row: TableRow, reason: UnreadableReason): UnreadableRow {
    const text = row.cells
      .filter((cell) => cell.trim() !== '')
      .join(' · ')
      .slice(0, 200);
    return { file: this.#file, line: row.line, reason, text };
  }

  #findStyle(rows: readonly TableRow[], order: DateOrder | null): TableStyle {
    const all = function* (table: EntryTable, columns: readonly TimeColumn[]) {
      for (const row of rows) for (const column of columns) yield table.#cell(row, column);
    };
    const found = findDateOrder(
      all(this, ['date', 'startDate', 'endDate', 'start']),
      this.#format === 'clockify' ? 'monthFirst' : 'dayFirst',
    );
    return {
      isComma: hasDecimalComma(all(this, ['duration', 'rate', 'amount', 'fixedRate'])),
      order: order ?? found.order,
      isOrderUnsure: found.isUnsure,
      unit: this.#columns.durationUnit ?? guessUnit([...all(this, ['duration'])]),
    };
  }
}

/** Whole numbers without a heading that says so: nobody works 240 hours on end, and hours have halves. */
function guessUnit(cells: readonly string[]): DurationUnit {
  const numbers = cells.filter((cell) => /^\d+$/.test(cell)).map(Number);
  const isWhole = numbers.length === cells.filter(Boolean).length;
  if (!isWhole || numbers.length === 0) return 'hours';
  const largest = Math.max(...numbers.slice(0, 50_000));
  return largest > 1000 ? 'seconds' : largest > 24 ? 'minutes' : 'hours';
}

function dayOnly(day: number, duration: number | null): TimeSpan | UnreadableReason {
  if (duration === null) return 'noTime';
  if (duration > dayMs) return 'tooLong';
  return duration === 0 ? 'zero' : duration < 0 ? 'reversed' : { kind: 'day', day: day / dayMs, durationMs: duration };
}

function checked(span: TimeSpan & { start: number; end: number }): TimeSpan | UnreadableReason {
  const length = span.end - span.start;
  // Put back in between, clocks may show an end before the start.
  const known = span.kind === 'local' && span.durationMs !== null && span.durationMs > 0 ? span.durationMs : length;
  if (length === 0 && known === 0) return 'zero';
  if (known < 0 || length < -hourMs) return 'reversed';
  if (length <= 0 && known > 2 * hourMs) return 'reversed';
  return length > longestMs ? 'tooLong' : span;
}

function lengthOf(span: TimeSpan): number {
  if (span.kind === 'day') return span.durationMs;
  return span.kind === 'local' && span.durationMs ? span.durationMs : span.end - span.start;
}

function cents(text: string): string {
  return (Number(text) / 100).toFixed(4);
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}
