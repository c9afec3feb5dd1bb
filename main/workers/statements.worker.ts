import { checkpoint, loadDriver } from '#core/db/open-library.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import { lookAtStatement } from '#core/label/statements/look-at-statement.ts';
import { buffersOf, hashFile, type NextBatch, ReadingSession } from '#core/label/statements/reading-session.ts';
import type { LookAnswer, StatementTask } from '#core/label/statements/statement-task.ts';
import { AppError } from '#shared/errors.ts';

/** What is being read: a thread that imports reads one file. */
let session: ReadingSession | null = null;

loadDriver();
serveWorker<StatementTask, LookAnswer | NextBatch | null>(async (task, { signal, onProgress }) => {
  if (task.type === 'look') return { output: await lookAtStatement(task, { signal, onProgress }) };
  if (task.type === 'checkpoint') {
    checkpoint(task.file);
    return { output: null };
  }
  if (task.type === 'begin') {
    const sha256 = await hashFile(task.path, signal);
    if (sha256 !== task.sha256) throw new AppError('FILE_CHANGED', 'The file changed since it was looked at.');
    session = new ReadingSession(task.path, task.plan);
  }
  if (!session) throw new Error('Expected a file to be begun');
  const output = await session.next();
  return { output, transfer: buffersOf(output.batch) };
});
