import type { Db } from '#core/db/query.ts';
import { JobRunner } from '#core/jobs/job-runner.ts';
import * as jobs from '#core/jobs/jobs.repository.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import { type ProblemRow, removeProblem } from '#core/library/problems.repository.ts';
import type { Activity } from '#shared/contract/activity.ts';
import { type AnalysisInput, type AnalysisOutput, analysisJob } from './analysis.job.ts';
import * as repository from './analysis.repository.ts';
import type { WaveformFiles } from './waveform-files.ts';

const kind = 'analysis';
/** Rows on screen and repeats asked for go before everything else. */
const urgent = 1_000_000;
/** Below what is new, which waits at 0. */
const leisurely = -1;
const memoryLimitMb = 900;
const recycleAfterRuns = 200;
const rateWindowMs = 20_000;

/** The queue of tracks to analyse: what feeds it, what it tells, and how it is steered. */
export class AnalysisQueue {
  readonly #db: Db;
  readonly #pool: WorkerPool<AnalysisInput, AnalysisOutput>;
  readonly #runner: JobRunner<AnalysisInput, AnalysisOutput>;
  readonly #now: () => number;
  #recent: { at: number; durationMs: number; analysisMs: number }[] = [];
  #finishedAt: number | null = null;

  constructor(options: {
    db: Db;
    workerUrl: URL;
    threads: number;
    waveforms: WaveformFiles;
    /** False where somebody waits for nothing but this. */
    isBackground: boolean;
    now(): number;
    onChange(): void;
    onTrackChanged(trackId: number, hasFailed: boolean): void;
    logError(message: string, error: unknown): void;
  }) {
    const { db, now, logError, onChange } = options;
    this.#db = db;
    this.#now = now;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: options.threads,
      memoryLimitMb,
      recycleAfterRuns,
      isBackground: options.isBackground,
      logError,
    });
    const job = analysisJob({
      db,
      now,
      waveforms: options.waveforms,
      onAnalysed: (trackId, durationMs, analysisMs) => {
        this.#recent.push({ at: now(), durationMs, analysisMs });
        options.onTrackChanged(trackId, false);
      },
      onFailed: (trackId) => options.onTrackChanged(trackId, true),
    });
    this.#runner = new JobRunner({ db, kind: job, pool: this.#pool, onChange, logError, now });
  }

  /** Takes up what an earlier process left, and tracks that never got a job. */
  start(): void {
    for (;;) {
      const ids = repository.listWaitingWithoutJob(this.#db, 5000);
      if (ids.length === 0) break;
      this.#db.transaction(() => {
        for (const id of ids) jobs.enqueue(this.#db, kind, id);
      })();
    }
    this.#enqueueOutdated();
    this.#runner.start();
  }

  /** Adds a track inside the caller's transaction; call `wake` after it. */
  enqueue(trackId: number): void {
    jobs.enqueue(this.#db, kind, trackId);
  }

  wake(): void {
    this.#finishedAt = null;
    this.#runner.wake();
  }

  prioritise(trackIds: readonly number[]): void {
    jobs.prioritise(this.#db, kind, trackIds, Math.floor(this.#now() / 1000) + urgent);
  }

  /** Analyses again; returns how many tracks that are. */
  repeat(trackIds: readonly number[]): number {
    const ids = repository.listExisting(this.#db, trackIds);
    this.#db
      .transaction(() => {
        for (const id of ids) this.#enqueueAgain(id);
      })
      .immediate();
    this.wake();
    return ids.length;
  }

  retry(problems: readonly ProblemRow[]): void {
    this.#db
      .transaction(() => {
        for (const problem of problems) {
          removeProblem(this.#db, problem.id);
          if (problem.trackId === null) continue;
          repository.setAnalysisState(this.#db, problem.trackId, 'waiting');
          this.#enqueueAgain(problem.trackId);
        }
      })
      .immediate();
    this.wake();
  }

  setThreads(threads: number): void {
    this.#pool.resize(threads);
    this.#runner.wake();
  }

  pause(): void {
    this.#runner.pause();
  }

  resume(): void {
    this.#runner.resume();
  }

  cancel(): void {
    this.#runner.cancel();
  }

  waitForIdle(): Promise<void> {
    return this.#runner.waitForIdle();
  }

  close(): Promise<void> {
    return this.#runner.close();
  }

  /** Null when there is nothing to show. */
  activity(): Activity | null {
    const { isPaused, running, queued, done, failed } = this.#runner.state();
    if (queued === 0 && running === 0) return this.#finishedActivity(done, failed);
    this.#finishedAt = null;
    const rate = this.#rate();
    return {
      id: kind,
      kind: 'analysis',
      state: isPaused ? 'paused' : 'running',
      subject: '',
      done: done + failed,
      total: done + failed + queued,
      failed,
      rate: rate.perCore,
      workers: this.#pool.size,
      secondsLeft: isPaused || rate.perSecond === 0 ? null : queued / rate.perSecond,
      finishedAt: null,
    };
  }

  #finishedActivity(done: number, failed: number): Activity | null {
    if (done + failed === 0) return null;
    this.#finishedAt ??= this.#now();
    return {
      id: kind,
      kind: 'analysis',
      state: 'done',
      subject: '',
      done: done + failed,
      total: done + failed,
      failed,
      rate: null,
      workers: this.#pool.size,
      secondsLeft: null,
      finishedAt: this.#finishedAt,
    };
  }

  /** Times real time of one thread, and tracks a second, over the last while. */
  #rate(): { perCore: number | null; perSecond: number } {
    const since = this.#now() - rateWindowMs;
    this.#recent = this.#recent.filter(({ at }) => at >= since);
    const oldest = this.#recent[0]?.at;
    if (oldest === undefined) return { perCore: null, perSecond: 0 };
    const audioMs = this.#recent.reduce((sum, { durationMs }) => sum + durationMs, 0);
    const workMs = this.#recent.reduce((sum, { analysisMs }) => sum + analysisMs, 0);
    const spanMs = Math.max(1000, this.#now() - oldest);
    return { perCore: workMs > 0 ? audioMs / workMs : null, perSecond: (this.#recent.length / spanMs) * 1000 };
  }

  /** Results of older algorithms are made again when there is nothing better to do, the oldest first. */
  #enqueueOutdated(): void {
    let age = 0;
    for (;;) {
      const ids = repository.listOutdated(this.#db, 5000);
      if (ids.length === 0) return;
      this.#db.transaction(() => {
        for (const id of ids) {
          age += 1;
          jobs.enqueue(this.#db, kind, id, leisurely - age);
        }
      })();
    }
  }

  #enqueueAgain(trackId: number): void {
    const quickHash = repository.findSubject(this.#db, trackId)?.quickHash;
    if (quickHash) repository.liftQuarantine(this.#db, quickHash);
    jobs.enqueue(this.#db, kind, trackId, urgent);
  }
}
