import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { StepStamp } from '../file-step.ts';
import { interrupted, isSamePlace, moveFile, OtherFileSystem, type Preference, settleMove } from '../moving.ts';
import { compareStamp, lookAt, removeOwn, stepStamp } from '../own-files.ts';
import { temporaryBeside } from '../own-names.ts';
import { exchange, settleExchange } from './exchange.ts';
import { changed, checkSource, type StepRun, type StepWork } from './step-run.ts';
import type { StepResult } from './steps.repository.ts';
import { putInTrash, settleTrash } from './trash-step.ts';

/** A rename; across file systems a copy that is compared byte for byte, after which the original goes to the trash. */
export const moveStep: StepWork = {
  async perform(run) {
    const { input, source } = run.step;
    const before = await checkSource(run);
    // Folders keep their spelling: to the file nothing would happen.
    if (await isSamePlace(run.disk, source, targetOf(run))) return { before, isOurs: false };
    const exchanged = input?.type === 'original' && (await exchange(run, input, source, targetOf(run), before));
    return exchanged || (await moveAnywhere(run, source, targetOf(run), before, 'trash'));
  },
  async settle(run, preference) {
    const { input, result, source } = run.step;
    if (input?.type === 'original' && result.original) {
      return await settleExchange(run, input, source, targetOf(run), preference);
    }
    return await settleAnywhere(run, run.step.source, targetOf(run), 'trash', preference);
  },
};

/** A copy of its own beside the target, compared and then given its name. */
export const copyStep: StepWork = {
  async perform(run) {
    const before = await checkSource(run);
    return await copyAcross(run, run.step.source, targetOf(run), before, 'keep');
  },
  async settle(run, preference) {
    return await settleAnywhere(run, run.step.source, targetOf(run), 'keep', preference);
  },
};

/** What becomes of the original of a copy. */
type Original = 'trash' | 'keep';

export function targetOf({ step }: StepRun): string {
  if (step.target === null) throw new Error('Expected a step with a target');
  return step.target;
}

/** `original` says what becomes of it where the move has to be a copy. */
export async function moveAnywhere(
  run: StepRun,
  from: string,
  to: string,
  before: StepStamp,
  original: Original,
): Promise<StepResult> {
  try {
    await moveFile(run.disk, from, to, (move) => run.note({ before, move }));
  } catch (error) {
    if (!(error instanceof OtherFileSystem)) throw error;
    return await copyAcross(run, from, to, before, original);
  }
  return { before, after: stepStamp(await run.disk.lstat(to)) };
}

async function copyAcross(
  run: StepRun,
  from: string,
  to: string,
  before: StepStamp,
  original: Original,
): Promise<StepResult> {
  const { disk } = run;
  if (await lookAt(disk, to)) throw new AppError('FILE_EXISTS', 'Another file has that name already.');
  if ((await disk.freeBytes(dirname(to))) < before.sizeBytes) {
    throw new AppError('DISK_FULL', 'There is not enough room for a copy. Nothing was moved.');
  }
  const temporary = temporaryBeside(to);
  run.note({ before }, temporary);
  await disk.copy(from, temporary);
  await disk.copyMetadata(from, temporary);
  await disk.syncFile(temporary);
  await compare(run, from, temporary, before);
  const copied = stepStamp(await disk.lstat(temporary));
  const known: StepResult = { before, copied };
  run.note(known, temporary);
  await moveFile(disk, temporary, to, (move) => {
    known.move = move;
    run.note(known, temporary);
  });
  return await endCopy(run, from, known, original);
}

async function compare(run: StepRun, from: string, copy: string, before: StepStamp): Promise<void> {
  const [here, there] = [await run.disk.hash(from), await run.disk.hash(copy)];
  if (compareStamp(await run.disk.lstat(from), before) !== 'same') throw changed();
  if (here !== there) throw new AppError('WRITE_UNVERIFIED', 'The copy is not what was copied. The file was left.');
}

async function endCopy(run: StepRun, from: string, known: StepResult, original: Original): Promise<StepResult> {
  const done = { ...known, ...(known.copied ? { after: known.copied } : {}) };
  if (original === 'keep') return done;
  const trash = await putInTrash(run, from, (trashed) =>
    run.note({ ...done, ...trashed }, run.step.temporary ?? undefined),
  );
  return { ...done, trash };
}

export async function settleAnywhere(
  run: StepRun,
  from: string,
  to: string,
  original: Original,
  preference: Preference,
): Promise<StepResult | null> {
  const { before, copied, move } = run.step.result;
  if (!before) throw interrupted();
  if (run.step.temporary !== null) return await settleCopy(run, from, to, original, preference);
  if (!move) return null;
  const isThere = await settleMove(run.disk, from, to, before, move, preference);
  return isThere ? { before, after: copied ?? stepStamp(await run.disk.lstat(to)) } : null;
}

async function settleCopy(
  run: StepRun,
  from: string,
  to: string,
  original: Original,
  preference: Preference,
): Promise<StepResult | null> {
  const { disk } = run;
  const { before, copied, move, trash } = run.step.result;
  const temporary = run.step.temporary as string;
  if (!(await lookAt(disk, temporary)) && !(await lookAt(disk, to))) {
    // Not begun, or a power cut took all of it back.
    if (!before || compareStamp(await disk.lstat(from), before) !== 'same') throw interrupted();
    return null;
  }
  const isPublished =
    copied !== undefined && move !== undefined && (await settleMove(disk, temporary, to, copied, move, preference));
  if (!isPublished || !copied || !before) {
    await removeOwn(disk, temporary);
    return null;
  }
  const known: StepResult = { before, copied, move };
  if (trash && (await settleTrash(run, from, before, preference))) return { ...known, after: copied, trash };
  if (preference === 'forward' && compareStamp(await disk.lstat(from), before) === 'same') {
    return await endCopy(run, from, known, original);
  }
  await withdraw(run, to, temporary, copied, from, before);
  return null;
}

/** Takes a copy of ours back, as long as it is what we made and the original is there. */
async function withdraw(
  run: StepRun,
  to: string,
  temporary: string,
  copied: StepStamp,
  from: string,
  before: StepStamp,
): Promise<void> {
  const { disk } = run;
  const [copy, original] = [await disk.lstat(to), await disk.lstat(from)];
  const isOurs = String(copy.ino) === copied.inode && compareStamp(copy, copied) !== 'other';
  if (!isOurs || compareStamp(original, before) !== 'same' || (await lookAt(disk, temporary))) throw interrupted();
  await disk.rename(to, temporary);
  await removeOwn(disk, temporary);
}
