import { fitCanvas, type ThemeColours } from '../../tracks/index.ts';
import type { BeatMark } from './beat-marks.ts';

type GridDrawing = {
  width: number;
  height: number;
  marks: readonly BeatMark[];
  /** Pixels from the left; null draws none. */
  cursor: number | null;
  playhead: number | null;
  colours: ThemeColours;
  pixelRatio: number;
};

const opacities = [0.45, 0.9, 1] as const;
/** How far from top and bottom the lines of lighter beats end. */
const insets = [12, 4, 0] as const;

/** Draws the lines of beats and bars, where the listener pointed, and where the music is, over the whole canvas. */
export function drawGrid(canvas: HTMLCanvasElement, drawing: GridDrawing): void {
  const { width, height, marks, cursor, playhead, colours, pixelRatio } = drawing;
  fitCanvas(canvas, width, height, pixelRatio);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const { x, weight } of marks) {
    context.globalAlpha = opacities[weight];
    // Blue on the waveform's reds is too weak for the lightest lines.
    context.fillStyle = weight === 0 ? colours.playhead : colours.accent;
    context.fillRect(onPixel(x, pixelRatio), insets[weight], 1, height - 2 * insets[weight]);
  }
  context.globalAlpha = 1;
  if (cursor !== null) {
    context.fillStyle = colours.strongLine;
    context.fillRect(onPixel(cursor, pixelRatio), 0, 1, height);
  }
  if (playhead !== null) {
    context.fillStyle = colours.playhead;
    context.fillRect(onPixel(playhead - 1, pixelRatio), 0, 2, height);
  }
}

/** A line between two pixels is a grey one of double width. */
function onPixel(x: number, pixelRatio: number): number {
  return Math.round(x * pixelRatio) / pixelRatio;
}
