import { serveWorker } from '#core/jobs/serve-worker.ts';

/** A worker that every file ends, as a decoder with a bug would. */
serveWorker(async () => process.exit(1));
