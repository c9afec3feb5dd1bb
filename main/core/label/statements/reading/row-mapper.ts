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
  readonly #leftOut: { place: number; values: Set<string> }[];
  readonly #reversal: { place: number; values: Set<string>; areUnsigned: boolean } | null;

  constructor(plan: ReadingPlan, problems: ProblemLog, totals: RunningTotals) {
    this.#plan = plan;
    this.#problems = problems;
    this.#totals = totals;
    this.#cells = new CellReader(plan, problems);
    this.#kept = placesOf(plan.keptColumns, plan.columns);
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
    this.#checkShape(row);
    if (this.#isLeftOut(row)) return null;
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

  #checkShape(row: TableRow): void {
    const { length } = row.cells;
    const { columns } = this.#plan;
    if (row.isQuoteOpen) this.#problems.add(row.line, 'quoteOpen', '', row.cells.join(' ').trim());
    // Some programs end each row with the delimiter.
    const isEnded = length === columns.length + 1 && row.cells[length - 1] === '';
    if (length !== columns.length && !isEnded)
      this.#problems.add(row.line, 'ragged', '', `${length} ≠ ${columns.length}`);
  }

  #isLeftOut(row: TableRow): boolean {
    const isPayout = this.#leftOut.some(({ place, values }) => values.has(plainCell(row.cells[place])));
    if (!isPayout && !this.#isTotal(row.cells)) return false;
    this.#totals.leftOutRows += 1;
    this.#problems.add(
      row.line,
      isPayout ? 'leftOut' : 'totalRow',
      '',
      row.cells.filter((cell) => cell !== '').join(' '),
    );
    return true;
  }

  /** The sum that programs put under a table would count everything twice. */
  #isTotal(cells: readonly string[]): boolean {
    const first = cells.find((cell) => cell.trim() !== '') ?? '';
    return first.length < 40 && totalWord.test(first.trim()) && this.#cells.saysNothingOf(cells);
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

function plainCell(cell: string | undefined): string {
  return (cell ?? '').trim().toLowerCase();
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}
