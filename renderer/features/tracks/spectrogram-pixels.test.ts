import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureRows } from '#shared/spectrum-picture.ts';
import { axisHertz, colourFromHex, spectrogramPixels } from './spectrogram-pixels.ts';

test('the highest frequency is on top, and louder is more opaque', () => {
  const spectrogram = new Float32Array(2 * pictureRows).fill(-127.5);
  spectrogram[0] = -30; // first column, lowest band
  spectrogram[pictureRows + pictureRows - 1] = -67.5; // second column, highest band
  const pixels = spectrogramPixels({ columns: 2, spectrogram }, [10, 20, 30]);
  const pixel = (column: number, row: number) => [
    ...pixels.subarray((row * 2 + column) * 4, (row * 2 + column) * 4 + 4),
  ];
  expect(pixel(0, pictureRows - 1)).toEqual([10, 20, 30, 255]);
  expect(pixel(1, 0)).toEqual([10, 20, 30, Math.round(255 * 0.5 ** 1.6)]);
  expect(pixel(0, 0)).toEqual([10, 20, 30, 0]);
});

test('a track without columns has no pixels', () => {
  expect(spectrogramPixels({ columns: 0, spectrogram: new Float32Array() }, [0, 0, 0])).toHaveLength(0);
});

test('a colour is read as canvas writes it', () => {
  expect(colourFromHex('#ff8001')).toEqual([255, 128, 1]);
});

test('the axis names one to five round frequencies below the highest', () => {
  expect(axisHertz(22_050)).toEqual([5000, 10_000, 15_000, 20_000]);
  fc.assert(
    fc.property(fc.integer({ min: 2000, max: 110_000 }), (nyquistHz) => {
      const marks = axisHertz(nyquistHz);
      expect(marks.length).toBeGreaterThanOrEqual(1);
      expect(marks.length).toBeLessThanOrEqual(5);
      expect(marks.at(-1)).toBeLessThan(nyquistHz);
    }),
  );
});
