import { expect, test } from 'vitest';
import { pictureRows } from '#shared/spectrum-picture.ts';
import { kilohertzMarks, spectrumInk } from './spectrum-pixels.ts';

test('high frequencies are drawn on top, loud ones dark', () => {
  const columns = 2;
  const spectrogram = new Float32Array(columns * pictureRows).fill(-127.5);
  spectrogram[0] = 0;
  spectrogram[pictureRows + pictureRows - 1] = -65;
  const ink = spectrumInk({ columns, spectrogram });
  const bottomLeft = (pictureRows - 1) * columns;
  expect([ink[bottomLeft], ink[1], ink[0], ink[bottomLeft + 1]]).toEqual([255, 128, 0, 0]);
});

test('nothing analysed draws nothing', () => {
  expect(spectrumInk({ columns: 0, spectrogram: new Float32Array() })).toHaveLength(0);
});

test('the axis has round numbers at every sample rate', () => {
  const marks = (rate: number) => kilohertzMarks(rate / 2).map(({ kilohertz }) => kilohertz);
  expect([marks(44_100), marks(96_000), marks(192_000), marks(16_000), marks(8000)]).toEqual([
    [5, 10, 15, 20],
    [20, 40],
    [20, 40, 60, 80],
    [2, 4, 6],
    [2],
  ]);
  expect(kilohertzMarks(22_050)[1]?.height).toBeCloseTo(0.4535, 3);
});
