import { loadDriver, openReader } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import { answerCalculate } from '#core/royalties/calculation/calculate-answer.ts';
import type { KeptResult } from '#core/royalties/calculation/pack.ts';
import { readResult, resultHash } from '#core/royalties/calculation/stored-results.ts';
import { overviewOf } from '#core/royalties/reading/overview.ts';
import { linesBehind, whyOf } from '#core/royalties/reading/why.ts';
import type { RoyaltyAnswer, RoyaltyTask } from '#core/royalties/royalty-task.ts';
import { compareScenario } from '#core/royalties/scenario.ts';
import { AppError } from '#shared/errors.ts';

let db: Db | null = null;
/** The result that was looked at last: what one looks at next is most likely the same. */
let last: { hash: string; kept: KeptResult } | null = null;

function keptOf(reader: Db, periodId: number): KeptResult | null {
  const hash = resultHash(reader, periodId);
  if (hash === null) return null;
  if (last?.hash !== `${periodId} ${hash}`) {
    last = { hash: `${periodId} ${hash}`, kept: readResult(reader, periodId) as KeptResult };
  }
  return last.kept;
}

function requireKept(reader: Db, periodId: number): KeptResult {
  const kept = keptOf(reader, periodId);
  if (!kept)
    throw new AppError('NOT_FOUND', 'That period was not calculated yet.', { kind: 'royaltyPeriod', id: periodId });
  return kept;
}

loadDriver();
serveWorker<RoyaltyTask, RoyaltyAnswer>(async (task, { signal }) => {
  db ??= openReader(task.file);
  const reader = db;
  // One look at the library as it is, whatever is written meanwhile.
  const output = reader.transaction(() => answer(reader, task))();
  return { output: output ?? (await writePaperOf(reader, task, signal)) };
});

function answer(reader: Db, task: RoyaltyTask): RoyaltyAnswer | null {
  switch (task.kind) {
    case 'calculate':
      return answerCalculate(reader, task.periodId);
    case 'overview':
      return overviewOf(reader, task.period, keptOf(reader, task.period.id)?.output ?? null);
    case 'why':
      return whyOf(reader, requireKept(reader, task.periodId), task.order);
    case 'lines':
      return linesBehind(reader, requireKept(reader, task.periodId), task.order);
    case 'verify':
      readResult(reader, task.periodId);
      return { isWhole: true };
    case 'compare':
      return compareScenario(reader, task.periodId, task.changes);
    case 'paper':
      return null;
  }
}

async function writePaperOf(reader: Db, task: RoyaltyTask, signal: AbortSignal): Promise<RoyaltyAnswer> {
  if (task.kind !== 'paper') throw new Error(`Expected a paper, got ${task.kind}`);
  // Looking at royalties needs none of it.
  const [{ statementPaper }, { writePaper }] = await Promise.all([
    import('#core/royalties/papers/statement-paper.ts'),
    import('#core/papers/write-paper.ts'),
  ]);
  const paper = statementPaper(reader, requireKept(reader, task.periodId), task);
  const options = { pageSize: task.pageSize, orientation: 'portrait', hasByteOrderMark: true } as const;
  return { bytes: await writePaper(paper, task.format, options, signal) };
}
