import { type Amount, formatAmount } from '#shared/amount.ts';
import { CellReader } from './cell-reader.ts';
import { placesOf } from './columns.ts';
import type { TableRow } from './csv-splitter.ts';
import type { ProblemLog } from './problem-log.ts';
import type { ReadingPlan } from './reading-plan.ts';
import type { RunningTotals } from './running-totals.ts';
import type { StatementRow } from './statement-row.ts';

const longestRawCell = 32_767;
const totalWord =
  /^(?:(?:grand|sub|net)[\s-]?)?(?:totals?|summe|gesamt|totaux|totale|totaal)\b[\s:]*$|^total(?:e|es)? /i;

/** Makes rows of a table rows of a statement, as a plan says. */
export class RowMapper {
  readonly #plan: ReadingPlan;
  readonly #problems: ProblemLog;
  readonly #totals: RunningTotals;
  readonly #cells: CellReader;
  readonly #kept: number[];
  /** Some columns are about people, and left out. */
  readonly #hasPeople: boolean;
  readonly #leftOut: { place: number; values: Set<string> }[];
  readonly #reversal: { place: number; values: Set<string>; areUnsigned: boolean } | null;

  constructor(plan: ReadingPlan, problems: ProblemLog, totals: RunningTotals) {
    this.#plan = plan;
    this.#problems = problems;
    this.#totals = totals;
    this.#cells = new CellReader(plan, problems);
    this.#kept = placesOf(plan.keptColumns, plan.columns);
    this.#hasPeople = this.#kept.length < plan.columns.length;
    const { leftOut, reversals } = plan.mapping;
    this.#leftOut = leftOut.flatMap((rule) => ruleOf(rule, plan.columns));
    const [reversal] = reversals ? ruleOf(reversals, plan.columns) : [];
    this.#reversal = reversal && reversals ? { ...reversal, areUnsigned: reversals.areUnsigned } : null;
  }

  /** Null for rows that are no sale: blank ones, payouts, totals. They are counted. */
  map(row: TableRow): StatementRow | null {
    if (isBlank(row.cells)) {
      this.#totals.blankRows += 1;
      return null;
    }
    if (this.#isLeftOut(row)) return null;
    if (this.#hasPeople && this.#isShifted(row)) return null;
    const misfits = this.#problems.misfits;
    const sale = this.#read(row);
    this.#checkShape(row, this.#problems.misfits > misfits);
    return sale;
  }

  #read(row: TableRow): StatementRow {
    const cells = this.#cells;
    cells.begin(row);
    const days = cells.days();
    const units = cells.quantity();
    const quantity = units ?? 0;
    const isTakenBack = this.#reversal?.values.has(plainCell(row.cells[this.#reversal.place])) ?? false;
    const isUnsigned = isTakenBack && (this.#reversal?.areUnsigned ?? false);
    const signed = (amount: Amount): Amount => (isUnsigned && amount > 0n ? -amount : amount);
    const net = signed(cells.net());
    const isReversal = isTakenBack || net < 0n || quantity < 0;
    if (net < 0n) this.#problems.add(row.line, 'amountNegative', '', formatAmount(net));
    if (net !== 0n && units === 0 && !isReversal && cells.has('quantity')) this.#problems.add(row.line, 'unitsZero');
    const gross = cells.amount('gross');
    return {
      line: row.line,
      raw: this.#raw(row.cells),
      ...days,
      reportedMonth: cells.reportedMonth(),
      store: cells.text('store') || (this.#plan.mapping.store ?? ''),
      territory: cells.territory(),
      saleType: cells.saleType(),
      format: cells.text('format'),
      quantity: isUnsigned ? -Math.abs(quantity) : quantity,
      gross: gross === null ? null : signed(gross),
      fee: cells.amount('fee'),
      withheld: cells.amount('withheld'),
      net,
      currency: cells.currency(),
      fxRate: cells.rate(),
      isrc: cells.isrc(),
      upc: cells.upc(),
      catalogueNumber: cells.text('catalogueNumber'),
      artist: cells.text('artist'),
      title: cells.text('title'),
      releaseTitle: cells.text('releaseTitle'),
      label: cells.text('label'),
      isReversal,
    };
  }

  /** Cells too few are empty ones at the end, unless one of them does not fit its column: then all may stand in a wrong one. */
  #checkShape({ line, cells, isQuoteOpen }: TableRow, hasMisfits: boolean): void {
    const { columns } = this.#plan;
    if (isQuoteOpen) this.#problems.add(line, 'quoteOpen', '', this.#told(cells));
    const extra = this.#extraOf(cells);
    if (extra.length > 0) this.#problems.add(line, 'cellsExtra', '', extra.join(' '));
    else if (this.#isShort(cells)) {
      this.#problems.add(line, hasMisfits ? 'cellsMissing' : 'ragged', '', `${cells.length} ≠ ${columns.length}`);
    }
  }

  /** Which cells of it are about people cannot be told, so that none is read. */
  #isShifted({ line, cells }: TableRow): boolean {
    const isLong = this.#extraOf(cells).length > 0;
    if (!isLong && !this.#isShort(cells)) return false;
    const counts = `${cells.length} ≠ ${this.#plan.columns.length}`;
    this.#problems.add(line, isLong ? 'cellsExtra' : 'cellsMissing', '', counts);
    return true;
  }

  #extraOf(cells: readonly string[]): string[] {
    return cells.slice(this.#plan.columns.length).filter((cell) => cell.trim() !== '');
  }

  /** A workbook leaves out empty cells. */
  #isShort(cells: readonly string[]): boolean {
    return cells.length < this.#plan.columns.length && this.#plan.kind !== 'xlsx';
  }

  /** A row as a problem tells it: without what is about people, or may be. */
  #told(cells: readonly string[]): string {
    const { columns } = this.#plan;
    if (this.#hasPeople && (this.#isShort(cells) || this.#extraOf(cells).length > 0)) {
      return `${cells.length} ≠ ${columns.length}`;
    }
    return this.#kept
      .map((place) => (cells[place] ?? '').trim())
      .filter((cell) => cell !== '')
      .join(' ');
  }

