import { Minus, Plus } from 'lucide-react';
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, useMediaQuery } from '../../ui/index.ts';
import { isPlaying, livePositionMs, seekTo, usePlayer } from '../player/index.ts';
import { formatPosition, useWaveform, WaveformCanvas } from '../tracks/index.ts';
import { type BeatGrid, type GridLine, linesBetween } from './beat-grid.ts';
import { formatExactPosition } from './format-exact.ts';
import { listenFrom } from './listening.ts';
import { type Span, seenFrom, zoomed } from './wave-span.ts';
import styles from './zoomed-waveform.module.css';

type ZoomedWaveformProps = {
  track: TrackRow;
  /** What is shown at first. */
  initial: Span;
  height?: number;
  grid?: BeatGrid | null;
  /** Another count, as ticks below, with what they are. */
  otherGrid?: { grid: BeatGrid; text: string } | null;
  /** Stretches to mark, such as silences. */
  marks?: readonly { startMs: number; endMs: number }[];
  /** Dragging moves the grid by so many milliseconds since the last call; without it a drag does nothing. */
  onDragGrid?: (differenceMs: number, nearMs: number) => void;
  /** Controls that stand beside the zoom. */
  children?: React.ReactNode;
};

const waveHeight = 192;
/** On a low window the candidates should be in sight too. */
const lowWaveHeight = 88;
/** Less movement than this is a click. */
const dragPixels = 4;

/** A stretch of a track's waveform with its beats. A click plays from there, a drag moves the beats. */
export function ZoomedWaveform({ track, initial, height: wanted = waveHeight, ...props }: ZoomedWaveformProps) {
  const text = useText();
  const isLow = useMediaQuery('(height < 760px)');
  const height = isLow ? Math.min(wanted, lowWaveHeight) : wanted;
  const frameRef = useRef<HTMLDivElement>(null);
  const durationMs = track.durationMs ?? 0;
  const [chosen, setSpan] = useState<Span | null>(null);
  const span = useFollowedSpan(track, chosen ?? initial, durationMs, setSpan);
  const waveform = useWaveform(track);
  const points = waveform && (span.lengthMs < durationMs / 4 ? waveform.detail : waveform.medium);
  const length = waveform?.durationMs || durationMs || 1;
  const endMs = span.startMs + span.lengthMs;
  const share = (atMs: number) => `${((atMs - span.startMs) / span.lengthMs) * 100}%`;
  const drag = useDrag(frameRef, span, props.onDragGrid);
  usePlayhead(frameRef, track, span);

  return (
    <div className={styles.wave}>
      <div
        ref={frameRef}
        className={styles.frame}
        data-drag={props.onDragGrid !== undefined || undefined}
        role="img"
        aria-label={text('review.wave', { from: formatPosition(span.startMs), to: formatPosition(endMs) })}
        {...drag}
      >
        <Labels lines={props.grid ? linesBetween(props.grid, span.startMs, endMs) : []} share={share} />
        <div className={styles.canvas} style={{ height }}>
          {points && (
            <WaveformCanvas points={points} height={height} from={span.startMs / length} to={endMs / length} />
          )}
          {props.marks?.map(({ startMs, endMs: end }) => (
            <span
              key={startMs}
              className={styles.mark}
              style={{ left: share(startMs), width: `${((end - startMs) / span.lengthMs) * 100}%` }}
            />
          ))}
          {props.grid && <Lines lines={linesBetween(props.grid, span.startMs, endMs)} share={share} />}
        </div>
        {props.otherGrid && (
          <Ticks
            lines={linesBetween(props.otherGrid.grid, span.startMs, endMs)}
            share={share}
            text={props.otherGrid.text}
          />
        )}
        <span className={styles.playhead} hidden>
          <span className={styles.position} />
        </span>
      </div>
      <div className={styles.tools}>
        {props.children}
        <span className={styles.space} />
        <IconButton
          size="small"
          label={text('review.zoomOut')}
          isDisabled={span.lengthMs >= durationMs}
          onPress={() => setSpan(zoomed(span, 2, durationMs))}
        >
          <Minus size={14} />
        </IconButton>
        <IconButton size="small" label={text('review.zoomIn')} onPress={() => setSpan(zoomed(span, 0.5, durationMs))}>
          <Plus size={14} />
        </IconButton>
      </div>
    </div>
  );
}

type Share = (atMs: number) => string;

