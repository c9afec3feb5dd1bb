import { readlinkSync } from 'node:fs';
import { getPriority } from 'node:os';
import { serveWorker } from '#core/jobs/serve-worker.ts';

/** Answers with the priority of its own thread, on Linux. */
serveWorker<null, number>(async () => ({
  output: getPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1))),
}));
