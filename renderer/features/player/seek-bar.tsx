import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { SegmentFindings } from '#shared/findings.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { formatPosition, overviewFromBase64, useWaveform, WaveformCanvas } from '../tracks/index.ts';
import { livePositionMs } from './audio-output.ts';
import { CueMarks } from './cue-marks.tsx';
import { seekBy, seekTo, togglePlayback } from './player.actions.ts';
import { isPlaying, usePlayer } from './player.store.ts';
import styles from './seek-bar.module.css';

const waveHeight = 40;
const keyStepMs = 5000;
const pageStepMs = 30_000;

/** The waveform of the playing track: a click or a drag seeks, arrow keys step, the played part fades. */
export function SeekBar() {
  const text = useText();
  const barRef = useRef<HTMLDivElement>(null);
  const track = usePlayer((state) => state.track);
  const durationMs = usePlayer((state) => state.durationMs);
  const seconds = usePlayer((state) => Math.floor(state.positionMs / 1000));
  const [hover, setHover] = useState<number | null>(null);
  const points = usePoints();
  const sections = useSections();
  usePlayhead(barRef, durationMs);
  const hovered = hover === null ? undefined : sections.find(({ endMs }) => hover < endMs);
  if (!track || durationMs <= 0) return <div className={styles.empty} />;

  const positionAt = (clientX: number) => {
    const box = barRef.current?.getBoundingClientRect();
    return box ? Math.max(0, Math.min(1, (clientX - box.left) / box.width)) * durationMs : 0;
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    seekTo(positionAt(event.clientX));
  };

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    setHover(positionAt(event.clientX));
    if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(positionAt(event.clientX));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = steps[event.key];
    if (step !== undefined) seekBy(step);
    else if (event.key === 'Home') seekTo(0);
    else if (event.key === 'End') seekTo(durationMs);
    else if (event.key === ' ') togglePlayback();
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={barRef}
      role="slider"
      tabIndex={0}
      className={styles.bar}
      aria-label={text('player.position')}
      aria-valuemin={0}
      aria-valuemax={Math.floor(durationMs / 1000)}
      aria-valuenow={seconds}
      aria-valuetext={text('player.positionValue', {
        position: formatPosition(seconds * 1000),
        length: formatPosition(durationMs),
      })}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHover(null)}
      onKeyDown={onKeyDown}
    >
      {points ? (
        <WaveformCanvas points={points} height={waveHeight} className={styles.wave} />
      ) : (
        <span className={styles.line} />
      )}
      {sections.length > 1 && (
        <span className={styles.sections}>
          {sections.map(({ startMs, endMs, kind }) => (
            <i
              key={startMs}
              data-strong={kind === 'drop' || kind === 'body' || undefined}
              style={{ left: `${(startMs / durationMs) * 100}%`, width: `${((endMs - startMs) / durationMs) * 100}%` }}
            />
          ))}
        </span>
      )}
      <span className={styles.played} />
      <CueMarks durationMs={durationMs} />
      <span className={styles.playhead} />
      {hover !== null && (
        <span className={styles.hover} style={{ left: `${(hover / durationMs) * 100}%` }}>
          <span className={styles.tip}>
            {formatPosition(hover)}
            {hovered && ` ${text(`tracks.section.${hovered.kind}`)}`}
          </span>
        </span>
      )}
    </div>
  );
}

const steps: Readonly<Record<string, number>> = {
  ArrowRight: keyStepMs,
  ArrowUp: keyStepMs,
  ArrowLeft: -keyStepMs,
  ArrowDown: -keyStepMs,
  PageUp: pageStepMs,
  PageDown: -pageStepMs,
};

/** The finest points there are: all of them, the overview until those are here, or none. */
function usePoints(): Uint8Array | null {
  const track = usePlayer((state) => state.track);
  const waveform = useWaveform(track);
  const overview = track?.waveform ?? null;
  const [decoded, setDecoded] = useState<Uint8Array | null>(null);
  useEffect(() => setDecoded(overview === null ? null : overviewFromBase64(overview)), [overview]);
  return waveform?.medium ?? decoded;
}

const noSections: SegmentFindings = [];

/** The sections of the playing track, as far as they are known. */
function useSections(): SegmentFindings {
  const id = usePlayer((state) => state.track?.id);
  const isAnalysed = usePlayer((state) => state.track?.analysisState === 'done');
  const { data } = useCall('analysis.get', { id: id! }, { enabled: id !== undefined && isAnalysed });
  return data?.findings?.segments ?? noSections;
}

/** Moves the playhead with every frame, without drawing anything again. */
function usePlayhead(barRef: React.RefObject<HTMLDivElement | null>, durationMs: number): void {
  const isMoving = usePlayer(isPlaying);
  const positionMs = usePlayer((state) => state.positionMs);
  useEffect(() => {
    showPlayhead(barRef.current, positionMs, durationMs);
  }, [barRef, positionMs, durationMs]);
  useEffect(() => {
    if (!isMoving) return;
    let frame = requestAnimationFrame(function move() {
      showPlayhead(barRef.current, livePositionMs(), durationMs);
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [barRef, durationMs, isMoving]);
}

function showPlayhead(bar: HTMLElement | null, positionMs: number, durationMs: number): void {
  const share = durationMs > 0 ? Math.min(1, positionMs / durationMs) : 0;
  bar?.style.setProperty('--played', `${share * 100}%`);
}
