import { useLayoutEffect, useRef, useState } from 'react';
import { drawWaveform, fitCanvas } from './draw-waveform.ts';
import { useThemeColours } from './theme-colours.ts';
import styles from './waveform-canvas.module.css';

type WaveformCanvasProps = {
  points: Uint8Array;
  /** In CSS pixels. Without a width it takes what its parent has. */
  width?: number;
  height: number;
  /** The part shown, as shares of the whole. */
  from?: number;
  to?: number;
  className?: string | undefined;
};

/** A waveform in three colours. It is decoration: what surrounds it says what it shows. */
export function WaveformCanvas({ points, width, height, from = 0, to = 1, className }: WaveformCanvasProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const colours = useThemeColours();
  const measured = useParentWidth(canvasRef, width === undefined);
  const shownWidth = width ?? measured;

  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas || shownWidth === 0) return;
    fitCanvas(canvas, shownWidth, height, window.devicePixelRatio);
    drawWaveform(canvas, { points, from, to }, colours);
  }, [points, from, to, shownWidth, height, colours]);

  return (
    <canvas
      ref={canvasRef}
      className={className ? `${styles.canvas} ${className}` : styles.canvas}
      style={{ width: width === undefined ? '100%' : width, height }}
    />
  );
}

function useParentWidth(canvasRef: React.RefObject<HTMLCanvasElement | null>, isMeasured: boolean): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    if (!isMeasured || !canvas) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(canvas);
    setWidth(Math.floor(canvas.getBoundingClientRect().width));
    return () => observer.disconnect();
  }, [canvasRef, isMeasured]);
  return width;
}
