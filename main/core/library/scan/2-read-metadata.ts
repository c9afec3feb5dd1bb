import { Worker } from 'node:worker_threads';
import { endWorker, type NativeGate, newGate } from '#core/jobs/native-gate.ts';
import type { FromWorker, ToWorker, WorkerStart } from '#core/jobs/worker-protocol.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { FileReading, MetadataResult, MetadataTask, ReadRequest } from './file-reading.ts';

/** Batches given to a thread at once: it must not wait for the main thread between two. */
const batchesAhead = 4;
const watchEveryMs = 100;
/** A thread that has been at one file for so long is looked at for memory. */
const suspiciousMs = 200;
const maxGrowthBytes = 400 * 1024 * 1024;
/** Out of reach of the watch: at its own limit V8 often ends the whole process instead of the thread. */
const heapLimitMb = 2048;

export type ReaderOptions = {
  workerUrl: URL;
  threads: number;
  /** A file may keep a thread busy so long… */
  parseTimeoutMs?: number;
  /** …and let it wait for the disk so long. */
  diskTimeoutMs?: number;
  logError(message: string, error: unknown): void;
};

type Batch = {
  run: number;
  requests: readonly ReadRequest[];
  hasFfmpeg: boolean;
  progress: SharedArrayBuffer;
  isSecondTry: boolean;
  resolve(readings: FileReading[]): void;
  reject(error: unknown): void;
};

type Thread = {
  worker: Worker;
  gate: NativeGate;
  batches: Batch[];
  /** Where the thread was when it was last seen to have moved on. */
  seen: { run: number; file: number; atMs: number; memoryBytes: number };
};

/**
 * Reads files in worker threads, a batch at a time.
 *
 * A file that hangs its thread, kills it or lets it grow beyond bounds is named and left out; what else the thread had to
 * do is done by a new one.
 */
export class MetadataReader {
  readonly #options: ReaderOptions;
  readonly #threads: Thread[] = [];
  #watch: NodeJS.Timeout | undefined;
  #nextRun = 1;
  #isClosed = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  get threads(): number {
    return this.#options.threads;
  }

  /** How many batches may be under way so that no thread waits. */
  get capacity(): number {
    return this.#options.threads * batchesAhead;
  }

  /** Answers each request, in order. Rejects only when closed, or for a bug. */
  read(requests: readonly ReadRequest[], hasFfmpeg: boolean, isSecondTry = false): Promise<FileReading[]> {
    if (requests.length === 0) return Promise.resolve([]);
    if (this.#isClosed) return Promise.reject(closing());
    const thread = this.#leastBusy();
    return new Promise((resolve, reject) => {
      const run = this.#nextRun++;
      const progress = new SharedArrayBuffer(8);
      thread.batches.push({ run, requests, hasFfmpeg, progress, isSecondTry, resolve, reject });
      this.#watch ??= setInterval(() => this.#lookAtThreads(), watchEveryMs);
      const message: ToWorker<MetadataTask> = {
        type: 'run',
        run,
        input: { type: 'read', requests, hasFfmpeg, progress },
      };
      thread.worker.postMessage(message);
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watch);
    const threads = this.#threads.splice(0);
    for (const { batches } of threads) for (const { reject } of batches.splice(0)) reject(closing());
    await Promise.all(threads.map(({ worker, gate }) => endWorker(worker, gate)));
  }

  #leastBusy(): Thread {
    if (this.#threads.length < this.#options.threads && this.#threads.every(({ batches }) => batches.length > 0)) {
      return this.#start();
    }
    return this.#threads.reduce((best, thread) => (thread.batches.length < best.batches.length ? thread : best));
  }

  #start(): Thread {
    const gate = newGate();
    const worker = new Worker(this.#options.workerUrl, {
      resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
      workerData: { isBackground: false, gate } satisfies WorkerStart,
    });
    const thread: Thread = { worker, gate, batches: [], seen: { run: 0, file: 0, atMs: 0, memoryBytes: 0 } };
    this.#threads.push(thread);
    worker.on('message', (message: FromWorker<MetadataResult>) => this.#receive(thread, message));
    worker.on('error', () => this.#replace(thread, 'WORKER_CRASHED'));
    worker.on('exit', () => this.#replace(thread, 'WORKER_CRASHED'));
    return thread;
  }

  #receive(thread: Thread, message: FromWorker<MetadataResult>): void {
    const batch = thread.batches[0];
    if (batch?.run !== message.run || message.type === 'progress') return;
    thread.batches.shift();
    if (thread.batches.length === 0) this.#rest();
    if (message.type === 'done' && message.output.type === 'readings') batch.resolve(message.output.readings);
    else {
      if (message.type === 'failed')
        this.#options.logError('Reading files failed', message.stack ?? message.error.message);
      batch.reject(new Error('The metadata thread gave no readings'));
    }
  }

  #rest(): void {
    if (this.#threads.some(({ batches }) => batches.length > 0)) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  #lookAtThreads(): void {
    const now = performance.now();
    for (const thread of [...this.#threads]) {
      const batch = thread.batches[0];
      if (!batch) continue;
      const [file = 0, isReading = 0] = new Int32Array(batch.progress);
      const { seen } = thread;
      if (file === 0 || seen.run !== batch.run || seen.file !== file) {
        thread.seen = { run: batch.run, file, atMs: now, memoryBytes: process.memoryUsage.rss() };
        continue;
      }
      const busyMs = now - seen.atMs;
      const limitMs = isReading ? (this.#options.diskTimeoutMs ?? 60_000) : (this.#options.parseTimeoutMs ?? 5000);
      if (busyMs > limitMs) this.#replace(thread, 'WORKER_TIMEOUT');
      else if (busyMs > suspiciousMs && process.memoryUsage.rss() - seen.memoryBytes > maxGrowthBytes) {
        this.#replace(thread, 'WORKER_CRASHED');
      }
    }
  }

  /** Ends a thread and gives its work to another one, without the file it was at. */
  #replace(thread: Thread, code: ErrorCode): void {
    const index = this.#threads.indexOf(thread);
    if (index === -1) return;
    this.#threads.splice(index, 1);
    void endWorker(thread.worker, thread.gate);
    const [current, ...others] = thread.batches.splice(0);
    if (current) this.#readAround(current, code).then(current.resolve, current.reject);
    for (const { requests, hasFfmpeg, isSecondTry, resolve, reject } of others) {
      this.read(requests, hasFfmpeg, isSecondTry).then(resolve, reject);
    }
  }

  async #readAround(batch: Batch, code: ErrorCode): Promise<FileReading[]> {
    const { requests, hasFfmpeg, isSecondTry } = batch;
    const culprit = Math.max(0, (new Int32Array(batch.progress)[0] ?? 0) - 1);
    const refused: FileReading = { type: 'refused', code };
    // A thread may also die, and memory grow, for a reason that is not this file.
    const mayTryAgain = code === 'WORKER_CRASHED' && !isSecondTry;
    const parts = await Promise.all([
      this.read(requests.slice(0, culprit), hasFfmpeg),
      mayTryAgain ? this.read(requests.slice(culprit, culprit + 1), hasFfmpeg, true) : [refused],
      this.read(requests.slice(culprit + 1), hasFfmpeg),
    ]);
    return parts.flat();
  }
}

function closing(): AppError {
  return new AppError('CANCELLED', 'Ledgerline is closing.');
}
