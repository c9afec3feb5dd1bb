import type { Activity } from '#shared/contract/activity.ts';

export type WorkState = 'idle' | 'running' | 'paused';

/** All long work as one figure, for the dock, the taskbar and the tray. */
export type WorkProgress = {
  state: WorkState;
  /** 0 to 1; null while something is still being counted, or when nothing runs. */
  fraction: number | null;
  /** A sentence for people. */
  text: string;
};

export function workProgress(activities: readonly Activity[]): WorkProgress {
  const open = activities.filter(({ state }) => state === 'running' || state === 'waiting' || state === 'paused');
  if (open.length === 0) return { state: 'idle', fraction: null, text: 'Nothing to do' };
  const state = open.every((activity) => activity.state === 'paused') ? 'paused' : 'running';
  const done = open.reduce((sum, activity) => sum + activity.done, 0);
  const isCounted = open.every(({ total }) => total !== null);
  const total = open.reduce((sum, activity) => sum + (activity.total ?? 0), 0);
  const sentence = open.map(describeActivity).join(', ');
  return {
    state,
    fraction: isCounted && total > 0 ? Math.min(1, done / total) : null,
    text: state === 'paused' ? `Paused: ${sentence}` : sentence,
  };
}

function describeActivity({ kind, done, total }: Activity): string {
  const verb = kind === 'scan' ? 'reading' : 'analysing';
  const count = (value: number) => value.toLocaleString('en-US');
  return total === null ? `${verb} ${count(done)}` : `${verb} ${count(done)} of ${count(total)}`;
}