/** Numbers of bars, and of beats where there is room. */
function Labels({ lines, share }: { lines: readonly GridLine[]; share: Share }) {
  // Twenty-odd fit on the narrowest window.
  const isRoomy = lines.length <= 28;
  const bars = lines.filter(({ beat }) => beat === 1);
  const every = Math.max(1, Math.ceil(bars.length / 20));
  const shown = isRoomy ? lines : bars.filter(({ bar }) => (((bar - 1) % every) + every) % every === 0);
  return (
    <div className={styles.labels} aria-hidden="true">
      {shown.map(({ atMs, bar, beat }) => (
        <span key={atMs} className={beat === 1 ? styles.bar : styles.beat} style={{ left: share(atMs) }}>
          {beat === 1 ? bar : `.${beat}`}
        </span>
      ))}
    </div>
  );
}

function Lines({ lines, share }: { lines: readonly GridLine[]; share: Share }) {
  return (
    <svg className={styles.lines} aria-hidden="true">
      {lines.map(({ atMs, beat }) => (
        <line
          key={atMs}
          className={beat === 1 ? styles.barLine : styles.beatLine}
          x1={share(atMs)}
          x2={share(atMs)}
          y1="0"
          y2="100%"
        />
      ))}
    </svg>
  );
}

function Ticks({ lines, share, text }: { lines: readonly GridLine[]; share: Share; text: string }) {
  return (
    <div className={styles.ticks} aria-hidden="true">
      {lines.map(({ atMs }, index) => (
        <span key={atMs} className={styles.tick} style={{ left: share(atMs) }}>
          {index === 0 && <span className={styles.tickText}>{text}</span>}
        </span>
      ))}
    </div>
  );
}

/** What is shown moves on, a page at a time, when the sound leaves it. */
function useFollowedSpan(track: TrackRow, span: Span, durationMs: number, onMove: (span: Span) => void): Span {
  const isOwn = usePlayer((state) => state.track?.id === track.id && isPlaying(state));
  const positionMs = usePlayer((state) => (isOwn ? state.positionMs : null));
  const next = positionMs === null ? span : seenFrom(span, positionMs, durationMs);
  useEffect(() => {
    if (next.startMs !== span.startMs) onMove(next);
  });
  return next;
}

function useDrag(
  frameRef: RefObject<HTMLDivElement | null>,
  span: Span,
  onDragGrid: ZoomedWaveformProps['onDragGrid'],
): Pick<React.HTMLAttributes<HTMLDivElement>, 'onPointerDown' | 'onPointerMove' | 'onPointerUp'> {
  const grip = useRef<{ startX: number; lastX: number; isDragging: boolean } | null>(null);
  const msOf = (pixels: number) => (pixels / (frameRef.current?.clientWidth || 1)) * span.lengthMs;
  const timeAt = (clientX: number) =>
    span.startMs + msOf(clientX - (frameRef.current?.getBoundingClientRect().left ?? 0));
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = { startX: event.clientX, lastX: event.clientX, isDragging: false };
    },
    onPointerMove: (event) => {
      const held = grip.current;
      if (!held || !onDragGrid) return;
      held.isDragging ||= Math.abs(event.clientX - held.startX) >= dragPixels;
      if (!held.isDragging) return;
      onDragGrid(msOf(event.clientX - held.lastX), timeAt(held.startX));
      held.lastX = event.clientX;
    },
    onPointerUp: (event) => {
      const held = grip.current;
      grip.current = null;
      if (!held || held.isDragging) return;
      const atMs = timeAt(event.clientX);
      if (usePlayer.getState().part) seekTo(atMs);
      else void listenFrom(atMs);
    },
  };
}

/** Moves the playhead with every frame, without drawing anything again. */
function usePlayhead(frameRef: RefObject<HTMLDivElement | null>, track: TrackRow, span: Span): void {
  const isOwn = usePlayer((state) => state.track?.id === track.id);
  const isMoving = usePlayer(isPlaying) && isOwn;
  const positionMs = usePlayer((state) => state.positionMs);
  useEffect(() => {
    showPlayhead(frameRef.current, isOwn ? positionMs : null, span);
  }, [frameRef, isOwn, positionMs, span]);
  useEffect(() => {
    if (!isMoving) return;
    let frame = requestAnimationFrame(function move() {
      showPlayhead(frameRef.current, livePositionMs(), span);
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [frameRef, isMoving, span]);
}

function showPlayhead(frame: HTMLElement | null, positionMs: number | null, span: Span): void {
  const playhead = frame?.querySelector<HTMLElement>(`.${styles.playhead}`);
  const position = playhead?.querySelector<HTMLElement>(`.${styles.position}`);
  if (!playhead || !position) return;
  const share = positionMs === null ? -1 : (positionMs - span.startMs) / span.lengthMs;
  playhead.hidden = share < 0 || share > 1;
  if (playhead.hidden || positionMs === null) return;
  playhead.style.setProperty('--at', `${share * 100}%`);
  position.textContent = formatExactPosition(positionMs);
}
