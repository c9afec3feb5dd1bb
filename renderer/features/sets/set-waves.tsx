import { useLayoutEffect, useRef } from 'react';
import type { SetRow } from '#shared/contract/sets.ts';
import { mostEnergy } from '#shared/energy-curve.ts';
import { columnPeaks, fitCanvas, overviewFromBase64, type ThemeColours, useThemeColours } from '../tracks/index.ts';

type SetWavesProps = { rows: readonly SetRow[]; durationMs: number; width: number; height: number };

/** How high each band reaches, low to high, of the highest. */
const bandReach = [1, 0.62, 0.36] as const;
/** What a track counts as whose energy nobody knows. */
const unknownEnergy = 40;

/** The waveforms of a set one after the other, each as high as its energy. Decoration: the rows say the same. */
export function SetWaves({ rows, durationMs, width, height }: SetWavesProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const colours = useThemeColours();
  useLayoutEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas || width === 0) return;
    fitCanvas(canvas, width, height, window.devicePixelRatio);
    drawSet(canvas, rows, durationMs, colours);
  }, [rows, durationMs, width, height, colours]);
  return <canvas ref={canvasRef} style={{ width, height }} />;
}

function drawSet(canvas: HTMLCanvasElement, rows: readonly SetRow[], durationMs: number, colours: ThemeColours): void {
  const context = canvas.getContext('2d');
  if (!context || durationMs <= 0) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  const gap = Math.max(1, Math.round(window.devicePixelRatio));
  for (const { entry, startsMs, lengthMs } of rows) {
    const from = Math.round((startsMs / durationMs) * canvas.width);
    const columns = Math.round(((startsMs + lengthMs) / durationMs) * canvas.width) - from - gap;
    const { track } = entry;
    const reach = (canvas.height * (track?.energy ?? unknownEnergy)) / (10 * mostEnergy);
    if (!track?.waveform || columns <= 0) {
      context.fillStyle = colours.line;
      context.fillRect(from, canvas.height - reach, Math.max(1, columns), reach);
      continue;
    }
    drawTrack(context, overviewFromBase64(track.waveform), { from, columns, reach }, colours);
  }
}

function drawTrack(
  context: CanvasRenderingContext2D,
  points: Uint8Array,
  { from, columns, reach }: { from: number; columns: number; reach: number },
  colours: ThemeColours,
): void {
  const bands = [0, 1, 2].map((band) => columnPeaks({ points, from: 0, to: 1 }, band, columns));
  // Loudness is not energy: the loudest place of each track reaches its own height.
  const loudest = Math.max(0.01, ...bands.flatMap((peaks) => [...peaks]));
  for (const [band, colour] of [colours.low, colours.mid, colours.high].entries()) {
    context.fillStyle = colour;
    context.beginPath();
    for (let column = 0; column < columns; column += 1) {
      const height = Math.max(1, (bands[band]![column]! / loudest) * bandReach[band]! * reach);
      context.rect(from + column, context.canvas.height - height, 1, height);
    }
    context.fill();
  }
}
