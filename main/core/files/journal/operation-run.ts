import type { Change } from '#core/changes.ts';
import { isSqliteError } from '#core/db/open-library.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { quickHash } from '#core/files/audio-hash.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import type { Disk } from '../disk.ts';
import { toFileError } from '../file-error.ts';
import type { StepKind } from '../file-step.ts';
import type { Preference } from '../moving.ts';
import type { Trash } from '../trash/trash.ts';
import { createStep } from './create-step.ts';
import { makeFolderStep, removeFolderStep } from './folder-steps.ts';
import { followStep, type NewFile, trackOf } from './follow-files.ts';
import { inverseStep } from './inverse-steps.ts';
import { copyStep, moveStep } from './move-step.ts';
import { movedSource } from './moved-source.ts';
import { isOffline } from './offline-folders.ts';
import type { StepRun, StepWork } from './step-run.ts';
import type { Step, StepResult } from './steps.repository.ts';
import * as steps from './steps.repository.ts';
import type { TouchedFiles } from './touched-files.ts';
import { restoreStep, trashStep } from './trash-step.ts';
import type { UndoBlocks } from './undo-blocks.ts';
import { writeStep } from './write-step.ts';
import type { WriteWorker } from './write-worker.ts';

export type OperationRunOptions = {
  db: Db;
  now(): number;
  logError(message: string, error: unknown): void;
  disk: Disk;
  trash: Trash;
  writer: WriteWorker;
  blocks: UndoBlocks;
  touched: TouchedFiles;
  isPaused(): boolean;
  onChange(change: Change): void;
  onProgress(): void;
  onNewFiles(files: readonly NewFile[]): void;
};

const works: Readonly<Record<StepKind, StepWork>> = {
  move: moveStep,
  copy: copyStep,
  create: createStep,
  trash: trashStep,
  restore: restoreStep,
  makeFolder: makeFolderStep,
  removeFolder: removeFolderStep,
  write: writeStep,
};

/** Failures after which the other steps would fail as well. */
const stoppingCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DISK_FULL',
  'FOLDER_OFFLINE',
  'TRASH_UNAVAILABLE',
  'INTERRUPTED',
  'CANCELLED',
]);

type Ending = { state: 'done' } | { state: 'failed'; code: ErrorCode } | { state: 'frozen' };

/** Works off the steps of one operation. */
export class OperationRun {
  readonly #id: OperationId;
  readonly #options: OperationRunOptions;
  #isStopped = false;
  #isClosed = false;
  #newFiles: NewFile[] = [];

