import {
  ArrowLeftRight,
  AudioLines,
  Check,
  CircleSlash,
  Copy,
  FilePen,
  FileSpreadsheet,
  FolderSearch,
  FolderTree,
  Globe,
  Package,
  Pause,
  Play,
  TriangleAlert,
  X,
} from 'lucide-react';
import { Heading } from 'react-aria-components';
import type { Activity } from '#shared/contract/activity.ts';
import { call } from '../../api/client.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { showView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton, ProgressBar, Segmented } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showActivity } from './activity.store.ts';
import styles from './activity-panel.module.css';
import {
  activityDetail,
  activityEnd,
  activityName,
  activityShare,
  activityState,
  isUnfinished,
} from './describe-activity.ts';

const speeds = ['quiet', 'normal', 'full'] as const;

export function ActivityPanel({ activities }: { activities: readonly Activity[] }) {
  const text = useText();
  const { speed } = useSettings();
  const unfinished = activities.filter(isUnfinished);
  const finished = activities.filter((activity) => !isUnfinished(activity));
  const isAllPaused = unfinished.length > 0 && unfinished.every(({ state }) => state !== 'running');

  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <Heading slot="title" level={2} className={styles.title ?? ''}>
          {text('activity.title')}
        </Heading>
        {unfinished.length > 0 && (
          <Button
            kind="ghost"
            size="small"
            icon={isAllPaused ? <Play size={14} /> : <Pause size={14} />}
            onPress={() => void attempt(() => call(isAllPaused ? 'activity.resume' : 'activity.pause', {}))}
          >
            {isAllPaused ? text('activity.resumeAll') : text('activity.pauseAll')}
          </Button>
        )}
      </div>
      {activities.length === 0 && <p className={styles.none}>{text('activity.none')}</p>}
      <ul>
        {unfinished.map((activity) => (
          <ActivityItem key={activity.id} activity={activity} />
        ))}
      </ul>
      {(finished.length > 0 || unfinished.some(({ failed }) => failed > 0)) && <Finished activities={activities} />}
      <div className={styles.foot}>
        <span className={styles.quiet}>{text('activity.speed')}</span>
        <Segmented
          label={text('activity.speed')}
          value={speed}
          options={speeds.map((value) => ({ value, text: text(`activity.speed.${value}`) }))}
          onChange={(value) => void attempt(() => updateSettings({ speed: value }))}
        />
      </div>
    </div>
  );
}

const icons = {
  scan: FolderSearch,
  analysis: AudioLines,
  files: FilePen,
  organize: FolderTree,
  duplicates: Copy,
  services: Globe,
  interop: ArrowLeftRight,
  statements: FileSpreadsheet,
  packages: Package,
} as const;

function ActivityItem({ activity }: { activity: Activity }) {
  const text = useText();
  const { id, kind, state } = activity;
  const name = activityName(text, activity);
  const isPaused = state === 'paused';
  const Icon = icons[kind];
  return (
    <li className={styles.item} data-state={state}>
      <div className={styles.line}>
        <Icon size={16} className={styles.icon} aria-hidden="true" />
        <b className={styles.name}>{name}</b>
        <span className={styles.quiet}>{activityState(text, activity)}</span>
        {state !== 'waiting' && (
          <IconButton
            size="small"
            label={text(isPaused ? 'activity.resume' : 'activity.pause', { name })}
            onPress={() => void attempt(() => call(isPaused ? 'activity.resume' : 'activity.pause', { id }))}
          >
            {isPaused ? <Play size={16} /> : <Pause size={16} />}
          </IconButton>
        )}
        <IconButton
          size="small"
          label={text('activity.cancel', { name })}
          onPress={() => void attempt(() => call('activity.cancel', { id }))}
        >
          <X size={16} />
        </IconButton>
      </div>
      {state !== 'waiting' && (
        <div className={styles.bar}>
          <ProgressBar label={name} value={activityShare(activity)} tone={isPaused ? 'neutral' : 'accent'} />
        </div>
      )}
      <p className={styles.detail}>{activityDetail(text, activity)}</p>
    </li>
  );
}

const failureTexts = {
  scan: 'activity.unreadable',
  analysis: 'activity.notAnalysed',
  files: 'activity.notChanged',
  organize: 'activity.notAnalysed',
  services: 'activity.notAnalysed',
  interop: 'activity.notAnalysed',
  statements: 'activity.notAnalysed',
  packages: 'activity.notBuilt',
  duplicates: 'activity.notAnalysed',
} as const;

function Finished({ activities }: { activities: readonly Activity[] }) {
  const text = useText();
  const finished = activities.filter((activity) => !isUnfinished(activity));
  const withFailures = activities.filter(({ failed }) => failed > 0);
  const showFailures = (kind: Activity['kind']) => {
    showActivity(false);
    showView(kind === 'files' ? 'history' : 'problems');
  };
  return (
    <section className={styles.finished}>
      <h3 className={styles.heading}>{text('activity.finished')}</h3>
      {withFailures.map(({ id, kind, failed }) => (
        <div key={id} className={styles.line}>
          <TriangleAlert size={16} className={styles.warn} aria-hidden="true" />
          <span className={styles.name}>{text(failureTexts[kind], { count: failed })}</span>
          <Button
            kind="link"
            size="small"
            aria-label={text(kind === 'files' ? 'activity.showHistory' : 'activity.showProblems')}
            onPress={() => showFailures(kind)}
          >
            {text('ui.show')}
          </Button>
        </div>
      ))}
      {finished.map((activity) => (
        <div key={activity.id} className={styles.line}>
          <EndIcon state={activity.state} />
          <span className={styles.name}>{activityEnd(text, activity)}</span>
          {activity.finishedAt !== null && (
            <span className={styles.quiet}>{text('ui.time', { at: new Date(activity.finishedAt) })}</span>
          )}
        </div>
      ))}
    </section>
  );
}

function EndIcon({ state }: { state: Activity['state'] }) {
  if (state === 'failed') return <TriangleAlert size={16} className={styles.warn} aria-hidden="true" />;
  if (state === 'cancelled') return <CircleSlash size={16} className={styles.icon} aria-hidden="true" />;
  return <Check size={16} className={styles.ok} aria-hidden="true" />;
}
