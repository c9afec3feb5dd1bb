import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { assertNever } from '#shared/assert-never.ts';
import { AppError, fromWire } from '#shared/errors.ts';
import { endWorker, type NativeGate, newGate } from './native-gate.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-protocol.ts';

export type PoolOptions = {
  url: URL;
  size: number;
  /** Megabytes of heap, buffers and WASM together that one thread may use. */
  memoryLimitMb: number;
  /** A thread is replaced after so many runs, since WASM heaps grow and never shrink. */
  recycleAfterRuns: number;
  logError(message: string, error: unknown): void;
  /** Whether everything else on the machine goes first, see lower-priority.ts. */
  isBackground?: boolean;
};

export type RunOptions = {
  timeoutMs: number;
  signal?: AbortSignal;
  onProgress?(fraction: number): void;
};

type Thread<Output> = {
  worker: Worker;
  gate: NativeGate;
  runs: number;
  task: Task<Output> | undefined;
};

type Task<Output> = {
  run: number;
  resolve(output: Output): void;
  reject(error: unknown): void;
  onProgress: ((fraction: number) => void) | undefined;
  stop(): void;
};

/** Short of a second, so that nobody waits longer for a cancel. */
const cancelGraceMs = 800;
const watchEveryMs = 250;
const bytesPerMb = 1048576;
/** A thread that computes without a pause does not answer questions about its heap. */
const answerWithinMs = 200;
/** Far above what is watched: Node 24 ends the whole process when a thread reaches its own heap limit. */
const heapLimitMb = 4096;

/**
 * A few worker threads that each run one piece of work at a time.
 *
 * A thread that hangs, crashes or outgrows its memory is ended and replaced; its work is rejected with WORKER_TIMEOUT
 * or WORKER_CRASHED. Cancelled work is given a moment to stop by itself, because blocking WASM cannot look at messages.
 */
