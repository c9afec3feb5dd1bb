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
  switch (kind) {
    case 'scan':
      return text('activity.name.scan', { subject });
    case 'interop':
      return text('activity.name.interop', { subject });
    case 'statements':
      return text('activity.name.statements', { subject });
    case 'packages':
      return text('activity.name.packages', { subject });
    case 'files':
      return subject === '' ? text('activity.name.files') : text('activity.name.file', { subject });
    default:
      return text(`activity.name.${kind}`);
  }
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
  if (kind === 'scan' || kind === 'files') {
    return total === null ? text('activity.files', { done }) : text('activity.ofFiles', { done, total });
  }
  if (kind === 'packages') return text('activity.ofPackages', { done, total: total ?? done });
  if (kind === 'statements') return text('activity.ofRows', { done, total: total ?? done });
  return total === null ? text('activity.tracks', { done }) : text('activity.ofTracks', { done, total });
}

/** The sentence below the bar: how much, how fast. */
export function activityDetail(text: Text, activity: Activity): string {
  const { kind, state, rate, workers } = activity;
  if (state === 'waiting') return text('activity.waitingDetail');
  if (state === 'paused') return text('activity.pausedAt', { counts: counts(text, activity) });
  if (rate === null) return counts(text, activity);
  const values = { counts: counts(text, activity), rate: Math.round(rate), workers };
  if (kind === 'scan') return text('activity.scanRate', values);
  return kind === 'analysis' ? text('activity.analysisRate', values) : text('activity.plainRate', values);
}

const endings = {
  scan: { done: 'activity.doneScan', cancelled: 'activity.cancelledScan', failed: 'activity.failedScan' },
  analysis: {
    done: 'activity.doneAnalysis',
    cancelled: 'activity.cancelledAnalysis',
    failed: 'activity.failedAnalysis',
  },
  files: { done: 'activity.doneFiles', cancelled: 'activity.cancelledFiles', failed: 'activity.failedFiles' },
  organize: {
    done: 'activity.doneOrganize',
    cancelled: 'activity.cancelledOrganize',
    failed: 'activity.failedOrganize',
  },
  duplicates: {
    done: 'activity.doneDuplicates',
    cancelled: 'activity.cancelledDuplicates',
    failed: 'activity.failedDuplicates',
  },
  services: {
    done: 'activity.doneServices',
    cancelled: 'activity.cancelledServices',
    failed: 'activity.failedServices',
  },
  interop: { done: 'activity.doneInterop', cancelled: 'activity.cancelledInterop', failed: 'activity.failedInterop' },
  statements: {
    done: 'activity.doneStatements',
    cancelled: 'activity.cancelledStatements',
    failed: 'activity.failedStatements',
  },
  packages: {
    done: 'activity.donePackages',
    cancelled: 'activity.cancelledPackages',
    failed: 'activity.failedPackages',
  },
} as const;

/** How a finished one ended. */
export function activityEnd(text: Text, { kind, state, subject, done, failed }: Activity): string {
  const ending = state === 'cancelled' || state === 'failed' ? state : 'done';
  return text(endings[kind][ending], { subject, done: kind === 'files' ? done - failed : done });
}

/** The one thing the button in the top bar speaks of: files first, analysis last, running before paused. */
export function leadingActivity(activities: readonly Activity[]): Activity | undefined {
  const rank = ({ kind, state }: Activity) =>
    (state === 'running' ? 0 : state === 'paused' ? 10 : 20) + kindsByWeight.indexOf(kind);
  return activities.filter(isUnfinished).sort((first, second) => rank(first) - rank(second))[0];
}

const kindsByWeight: readonly Activity['kind'][] = [
  'files',
  'scan',
  'organize',
  'duplicates',
  'services',
  'interop',
  'statements',
  'packages',
  'analysis',
];

export function isUnfinished({ state }: Activity): boolean {
  return state === 'running' || state === 'paused' || state === 'waiting';
}

export function activityButtonText(text: Text, activity: Activity): string {
  const name = text(`activity.short.${activity.kind}`);
  if (activity.state === 'paused') return text('activity.buttonPaused', { name });
  const left = timeLeft(text, activity.secondsLeft);
  if (activity.kind !== 'analysis' && left !== null) return text('activity.buttonLeft', { name, left });
  const share = activityShare(activity);
  return share === null ? name : text('activity.buttonPercent', { name, percent: Math.floor(share * 100) });
}
