import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { systemCode } from '../file-error.ts';
import { lookAt, stepStamp } from '../own-files.ts';
import type { StepRun, StepWork } from './step-run.ts';

/** A folder that is there already is as good; it is then not ours to remove again. */
export const makeFolderStep: StepWork = {
  async perform(run) {
    const { source, expected } = run.step;
    const there = await lookAt(run.disk, source);
    if (there?.isDirectory()) return { isOurs: false };
    if (there) throw new AppError('FILE_EXISTS', 'A file has the name of that folder.');
    run.note({ isOurs: true });
    try {
      await run.disk.makeFolder(source, expected?.mode);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return { isOurs: false };
      throw error;
    }
    await run.disk.syncFolder(dirname(source));
    return { isOurs: true };
  },
  async settle(run) {
    return (await isFolder(run)) ? { isOurs: true } : null;
  },
};

/** Only an empty folder goes; one that holds anything stays, and that is no failure. */
export const removeFolderStep: StepWork = {
  async perform(run) {
    const { source } = run.step;
    const there = await lookAt(run.disk, source);
    if (!there?.isDirectory()) return { isOurs: false };
    if ((await run.disk.list(source)).length > 0) return { isOurs: false, isInUse: true };
    const before = stepStamp(there);
    run.note({ before });
    try {
      await run.disk.removeFolder(source);
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST'].includes(systemCode(error))) return { isOurs: false, isInUse: true };
      throw error;
    }
    await run.disk.syncFolder(dirname(source));
    return { before, isOurs: true };
  },
  async settle(run) {
    return (await isFolder(run)) ? null : { ...run.step.result, isOurs: true };
  },
};

async function isFolder({ disk, step }: StepRun): Promise<boolean> {
  return (await lookAt(disk, step.source))?.isDirectory() ?? false;
}
