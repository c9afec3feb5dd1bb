import { randomUUID } from 'node:crypto';
import { currentActor } from '#core/actor.ts';
import { AppError } from '#shared/errors.ts';
import { findWaitingCircle } from '#shared/song-progress.ts';
import { sameTitleKey } from '#shared/song-title.ts';
import type { SongState, SongStepState } from '../song-records.ts';

/** Steps of a song with some of them ticked or not; the others as they are. */
export function tickSteps(
  steps: readonly SongStepState[],
  isDoneOf: (step: SongStepState) => boolean | undefined,
  now: number,
): SongStepState[] {
  const { personId } = currentActor();
  return steps.map((step) => {
    const isDone = isDoneOf(step) ?? step.isDone;
    if (isDone === step.isDone) return step;
    return { ...step, isDone, doneAt: isDone ? now : null, doneBy: isDone ? personId : null };
  });
}

/** Steps that are done in `after` and were not in `before`. */
export function newlyDone(before: readonly SongStepState[], after: readonly SongStepState[]): SongStepState[] {
  const wasDone = new Set(before.filter(({ isDone }) => isDone).map(({ key }) => key));
  return after.filter(({ key, isDone, isEnabled }) => isDone && isEnabled && !wasDone.has(key));
}

/** The steps that come before a stage are done, and those of it and after it are open. */
export function stepsAtStage(steps: readonly SongStepState[], stage: string, now: number): SongStepState[] {
  const first = steps.findIndex((step) => step.isEnabled && step.stage === stage);
  if (first < 0) throw new AppError('NOT_FOUND', 'This song has no step of that stage.', { stage });
  const before = new Set(steps.slice(0, first).map(({ key }) => key));
  return tickSteps(steps, ({ key, isEnabled }) => (isEnabled ? before.has(key) : undefined), now);
}

type OwnStep = { key: string | null; name: string; stage: string; isEnabled: boolean };

/**
 * A list of steps as somebody put it together; those with a key stay what they are, with all that is known of them. A step without
 * a stage belongs to the one before it. Throws STEP_NAME_TAKEN, and INVALID_INPUT where no step is left that counts.
 */
export function arrangeSteps<
  Step extends { key: string; name: string; stage: string; isEnabled: boolean; after: string },
>(
  known: readonly Step[],
  wanted: readonly OwnStep[],
  makeStep: (step: { key: string; name: string; stage: string; isEnabled: boolean }) => Step,
): Step[] {
  if (!wanted.some(({ isEnabled }) => isEnabled)) {
    throw new AppError('INVALID_INPUT', 'At least one step has to count.', {});
  }
  const names = new Set<string>();
  for (const { name } of wanted) {
    const key = sameTitleKey(name);
    if (names.has(key)) throw new AppError('STEP_NAME_TAKEN', 'Two steps have the same name.', { name });
    names.add(key);
  }
  const byKey = new Map(known.map((step) => [step.key, step]));
  let stage = wanted.find((step) => step.stage !== '')?.stage ?? '';
  const arranged = wanted.map(({ key, ...step }) => {
    stage = step.stage || stage;
    const before = key === null ? undefined : byKey.get(key);
    if (before) {
      byKey.delete(before.key);
      return { ...before, ...step, stage };
    }
    return makeStep({ ...step, stage, key: newStepKey() });
  });
  // What waited for a step that is gone waits no more.
  const left = new Set(arranged.map(({ key }) => key));
  return arranged.map((step) => (step.after === '' || left.has(step.after) ? step : { ...step, after: '' }));
}

/**
 * A key that no step has had anywhere: what is done, spent and said of a step that is gone must not become another's, and two
 * songs' own steps are not the same one.
 */
export function newStepKey(): string {
  return `own-${randomUUID()}`;
}

export function stepOf(state: SongState, key: string): SongStepState {
  const step = state.steps.find((known) => known.key === key);
  if (!step) throw new AppError('NOT_FOUND', 'This song has no such step any more.', { key });
  return step;
}

/** Throws INVALID_INPUT where a step would wait for itself, over however many others. */
export function refuseWaitingCircle(steps: readonly Pick<SongStepState, 'key' | 'after'>[]): void {
  const key = findWaitingCircle(steps);
  if (key !== undefined) throw new AppError('INVALID_INPUT', 'A step cannot wait for itself.', { key });
}
