/** What of a step says how far a song is. */
export type ProgressStep = {
  key: string;
  name: string;
  stage: string;
  isEnabled: boolean;
  isDone: boolean;
  doneAt: number | null;
  assigneeId: number | null;
  due: string;
  after: string;
};

type ProgressSong = {
  status: 'planned' | 'inProgress' | 'released';
  deadline: string;
  createdAt: number;
  steps: readonly ProgressStep[];
  statuses: readonly { at: number }[];
};

/** Done of enabled steps in whole percent; 0 where there are none. */
export function completionOf(doneCount: number, stepCount: number): number {
  return stepCount === 0 ? 0 : Math.round((doneCount / stepCount) * 100);
}

/** The first enabled step that is not done and waits for none that is not; where all that are left wait, the first of them. */
export function nextStepOf<Step extends ProgressStep>(steps: readonly Step[]): Step | undefined {
  const open = steps.filter(({ isEnabled, isDone }) => isEnabled && !isDone);
  const openKeys = new Set(open.map(({ key }) => key));
  return open.find(({ after }) => !openKeys.has(after)) ?? open[0];
}

/** How far a song is: columns of the song that follow from its steps and status. */
export function progressOf({ status, deadline, createdAt, steps, statuses }: ProgressSong): {
  stage: string;
  stepCount: number;
  doneCount: number;
  next: ProgressStep | undefined;
  /** The earliest of the deadline and what open steps are due; empty where it is released. */
  due: string;
  /** When the last step was done or the status changed; unix milliseconds. */
  movedAt: number;
} {
  const enabled = steps.filter(({ isEnabled }) => isEnabled);
  const done = enabled.filter(({ isDone }) => isDone);
  const next = nextStepOf(steps);
  const dues = [deadline, ...enabled.filter(({ isDone }) => !isDone).map((step) => step.due)];
  const [due = ''] = status === 'released' ? [] : dues.filter((day) => day !== '').sort();
  const moved = [createdAt, ...statuses.map(({ at }) => at), ...done.map(({ doneAt }) => doneAt ?? 0)];
  return {
    stage: status === 'inProgress' ? ((next ?? enabled.at(-1))?.stage ?? '') : '',
    stepCount: enabled.length,
    doneCount: done.length,
    next,
    due,
    movedAt: Math.max(...moved),
  };
}

/** A step that would wait for itself, over however many others; undefined where none does. */
export function findWaitingCircle(steps: readonly { key: string; after: string }[]): string | undefined {
  const after = new Map(steps.map((step) => [step.key, step.after]));
  return steps.find(({ key }) => {
    let at = after.get(key) ?? '';
    for (let passed = 0; at !== '' && passed <= steps.length; passed++) {
      if (at === key) return true;
      at = after.get(at) ?? '';
    }
    return false;
  })?.key;
}
