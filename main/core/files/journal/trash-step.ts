import { AppError } from '#shared/errors.ts';
import type { RestoreInput, StepStamp } from '../file-step.ts';
import { interrupted, OtherFileSystem, type Preference } from '../moving.ts';
import { lookAt, stepStamp } from '../own-files.ts';
import { type TrashPlace, unavailable } from '../trash/trash.ts';
import { moveAnywhere, settleAnywhere } from './move-step.ts';
import { checkSource, type StepRun, type StepWork } from './step-run.ts';
import type { StepResult } from './steps.repository.ts';

export const trashStep: StepWork = {
  async perform(run) {
    const before = await checkSource(run);
    const trash = await putInTrash(run, run.step.source, (trashed) => run.note({ before, ...trashed }));
    return { before, after: stepStamp(await run.disk.lstat(trash.path)), trash };
  },
  async settle(run, preference) {
    const { before, trash } = run.step.result;
    if (!before || !trash) return null;
    if (!(await settleTrash(run, run.step.source, before, preference))) return null;
    return { before, after: stepStamp(await run.disk.lstat(trash.path)), trash };
  },
};

/** Out of the trash, to where it was. Of a trash on another file system it is a copy, and what lies there stays. */
export const restoreStep: StepWork = {
  async perform(run) {
    const { trashedPath, infoPath } = inputOf(run);
    if (!(await lookAt(run.disk, trashedPath))) {
      throw new AppError('UNDO_GONE', 'The file is no longer in the trash.');
    }
    const before = await checkSource(run, trashedPath);
    const result = await moveAnywhere(run, trashedPath, run.step.source, before, 'keep');
    if (infoPath !== null && !result.copied) await run.trash.forget(infoPath);
    return result;
  },
  async settle(run, preference) {
    const { trashedPath, infoPath } = inputOf(run);
    const result = await settleAnywhere(run, trashedPath, run.step.source, 'keep', preference);
    if (result && infoPath !== null && !result.copied) await run.trash.forget(infoPath);
    return result;
  },
};

function inputOf({ step }: StepRun): RestoreInput {
  if (step.input?.type !== 'restore') throw new Error('Expected to know where in the trash the file is');
  return step.input;
}

type Trashed = Pick<StepResult, 'trash' | 'trashMove'>;

/** Puts a file into the best trash that takes it. `note` is called before anything is done there. */
export async function putInTrash(run: StepRun, path: string, note: (trashed: Trashed) => void): Promise<TrashPlace> {
  try {
    for await (const trash of run.trash.places(path)) {
      note({ trash });
      try {
        await run.trash.put(path, trash, (trashMove) => note({ trash, trashMove }));
        return trash;
      } catch (error) {
        if (!(error instanceof OtherFileSystem)) throw error;
        await run.trash.dropNote(trash);
      }
    }
  } catch (error) {
    throw asTrashFailure(error);
  }
  throw unavailable(undefined);
}

function asTrashFailure(error: unknown): AppError {
  if (error instanceof AppError && error.code !== 'FILE_EXISTS') return error;
  return unavailable(error);
}

export async function settleTrash(
  run: StepRun,
  path: string,
  before: StepStamp,
  preference: Preference,
): Promise<boolean> {
  const { trash, trashMove } = run.step.result;
  if (!trash) throw interrupted();
  return await run.trash.settle(path, trash, before, trashMove, preference);
}
