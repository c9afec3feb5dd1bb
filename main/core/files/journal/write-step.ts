import { dirname } from 'node:path';
import { interrupted } from '../moving.ts';
import { compareStamp, lookAt, removeOwn } from '../own-files.ts';
import { temporaryBeside } from '../own-names.ts';
import { changed, checkSource, type StepRun, type StepWork } from './step-run.ts';
import type { StepResult } from './steps.repository.ts';

/** A new state of a file, made beside it by the worker and put in its place by one rename. */
export const writeStep: StepWork = {
  async perform(run) {
    const { disk, step, writer } = run;
    const { input, source } = step;
    if (input?.type !== 'tags' && input?.type !== 'undo') throw new Error('Expected to know what to write');
    const before = await checkSource(run);
    const temporary = temporaryBeside(source);
    run.note({ before }, temporary);
    const written = await writer.write({ type: 'write', path: source, temporary, input });
    if (written === 'unchanged') return { before, isOurs: false };
    const { after, content, sha256Before, sha256After, audioHash, undoBlock } = written;
    const write = { sha256Before, sha256After, audioHash, blockHash: undoBlock?.hash ?? null };
    const result: StepResult = { before, after, content, write, isOurs: true };
    run.keepBlock(undoBlock);
    run.note(result, temporary);
    if (compareStamp(await disk.lstat(source), before) !== 'same') throw changed();
    await disk.rename(temporary, source);
    await disk.syncFolder(dirname(source));
    return result;
  },
  async settle(run) {
    const { disk, step } = run;
    const { after } = step.result;
    const here = await lookAt(disk, step.source);
    if (!here) throw interrupted();
    if (after && String(here.ino) === after.inode && compareStamp(here, after) !== 'other') return step.result;
    await removeTemporary(run);
    return null;
  },
};

async function removeTemporary({ disk, step }: StepRun): Promise<void> {
  if (step.temporary !== null) await removeOwn(disk, step.temporary);
}