  constructor(id: OperationId, options: OperationRunOptions) {
    this.#id = id;
    this.#options = options;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Ends after the group under way. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Ends after the step under way. */
  close(): void {
    this.#isClosed = true;
  }

  /** Resolves with 'running' where it was paused or the program ends. */
  async work(): Promise<'done' | 'stopped' | 'running'> {
    try {
      return await this.#workOff();
    } finally {
      this.#tellNewFiles();
    }
  }

  /** Brings steps that broke off to an end, and takes groups back that were half done. */
  async settle(): Promise<void> {
    const { db } = this.#options;
    for (const step of steps.listPrepared(db, this.#id)) {
      if (!(await this.#settleStep(step))) return;
    }
    steps.planReversalsAgain(db, this.#id);
    if (await this.#reverse()) {
      for (const group of steps.listHalfDone(db, this.#id)) this.#planReversal(group, 'planned', null);
      await this.#reverse();
    }
    this.#tellNewFiles();
  }

  async #workOff(): Promise<'done' | 'stopped' | 'running'> {
    const { db } = this.#options;
    for (const step of steps.listPrepared(db, this.#id)) {
      if (!(await this.#settleStep(step))) return 'stopped';
    }
    if (!(await this.#reverse())) return 'stopped';
    for (;;) {
      if (this.#isClosed) return 'running';
      const step = steps.nextPlanned(db, this.#id);
      if (!step) return 'done';
      if (this.#isStopped && !this.#isWithinGroup(step)) return 'stopped';
      if (this.#options.isPaused() && !this.#isWithinGroup(step)) return 'running';
      const ending = await this.#runStep(step);
      this.#options.onProgress();
      if (ending.state === 'frozen') return 'stopped';
      if (
        ending.state === 'failed' &&
        (!(await this.#fellGroup(step, ending.code)) || stoppingCodes.has(ending.code))
      ) {
        return 'stopped';
      }
    }
  }

  #isWithinGroup({ group }: Step): boolean {
    return steps.listGroup(this.#options.db, this.#id, group).some(({ state }) => state === 'done');
  }

  async #runStep(step: Step): Promise<Ending> {
    const { db, disk, touched } = this.#options;
    const run = this.#stepRun(step);
    let result: StepResult;
    try {
      const moved = await movedSource(db, disk, step);
      if (moved !== null) steps.moveSource(db, step, moved);
      touched.note([step.source, step.target, step.trackId]);
      result = await works[step.kind].perform(run);
    } catch (error) {
      return await this.#breakOff(step, run, error);
    }
    this.#end(step, result);
    return { state: 'done' };
  }

  async #breakOff(step: Step, run: StepRun, error: unknown): Promise<Ending> {
    const code = await this.#codeOf(step, error);
    if (step.state === 'prepared') {
      try {
        const result = await works[step.kind].settle(run, 'back');
        if (result) {
          this.#end(step, result);
          return { state: 'done' };
        }
      } catch (failure) {
        if (!(failure instanceof AppError)) this.#options.logError('A step could not be taken back', failure);
        this.#freeze(step);
        return { state: 'frozen' };
      }
    }
    this.#fail(step, code);
    return { state: 'failed', code };
  }

  /** False where the step stays as it is because the files are not as it left them. */
  async #settleStep(step: Step, preference: Preference = 'forward'): Promise<boolean> {
    this.#options.touched.note([step.source, step.target, step.trackId]);
    try {
      const result = await works[step.kind].settle(this.#stepRun(step), preference);
      if (result) this.#end(step, result);
      else steps.endStep(this.#options.db, step.id, 'planned', { result: keptResult(step) });
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) this.#options.logError('A step could not be settled', error);
      this.#freeze(step);
      return false;
    }
  }

  /** Ends a step and lets the library follow, in one transaction. */
  #end(step: Step, result: StepResult): void {
    const { db, touched, onChange } = this.#options;
    const { content: _content, move: _move, trashMove: _trashMove, original: _original, ...kept } = result;
    const trackId = trackOf(db, step);
    const newFile = db
      .transaction(() => {
        const found = followStep(db, { ...step, trackId }, result);
        const { reverses } = step.result;
        const isIdle = result.isOurs === false;
        if (reverses) {
          steps.deleteStep(db, step.id);
          steps.endStep(db, reverses.id, reverses.state, { code: reverses.code });
        } else if (isIdle) steps.endStep(db, step.id, 'skipped', { code: result.isInUse ? 'FILE_EXISTS' : null });
        else steps.endStep(db, step.id, 'done', { result: kept });
        return found;
      })
      .immediate();
    touched.note([step.source, step.target, step.trackId]);
    if (newFile) this.#newFiles.push(newFile);
    const trackIds = trackId === null ? [] : [trackId];
    const ofTrack = trackId === null ? [] : (['tracks', 'problems'] as const);
    onChange({ topics: ['history', 'folders', ...ofTrack], trackIds });
  }

  #fail(step: Step, code: ErrorCode): void {
    steps.endStep(this.#options.db, step.id, 'failed', { code, result: keptResult(step) });
    this.#options.touched.note([step.source, step.target, step.trackId]);
    this.#options.onChange({ topics: ['history'] });
  }

  #freeze(step: Step): void {
    prepare(this.#options.db, `UPDATE file_step SET error_code = 'INTERRUPTED' WHERE id = ?`).run(step.id);
    this.#options.onChange({ topics: ['history'] });
  }

  /** Takes back what the group of a failed step has done, and leaves out the rest of it. False where that fails. */
  async #fellGroup(step: Step, code: ErrorCode): Promise<boolean> {
    if (step.result.reverses) return false;
    this.#planReversal(step.group, 'skipped', code);
    return await this.#reverse();
  }

  #planReversal(group: number, state: 'planned' | 'skipped', code: ErrorCode | null): void {
    const { db, blocks } = this.#options;
    db.transaction(() => {
      const members = steps.listGroup(db, this.#id, group);
      if (state === 'skipped') {
        for (const member of members) if (member.state === 'planned') steps.endStep(db, member.id, state, { code });
      }
      for (const member of members.filter((one) => one.state === 'done').reverse()) {
        const inverse = inverseStep(member, blocks);
        if (inverse.length === 0) steps.endStep(db, member.id, state, { code });
        else steps.insertSteps(db, this.#id, inverse, { reverses: { id: member.id, state, code } });
      }
    }).immediate();
  }

  /** Does the planned reversals, and nothing else. */
  async #reverse(): Promise<boolean> {
    for (;;) {
      const step = steps.nextReversal(this.#options.db, this.#id);
      if (!step) return true;
      const ending = await this.#runStep(step);
      if (ending.state !== 'done') return false;
    }
  }

  #stepRun(step: Step): StepRun {
    const { db, disk, trash, writer, blocks, now } = this.#options;
    return {
      step,
      disk,
      trash,
      writer,
      note(result, temporary) {
        step.result = { ...keptResult(step), ...result };
        step.temporary = temporary ?? null;
        steps.prepareStep(db, step);
        step.state = 'prepared';
      },
      keepBlock(block) {
        blocks.keep(block, now());
      },
      isSameMusic(path) {
        const known = prepare(db, 'SELECT quick_hash FROM track WHERE id = ?').pluck().get(step.trackId);
        return typeof known === 'string' && quickHash(path).quickHash === known;
      },
    };
  }

  #tellNewFiles(): void {
    if (this.#newFiles.length > 0) this.#options.onNewFiles(this.#newFiles);
    this.#newFiles = [];
  }

  async #codeOf(step: Step, error: unknown): Promise<ErrorCode> {
    if (isSqliteError(error, 'SQLITE_FULL')) return 'DISK_FULL';
    const { code } = toFileError(error);
    if (code === 'INTERNAL') this.#options.logError('A step on a file failed', error);
    const isGone = code === 'FILE_NOT_FOUND' || code === 'FILE_UNREADABLE';
    return isGone && (await isOffline(this.#options.db, this.#options.disk, step)) ? 'FOLDER_OFFLINE' : code;
  }
}

/** What of a step's result outlives a try that led to nothing. */
function keptResult({ result }: Step): StepResult {
  return result.reverses ? { reverses: result.reverses } : {};
}
