import type { BigIntStats } from 'node:fs';
import { dirname } from 'node:path';
import { stampOf } from '#core/library/scan/reading/file-stamp.ts';
import { interrupted } from '../moving.ts';
import { compareStamp, lookAt, removeOwn, stepStamp } from '../own-files.ts';
import { temporaryBeside } from '../own-names.ts';
import { changed, checkSource, type StepRun, type StepWork } from './step-run.ts';
import type { StepResult } from './steps.repository.ts';

/** A new state of a file, made beside it by the worker and put in its place by one rename. */
export const writeStep: StepWork = {
  async perform(run) {
    const { disk, step, writer } = run;
    const { input, source } = step;
    if (input?.type !== 'tags' && input?.type !== 'undo') throw new Error('Expected to know what to write');
    const real = await realPath(run);
    const before = await checkSource(run, real);
    const temporary = temporaryBeside(real);
    run.note({ before }, temporary);
    const written = await writer.write({ type: 'write', path: source, temporary, input });
    if (written === 'unchanged') return { before, isOurs: false };
    const { after, content, sha256Before, sha256After, audioHash, undoBlock } = written;
    const write = { sha256Before, sha256After, audioHash, blockHash: undoBlock?.hash ?? null };
    // The worker saw the file last; what the plan expected was checked above.
    const result: StepResult = { before: written.before, after, content, write, isOurs: true };
    if (undoBlock) run.keepBlock(undoBlock);
    run.note(result, temporary);
    const now = await disk.lstat(real);
    if (compareStamp(now, before) !== 'same' || compareStamp(now, written.before) !== 'same') throw changed();
    await disk.rename(temporary, real);
    await disk.syncFolder(dirname(real));
    return result;
  },
  async settle(run) {
    const { disk, step } = run;
    const { after } = step.result;
    const real = await realPath(run);
    const here = await lookAt(disk, real);
    if (!here) throw interrupted();
    if (after && String(here.ino) === after.inode && compareStamp(here, after) !== 'other') return step.result;
    if (after && (await isWritten(run, real))) return resultAt(step.result, here);
    if (step.temporary !== null) await removeOwn(disk, step.temporary);
    return null;
  },
};

/** Whether the temporary was given the file's name. Some file systems number a file anew, or round its time, with that. */
async function isWritten({ disk, step }: StepRun, real: string): Promise<boolean> {
  const { write } = step.result;
  if (!write || step.temporary === null || (await lookAt(disk, step.temporary))) return false;
  return (await disk.hash(real)) === write.sha256After;
}

/** What was noted of the temporary, said of the file that it has become. */
function resultAt(result: StepResult, here: BigIntStats): StepResult {
  const { content } = result;
  return { ...result, after: stepStamp(here), ...(content ? { content: { ...content, stamp: stampOf(here) } } : {}) };
}

/** The file itself: tags go through a symbolic link, names do not. */
async function realPath({ disk, step }: StepRun): Promise<string> {
  return (await lookAt(disk, step.source)) ? await disk.realpath(step.source) : step.source;
}
