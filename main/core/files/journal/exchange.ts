import type { OriginalInput, StepStamp } from '../file-step.ts';
import { interrupted, moveFile, type Preference, settleMove } from '../moving.ts';
import { compareStamp, lookAt, stepStamp } from '../own-files.ts';
import type { StepRun } from './step-run.ts';
import type { StepResult } from './steps.repository.ts';
import { putInTrash, settleTrash } from './trash-step.ts';

/**
 * Takes back a move across file systems: the original comes out of the trash, and the copy goes there. So the file is
 * the one it was, to the inode. Null where the original is gone or no longer equal to the copy.
 */
export async function exchange(
  run: StepRun,
  input: OriginalInput,
  from: string,
  to: string,
  before: StepStamp,
): Promise<StepResult | null> {
  const { disk } = run;
  const trashed = await lookAt(disk, input.trashedPath);
  if (!trashed?.isFile() || (await disk.hash(input.trashedPath)) !== (await disk.hash(from))) return null;
  const known: StepResult = { before, original: stepStamp(trashed) };
  await moveFile(disk, input.trashedPath, to, (move) => {
    known.move = move;
    run.note(known);
  });
  return await endExchange(run, input, from, known);
}

async function endExchange(
  run: StepRun,
  { infoPath }: OriginalInput,
  from: string,
  known: StepResult,
): Promise<StepResult> {
  const trash = await putInTrash(run, from, (trashed) => run.note({ ...known, ...trashed }));
  if (infoPath !== null) await run.trash.forget(infoPath);
  return endOf(known, trash);
}

function endOf({ before, original }: StepResult, trash: StepResult['trash']): StepResult {
  // The two are equal: what was the original is the copy for whoever takes this back.
  return {
    ...(before ? { before } : {}),
    ...(original ? { after: original, copied: original } : {}),
    ...(trash ? { trash } : {}),
  };
}

/** See StepWork.settle. */
export async function settleExchange(
  run: StepRun,
  input: OriginalInput,
  from: string,
  to: string,
  preference: Preference,
): Promise<StepResult | null> {
  const { disk } = run;
  const known = run.step.result;
  const { before, original, move, trash } = known;
  if (!before || !original || !move) return null;
  if (!(await settleMove(disk, input.trashedPath, to, original, move, preference))) return null;
  if (trash && (await settleTrash(run, from, before, preference))) {
    if (input.infoPath !== null) await run.trash.forget(input.infoPath);
    return endOf(known, trash);
  }
  if (compareStamp(await disk.lstat(from), before) !== 'same') throw interrupted();
  if (preference === 'forward') return await endExchange(run, input, from, { before, original, move });
  await moveFile(disk, to, input.trashedPath, () => undefined);
  return null;
}
