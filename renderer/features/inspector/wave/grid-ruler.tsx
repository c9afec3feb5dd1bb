import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useText } from '../../../messages/use-text.ts';
import { formatMoment } from '../../tracks/index.ts';
import { beatMarks, movedAnchor } from './beat-marks.ts';
import styles from './track-wave.module.css';
import type { GridEditing } from './use-grid-editing.ts';
import { type WaveWindow, windowLength } from './wave-window.ts';

/** One press of an arrow key, and of one with Shift. */
export const smallStepMs = 10;
const tinyStepMs = 1;
const barNumberWidth = 26;

type GridRulerProps = { grid: GridEditing; window: WaveWindow; width: number; durationMs: number };

/** Bars above the waveform. Dragging it moves the grid; arrow keys do in steps of 10 ms, with Shift of 1 ms. */
export function GridRuler({ grid, window, width, durationMs }: GridRulerProps) {
  const text = useText();
  const dragRef = useRef<{ x: number; shiftMs: number } | null>(null);
  const { anchorMs, beats, shiftMs } = grid;
  if (anchorMs === null) return null;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragRef.current = { x: event.clientX, shiftMs };
  };
  const shiftAt = (clientX: number) => {
    const drag = dragRef.current;
    return drag ? drag.shiftMs + ((clientX - drag.x) / Math.max(1, width)) * windowLength(window) : null;
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    const shift = shiftAt(clientX);
    if (shift !== null) grid.showShift(shift);
  };
  const onPointerUp = ({ clientX }: PointerEvent) => {
    const drag = dragRef.current;
    const shift = shiftAt(clientX);
    dragRef.current = null;
    if (!drag || shift === null || shift === drag.shiftMs) return;
    const barMs = (grid.beatMs ?? 0) * beats.beatsPerBar;
    grid.placeAt(movedAnchor(anchorMs - shiftMs, shift, barMs));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    grid.moveBy(direction * (event.shiftKey ? tinyStepMs : smallStepMs));
  };

  const bars = beatMarks(beats, window, width, shiftMs).filter(({ weight }) => weight > 0);
  const spacing = bars.length > 1 ? bars[1]!.x - bars[0]!.x : width;
  const every = Math.max(1, Math.ceil(barNumberWidth / Math.max(1, spacing)));
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.ruler}
      aria-label={text('inspector.grid.title')}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs)}
      aria-valuenow={Math.round(anchorMs)}
      aria-valuetext={text('inspector.grid.beatOne', { place: formatMoment(anchorMs) })}
      title={text('inspector.grid.drag')}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        dragRef.current = null;
        grid.showShift(0);
      }}
      onKeyDown={onKeyDown}
    >
      {bars.map(({ x, bar, atMs }, index) =>
        index % every === 0 && x <= width - barNumberWidth / 2 ? (
          <span key={atMs} className={styles.bar} style={{ left: x }}>
            {bar}
          </span>
        ) : null,
      )}
    </div>
  );
}
