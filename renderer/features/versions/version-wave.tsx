import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { SongVersion } from '#shared/contract/versions.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { isPlaying, livePositionMs, usePlayer } from '../player/index.ts';
import { formatPosition, overviewFromBase64, useWaveform, WaveformCanvas } from '../tracks/index.ts';
import { CommentMarkList } from './comment-marks.tsx';
import styles from './version-wave.module.css';

type WaveProps = {
  version: SongVersion;
  isHeard: boolean;
  /** Plays it from there. */
  onHear: (positionMs: number) => void;
};

const height = 64;
const stepMs = 5000;

/** The waveform of a version with its comments: a click or Enter plays it from there. */
export function VersionWave({ version, isHeard, onHear }: WaveProps) {
  const text = useText();
  const bar = useRef<HTMLDivElement>(null);
  const { trackId, number, facts, songId } = version;
  const durationMs = facts.durationMs ?? 0;
  const { data: comments = [] } = useCall('comments.list', { songId });
  const points = usePoints(version);
  const [at, setAt] = useState(0);
  const seconds = usePlayer((state) => (isHeard ? Math.floor(state.positionMs / 1000) : null));
  usePlayhead(bar, durationMs, isHeard);
  const place = seconds === null ? at : seconds * 1000;
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? stepMs : event.key === 'ArrowLeft' ? -stepMs : 0;
    const next = event.key === 'Home' ? 0 : Math.max(0, Math.min(durationMs, place + step));
    if (step === 0 && event.key !== 'Enter' && event.key !== 'Home') return;
    event.preventDefault();
    setAt(next);
    onHear(next);
  };
  const click = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (event.button === 0) onHear(((event.clientX - box.left) / box.width) * durationMs);
  };
  return (
    <div className={styles.wave} data-off={trackId === null || undefined}>
      <div
        ref={bar}
        role="slider"
        tabIndex={0}
        className={styles.bar}
        aria-label={text('versions.wave', { number })}
        aria-valuemin={0}
        aria-valuemax={Math.floor(durationMs / 1000)}
        aria-valuenow={Math.floor(place / 1000)}
        aria-valuetext={formatPosition(place)}
        aria-disabled={trackId === null}
        onKeyDown={press}
        onPointerDown={click}
      >
        {points ? <WaveformCanvas points={points} height={height} /> : <span className={styles.line} />}
        {isHeard && <span className={styles.playhead} />}
      </div>
      <CommentMarkList
        comments={comments.filter(({ versionId }) => versionId === version.id)}
        durationMs={durationMs}
        onGo={onHear}
      />
    </div>
  );
}

function usePoints({ waveform, trackId, isAnalysed }: SongVersion): Uint8Array | null {
  const track = useMemo(
    () => (trackId === null || !isAnalysed ? null : { id: trackId, analysisState: 'done' as const }),
    [trackId, isAnalysed],
  );
  const whole = useWaveform(track);
  const overview = useMemo(() => (waveform === null ? null : overviewFromBase64(waveform)), [waveform]);
  return whole?.medium ?? overview;
}

/** Moves with every frame, without drawing anything again. */
function usePlayhead(bar: React.RefObject<HTMLDivElement | null>, durationMs: number, isHeard: boolean): void {
  const isMoving = usePlayer(isPlaying) && isHeard;
  const positionMs = usePlayer((state) => state.positionMs);
  useEffect(() => show(bar.current, isHeard ? positionMs : 0, durationMs), [bar, positionMs, durationMs, isHeard]);
  useEffect(() => {
    if (!isMoving) return;
    let frame = requestAnimationFrame(function move() {
      show(bar.current, livePositionMs(), durationMs);
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [bar, durationMs, isMoving]);
}

function show(bar: HTMLElement | null, positionMs: number, durationMs: number): void {
  const share = durationMs > 0 ? Math.min(1, positionMs / durationMs) : 0;
  bar?.style.setProperty('--played', `${share * 100}%`);
}
