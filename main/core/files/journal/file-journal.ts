import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import {
  findOperation,
  insertOperation,
  type NewOperation,
  setOperationState,
} from '#core/history/operations.repository.ts';
import type { Activity } from '#shared/contract/activity.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError } from '#shared/errors.ts';
import type { Disk } from '../disk.ts';
import type { PlannedStep } from '../file-step.ts';
import type { Trash } from '../trash/trash.ts';
import type { NewFile } from './follow-files.ts';
import { inverseSteps } from './inverse-steps.ts';
import { OperationRun } from './operation-run.ts';
import type { Step } from './steps.repository.ts';
import * as steps from './steps.repository.ts';
import { TouchedFiles } from './touched-files.ts';
import { UndoBlocks, type UndoLimits } from './undo-blocks.ts';
import type { WriteWorker } from './write-worker.ts';

export type FileJournalOptions = {
  db: Db;
  now(): number;
  logError(message: string, error: unknown): void;
  disk: Disk;
  trash: Trash;
  writer: WriteWorker;
  /** Where undo blocks lie. */
  undoDirectory: string;
  undoLimits(): UndoLimits;
  onChange(change: Change): void;
  /** Called after each step; the listener limits the rate. */
  onProgress(): void;
  /** Called before an operation on more than a thousand files; where it rejects, the operation is stopped. */
  beforeMany?(): Promise<unknown>;
  /** Files that came into the library's folders and are no tracks yet. */
  onNewFiles?(files: readonly NewFile[]): void;
};

type Current = { id: OperationId; run: OperationRun; startedMs: number; doneAtStart: number };

const rateAfterMs = 500;
const manySteps = 1000;
/** Of what has ended, the activities show so much; the rest stands in the history. */
const mostFinished = 5;

/**
 * The one that does things to users' files: step after step in the background, each written down before it is done and
 * ended together with what the library knows of it. See ../README.md.
 */
export class FileJournal {
  readonly #options: FileJournalOptions;
  readonly #blocks: UndoBlocks;
  readonly #finished = new Map<OperationId, Activity>();
  /** What steps did to paths and tracks, for scans under way. */
  readonly touched: TouchedFiles;
  #current: Current | undefined;
  #isPaused = false;
  #isClosed = false;
  #loop: Promise<void> | undefined;

  constructor(options: FileJournalOptions) {
    this.#options = options;
    this.#blocks = new UndoBlocks(options.db, options.undoDirectory);
    this.touched = new TouchedFiles(options.db);
  }

  /** Notes a new operation with its steps, and begins. */
  start(operation: Omit<NewOperation, 'at' | 'state'>, planned: readonly PlannedStep[]): OperationId {
    const { db, now } = this.#options;
    const id = db
      .transaction(() => {
        const state = planned.length > 0 ? 'running' : 'done';
        const created = insertOperation(db, { ...operation, at: now(), state });
        steps.insertSteps(db, created, planned);
        return created;
      })
      .immediate();
    this.#options.onChange({ topics: ['history'] });
    this.wake();
    return id;
  }

