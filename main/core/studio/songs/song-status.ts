import type { SongState, SongStepState, WorkflowStepState } from '#core/studio/song-records.ts';
import type { SongStatus } from '#shared/contract/songs.ts';

type StatusChange = {
  now: number;
  personId: number | null;
  /** What its steps are where it has none; throws NO_WORKFLOW. */
  startSteps: () => { workflowId: number; steps: SongStepState[] };
};

/**
 * What changes about a song with its status; nothing where it has it already.
 *
 * Started, it gets steps where it has none, and is not optional any more where it was only planned. Released, it keeps its steps
 * as they are. Back from a release, it has no date of one.
 */
export function withStatus(
  state: SongState,
  status: SongStatus,
  { now, personId, startSteps }: StatusChange,
): Partial<SongState> {
  if (state.status === status) return {};
  const statuses = [...state.statuses, { at: now, status, personId }];
  const releasedAt = status === 'released' ? now : null;
  if (status !== 'inProgress') return { status, statuses, releasedAt };
  return {
    status,
    statuses,
    releasedAt,
    ...(state.status === 'planned' ? { isOptional: false } : {}),
    ...(state.steps.length === 0 ? startSteps() : {}),
  };
}

/** A workflow's steps as those of a song, none of them done. */
export function copySteps(steps: readonly WorkflowStepState[]): SongStepState[] {
  return steps.map(({ key, name, stage, isRequired, isEnabled, after }) => ({
    key,
    name,
    stage,
    isRequired,
    isEnabled,
    isDone: false,
    doneAt: null,
    doneBy: null,
    assigneeId: null,
    due: '',
    note: '',
    after,
  }));
}
