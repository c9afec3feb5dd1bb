import { loadDriver, openReader } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import { asOneTable, paperOptionsFor, reportPaper } from '#core/time/reports/report-paper.ts';
import type { ReportAnswer, ReportTask } from '#core/time/reports/reports.ts';
import { runReport } from '#core/time/reports/run-report.ts';
import { mostReportRows } from '#shared/contract/reports.ts';

let db: Db | null = null;

loadDriver();
serveWorker<ReportTask, ReportAnswer>(async (task, { signal }) => {
  db ??= openReader(task.file);
  const result = runReport(db, task.definition, task.now);
  if (task.type === 'run') return { output: { ...result, rows: result.rows.slice(0, mostReportRows) } };
  const { words, parties, format, pageSize, now } = task;
  const paper = reportPaper(result, words, parties, now);
  // Only pages are narrow.
  const whole = format === 'pdf' ? paper : { ...paper, tables: [asOneTable(result, words)] };
  // Looking at reports needs none of it.
  const [{ writePaper }, { missingLetters }] = await Promise.all([
    import('#core/papers/write-paper.ts'),
    import('#core/papers/missing-letters.ts'),
  ]);
  const bytes = await writePaper(whole, format, paperOptionsFor(result, pageSize), signal);
  return { output: { bytes, missing: format === 'pdf' ? missingLetters(paper) : '' } };
});
