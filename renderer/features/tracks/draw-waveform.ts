import { waveformBands } from '#shared/waveform.ts';

/** Colours of the three bands, low to high, as the theme has them. */
export type WaveColours = { low: string; mid: string; high: string };

/** A stretch of a waveform's points, from one share of its length to another. */
export type WaveStretch = { points: Uint8Array; from: number; to: number };

/** How much of the half height a band may take, so that the one behind shows around the one in front. */
const bandReach = [1, 0.68, 0.44] as const;

/**
 * Peaks of one band for so many columns, each 0 to 1. A column that stands for several points shows the loudest; one
 * that stands for a part of a point shows that point.
 */
export function columnPeaks({ points, from, to }: WaveStretch, band: number, columns: number): Float32Array {
  const count = Math.floor(points.length / waveformBands);
  const peaks = new Float32Array(Math.max(0, columns));
  if (count === 0) return peaks;
  for (let column = 0; column < columns; column++) {
    const first = (from + ((to - from) * column) / columns) * count;
    const last = (from + ((to - from) * (column + 1)) / columns) * count;
    const end = Math.max(Math.floor(first) + 1, Math.ceil(last));
    let loudest = 0;
    for (let point = Math.max(0, Math.floor(first)); point < end && point < count; point++) {
      loudest = Math.max(loudest, points[point * waveformBands + band]!);
    }
    peaks[column] = loudest / 255;
  }
  return peaks;
}

/** Draws the three bands one over the other, mirrored at the middle, over the whole canvas. */
export function drawWaveform(canvas: HTMLCanvasElement, stretch: WaveStretch, colours: WaveColours): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  const middle = height / 2;
  const bands = [colours.low, colours.mid, colours.high];
  for (const [band, colour] of bands.entries()) {
    const peaks = columnPeaks(stretch, band, width);
    context.beginPath();
    for (let column = 0; column < width; column++) {
      // Silence keeps a line of its lowest band, as a tape has.
      const reach = Math.max(band === 0 ? 0.5 : 0, peaks[column]! * bandReach[band]! * middle);
      context.rect(column, middle - reach, 1, reach * 2);
    }
    context.fillStyle = colour;
    context.fill();
  }
}

/** Sets the canvas to the device's own pixels. Answers whether its size changed. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, pixelRatio: number): boolean {
  const pixelWidth = Math.max(1, Math.round(width * pixelRatio));
  const pixelHeight = Math.max(1, Math.round(height * pixelRatio));
  if (canvas.width === pixelWidth && canvas.height === pixelHeight) return false;
  canvas.width = pixelWidth;
  canvas.height = pixelHeight;
  return true;
}

/** The overview of a row, as the contract carries it. */
export function overviewFromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
