import { loadDriver, openReader } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import { runStatementQuery } from '#core/label/statements/run-query.ts';
import type { StatementAnswer, StatementQuery } from '#core/label/statements/statement-query.ts';
import type { QueryTask } from '#core/label/statements/statement-reader.ts';

let db: Db | null = null;

loadDriver();
serveWorker<QueryTask, StatementAnswer[StatementQuery['type']]>(async ({ file, query }) => {
  db ??= openReader(file);
  return { output: runStatementQuery(db, query) };
});
