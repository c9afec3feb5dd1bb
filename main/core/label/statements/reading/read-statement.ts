import { AppError } from '#shared/errors.ts';
import type { TableRow } from './csv-splitter.ts';
import { DsrReader } from './dsr-reader.ts';
import { ProblemLog } from './problem-log.ts';
import type { ReadingPlan } from './reading-plan.ts';
import { RowMapper } from './row-mapper.ts';
import { RunningTotals } from './running-totals.ts';
import type { Batch, StatementRow, StreamRow } from './statement-row.ts';
import { StreamMapper } from './stream-mapper.ts';
import { tableRows } from './table-rows.ts';

const rowsABatch = 4000;

export type ReadingOptions = { signal?: AbortSignal | undefined };

/** Makes rows of our own of a table's; `end` runs once behind the last one. */
type Mapper<Row> = { map(row: TableRow): Row | null; end?(line: number): void };

/**
 * The rows of a statement of sales, some thousand at a time, with what is wrong with them and the sums so far. Memory stays
 * the same however long the file is. What concerns one row is a problem and never thrown; whoever imports looks at `totals.errors`
 * of the last batch first. Throws IMPORT_INVALID and IMPORT_TOO_LARGE (with `line`) for a file that cannot be read on,
 * CANCELLED, or a file error.
 */
export async function* readStatement(
  path: string,
  plan: ReadingPlan,
  options: ReadingOptions = {},
): AsyncGenerator<Batch<StatementRow>, void, void> {
  if (plan.content !== 'sales') throw new AppError('INVALID_INPUT', 'These are no sales.');
  const problems = new ProblemLog();
  const totals = new RunningTotals();
  const mapper = plan.kind === 'dsr' ? new DsrReader(plan, problems, totals) : new RowMapper(plan, problems, totals);
  yield* batches(path, plan, options, { mapper, problems, totals, count: (row) => totals.add(row) });
}

/** The same of a service's own figures: counts without money. */
export async function* readStreams(
  path: string,
  plan: ReadingPlan,
  options: ReadingOptions = {},
): AsyncGenerator<Batch<StreamRow>, void, void> {
  if (plan.content !== 'streams') throw new AppError('INVALID_INPUT', 'These are no figures of streams.');
  const problems = new ProblemLog();
  const totals = new RunningTotals();
  const mapper = new StreamMapper(plan, problems, totals);
  yield* batches(path, plan, options, {
    mapper,
    problems,
    totals,
    count: (row) => {
      totals.rows += 1;
      totals.addDays(row.day, row.day);
    },
  });
}

type Work<Row> = {
  mapper: Mapper<Row>;
  problems: ProblemLog;
  totals: RunningTotals;
  count: (row: Row) => void;
};

async function* batches<Row>(
  path: string,
  plan: ReadingPlan,
  { signal }: ReadingOptions,
  { mapper, problems, totals, count }: Work<Row>,
): AsyncGenerator<Batch<Row>, void, void> {
  const progress = { done: 0, total: 0 };
  let rows: Row[] = [];
  let line = 0;
  const batch = (isLast: boolean): Batch<Row> => {
    const fraction = isLast ? 1 : Math.min(progress.done / Math.max(progress.total, 1), 1);
    return { rows, problems: problems.take(), totals: totals.snapshot(problems), fraction, isLast };
  };
  for await (const tableRowsRead of tableRows(path, plan, progress)) {
    if (signal?.aborted) throw new AppError('CANCELLED', 'Reading was cancelled.');
    for (const tableRow of tableRowsRead) {
      line = tableRow.line;
      if (line <= plan.headerRow) continue;
      const row = mapper.map(tableRow);
      if (row === null) continue;
      count(row);
      rows.push(row);
    }
    if (rows.length < rowsABatch) continue;
    yield batch(false);
    rows = [];
  }
  mapper.end?.(line);
  yield batch(true);
}
