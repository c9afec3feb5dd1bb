import { pictureRows, type SpectrumPicture } from '#shared/spectrum-picture.ts';

/** From nothing to be seen to full ink, in dB. */
const quietest = -105;
const loudest = -25;

/**
 * How much ink each point of a spectrogram gets, 0 to 255: rows from the highest frequency down, columns in time, so
 * that it can be drawn as it is.
 */
export function spectrumInk({
  columns,
  spectrogram,
}: Pick<SpectrumPicture, 'columns' | 'spectrogram'>): Uint8ClampedArray {
  const ink = new Uint8ClampedArray(columns * pictureRows);
  for (let column = 0; column < columns; column++) {
    for (let band = 0; band < pictureRows; band++) {
      const level = spectrogram[column * pictureRows + band]!;
      const share = Math.max(0, Math.min(1, (level - quietest) / (loudest - quietest)));
      ink[(pictureRows - 1 - band) * columns + column] = Math.round(255 * share);
    }
  }
  return ink;
}

/** The axis: round kilohertz from the bottom up, not nearer than can be read. Heights are shares from the bottom. */
export function kilohertzMarks(nyquistHz: number): { kilohertz: number; height: number }[] {
  const step = nyquistHz > 30_000 ? 20 : nyquistHz > 12_000 ? 5 : 2;
  const count = Math.floor(nyquistHz / 1000 / step);
  return Array.from({ length: count }, (_, index) => (index + 1) * step)
    .map((kilohertz) => ({ kilohertz, height: (kilohertz * 1000) / nyquistHz }))
    .filter(({ height }) => height < 0.97);
}
