import type { Db } from '#core/db/query.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import * as jobs from './jobs.repository.ts';
import type { WorkerPool } from './worker-pool.ts';

/** What to do with a job when its turn comes. */
export type Prepared<Input> =
  | { type: 'run'; input: Input; timeoutMs: number }
  /** Nothing to compute: `commit` is called with no output inside the finishing transaction. */
  | { type: 'finish'; commit(): void }
  | { type: 'fail'; code: ErrorCode };

/** One kind of background work: a worker computes, and only `commit` and `fail` write. */
export type JobKind<Input, Output> = {
  kind: string;
  /** Attempts after which a job that keeps killing its worker is given up. */
  maxAttempts: number;
  prepare(subjectId: number): Prepared<Input>;
  /** Work on the result that needs no transaction (writing files), before it is committed. */
  store?(output: Output): Promise<void>;
  commit(subjectId: number, output: Output): void;
  fail(subjectId: number, code: ErrorCode): void;
  /** A worker died or hung on this; returns true when the subject must not be tried again. */
  strike(subjectId: number, code: ErrorCode): boolean;
};

export type RunnerState = { isPaused: boolean; running: number; queued: number; done: number; failed: number };

const crashCodes: readonly ErrorCode[] = ['WORKER_CRASHED', 'WORKER_TIMEOUT'];
const retryDelayMs = 500;
/** Jobs with nothing to compute end one after the other; a hundred thousand of them must not stop the event loop. */
const longestTurnMs = 20;

/**
 * Feeds the jobs of one kind from the table to a worker pool, in order of priority, and survives anything that happens
 * in between: see README.md in this folder.
 */
export class JobRunner<Input, Output> {
  readonly #db: Db;
  readonly #kind: JobKind<Input, Output>;
  readonly #pool: WorkerPool<Input, Output>;
  readonly #onChange: () => void;
  readonly #logError: (message: string, error: unknown) => void;
  readonly #now: () => number;
  readonly #running = new Map<number, { job: jobs.ClaimedJob; abort: AbortController; fraction: number }>();
  readonly #idleWaiters = new Set<() => void>();
  #isPaused = false;
  #isClosed = false;
  #done = 0;
  #failed = 0;
  #queued = 0;
  #countedUntil = 0;
  #wake: NodeJS.Timeout | undefined;

  constructor(options: {
    db: Db;
    kind: JobKind<Input, Output>;
    pool: WorkerPool<Input, Output>;
    onChange(): void;
    logError(message: string, error: unknown): void;
    now(): number;
  }) {
    this.#db = options.db;
    this.#kind = options.kind;
    this.#pool = options.pool;
    this.#onChange = options.onChange;
    this.#logError = options.logError;
    this.#now = options.now;
  }

  /** Takes up what an earlier process left; call once. */
  start(): void {
    const given = jobs.recoverInterrupted(this.#db, this.#kind.kind, this.#kind.maxAttempts);
    for (const subjectId of given) this.#kind.fail(subjectId, 'WORKER_CRASHED');
    this.wake();
  }

  /** Looks for work; call after enqueueing. */
  wake(): void {
    if (this.#isClosed || this.#wake) return;
    this.#wake = setTimeout(() => {
      this.#wake = undefined;
      this.#fill();
    }, 0);
  }

  state(): RunnerState {
    return {
      isPaused: this.#isPaused,
      running: this.#running.size,
      queued: this.#countQueued(),
      done: this.#done,
      failed: this.#failed,
    };
  }

  pause(): void {
    this.#isPaused = true;
    this.#stopRunning();
    this.#onChange();
  }

  resume(): void {
    this.#isPaused = false;
    this.#onChange();
    this.wake();
  }

