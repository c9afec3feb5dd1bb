import { Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Song } from '#shared/contract/songs.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './song-pane.module.css';

/** The timer of this song: how long it runs and on what, or a way to start it on the next step. */
export function StepTimer({ song }: { song: Song }) {
  const text = useText();
  const { data: running } = useCall('time.running', {});
  const entry = running?.entry ?? null;
  const next = song.stepList.find(({ name, isDone, isEnabled }) => name === song.nextStep && !isDone && isEnabled);
  const start = async () => {
    const { operation } = await call('time.switch', { songId: song.id, stepKey: next?.key ?? '' });
    showUndoable({ text: text('songs.timerStarted', { step: next?.name ?? song.title }), operations: [operation] });
  };
  if (!entry || entry.songId !== song.id) {
    return (
      <Button size="small" icon={<Play size={12} />} onPress={() => void attempt(start)}>
        {next ? text('songs.startTimerOn', { step: next.name }) : text('songs.startTimer')}
      </Button>
    );
  }
  const step = song.stepList.find(({ key }) => key === entry.stepKey);
  const stop = async () => {
    const { operation } = await call('time.stop', {});
    showUndoable({ text: text('songs.timerStopped'), operations: [operation] });
  };
  return (
    <section className={styles.timer} aria-label={text('songs.timer')}>
      <i aria-hidden="true" />
      <Elapsed key={running?.now} since={entry.startAt} now={running?.now ?? entry.startAt} />
      <span>{text('songs.timerOn', { step: step?.name ?? song.title })}</span>
      <Button size="small" icon={<Square size={12} />} onPress={() => void attempt(stop)}>
        {text('songs.stopTimer')}
      </Button>
    </section>
  );
}

/** Goes on by the window's clock from what the core's said. */
function Elapsed({ since, now }: { since: number; now: number }) {
  const [ahead, setAhead] = useState(0);
  useEffect(() => {
    const asked = performance.now();
    const timer = setInterval(() => setAhead(performance.now() - asked), 1000);
    return () => clearInterval(timer);
  }, []);
  return <b role="timer">{formatSeconds(Math.max(0, now + ahead - since))}</b>;
}

function formatSeconds(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  return `${Math.floor(seconds / 3600)}:${parts.join(':')}`;
}
