import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef } from 'react';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { Waveform } from '#shared/waveform.ts';
import { useText } from '../../../messages/use-text.ts';
import { seekTo, usePlayer } from '../../player/index.ts';
import { formatMoment, useThemeColours, WaveformCanvas } from '../../tracks/index.ts';
import { beatMarks } from './beat-marks.ts';
import { drawGrid } from './draw-grid.ts';
import styles from './track-wave.module.css';
import type { GridEditing } from './use-grid-editing.ts';
import { moveWindow, placeOf, timeAtPlace, type WaveWindow, windowLength } from './wave-window.ts';

export const waveHeight = 56;
/** From so near on the finest points show more than the others. */
const detailFrom = 0.5;
/** A pointer that moved less has clicked. */
const dragFromPixels = 4;
const wheelZoomPerPixel = 0.002;
const keyStepPixels = 8;

type WaveSurfaceProps = {
  waveform: Pick<Waveform, 'overview'> & Partial<Pick<Waveform, 'medium' | 'detail'>>;
  durationMs: number;
  window: WaveWindow;
  /** Drawn where there is one. */
  grid: GridEditing | null;
  cursorMs: number | null;
  playheadMs: number | null;
  width: number;
  trackId: TrackId;
  onWidth: (width: number) => void;
  onZoom: (factor: number, atMs: number) => void;
  onWindow: (window: WaveWindow) => void;
  onCursor: (atMs: number) => void;
};

/** The waveform itself: a click points at a place, the wheel zooms, near by a drag moves along. */
export function WaveSurface(props: WaveSurfaceProps) {
  const { waveform, durationMs, window, grid, cursorMs, playheadMs, width, trackId, onZoom, onWindow, onCursor } =
    props;
  const text = useText();
  const surfaceRef = useRef<HTMLDivElement>(null);
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const dragRef = useRef<{ x: number; window: WaveWindow; isMoving: boolean } | null>(null);
  const colours = useThemeColours();
  useMeasuredWidth(surfaceRef, props.onWidth);
  useWheel(surfaceRef, (event, x) => {
    const isAlong = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (isAlong && grid) onWindow(moveWindow(window, (event.deltaX / width) * windowLength(window), durationMs));
    // With the whole track in sight, the wheel away from it scrolls the inspector.
    else if (!isAlong && (grid || event.deltaY < 0)) {
      onZoom(Math.exp(-event.deltaY * wheelZoomPerPixel), timeAtPlace(x, window, width));
    } else return false;
    return true;
  });

  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas || width === 0) return;
    const place = (atMs: number | null) => {
      const x = atMs === null ? Number.NaN : placeOf(atMs, window, width);
      return x >= 0 && x <= width ? x : null;
    };
    drawGrid(canvas, {
      width,
      height: waveHeight,
      marks: grid ? beatMarks(grid.beats, window, width, grid.shiftMs) : [],
      cursor: place(cursorMs),
      playhead: place(playheadMs),
      colours,
      pixelRatio: globalThis.devicePixelRatio,
    });
  }, [window, width, grid, cursorMs, playheadMs, colours]);

  const point = (atMs: number) => {
    onCursor(atMs);
    if (usePlayer.getState().track?.id === trackId) seekTo(atMs);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragRef.current = { x: event.clientX, window, isMoving: false };
  };

  const onPointerMove = ({ clientX }: PointerEvent) => {
    const drag = dragRef.current;
    if (!drag || (!drag.isMoving && Math.abs(clientX - drag.x) < dragFromPixels)) return;
    drag.isMoving = true;
    if (grid) onWindow(moveWindow(drag.window, ((drag.x - clientX) / width) * windowLength(drag.window), durationMs));
  };

  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const drag = dragRef.current;
    dragRef.current = null;
    if (!drag || drag.isMoving) return;
    point(timeAtPlace(event.clientX - event.currentTarget.getBoundingClientRect().left, window, width));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = cursorMs ?? playheadMs ?? window.fromMs;
    const step = (windowLength(window) / Math.max(1, width)) * keyStepPixels * (event.shiftKey ? 8 : 1);
    if (event.key === 'ArrowRight') point(Math.min(durationMs, at + step));
    else if (event.key === 'ArrowLeft') point(Math.max(0, at - step));
    else if (event.key === 'Home') point(0);
    else if (event.key === 'End') point(durationMs);
    else if (event.key === '+' || event.key === '=') onZoom(2, at);
    else if (event.key === '-') onZoom(0.5, at);
    else return;
    event.preventDefault();
  };

  const isFine = waveform.detail && windowLength(window) < durationMs * detailFrom;
  const cursorValue = cursorMs ?? playheadMs ?? 0;
  return (
    <div
      ref={surfaceRef}
      role="slider"
      tabIndex={0}
      className={styles.surface}
      aria-label={text('inspector.wave.place')}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs)}
      aria-valuenow={Math.round(cursorValue)}
      aria-valuetext={formatMoment(cursorValue)}
      data-near={grid !== null || undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        dragRef.current = null;
      }}
      onKeyDown={onKeyDown}
    >
      <WaveformCanvas
        points={isFine && waveform.detail ? waveform.detail : (waveform.medium ?? waveform.overview)}
        height={waveHeight}
        from={window.fromMs / durationMs}
        to={window.toMs / durationMs}
      />
      <canvas ref={canvasRef} className={styles.overlay} />
    </div>
  );
}

function useMeasuredWidth(ref: React.RefObject<HTMLElement | null>, onWidth: (width: number) => void): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) onWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    onWidth(Math.floor(element.getBoundingClientRect().width));
    return () => observer.disconnect();
  }, [ref, onWidth]);
}

/** React's own wheel events cannot keep the page from scrolling. `onWheel` answers whether it used the event. */
function useWheel(ref: React.RefObject<HTMLElement | null>, onWheel: (event: WheelEvent, x: number) => boolean): void {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      if (latest.current(event, event.clientX - element.getBoundingClientRect().left)) event.preventDefault();
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [ref]);
}