  /** Notes steps of an operation that is 'running'; call it in the transaction that makes the operation, then `wake`. */
  begin(id: OperationId, planned: readonly PlannedStep[]): void {
    steps.insertSteps(this.#options.db, id, planned);
  }

  /** Starts on what was begun. */
  wake(): void {
    if (this.#isClosed) return;
    this.#loop ??= this.#work()
      .catch((error: unknown) => {
        // The library itself fails; what is open stays in the journal.
        this.#options.logError('Work on files was stopped', error);
        this.#isPaused = true;
      })
      .then(() => {
        this.#loop = undefined;
        const mayGoOn = !this.#isClosed && !this.#isPaused;
        if (mayGoOn && steps.listRunning(this.#options.db).length > 0) this.wake();
      });
  }

  /**
   * The steps that take back what an operation did to files; of an undo done again also those that undo failed at.
   * Throws UNDO_GONE, UNDO_BLOCKED.
   */
  inverse(id: OperationId): PlannedStep[] {
    const { db } = this.#options;
    if (steps.listPrepared(db, id).length > 0) {
      throw new AppError('UNDO_BLOCKED', 'A file of this is in the middle of a change. Go on with it first.');
    }
    return inverseSteps(steps.listDone(db, id), this.#blocks, this.#leftOf(id));
  }

  /** What the undo that this operation took back had failed to do: to undo once more is to try that again. */
  #leftOf(id: OperationId): Step[] {
    const { db } = this.#options;
    const undo = findOperation(db, id)?.undoes ?? null;
    // What failed when it was first done was never done, and is not to be done by Redo.
    const isFirst = undo === null || findOperation(db, undo)?.undoes === null;
    return isFirst ? [] : steps.listLeft(db, undo);
  }

  /** Does the rest of an operation, and again what failed. Throws NOT_FOUND, UNDO_BLOCKED. */
  resume(id: OperationId): void {
    const { db } = this.#options;
    const operation = findOperation(db, id);
    if (!operation) throw new AppError('NOT_FOUND', 'That is no longer in the history.', { id });
    if (operation.undoneBy !== null) throw new AppError('UNDO_BLOCKED', 'That was taken back already.');
    if (operation.state === 'running') return;
    db.transaction(() => {
      steps.planAgain(db, id);
      setOperationState(db, id, 'running');
    }).immediate();
    this.#finished.delete(id);
    this.#options.onChange({ topics: ['history'] });
    this.wake();
  }

  /**
   * Brings everything an earlier process left half done to an end, before anything else looks at files; its operations
   * are then 'stopped'. Where the files are not as they were left, nothing is touched and the step says INTERRUPTED.
   */
  async recover(): Promise<void> {
    const { db, logError } = this.#options;
    for (const id of steps.listUnsettled(db)) {
      try {
        await this.#runOf(id).settle();
        setOperationState(db, id, 'stopped');
      } catch (error) {
        logError('An operation on files could not be settled', error);
      }
    }
  }

  pause(): void {
    this.#isPaused = true;
  }

  /** Pauses, and resolves when nothing is being done to any file. */
  async rest(): Promise<void> {
    this.pause();
    await this.#loop;
  }

  unpause(): void {
    this.#isPaused = false;
    this.wake();
  }

  /** Stops an operation after the group of steps it is at; the rest can be resumed. */
  cancel(id: OperationId): void {
    const { db } = this.#options;
    if (this.#current?.id === id) this.#current.run.stop();
    else if (findOperation(db, id)?.state === 'running') {
      setOperationState(db, id, 'stopped');
      this.#options.onChange({ topics: ['history'] });
    }
  }

  cancelActivity(id: string): void {
    const operation = Number(/^files:(\d+)$/.exec(id)?.[1]);
    if (Number.isInteger(operation)) this.cancel(operation as OperationId);
  }

  activities(): Activity[] {
    const current = this.#current;
    const waiting = steps.listRunning(this.#options.db).filter((id) => id !== current?.id);
    return [
      ...(current ? [this.#activity(current.id, this.#isPaused ? 'paused' : 'running', current)] : []),
      ...waiting.map((id) => this.#activity(id, this.#isPaused ? 'paused' : 'waiting')),
      ...this.#finished.values(),
    ];
  }

  /** Whether steps about a track are planned or under way. */
  hasOpenSteps(trackId: number): boolean {
    return steps.hasOpenSteps(this.#options.db, trackId);
  }

  /** What undo keeps, in bytes, and since when. */
  space(): { sizeBytes: number; oldestAt: number | null } {
    return this.#blocks.space();
  }

  /** Lets go of what undo need not keep any longer, and of what a crash left; does nothing while operations run. */
  async cleanUndo(): Promise<void> {
    if (this.#loop) return;
    try {
      await this.#blocks.sweep(this.#options.undoLimits());
      await this.#blocks.clean(this.#options.undoLimits(), this.#options.now());
    } catch (error) {
      this.#options.logError('What undo keeps could not be cleaned up', error);
    }
  }

  /** Resolves when nothing runs or waits, or all of it is paused. */
  async waitForIdle(): Promise<void> {
    while (this.#loop && !this.#isPaused) {
      await Promise.race([this.#loop, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  }

  /** Ends after the step under way; the rest is 'running' still and becomes 'stopped' with the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#current?.run.close();
    await this.#loop;
  }

  async #work(): Promise<void> {
    const { db } = this.#options;
    let hasWorked = false;
    for (;;) {
      const [id] = this.#isClosed || this.#isPaused ? [] : steps.listRunning(db);
      if (id === undefined) break;
      hasWorked = true;
      await this.#workOn(id);
    }
    if (hasWorked && !this.#isClosed && !this.#isPaused) {
      await this.#blocks.clean(this.#options.undoLimits(), this.#options.now());
    }
  }

  async #workOn(id: OperationId): Promise<void> {
    const { db, logError, now, onChange, onProgress } = this.#options;
    const counts = steps.countSteps(db, id);
    this.#current = {
      id,
      run: this.#runOf(id),
      startedMs: performance.now(),
      doneAtStart: counts.done + counts.failed,
    };
    onProgress();
    let state: 'done' | 'stopped' | 'running' = 'stopped';
    try {
      if (counts.open > manySteps) await this.#options.beforeMany?.();
      state = await this.#current.run.work();
    } catch (error) {
      logError('An operation on files failed', error);
    }
    const current = this.#current;
    this.#current = undefined;
    if (state === 'running') return;
    try {
      setOperationState(db, id, state);
    } catch (error) {
      // The library's disk is full: the next start settles it.
      logError('The end of an operation could not be saved', error);
      this.#isPaused = true;
    }
    const ending = state === 'done' ? 'done' : current.run.isStopped ? 'cancelled' : 'failed';
    const ended = { ...this.#activity(id, ending), finishedAt: now() };
    this.#finished.set(id, ended);
    for (const old of [...this.#finished.keys()].slice(0, -mostFinished)) this.#finished.delete(old);
    onChange({ topics: ['history', 'activity'] });
    onProgress();
  }

  #runOf(id: OperationId): OperationRun {
    const { onNewFiles, ...options } = this.#options;
    return new OperationRun(id, {
      ...options,
      blocks: this.#blocks,
      touched: this.touched,
      isPaused: () => this.#isPaused,
      onNewFiles: (files) => onNewFiles?.(files),
    });
  }

  #activity(id: OperationId, state: Activity['state'], current?: Current): Activity {
    const { db } = this.#options;
    const counts = steps.countSteps(db, id);
    const done = counts.done + counts.failed;
    const elapsedMs = current ? performance.now() - current.startedMs : 0;
    const rate = current && elapsedMs > rateAfterMs ? ((done - current.doneAtStart) * 1000) / elapsedMs : null;
    return {
      id: `files:${id}`,
      kind: 'files',
      state,
      subject: findOperation(db, id)?.subject ?? '',
      done,
      total: counts.total,
      failed: counts.failed,
      rate,
      workers: 1,
      secondsLeft: rate && state === 'running' ? counts.open / rate : null,
      finishedAt: null,
    };
  }
}
