import { ListOrdered, Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button, DialogTrigger } from 'react-aria-components';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Kbd, Popover } from '../../ui/index.ts';
import { Artwork, formatBpm, formatPosition, KeyLabel } from '../tracks/index.ts';
import { attachAudio } from './audio-output.ts';
import { FailureNote } from './failure-note.tsx';
import { followPlays } from './follow-plays.ts';
import { connectMediaSession } from './media-session.ts';
import { playNext, playPrevious } from './player.actions.ts';
import { registerPlayerCommands } from './player.commands.ts';
import styles from './player.module.css';
import { isPlaying, usePlayer } from './player.store.ts';
import { QueueList } from './queue-list.tsx';
import { SeekBar } from './seek-bar.tsx';
import { toggleOrPlay } from './toggle.ts';
import { followVolume, VolumeControl } from './volume-control.tsx';

/** What plays, where it is, and what comes next. `marks` stand over its waveform. */
export function Player({ marks }: { marks?: ReactNode }) {
  const text = useText();
  const sectionRef = useRef<HTMLElement>(null);
  const track = usePlayer((state) => state.track);
  const hasFailed = usePlayer((state) => state.playback === 'failed');
  const { keyNotation } = useSettings();

  useEffect(() => {
    const audio = document.createElement('audio');
    audio.preload = 'auto';
    sectionRef.current?.append(audio);
    const detach = attachAudio(audio, () => void playNext());
    return () => {
      detach();
      audio.remove();
    };
  }, []);
  useEffect(connectMediaSession, []);
  useEffect(registerPlayerCommands, []);
  useEffect(followVolume, []);
  useEffect(followPlays, []);

  return (
    <section
      ref={sectionRef}
      className={styles.player}
      aria-label={text('player.title')}
      data-idle={!track || undefined}
    >
      <div className={styles.now}>
        <Artwork hash={track?.artworkHash ?? null} size={48} radius={5} />
        <div className={styles.names}>
          {track ? (
            <>
              <b>{track.title || track.fileName}</b>
              <span>{track.artist}</span>
            </>
          ) : (
            <>
              <b className={styles.nothing}>{text('player.nothing')}</b>
              <span className={styles.hint}>
                <Kbd keys="Space" />
                <span>{text('player.nothingHint')}</span>
              </span>
            </>
          )}
        </div>
      </div>
      <Transport />
      <Elapsed />
      <div className={styles.wave}>
        {hasFailed ? <FailureNote /> : <SeekBar />}
        {!hasFailed && marks}
      </div>
      <Remaining />
      <div className={styles.values}>
        {track?.bpm != null && <span>{formatBpm(track.bpm)}</span>}
        {track?.key != null && <KeyLabel musicKey={track.key} notation={keyNotation} />}
      </div>
      <div className={styles.controls}>
        <VolumeControl />
        <QueueButton />
      </div>
    </section>
  );
}

function Transport() {
  const text = useText();
  const isOn = usePlayer(isPlaying);
  return (
    <div className={styles.transport}>
      <IconButton label={text('player.previous')} keys="Mod+Alt+ArrowLeft" onPress={() => void playPrevious()}>
        <SkipBack size={16} fill="currentColor" />
      </IconButton>
      <Button
        className={styles.play ?? ''}
        aria-label={text(isOn ? 'player.pause' : 'player.play')}
        onPress={() => void toggleOrPlay()}
        data-pane-focus
      >
        {isOn ? (
          <Pause size={18} fill="currentColor" />
        ) : (
          <Play size={18} fill="currentColor" className={styles.playIcon} />
        )}
      </Button>
      <IconButton label={text('player.next')} keys="Mod+Alt+ArrowRight" onPress={() => void playNext()}>
        <SkipForward size={16} fill="currentColor" />
      </IconButton>
    </div>
  );
}

function Elapsed() {
  const hasTrack = usePlayer((state) => state.track !== null);
  const shown = usePlayer((state) => formatPosition(state.positionMs));
  return <span className={styles.time}>{hasTrack && shown}</span>;
}

function Remaining() {
  const hasTrack = usePlayer((state) => state.track !== null);
  const shown = usePlayer(({ durationMs, positionMs }) => formatPosition(durationMs - positionMs));
  return <span className={`${styles.time} ${styles.remaining}`}>{hasTrack && `−${shown}`}</span>;
}

function QueueButton() {
  const text = useText();
  const count = usePlayer((state) => state.queue.queued.length);
  return (
    <DialogTrigger>
      <IconButton label={count > 0 ? text('player.queueCount', { count }) : text('player.queue')}>
        <ListOrdered size={16} />
      </IconButton>
      <Popover label={text('player.queue')} placement="top end">
        <QueueList />
      </Popover>
    </DialogTrigger>
  );
}