  #isLeftOut(row: TableRow): boolean {
    const { cells } = row;
    const isPayout = this.#leftOut.some(({ place, values }) => values.has(plainCell(cells[place])));
    const isNoSale = isPayout || this.#isHeadings(cells) || this.#isRemark(cells);
    if (!isNoSale && !this.#isTotal(cells)) return false;
    this.#totals.leftOutRows += 1;
    this.#problems.add(row.line, isNoSale ? 'leftOut' : 'totalRow', '', this.#told(cells));
    return true;
  }

  /** Files that were put one behind the other have their headings again. */
  #isHeadings(cells: readonly string[]): boolean {
    const { columns } = this.#plan;
    if (this.#plan.headerRow === 0 || cells[0]?.trim() !== columns[0]) return false;
    return cells.length >= columns.length && columns.every((column, place) => isNamed(column, cells[place]));
  }

  /** A sentence below a table, in its first cell. */
  #isRemark(cells: readonly string[]): boolean {
    if (this.#plan.columns.length < 4 || (cells[0] ?? '').trim() === '') return false;
    return cells.every((cell, place) => place === 0 || cell.trim() === '') && !this.#cells.readsMoneyAt(0);
  }

  /** The sum that programs put under a table, with a word or without one, would count everything twice. */
  #isTotal(cells: readonly string[]): boolean {
    if (!this.#cells.saysNothingOf(cells)) return false;
    const first = cells.find((cell) => cell.trim() !== '') ?? '';
    if (first.length < 40 && totalWord.test(first.trim())) return true;
    const net = this.#cells.moneyOf(cells);
    return net !== null && net !== 0n && this.#totals.isSum(net);
  }

  #raw(cells: readonly string[]): string[] {
    return this.#kept.map((place) => {
      const cell = cells[place] ?? '';
      return cell.length > longestRawCell ? cell.slice(0, longestRawCell) : cell;
    });
  }
}

function ruleOf(rule: { column: string; values: string[] }, columns: readonly string[]) {
  return placesOf([rule.column], columns).map((place) => ({
    place,
    values: new Set(rule.values.map((value) => value.toLowerCase())),
  }));
}

/** Whether a cell of a row is the heading of its column; a second column of a name is 'Name (2)' among ours. */
function isNamed(column: string, cell = ''): boolean {
  const text = cell.trim();
  return text === '' || column === text || column.startsWith(`${text} (`);
}

function plainCell(cell: string | undefined): string {
  return (cell ?? '').trim().toLowerCase();
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}
