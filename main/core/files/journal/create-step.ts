import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Disk } from '../disk.ts';
import type { BytesInput, CutInput } from '../file-step.ts';
import { interrupted, moveFile, settleMove } from '../moving.ts';
import { lookAt, removeOwn, stepStamp } from '../own-files.ts';
import { temporaryBeside } from '../own-names.ts';
import { targetOf } from './move-step.ts';
import { checkSource, type StepRun, type StepWork } from './step-run.ts';
import type { StepResult } from './steps.repository.ts';

/** New files get what the system takes away from this. */
const usualMode = 0o666;

/** A new file, made whole beside its place under a name of ours and then given its own; never one that is taken. */
export const createStep: StepWork = {
  async perform(run) {
    const { disk } = run;
    const input = inputOf(run);
    const target = targetOf(run);
    const known: StepResult = input.type === 'cut' ? { before: await checkSource(run) } : {};
    if (await lookAt(disk, target)) throw new AppError('FILE_EXISTS', 'Another file has that name already.');
    await assertRoom(disk, target, input.sizeBytes);
    const temporary = temporaryBeside(target);
    if (input.type === 'cut') known.draft = temporaryBeside(target);
    run.note(known, temporary);
    if (input.type === 'bytes') await disk.create(temporary, Buffer.from(input.base64, 'base64'), usualMode);
    else await cut(run, input, temporary, known.draft as string);
    // It may have waited for its turn: what was cut has to be what was planned.
    if (input.type === 'cut') await checkSource(run);
    known.copied = stepStamp(await disk.lstat(temporary));
    run.note(known, temporary);
    await moveFile(disk, temporary, target, (move) => {
      known.move = move;
      run.note(known, temporary);
    });
    return { ...known, after: known.copied };
  },
  async settle(run, preference) {
    const { disk, step } = run;
    const { copied, draft, move } = step.result;
    const { temporary } = step;
    if (temporary === null) return null;
    const target = targetOf(run);
    if (await isAway(run, target)) throw interrupted();
    if (draft !== undefined) await removeOwn(disk, draft);
    // Not begun, or a power cut took all of it back.
    if (!(await lookAt(disk, temporary)) && !(await lookAt(disk, target))) return null;
    const isThere = copied && move && (await settleMove(disk, temporary, target, copied, move, preference));
    if (isThere) return { ...step.result, after: copied };
    await removeOwn(disk, temporary);
    return null;
  },
};

/** Whether nothing can be said of the folder: the disk is not there, or its mount point is empty. */
async function isAway({ disk, step }: StepRun, target: string): Promise<boolean> {
  const folder = dirname(target);
  if (!(await lookAt(disk, folder))) return true;
  // What is cut comes from somewhere; a sheet may be the first file of its folder.
  if (step.input?.type !== 'cut' || (await lookAt(disk, step.source))) return false;
  return (await disk.list(folder)).length === 0;
}

function inputOf({ step }: StepRun): BytesInput | CutInput {
  if (step.input?.type !== 'bytes' && step.input?.type !== 'cut') throw new Error('Expected to know what to make');
  return step.input;
}

async function assertRoom(disk: Disk, target: string, sizeBytes: number): Promise<void> {
  if ((await disk.freeBytes(dirname(target))) >= sizeBytes) return;
  throw new AppError('DISK_FULL', 'There is not enough room for the new file. Nothing was made.');
}

async function cut(run: StepRun, input: CutInput, temporary: string, draft: string): Promise<void> {
  const { source, target } = run.step;
  await run.writer.cut({ source, target: target as string, temporary, draft, input });
}
