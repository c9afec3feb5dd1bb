import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { SchemaReport, SchemaTask } from './validate-by-schema.ts';

/** A message takes a fiftieth of a second, a schema a fifth. */
const timeoutMs = 60_000;

/** Holds messages against DDEX's schemas in a thread of its own. */
export class SchemaChecker {
  readonly #pool: WorkerPool<SchemaTask, SchemaReport>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: { workerUrl: URL; logError(message: string, error: unknown): void }) {
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 1,
      memoryLimitMb: 1000,
      recycleAfterRuns: 200,
      logError: options.logError,
    });
  }

  /**
   * One after the other, since a thread keeps one schema. Throws what SchemaShelf.validate does, and CANCELLED, WORKER_TIMEOUT,
   * WORKER_CRASHED.
   */
  validate(task: SchemaTask, signal?: AbortSignal): Promise<SchemaReport> {
    const run = () => this.#pool.run(task, { timeoutMs, ...(signal ? { signal } : {}) });
    const result = this.#last.then(run, run);
    this.#last = result.catch(() => undefined);
    return result;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
