import type { SongStepState } from '#core/studio/song-records.ts';
import type { ExchangeItem, FileStep } from '#shared/contract/exchange.ts';

type Conflict = ExchangeItem['conflicts'][number];
type StepChange = ExchangeItem['changes'][number];

/** What both sides knew alike before: nothing where they never exchanged this song. */
type Base = readonly Pick<FileStep, 'key' | 'isDone' | 'note'>[] | undefined;

export type MergedSteps = { steps: SongStepState[]; changes: StepChange[]; conflicts: Conflict[] };

type MergeOptions = {
  base: Base;
  /** The song is the sender's: who does what by when is theirs to say. */
  isTheirs: boolean;
  personOf(name: string): number | null;
  /** Who ticked what was ticked there. */
  doneBy: number | null;
  /** For conflicts, by key: which side counts; without one, the newer. */
  choices?: ReadonlyMap<string, 'mine' | 'theirs'>;
};

/**
 * The steps of a song with what another installation did to them: what only one side changed since both knew the same is
 * taken, what both changed in another way is a conflict. Without a common base a done step is newer than an open one, and one's
 * own note is kept.
 */
export function mergeSteps(
  mine: readonly SongStepState[],
  theirs: readonly FileStep[],
  options: MergeOptions,
): MergedSteps {
  const changes: StepChange[] = [];
  const conflicts: Conflict[] = [];
  const merged = mine.map((step) => {
    const other = theirs.find(({ key }) => key === step.key);
    return other ? mergeStep(step, other, options, { changes, conflicts }) : step;
  });
  const added = theirs.filter(({ key }) => !mine.some((step) => step.key === key));
  for (const { name } of added) changes.push({ step: name, field: 'new', to: '' });
  return { steps: [...merged, ...added.map((step) => toStep(step, options))], changes, conflicts };
}

/** A step of a file as one of a song here. */
export function toStep(
  { assignee, ...step }: FileStep,
  { personOf, doneBy }: Pick<MergeOptions, 'personOf' | 'doneBy'>,
): SongStepState {
  return { ...step, assigneeId: assignee === '' ? null : personOf(assignee), doneBy: step.isDone ? doneBy : null };
}

function mergeStep(
  mine: SongStepState,
  theirs: FileStep,
  { base, isTheirs, personOf, doneBy, choices }: MergeOptions,
  { changes, conflicts }: Pick<MergedSteps, 'changes' | 'conflicts'>,
): SongStepState {
  const known = base?.find(({ key }) => key === theirs.key);
  const step = { ...mine };
  const name = mine.name;
  const choose = (conflict: Pick<Conflict, 'field' | 'mine' | 'theirs' | 'newer'>): boolean => {
    conflicts.push({ key: mine.key, step: name, ...conflict });
    return (choices?.get(mine.key) ?? conflict.newer) === 'theirs';
  };
  if (mine.isDone !== theirs.isDone) {
    const states = { mine: stateText(mine.isDone), theirs: stateText(theirs.isDone) };
    const newer = theirs.isDone ? 'theirs' : 'mine';
    // Of two states, one is what it was: only the other side did something.
    const takes = known ? known.isDone === mine.isDone : choose({ field: 'state', ...states, newer });
    if (takes) {
      Object.assign(step, { isDone: theirs.isDone, doneAt: theirs.doneAt, doneBy: theirs.isDone ? doneBy : null });
      if (known) changes.push({ step: name, field: theirs.isDone ? 'done' : 'open', to: '' });
    }
  }
  if (mine.note !== theirs.note && theirs.note !== known?.note) {
    const isOnlyTheirs = mine.note === (known?.note ?? '');
    const takes = isOnlyTheirs || choose({ field: 'note', mine: mine.note, theirs: theirs.note, newer: 'mine' });
    if (takes) step.note = theirs.note;
    if (isOnlyTheirs) changes.push({ step: name, field: 'note', to: theirs.note });
  }
  if (isTheirs) takePlan(step, theirs, personOf, changes);
  return step;
}

function takePlan(
  step: SongStepState,
  { name, stage, isEnabled, due, assignee }: FileStep,
  personOf: (name: string) => number | null,
  changes: StepChange[],
): void {
  const assigneeId = assignee === '' ? null : personOf(assignee);
  const plan = { name, stage, isEnabled, due, assigneeId };
  const isOther = Object.entries(plan).some(([key, value]) => step[key as keyof typeof plan] !== value);
  if (!isOther) return;
  Object.assign(step, plan);
  changes.push({ step: name, field: 'plan', to: [assignee, due].filter(Boolean).join(', ') });
}

function stateText(isDone: boolean): string {
  return isDone ? 'done' : 'open';
}
