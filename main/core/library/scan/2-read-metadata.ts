import { WorkerPool } from '#core/jobs/worker-pool.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { FileReading, MetadataResult, MetadataTask, ReadRequest } from './file-reading.ts';

const heapLimitMb = 256;
const memoryLimitMb = 640;
const recycleAfterRuns = 5000;
const watchEveryMs = 250;

export type ReaderOptions = {
  workerUrl: URL;
  threads: number;
  /** A file may keep a thread busy so long… */
  parseTimeoutMs?: number;
  /** …and let it wait for the disk so long. */
  diskTimeoutMs?: number;
  logError(message: string, error: unknown): void;
};

/**
 * Reads files in worker threads, a batch at a time.
 *
 * A file that hangs or kills its thread is named and left out; the rest of its batch is read again by a new thread.
 */
export class MetadataReader {
  readonly #pool: WorkerPool<MetadataTask, MetadataResult>;
  readonly #parseTimeoutMs: number;
  readonly #diskTimeoutMs: number;

  constructor(options: ReaderOptions) {
    const { workerUrl, threads, logError } = options;
    this.#parseTimeoutMs = options.parseTimeoutMs ?? 5000;
    this.#diskTimeoutMs = options.diskTimeoutMs ?? 60_000;
    this.#pool = new WorkerPool({
      url: workerUrl,
      size: threads,
      heapLimitMb,
      memoryLimitMb,
      recycleAfterRuns,
      logError,
    });
  }

  get threads(): number {
    return this.#pool.size;
  }

  /** Answers each request, in order. The caller keeps to `threads` calls at a time. Rejects only when closed. */
  async read(requests: readonly ReadRequest[], hasFfmpeg: boolean): Promise<FileReading[]> {
    if (requests.length === 0) return [];
    const progress = new SharedArrayBuffer(8);
    const watch = this.#watch(progress);
    try {
      const timeoutMs = this.#diskTimeoutMs * requests.length + this.#parseTimeoutMs;
      const task = { type: 'read', requests, hasFfmpeg, progress } as const;
      const result = await this.#pool.run(task, { timeoutMs, signal: watch.signal });
      return result.type === 'readings' ? result.readings : [];
    } catch (error) {
      watch.stop();
      const culprit = Math.max(0, (new Int32Array(progress)[0] ?? 0) - 1);
      const code = codeOf(error, watch.signal);
      const before = await this.read(requests.slice(0, culprit), hasFfmpeg);
      const after = await this.read(requests.slice(culprit + 1), hasFfmpeg);
      return [...before, { type: 'refused', code }, ...after];
    } finally {
      watch.stop();
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  /** Aborts when the same file has been in work for too long. */
  #watch(progress: SharedArrayBuffer): { signal: AbortSignal; stop(): void } {
    const controller = new AbortController();
    const state = new Int32Array(progress);
    let current = 0;
    let since = performance.now();
    const timer = setInterval(() => {
      const at = Atomics.load(state, 0);
      if (at !== current) {
        current = at;
        since = performance.now();
      }
      const limitMs = Atomics.load(state, 1) === 1 ? this.#diskTimeoutMs : this.#parseTimeoutMs;
      if (at > 0 && performance.now() - since > limitMs) controller.abort();
    }, watchEveryMs);
    return { signal: controller.signal, stop: () => clearInterval(timer) };
  }
}

function codeOf(error: unknown, signal: AbortSignal): ErrorCode {
  if (signal.aborted) return 'WORKER_TIMEOUT';
  // Closing is the one reason for which nobody may go on.
  if (error instanceof AppError && error.code === 'CANCELLED') throw error;
  return error instanceof AppError ? error.code : 'WORKER_CRASHED';
}
