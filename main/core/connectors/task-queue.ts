import type { Db } from '#core/db/query.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';
import { AppError, type ErrorCode, toWire } from '#shared/errors.ts';
import * as repository from './connections.repository.ts';
import type { Connector } from './connector.ts';
import { withTaskSignal } from './task-signal.ts';

type QueueOptions = {
  db: Db;
  now(): number;
  services: ReadonlyMap<ServiceId, Connector>;
  logError(message: string, error: unknown): void;
  onChange(): void;
  /** For tests: the wait before the first try again. */
  firstWaitMs?: number;
};

/** Those that end by themselves. */
const passing: readonly ErrorCode[] = ['SERVICE_OFFLINE', 'SERVICE_BUSY', 'SERVICE_QUOTA', 'INTERRUPTED'];
const usualFirstWaitMs = 5000;
const longestWaitMs = 3_600_000;
const quotaWaitMs = 3_600_000;
const longestTimerMs = 2 ** 31 - 1;

/**
 * What services were asked to do. A task survives a restart, waits while there is no net, and goes on where it was. One runs
 * at a time for each service.
 */
export class TaskQueue {
  readonly #options: QueueOptions;
  readonly #running = new Map<ServiceId, { id: number; abort: AbortController; ended: Promise<void> }>();
  #timer: NodeJS.Timeout | undefined;
  #waking: NodeJS.Immediate | undefined;
  #isClosed = false;

  constructor(options: QueueOptions) {
    this.#options = options;
    repository.recoverTasks(options.db);
  }

  /** Throws SERVICE_NOT_CONNECTED. */
  add(service: ServiceId, kind: string, input: unknown): number {
    const { db, now, onChange } = this.#options;
    if (!repository.findConnection(db, service)) {
      throw new AppError('SERVICE_NOT_CONNECTED', 'This service is not connected.', { service });
    }
    const id = repository.addTask(db, { service, kind, input, now: now() });
    onChange();
    // Of many added in one transaction, none begins before all are there.
    this.#waking ??= setImmediate(() => {
      this.#waking = undefined;
      this.wake();
    });
    return id;
  }

  /** Looks for work now. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    const { db, now, onChange } = this.#options;
    const before = this.#running.size;
    for (;;) {
      const task = repository.nextTask(db, now(), [...this.#running.keys()]);
      if (!task) break;
      this.#start(task);
    }
    const nextAt = repository.nextTaskAt(db);
    if (nextAt !== null && nextAt > now()) {
      this.#timer = setTimeout(() => this.wake(), Math.min(longestTimerMs, nextAt - now()));
      this.#timer.unref();
    }
    if (this.#running.size > before) onChange();
  }

  /** A failed or waiting task is tried now. */
  retry(id: number): void {
    if (this.#runs(id)) return;
    repository.putOffTask(this.#options.db, id, 0, null);
    this.#options.onChange();
    this.wake();
  }

  async drop(id: number): Promise<void> {
    // Before it is ended: else it would be put off and begin again.
    const { db, services, logError } = this.#options;
    const task = repository.findTask(db, id);
    repository.removeTask(db, id);
    const running = [...this.#running.values()].find((each) => each.id === id);
    running?.abort.abort();
    await running?.ended;
    this.#options.onChange();
    const kind = task && services.get(task.service)?.tasks[task.kind];
    kind
      ?.discard?.(task?.progress?.state)
      .catch((error) => logError('What a dropped task left behind stays there', error));
  }

  /** Ends what runs for a service whose tasks were taken away. */
  async stop(service: ServiceId): Promise<void> {
    const running = this.#running.get(service);
    running?.abort.abort();
    await running?.ended;
  }

  activity(): Activity | null {
    if (this.#running.size === 0) return null;
    return {
      id: 'services',
      kind: 'services',
      state: 'running',
      subject: '',
      done: 0,
      total: repository.countLiveTasks(this.#options.db),
      failed: 0,
      rate: null,
      workers: this.#running.size,
      secondsLeft: null,
      finishedAt: null,
    };
  }

  /** Of the activity: what runs is taken out of the queue. */
  cancel(): void {
    for (const { id } of [...this.#running.values()]) void this.drop(id);
  }

  async waitForIdle(): Promise<void> {
    while (this.#waking || this.#running.size > 0) {
      await new Promise(setImmediate);
      await Promise.all([...this.#running.values()].map(({ ended }) => ended));
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#waking);
    this.#waking = undefined;
    for (const { abort } of this.#running.values()) abort.abort();
    await this.waitForIdle();
  }

  #runs(id: number): boolean {
    return [...this.#running.values()].some((each) => each.id === id);
  }

  #start(task: repository.Task): void {
    const abort = new AbortController();
    repository.beginTask(this.#options.db, task.id);
    const ended = this.#run(task, abort.signal)
      .catch((error) => this.#options.logError('How a task ended could not be kept', error))
      .finally(() => {
        this.#running.delete(task.service);
        this.#options.onChange();
        if (!this.#isClosed) this.wake();
      });
    this.#running.set(task.service, { id: task.id, abort, ended });
  }

  async #run(task: repository.Task, signal: AbortSignal): Promise<void> {
    const { db, services, logError, onChange } = this.#options;
    // Whoever added the task has answered its caller by then.
    await new Promise(setImmediate);
    try {
      const kind = services.get(task.service)?.tasks[task.kind];
      if (!kind) throw new AppError('UNSUPPORTED', 'This Ledgerline does not know that task.', { kind: task.kind });
      const save = (state: unknown, share: number | null) => {
        repository.saveProgress(db, task.id, { state, share });
        onChange();
      };
      const run = { input: task.input, progress: task.progress?.state ?? null, save, signal };
      await withTaskSignal(signal, () => kind.run(run));
      repository.removeTask(db, task.id);
    } catch (error) {
      this.#end(task, error, signal);
      if (!(error instanceof AppError) && !signal.aborted) logError(`The task ${task.kind} failed`, error);
    }
  }

  #end(task: repository.Task, error: unknown, signal: AbortSignal): void {
    const { db, now } = this.#options;
    const { code } = toWire(error);
    const { until } = error instanceof AppError ? error.details : {};
    if (signal.aborted) repository.putOffTask(db, task.id, now(), null);
    else if (passing.includes(code)) repository.putOffTask(db, task.id, this.#nextTry(task, code, until), code);
    else repository.failTask(db, task.id, code);
  }

  #nextTry(task: repository.Task, code: ErrorCode, until: unknown): number {
    const { now, firstWaitMs = usualFirstWaitMs } = this.#options;
    if (code === 'SERVICE_QUOTA') return now() + quotaWaitMs;
    if (typeof until === 'number') return Math.max(now(), until);
    const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, task.attempts));
    // Half of it by chance, so that many tasks do not come back at once.
    return Math.round(now() + waitMs * (0.5 + Math.random() / 2));
  }
}
