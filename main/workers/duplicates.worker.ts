import { loadDriver, openReader } from '#core/db/open-library.ts';
import { serveWorker } from '#core/jobs/serve-worker.ts';
import type { DuplicatesTask } from '#core/library/duplicates/duplicate-finder.ts';
import { type FoundDuplicates, findDuplicates } from '#core/library/duplicates/find-duplicates.ts';

loadDriver();
serveWorker<DuplicatesTask, FoundDuplicates>(async ({ file }, looking) => {
  const db = openReader(file);
  try {
    return { output: findDuplicates(db, looking) };
  } finally {
    db.close();
  }
});
