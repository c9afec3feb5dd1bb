import { withContent } from '#core/testing/with-content.ts';
import { type OpenQuestion, planReading, type ReadingChoices } from '../plan-reading.ts';
import { readStatement, readStreams } from '../read-statement.ts';
import type { ReadingPlan } from '../reading-plan.ts';
import { type Sniff, sniffStatement } from '../sniff-statement.ts';
import type { RowProblem, StatementRow, StatementTotals, StreamRow } from '../statement-row.ts';

export type ReadWhole = {
  sniff: Sniff;
  plan: ReadingPlan;
  questions: OpenQuestion[];
  rows: StatementRow[];
  streams: StreamRow[];
  problems: RowProblem[];
  totals: StatementTotals;
};

/** A statement of some content, read whole, for tests. */
export function readContent(content: string | Buffer, name: string, choices?: ReadingChoices): Promise<ReadWhole> {
  return withContent(content, (path) => readWhole(path, name, choices));
}

export async function readWhole(path: string, name: string, choices: ReadingChoices = {}): Promise<ReadWhole> {
  const sniff = await sniffStatement(path, { name });
  const { plan, questions } = planReading(sniff, choices);
  const rows: StatementRow[] = [];
  const streams: StreamRow[] = [];
  const problems: RowProblem[] = [];
  let totals: StatementTotals | null = null;
  const isSales = plan.content === 'sales';
  for await (const batch of isSales ? readStatement(path, plan) : readStreams(path, plan)) {
    for (const row of batch.rows)
      if ('net' in row) rows.push(row);
      else streams.push(row);
    problems.push(...batch.problems);
    totals = batch.totals;
  }
  if (totals === null) throw new Error('A reading ends with a batch.');
  return { sniff, plan, questions, rows, streams, problems, totals };
}