export class WorkerPool<Input, Output> {
  readonly #options: PoolOptions;
  readonly #threads = new Set<Thread<Output>>();
  #nextRun = 1;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#options.size;
  }

  /** Work under way. */
  get busy(): number {
    let count = 0;
    for (const thread of this.#threads) if (thread.task) count += 1;
    return count;
  }

  /** Changes how many threads may work; surplus idle ones end now, busy ones after their work. */
  resize(size: number): void {
    this.#options.size = size;
    this.#trim();
  }

  /** Starts work now. The caller keeps `busy` below `size`. */
  run(input: Input, options: RunOptions): Promise<Output> {
    if (this.#isClosed) return Promise.reject(new AppError('CANCELLED', 'Ledgerline is closing.'));
    const thread = this.#idleThread() ?? this.#start();
    return new Promise<Output>((resolve, reject) => this.#begin(thread, input, options, resolve, reject));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#threads].map((thread) => this.#end(thread, 'CANCELLED', 'Ledgerline is closing.')));
  }

  #begin(
    thread: Thread<Output>,
    input: Input,
    options: RunOptions,
    resolve: (output: Output) => void,
    reject: (error: unknown) => void,
  ): void {
    const run = this.#nextRun++;
    const timeout = setTimeout(
      () => void this.#end(thread, 'WORKER_TIMEOUT', 'This took too long and was stopped.'),
      options.timeoutMs,
    );
    const startedAtMb = process.memoryUsage.rss() / bytesPerMb;
    const watch = setInterval(() => void this.#checkMemory(thread, run, startedAtMb), watchEveryMs);
    const onAbort = () => this.#cancel(thread, run);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    thread.task = {
      run,
      resolve,
      reject,
      onProgress: options.onProgress,
      stop: () => {
        clearTimeout(timeout);
        clearInterval(watch);
        options.signal?.removeEventListener('abort', onAbort);
      },
    };
    thread.runs += 1;
    this.#post(thread, { type: 'run', run, input });
    if (options.signal?.aborted) onAbort();
  }

  #post(thread: Thread<Output>, message: ToWorker<Input>): void {
    thread.worker.postMessage(message);
  }

  #cancel(thread: Thread<Output>, run: number): void {
    if (thread.task?.run !== run) return;
    this.#post(thread, { type: 'cancel', run });
    setTimeout(() => {
      if (thread.task?.run === run) void this.#end(thread, 'CANCELLED', 'Stopped.');
    }, cancelGraceMs).unref();
  }

  /** Ends a run that uses too much. A thread that does not answer is held against the growth of the whole process. */
  async #checkMemory(thread: Thread<Output>, run: number, startedAtMb: number): Promise<void> {
    const usedMb = (await heapMb(thread.worker)) ?? process.memoryUsage.rss() / bytesPerMb - startedAtMb;
    if (usedMb > this.#options.memoryLimitMb && thread.task?.run === run) {
      await this.#end(thread, 'WORKER_CRASHED', 'This needed too much memory and was stopped.');
    }
  }

  #idleThread(): Thread<Output> | undefined {
    for (const thread of this.#threads) if (!thread.task) return thread;
    return undefined;
  }

  #start(): Thread<Output> {
    const gate = newGate();
    const worker = new Worker(this.#options.url, {
      resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
      workerData: { isBackground: this.#options.isBackground ?? false, gate } satisfies WorkerStart,
    });
    const thread: Thread<Output> = { worker, gate, runs: 0, task: undefined };
    this.#threads.add(thread);
    worker.on('message', (message: FromWorker<Output>) => this.#receive(thread, message));
    worker.on('error', (cause) => {
      this.#threads.delete(thread);
      this.#settle(thread, (task) => task.reject(crashed(cause)));
    });
    worker.on('exit', () => {
      this.#threads.delete(thread);
      this.#settle(thread, (task) => task.reject(crashed()));
    });
    return thread;
  }

  #receive(thread: Thread<Output>, message: FromWorker<Output>): void {
    if (thread.task?.run !== message.run) return;
    switch (message.type) {
      case 'progress':
        thread.task.onProgress?.(message.fraction);
        return;
      case 'done':
        this.#settle(thread, (task) => task.resolve(message.output));
        break;
      case 'failed':
        if (message.stack) this.#options.logError('A worker failed', message.stack);
        this.#settle(thread, (task) => task.reject(fromWire(message.error)));
        break;
      default:
        assertNever(message, 'worker message');
    }
    this.#trim();
  }

  #settle(thread: Thread<Output>, how: (task: Task<Output>) => void): void {
    const task = thread.task;
    if (!task) return;
    thread.task = undefined;
    task.stop();
    how(task);
  }

  #trim(): void {
    for (const thread of this.#threads) {
      const isWorn = thread.runs >= this.#options.recycleAfterRuns;
      if (!thread.task && (isWorn || this.#threads.size > this.#options.size)) {
        this.#threads.delete(thread);
        void endWorker(thread.worker, thread.gate);
      }
    }
  }

  async #end(
    thread: Thread<Output>,
    code: 'CANCELLED' | 'WORKER_TIMEOUT' | 'WORKER_CRASHED',
    message: string,
  ): Promise<void> {
    this.#threads.delete(thread);
    this.#settle(thread, (task) => task.reject(new AppError(code, message)));
    await endWorker(thread.worker, thread.gate);
  }
}

/** What a thread holds, in megabytes; undefined when it does not say so soon. */
async function heapMb(worker: Worker): Promise<number | undefined> {
  const asked = worker.getHeapStatistics().then(
    (heap) => (heap.used_heap_size + heap.external_memory) / bytesPerMb,
    // The thread has ended; its exit event tells the rest.
    () => 0,
  );
  return Promise.race([asked, delay(answerWithinMs, undefined, { ref: false })]);
}

function crashed(cause?: unknown): AppError {
  return new AppError('WORKER_CRASHED', 'This file ended the program that read it.', {}, { cause });
}
