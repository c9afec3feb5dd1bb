import { ArrowLeftRight, Play, Square } from 'lucide-react';
import { useState } from 'react';
import type { TimeEntry } from '#shared/contract/time.ts';
import { formatHours, formatStopwatch } from '#shared/time/duration.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { editEntry, entryTitle, startTimer, stopTimer } from './time.actions.ts';
import { openEntry, useTime } from './time.store.ts';
import { useNow, useRunning } from './time-data.ts';
import { clockTime, targetTitle } from './time-values.ts';
import styles from './timer-bar.module.css';

/** The timer on top of the week and the day. */
export function TimerBar() {
  const { entry, ahead } = useRunning();
  return entry ? <RunningTimer key={entry.id} entry={entry} ahead={ahead} /> : <NoTimer />;
}

function RunningTimer({ entry, ahead }: { entry: TimeEntry; ahead: number }) {
  const text = useText();
  const title = entryTitle(entry);
  const since = clockTime(entry.startAt, entry.timeZone);
  const { project } = entry.names;
  return (
    <section className={styles.bar} aria-label={text('time.timer')}>
      <span className={styles.dot} aria-hidden="true" />
      <Stopwatch entry={entry} ahead={ahead} />
      <div className={styles.what}>
        <button type="button" className={styles.title} onClick={() => openEntry(entry)}>
          {title}
        </button>
        <span className={styles.since}>
          {project !== '' && project !== title
            ? text('time.projectSince', { project, time: since })
            : text('time.since', { time: since })}
        </span>
      </div>
      <NoteField key={entry.note} entry={entry} />
      <Switch
        isSelected={entry.isBillable}
        onChange={(isBillable) => void attempt(() => editEntry(entry, { facts: { isBillable } }))}
      >
        {text('time.billable')}
      </Switch>
      <Button icon={<ArrowLeftRight size={16} />} onPress={() => useTime.setState({ picking: 'switch' })}>
        {text('time.switch')}
      </Button>
      <Button
        kind="primary"
        icon={<Square size={12} fill="currentColor" />}
        keys="Mod+."
        onPress={() => void attempt(() => stopTimer())}
      >
        {text('time.stop')}
      </Button>
    </section>
  );
}

/** Seconds are for the eye; who hears the window is told minutes, when they ask. */
function Stopwatch({ entry, ahead }: { entry: TimeEntry; ahead: number }) {
  const text = useText();
  const now = useNow(1000) + ahead;
  const ms = now - entry.startAt - entry.breakMs;
  return (
    <span
      role="timer"
      aria-live="off"
      aria-label={text('time.elapsed', { hours: formatHours(ms) })}
      className={styles.watch}
    >
      {formatStopwatch(ms)}
    </span>
  );
}

/** Saved when it is left, or with Enter. */
function NoteField({ entry }: { entry: TimeEntry }) {
  const text = useText();
  const [note, setNote] = useState(entry.note);
  const save = () => {
    if (note.trim() !== entry.note) void attempt(() => editEntry(entry, { facts: { note: note.trim() } }));
  };
  return (
    <input
      className={styles.note}
      aria-label={text('time.note')}
      placeholder={text('time.notePlaceholder')}
      maxLength={2000}
      autoComplete="off"
      value={note}
      onChange={({ target }) => setNote(target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') save();
        else if (event.key === 'Escape') setNote(entry.note);
      }}
    />
  );
}

function NoTimer() {
  const text = useText();
  const { data: targets = [] } = useCall('time.targets', { limit: 1 });
  const [last] = targets;
  const again = last?.lastAt == null ? null : last;
  return (
    <section className={styles.bar} aria-label={text('time.timer')}>
      <span className={`${styles.dot} ${styles.off}`} aria-hidden="true" />
      <span className={styles.none}>{text('time.noTimer')}</span>
      <span className={styles.space} />
      {again && (
        <Button
          icon={<Play size={14} />}
          keys="Mod+."
          onPress={() => {
            const { projectId, taskId, songId, stepKey } = again;
            void attempt(() => startTimer({ projectId, taskId, songId, stepKey }));
          }}
        >
          {text('time.continueLast', { name: targetTitle(again.names) })}
        </Button>
      )}
      <Button kind="primary" icon={<Play size={14} />} onPress={() => useTime.setState({ picking: 'start' })}>
        {text('time.start')}
      </Button>
    </section>
  );
}
