import { pictureRows, type SpectrumPicture } from '#shared/spectrum-picture.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** Levels drawn as nothing and as full colour, in dB. What lies around -90 dB tells an encoder's cut from quiet music. */
const quietestDb = -105;
const loudestDb = -30;
/** Over 1, so that the middle levels stay apart. */
const contrast = 1.6;

/** A spectrogram as RGBA pixels of one colour, the highest frequency on top; louder is more opaque. */
export function spectrogramPixels(
  { columns, spectrogram }: Pick<SpectrumPicture, 'columns' | 'spectrogram'>,
  [red, green, blue]: Colour,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(columns * pictureRows * 4);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < pictureRows; row++) {
      const level = spectrogram[column * pictureRows + pictureRows - 1 - row]!;
      const share = Math.max(0, (level - quietestDb) / (loudestDb - quietestDb));
      pixels.set([red, green, blue, 255 * share ** contrast], (row * columns + column) * 4);
    }
  }
  return pixels;
}

/** `#rrggbb` as canvas gives colours back. */
export function colourFromHex(hex: string): Colour {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Frequencies to name at the side: a handful of round ones below the highest. */
export function axisHertz(nyquistHz: number): number[] {
  const step = [1000, 2000, 5000, 10_000, 20_000].find((each) => nyquistHz / each <= 5.5) ?? 50_000;
  const count = Math.ceil(nyquistHz / step) - 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (index + 1) * step);
}
