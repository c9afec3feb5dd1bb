import { isStatementError, type StatementProblemCode } from '#shared/statement-mapping.ts';
import type { RowProblem, StatementTotals } from './statement-row.ts';

/** So many of a code are told one by one. */
const mostTold = 1000;
const longestText = 200;
/** What a cell is told of that stands in a column it is not of. */
const misfitCodes: ReadonlySet<StatementProblemCode> = new Set<StatementProblemCode>([
  'isrcInvalid',
  'territoryUnknown',
  'unitsUnreadable',
  'upcInvalid',
]);

/** What is wrong with rows: counted all, told one by one up to a bound, so that a file of wrong rows takes no memory. */
export class ProblemLog {
  readonly #counts = new Map<StatementProblemCode, number>();
  #told: RowProblem[] = [];
  #errors = 0;
  #misfits = 0;

  add(line: number, code: StatementProblemCode, column = '', text = ''): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (isStatementError(code)) this.#errors += 1;
    if (misfitCodes.has(code)) this.#misfits += 1;
    if (count <= mostTold) this.#told.push({ line, code, column, text: text.slice(0, longestText) });
  }

  /** How many cells were read so far that do not fit their column. */
  get misfits(): number {
    return this.#misfits;
  }

  /** What came since the last time. */
  take(): RowProblem[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }

  totals(): Pick<StatementTotals, 'problems' | 'errors'> {
    return { problems: Object.fromEntries(this.#counts), errors: this.#errors };
  }
}
