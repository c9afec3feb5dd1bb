import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { sameTitleKey } from '#shared/song-title.ts';
import { type SongStepState, songRecord, type WorkflowStepState } from '../song-records.ts';
import { copySteps } from '../songs/song-status.ts';

type StepsChange = { before: readonly WorkflowStepState[]; after: readonly WorkflowStepState[]; now: number };

/**
 * What changes in songs in progress that were started with a workflow: steps that were renamed, and new ones. Nothing is taken
 * away from a song, and finished ones stay as they are.
 */
export function followWorkflow(db: Db, id: number, change: StepsChange): ValueChange[] {
  const songs = prepare(db, `SELECT id FROM song WHERE workflow_id = ? AND status = 'inProgress' ORDER BY id`)
    .pluck()
    .all(id) as number[];
  return songs.flatMap((song) =>
    songRecord.edit(db, song, { steps: followSteps(songRecord.get(db, song).steps, change) }),
  );
}

/** A song's steps after its workflow changed. A new step whose earlier ones are all done is done, so that nothing falls back. */
export function followSteps(steps: readonly SongStepState[], { before, after, now }: StepsChange): SongStepState[] {
  const known = new Map(before.map((step) => [step.key, step]));
  let followed = steps.map((step) => {
    const [was, is] = [known.get(step.key), after.find(({ key }) => key === step.key)];
    // A name that the song gave it itself stays.
    if (!was || !is || was.name !== step.name || isNameTaken(steps, is.name, step.key)) return step;
    return { ...step, name: is.name, stage: was.stage === step.stage ? is.stage : step.stage };
  });
  for (const [index, step] of after.entries()) {
    const isThere = followed.some(({ key }) => key === step.key) || isNameTaken(followed, step.name, step.key);
    if (known.has(step.key) || isThere) continue;
    followed = insertStep(followed, step, { earlier: after.slice(0, index).map(({ key }) => key), now });
  }
  return followed;
}

function insertStep(
  steps: readonly SongStepState[],
  step: WorkflowStepState,
  { earlier, now }: { earlier: readonly string[]; now: number },
): SongStepState[] {
  const at = Math.max(-1, ...earlier.map((key) => steps.findIndex((other) => other.key === key))) + 1;
  const counted = steps.slice(0, at).filter(({ isEnabled }) => isEnabled);
  const isDone = step.isEnabled && counted.length > 0 && counted.every((other) => other.isDone);
  const [made] = copySteps([step]) as [SongStepState];
  return steps.toSpliced(at, 0, { ...made, isDone, doneAt: isDone ? now : null });
}

function isNameTaken(steps: readonly SongStepState[], name: string, except: string): boolean {
  const key = sameTitleKey(name);
  return steps.some((step) => step.key !== except && sameTitleKey(step.name) === key);
}
