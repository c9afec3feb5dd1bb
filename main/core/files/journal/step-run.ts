import type { BigIntStats } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import type { Disk } from '../disk.ts';
import type { StepStamp } from '../file-step.ts';
import type { Preference } from '../moving.ts';
import { compareStamp, lookAt, stepStamp } from '../own-files.ts';
import type { Trash } from '../trash/trash.ts';
import type { Step, StepResult } from './steps.repository.ts';
import type { WriteWorker } from './write-worker.ts';

/** A step being worked on, and what it may use. */
export type StepRun = {
  readonly step: Step;
  readonly disk: Disk;
  readonly trash: Trash;
  readonly writer: WriteWorker;
  /** Writes into the journal, for good, before the next call: the step is 'prepared' from then on. */
  note(result: StepResult, temporary?: string): void;
  /** Notes a block that undo needs, which the worker has put on the disk. */
  keepBlock(block: { hash: string; sizeBytes: number }): void;
  /** Whether a file whose inode is not the noted one still holds the same music. */
  isSameMusic(path: string): boolean;
};

/**
 * How one kind of step is done.
 *
 * `perform` notes in the journal what it is about to do and does it; the result is what undo needs. `settle` brings a
 * step that broke off to one of its ends by looking at the disk: the result where it is done, null where it is as if it
 * had never begun. It throws INTERRUPTED, and touches nothing, where the files are not as the step left them.
 */
export type StepWork = {
  perform(run: StepRun): Promise<StepResult>;
  settle(run: StepRun, preference: Preference): Promise<StepResult | null>;
};

/** Looks at the file a step is about. Throws FILE_NOT_FOUND, FILE_CHANGED. */
export async function checkSource(run: StepRun, path = run.step.source): Promise<StepStamp> {
  const stats = await lookAt(run.disk, path);
  if (!stats) throw new AppError('FILE_NOT_FOUND', 'The file is not there any more.');
  if (stats.isSymbolicLink()) {
    throw new AppError('FILE_IS_LINK', 'This is a symbolic link. Ledgerline leaves those as they are.');
  }
  if (!stats.isFile()) throw changed();
  if (run.step.expected && !isExpected(run, path, stats, run.step.expected)) throw changed();
  return stepStamp(stats);
}

function isExpected(run: StepRun, path: string, stats: BigIntStats, expected: StepStamp): boolean {
  const state = compareStamp(stats, expected);
  return state === 'same' || (state === 'alike' && run.isSameMusic(path));
}

export function changed(): AppError {
  return new AppError('FILE_CHANGED', 'The file was changed by another program in the meantime. It was left alone.');
}
