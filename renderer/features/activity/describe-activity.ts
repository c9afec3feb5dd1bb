import type { Activity } from '#shared/contract/activity.ts';
import type { Text } from '../../messages/use-text.ts';

const minute = 60;
const hour = 60 * minute;

/** The share that is done, or null while the whole is not known. */
export function activityShare({ done, total }: Pick<Activity, 'done' | 'total'>): number | null {
  if (total === null) return null;
  return total === 0 ? 1 : Math.min(1, done / total);
}

export function activityName(text: Text, { kind, subject }: Activity): string {
  return kind === 'scan' ? text('activity.name.scan', { subject }) : text('activity.name.analysis');
}

/** Rounded as one would say it: seconds up to a minute and a half, minutes up to an hour and a half, then hours. */
export function timeLeft(text: Text, secondsLeft: number | null): string | null {
  if (secondsLeft === null) return null;
  if (secondsLeft < 1.5 * minute) return text('activity.secondsLeft', { count: Math.max(1, Math.round(secondsLeft)) });
  if (secondsLeft < 1.5 * hour) return text('activity.minutesLeft', { count: Math.round(secondsLeft / minute) });
  return text('activity.hoursLeft', { count: Math.round(secondsLeft / hour) });
}

/** What stands at the right of the name. */
export function activityState(text: Text, { state, secondsLeft }: Activity): string | null {
  if (state === 'paused') return text('activity.paused');
  if (state === 'waiting') return text('activity.waiting');
  return timeLeft(text, secondsLeft);
}

function counts(text: Text, { kind, done, total }: Activity): string {
  if (kind === 'scan') {
    return total === null ? text('activity.files', { done }) : text('activity.ofFiles', { done, total });
  }
  return total === null ? text('activity.tracks', { done }) : text('activity.ofTracks', { done, total });
}

/** The sentence below the bar: how much, how fast. */
export function activityDetail(text: Text, activity: Activity): string {
  const { kind, state, rate, workers } = activity;
  if (state === 'waiting') return text('activity.waitingDetail');
  if (state === 'paused') return text('activity.pausedAt', { counts: counts(text, activity) });
  if (rate === null) return counts(text, activity);
  const values = { counts: counts(text, activity), rate: Math.round(rate), workers };
  return kind === 'scan' ? text('activity.scanRate', values) : text('activity.analysisRate', values);
}

/** How a finished one ended. */
export function activityEnd(text: Text, { kind, state, subject, done }: Activity): string {
  const isScan = kind === 'scan';
  if (state === 'cancelled') {
    return isScan ? text('activity.cancelledScan', { subject }) : text('activity.cancelledAnalysis');
  }
  if (state === 'failed') return isScan ? text('activity.failedScan', { subject }) : text('activity.failedAnalysis');
  return isScan ? text('activity.doneScan', { subject, done }) : text('activity.doneAnalysis', { done });
}

/** The one thing the button in the top bar speaks of: a scan before an analysis, running before paused. */
export function leadingActivity(activities: readonly Activity[]): Activity | undefined {
  const rank = ({ kind, state }: Activity) =>
    (state === 'running' ? 0 : state === 'paused' ? 2 : 4) + (kind === 'scan' ? 0 : 1);
  return activities.filter(isUnfinished).sort((first, second) => rank(first) - rank(second))[0];
}

export function isUnfinished({ state }: Activity): boolean {
  return state === 'running' || state === 'paused' || state === 'waiting';
}

export function activityButtonText(text: Text, activity: Activity): string {
  const name = activity.kind === 'scan' ? text('activity.short.scan') : text('activity.short.analysis');
  if (activity.state === 'paused') return text('activity.buttonPaused', { name });
  const left = timeLeft(text, activity.secondsLeft);
  if (activity.kind === 'scan' && left !== null) return text('activity.buttonLeft', { name, left });
  const share = activityShare(activity);
  return share === null ? name : text('activity.buttonPercent', { name, percent: Math.floor(share * 100) });
}
