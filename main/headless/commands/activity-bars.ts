import type { Activity } from '#shared/contract/activity.ts';
import { formatCount, type Progress } from '../terminal/progress-bar.ts';

/** The bars for what runs now: reading in files, analysis in tracks. */
export function activityBars(activities: readonly Activity[]): Progress[] {
  return activities.filter(({ state }) => state === 'running' || state === 'waiting').map(toProgress);
}

function toProgress(activity: Activity): Progress {
  const { done, total, failed, rate, secondsLeft } = activity;
  const isScan = activity.kind === 'scan';
  const left = total === null ? null : total - done;
  const notes = [
    isScan ? activity.subject : rate === null ? '' : `${formatCount(rate)} × real time a core`,
    failed > 0 ? `${formatCount(failed)} failed` : '',
  ];
  return {
    label: isScan ? 'Reading' : 'Analysing',
    done,
    total,
    unit: isScan ? 'files' : 'tracks',
    perSecond: isScan ? rate : left !== null && secondsLeft !== null && secondsLeft > 0 ? left / secondsLeft : null,
    secondsLeft,
    note: notes.filter((note) => note !== '').join(', '),
  };
}
