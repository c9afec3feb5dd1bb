import type { Db } from '#core/db/query.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { Activity } from '#shared/contract/activity.ts';
import { AppError } from '#shared/errors.ts';
import { saveGroups } from './duplicates.repository.ts';
import type { FoundDuplicates } from './find-duplicates.ts';

export type DuplicatesTask = { file: string };

/** After the last track that was analysed, came or went. */
const quietMs = 30_000;
/** What is counted of groups is counted anew at most so often while tracks come and go. */
const tellMs = 1000;
const timeoutMs = 600_000;
/** Activities are numbers of things done: of a look, thousandths. */
const steps = 1000;

type FinderOptions = {
  db: Db;
  /** The database file. */
  file: string;
  workerUrl: URL;
  now(): number;
  /** Whether files still come in or wait for analysis: looking now would be for nothing. */
  isBusy(): boolean;
  /** Progress was made. */
  onProgress(): void;
  /** What was found has changed. */
  onFound(): void;
  logError(message: string, error: unknown): void;
};

/**
 * Keeps the groups of duplicates: looks again when the library has been at rest for a while after something came, changed
 * or went, or at once when asked. Looking is done in a thread that only reads.
 */
export class DuplicateFinder {
  readonly #options: FinderOptions;
  readonly #pool: WorkerPool<DuplicatesTask, FoundDuplicates>;
  #timer: NodeJS.Timeout | undefined;
  #tellTimer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #stop = new AbortController();
  #share = 0;
  #isClosed = false;

  constructor(options: FinderOptions) {
    this.#options = options;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 1,
      memoryLimitMb: 2000,
      recycleAfterRuns: 1,
      isBackground: true,
      logError: options.logError,
    });
  }

  get isLooking(): boolean {
    return this.#running !== null;
  }

  /** Something came, changed or went. */
  touch(): void {
    if (this.#isClosed) return;
    this.tellSoon();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#options.isBusy() ? this.touch() : this.start()), quietMs);
    this.#timer.unref();
  }

  /** Tracks came or went: groups may have more or fewer files than windows know of. */
  tellSoon(): void {
    if (this.#isClosed) return;
    this.#tellTimer ??= setTimeout(() => {
      this.#tellTimer = undefined;
      this.#options.onFound();
    }, tellMs);
    this.#tellTimer.unref();
  }

  /** Looks now, in the background. */
  start(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#running ??= this.#look().finally(() => {
      this.#running = null;
      this.#options.onProgress();
      if (!this.#isClosed) this.#options.onFound();
    });
    this.#options.onProgress();
    this.#options.onFound();
  }

  cancel(): void {
    this.#stop.abort();
  }

  /** What the list of activities shows; null while nothing is looked for. */
  activity(): Activity | null {
    if (!this.#running) return null;
    return {
      id: 'duplicates',
      kind: 'duplicates',
      state: 'running',
      subject: '',
      done: Math.round(this.#share * steps),
      total: steps,
      failed: 0,
      rate: null,
      workers: 1,
      secondsLeft: null,
      finishedAt: null,
    };
  }

  async waitForIdle(): Promise<void> {
    await this.#running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#tellTimer);
    this.#stop.abort();
    await this.#pool.close();
    await this.#running;
  }

  async #look(): Promise<void> {
    const { db, file, now, onProgress, logError } = this.#options;
    this.#share = 0;
    this.#stop = new AbortController();
    try {
      const found = await this.#pool.run(
        { file },
        {
          timeoutMs,
          signal: this.#stop.signal,
          onProgress: (share) => {
            this.#share = share;
            onProgress();
          },
        },
      );
      if (!this.#isClosed) saveGroups(db, found, now());
    } catch (error) {
      if (this.#isClosed || (error instanceof AppError && error.code === 'CANCELLED')) return;
      logError('Looking for duplicates failed', error);
    }
  }
}
