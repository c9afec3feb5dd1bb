import { setImmediate as nextTurn } from 'node:timers/promises';
import { loadDriver, openReader } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import type { SetAnswer, SetTask } from '#core/playlists/sets/set-builder.ts';
import { SetTable } from '#core/playlists/sets/set-table.ts';
import { AppError } from '#shared/errors.ts';

let db: Db | null = null;
let table: SetTable | null = null;

loadDriver();
serveWorker<SetTask, SetAnswer>(async (task, { signal }) => {
  db ??= openReader(task.file);
  table ??= new SetTable(db);
  if (task.type === 'suggest') return { output: table.suggest(task.question) };
  const work = table.solve(task.question);
  for (;;) {
    const { done, value } = work.next();
    if (done) return { output: value };
    // Between two pieces of work a message may say that nobody waits any more.
    await nextTurn();
    if (signal.aborted) throw new AppError('CANCELLED', 'A newer set took its place.');
  }
});
