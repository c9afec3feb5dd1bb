import { Worker } from 'node:worker_threads';
import { endWorker, type NativeGate, newGate } from '#core/jobs/native-gate.ts';
import { AppError, fromWire } from '#shared/errors.ts';
import type {
  CountRequest,
  CountResult,
  FacetRequest,
  FacetResult,
  FromReader,
  ReaderRequest,
  ReaderStart,
  ToReader,
  ViewRequest,
  ViewResult,
} from './search-protocol.ts';

export type SearchReaderOptions = {
  workerUrl: URL;
  /** The library's database file. */
  file: string;
  now?: () => number;
  /** For failures that nobody expected; the caller only hears INTERNAL. */
  logError?: (message: string, error: unknown) => void;
  /** How long one request may take before its thread is ended: a regular expression can run for ever. */
  timeoutMs?: number;
};

type Pending = {
  slot: string | null;
  resolve: (message: Exclude<FromReader, { kind: 'failed' }>) => void;
  reject: (error: AppError) => void;
};

const counterCount = 64;
/** The counter of requests that no newer one ends. It stays at 0. */
const commonCounter = 0;

/** Asks the reader thread, which it starts and, when it breaks, starts again. */
export class SearchReader {
  readonly #options: SearchReaderOptions;
  readonly #counters = new Int32Array(new SharedArrayBuffer(counterCount * Int32Array.BYTES_PER_ELEMENT));
  readonly #counterOfSlot = new Map<string, number>();
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #gate: NativeGate = newGate();
  #watchdog: NodeJS.Timeout | undefined;
  #nextRun = 1;
  #isClosed = false;

  constructor(options: SearchReaderOptions) {
    this.#options = options;
    // At once, so that the first list does not wait for the thread.
    this.#start();
  }

  /** The ids of a query in order. A newer request of the same slot ends an older one with CANCELLED. */
  async openView({ slot, ...view }: ViewRequest & { slot: string }): Promise<ViewResult> {
    const reply = await this.#ask({ kind: 'view', view }, slot);
    if (reply.kind !== 'view') throw new TypeError(`Expected a view, got ${reply.kind}`);
    return reply.result;
  }

  /** The values of a field with their counts under a query. */
  async facet({ field, text, limit, sort = 'name' }: FacetRequest): Promise<FacetResult> {
    const reply = await this.#ask({ kind: 'facet', facet: { field, text, limit, sort } }, null);
    if (reply.kind !== 'facet') throw new TypeError(`Expected a facet, got ${reply.kind}`);
    return reply.result;
  }

  /** What smart playlists hold. */
  async count(count: CountRequest): Promise<CountResult> {
    const reply = await this.#ask({ kind: 'count', count }, null);
    if (reply.kind !== 'count') throw new TypeError(`Expected counts, got ${reply.kind}`);
    return reply.result;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#rejectAll(new AppError('CANCELLED', 'The library is being closed.'));
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) await endWorker(worker, this.#gate);
  }

  #ask(request: ReaderRequest, slot: string | null): Promise<Exclude<FromReader, { kind: 'failed' }>> {
    if (this.#isClosed) return Promise.reject(new AppError('CANCELLED', 'The library is being closed.'));
    if (slot !== null) this.#endOlder(slot);
    const counter = slot === null ? commonCounter : this.#counterOf(slot);
    const turn = counter === commonCounter ? 0 : Atomics.add(this.#counters, counter, 1) + 1;
    const run = this.#nextRun++;
    const message: ToReader = { run, slot: counter, turn, now: (this.#options.now ?? Date.now)(), request };
    return new Promise((resolve, reject) => {
      this.#pending.set(run, { slot, resolve, reject });
      if (!this.#watchdog) this.#watch();
      (this.#worker ?? this.#start()).postMessage(message);
    });
  }

  /** Slots have names, the thread counters; names beyond their number share the one that never ends anything early. */
  #counterOf(slot: string): number {
    const known = this.#counterOfSlot.get(slot);
    if (known !== undefined) return known;
    const counter = this.#counterOfSlot.size + 1 < counterCount ? this.#counterOfSlot.size + 1 : commonCounter;
    if (counter !== commonCounter) this.#counterOfSlot.set(slot, counter);
    return counter;
  }

  #endOlder(slot: string): void {
    for (const [run, pending] of this.#pending) {
      if (pending.slot !== slot) continue;
      this.#pending.delete(run);
      pending.reject(new AppError('CANCELLED', 'A newer search took its place.'));
    }
  }

  #start(): Worker {
    this.#gate = newGate();
    const workerData: ReaderStart = {
      gate: this.#gate,
      file: this.#options.file,
      turns: this.#counters.buffer as SharedArrayBuffer,
    };
    const worker = new Worker(this.#options.workerUrl, { workerData, name: 'reader' });
    this.#worker = worker;
    worker.on('message', (message: FromReader) => this.#receive(message));
    worker.on('error', (error) => this.#fail(worker, 'The search thread failed', error));
    worker.on('exit', () => this.#fail(worker, 'The search thread ended', undefined));
    return worker;
  }

  #receive(message: FromReader): void {
    const pending = this.#pending.get(message.run);
    this.#pending.delete(message.run);
    this.#watch();
    if (message.kind !== 'failed') {
      pending?.resolve(message);
      return;
    }
    if (message.stack !== null) this.#options.logError?.('A search failed', message.stack);
    pending?.reject(fromWire(message.error));
  }

  #fail(worker: Worker, what: string, error: unknown): void {
    // A thread that was ended or replaced on purpose has nothing to tell.
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#options.logError?.(what, error);
    this.#rejectAll(new AppError('WORKER_CRASHED', 'The search stopped unexpectedly. Try again.'));
  }

  /** Counts the time anew after each answer, as long as somebody waits. */
  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = undefined;
    if (this.#pending.size === 0) return;
    this.#watchdog = setTimeout(() => this.#endHungThread(), this.#options.timeoutMs ?? 10_000);
  }

  #endHungThread(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) {
      endWorker(worker, this.#gate).catch((error: unknown) =>
        this.#options.logError?.('The search thread did not end', error),
      );
    }
    this.#rejectAll(new AppError('WORKER_TIMEOUT', 'This search takes too long. Simplify it and try again.'));
  }

  #rejectAll(error: AppError): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = undefined;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }
}
