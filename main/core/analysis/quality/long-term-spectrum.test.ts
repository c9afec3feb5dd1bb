import { expect, test } from 'vitest';
import { mostPictureColumns, pictureBins, pictureRows } from '#shared/spectrum-picture.ts';
import { measureBandwidth } from './bandwidth.ts';
import { LongTermSpectrum } from './long-term-spectrum.ts';

const stretch = 4096;

function sine(hz: number, gain: number): Float32Array {
  return Float32Array.from({ length: stretch }, (_, at) => gain * Math.sin((2 * Math.PI * hz * at) / 48_000));
}

test('a sine stands where it belongs, at its level', () => {
  const spectrum = new LongTermSpectrum(48_000);
  for (let count = 0; count < 20; count += 1) spectrum.push(sine(6000, 0.1));
  const picture = spectrum.picture(10_000)!;
  const bin = picture.mean.indexOf(Math.max(...picture.mean));
  expect((bin + 0.5) * (24_000 / pictureBins)).toBeCloseTo(6000, -3);
  // -20 dB, spread over the three bands of a bin.
  expect(picture.largest[bin]).toBeGreaterThan(-27);
  expect(picture.largest[bin]).toBeLessThan(-19);
  expect(picture.columns).toBe(20);
  const column = picture.spectrogram.subarray(0, pictureRows);
  expect(column.indexOf(Math.max(...column))).toBe(Math.floor((6000 / 24_000) * pictureRows));
});

test('a spectrogram of hours stays as small, and keeps its order', () => {
  const spectrum = new LongTermSpectrum(48_000);
  const low = sine(1000, 0.5);
  const high = sine(20_000, 0.5);
  for (let count = 0; count < 4000; count += 1) spectrum.push(count < 2000 ? low : high);
  const picture = spectrum.picture(1)!;
  expect(picture.columns).toBeGreaterThan(mostPictureColumns / 2);
  expect(picture.columns).toBeLessThanOrEqual(mostPictureColumns);
  const loudestRows = Array.from({ length: picture.columns }, (_, column) => {
    const rows = picture.spectrogram.subarray(column * pictureRows, (column + 1) * pictureRows);
    return rows.indexOf(Math.max(...rows));
  });
  expect(loudestRows.slice(0, picture.columns / 2 - 1).every((row) => row < 6)).toBe(true);
  expect(loudestRows.slice(picture.columns / 2 + 1).every((row) => row > 75)).toBe(true);
});

test('silence has no picture and no bandwidth', () => {
  const spectrum = new LongTermSpectrum(48_000);
  expect(spectrum.picture(0)).toBeNull();
  spectrum.push(new Float32Array(stretch));
  spectrum.push(new Float32Array(100));
  expect(spectrum.picture(10)).toBeNull();
  expect(measureBandwidth(spectrum.spectrum())).toEqual({ hz: null, cliff: null });
});

test.each([
  ['falls off a cliff', (hz: number) => (hz < 16_000 ? -60 : -120), 16_000],
  ['fades', (hz: number) => -40 - hz / 300, null],
  ['goes on to the end', () => -60, null],
  ['has a hole', (hz: number) => (hz > 10_000 && hz < 12_000 ? -110 : -60), null],
])('a spectrum that %s', (_, levelOf, cliffHz) => {
  const nyquistHz = 22_050;
  const mean = Float64Array.from(
    { length: 384 },
    (_value, row) => 10 ** (levelOf(((row + 0.5) * nyquistHz) / 384) / 10),
  );
  const { hz, cliff } = measureBandwidth({ mean, largest: mean, nyquistHz });
  if (cliffHz === null) expect(cliff).toBeNull();
  else {
    expect(Math.abs(cliff!.hz - cliffHz)).toBeLessThan(350);
    expect(cliff!.fallDb).toBeGreaterThan(50);
    expect(Math.abs(hz! - cliffHz)).toBeLessThan(350);
  }
});