  /** Stops what runs and forgets what waits. */
  cancel(): number {
    this.#stopRunning();
    const count = jobs.removeQueued(this.#db, this.#kind.kind) + this.#running.size;
    for (const { job } of this.#running.values()) jobs.removeJob(this.#db, job.kind, job.subjectId);
    this.resetCounts();
    this.#onChange();
    return count;
  }

  resetCounts(): void {
    this.#done = 0;
    this.#failed = 0;
  }

  /** Resolves when nothing runs and nothing is due (or all is paused). */
  async waitForIdle(): Promise<void> {
    while (!this.#isIdle()) await new Promise<void>((resolve) => this.#idleWaiters.add(resolve));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#wake);
    this.#stopRunning();
    await this.#pool.close();
    for (const { job } of this.#running.values()) jobs.unclaim(this.#db, job);
    this.#running.clear();
    this.#tellIdle();
  }

  /** Counting a million jobs takes as long as a frame, so a count is used for fifty times as long as it took. */
  #countQueued(): number {
    if (!jobs.hasQueued(this.#db, this.#kind.kind)) return 0;
    const startedAt = performance.now();
    if (startedAt < this.#countedUntil) return this.#queued;
    this.#queued = jobs.countQueued(this.#db, this.#kind.kind);
    const now = performance.now();
    this.#countedUntil = now + (now - startedAt) * 50;
    return this.#queued;
  }

  #isIdle(): boolean {
    if (this.#isClosed) return true;
    if (this.#running.size > 0) return false;
    return this.#isPaused || !jobs.hasQueued(this.#db, this.#kind.kind);
  }

  #stopRunning(): void {
    for (const { abort } of this.#running.values()) abort.abort();
  }

  #fill(): void {
    const turnEnds = performance.now() + longestTurnMs;
    while (!this.#isPaused && !this.#isClosed && this.#running.size < this.#pool.size) {
      const job = jobs.claimNext(this.#db, this.#kind.kind, this.#now());
      if (!job) break;
      this.#begin(job);
      if (performance.now() > turnEnds) {
        this.wake();
        return;
      }
    }
    if (this.#isIdle()) this.#tellIdle();
    else if (this.#running.size === 0 && !this.#isPaused) setTimeout(() => this.wake(), retryDelayMs).unref();
  }

  #begin(job: jobs.ClaimedJob): void {
    let prepared: Prepared<Input>;
    try {
      prepared = this.#kind.prepare(job.subjectId);
    } catch (error) {
      this.#logError(`Preparing ${job.kind} ${job.subjectId} failed`, error);
      prepared = { type: 'fail', code: 'INTERNAL' };
    }
    if (prepared.type === 'run') {
      void this.#run(job, prepared.input, prepared.timeoutMs);
      return;
    }
    if (prepared.type === 'finish') this.#finish(job, prepared.commit);
    else this.#giveUp(job, prepared.code);
    this.#onChange();
  }

  async #run(job: jobs.ClaimedJob, input: Input, timeoutMs: number): Promise<void> {
    const entry = { job, abort: new AbortController(), fraction: 0 };
    this.#running.set(job.subjectId, entry);
    try {
      const output = await this.#pool.run(input, {
        timeoutMs,
        signal: entry.abort.signal,
        onProgress: (fraction) => {
          entry.fraction = fraction;
        },
      });
      await this.#kind.store?.(output);
      if (this.#isClosed) return;
      this.#finish(job, () => this.#kind.commit(job.subjectId, output));
    } catch (error) {
      if (!this.#isClosed) this.#receiveFailure(job, error);
    } finally {
      if (!this.#isClosed) this.#running.delete(job.subjectId);
      this.#onChange();
      this.#fill();
    }
  }

  #finish(job: jobs.ClaimedJob, commit: () => void): void {
    this.#db
      .transaction(() => {
        if (jobs.finish(this.#db, job)) commit();
      })
      .immediate();
    this.#done += 1;
  }

  #receiveFailure(job: jobs.ClaimedJob, error: unknown): void {
    const code = error instanceof AppError ? error.code : 'INTERNAL';
    if (code === 'CANCELLED') {
      jobs.unclaim(this.#db, job);
      return;
    }
    if (code === 'INTERNAL') this.#logError(`${job.kind} ${job.subjectId} failed`, error);
    if (crashCodes.includes(code)) {
      const isGivenUp = this.#kind.strike(job.subjectId, code) || job.attempts >= this.#kind.maxAttempts;
      if (!isGivenUp) {
        jobs.requeue(this.#db, job, this.#now());
        return;
      }
    }
    this.#giveUp(job, code);
  }

  #giveUp(job: jobs.ClaimedJob, code: ErrorCode): void {
    this.#db
      .transaction(() => {
        if (jobs.fail(this.#db, job, code)) this.#kind.fail(job.subjectId, code);
      })
      .immediate();
    this.#failed += 1;
  }

  #tellIdle(): void {
    for (const resolve of this.#idleWaiters) resolve();
    this.#idleWaiters.clear();
  }
}
