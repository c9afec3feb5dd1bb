import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnPeaks, overviewFromBase64 } from './draw-waveform.ts';

const whole = (points: number[]) => ({ points: Uint8Array.from(points), from: 0, to: 1 });

test('a column shows the loudest of its points, by band', () => {
  const stretch = whole([255, 0, 51, 0, 102, 0, 0, 0, 204, 51, 0, 0]);
  expect([0, 1, 2].map((band) => Array.from(columnPeaks(stretch, band, 2), (peak) => Math.round(peak * 5)))).toEqual([
    [5, 1],
    [2, 0],
    [1, 4],
  ]);
});

test('more columns than points repeat the points', () => {
  expect(Array.from(columnPeaks(whole([255, 0, 0, 0, 0, 0]), 0, 4))).toEqual([1, 1, 0, 0]);
});

test('no points draw nothing', () => {
  expect(Array.from(columnPeaks(whole([]), 0, 3))).toEqual([0, 0, 0]);
});

test('no peak is lost and none is invented, at any width', () => {
  const bytes = fc.uint8Array({ minLength: 3, maxLength: 600 });
  fc.assert(
    fc.property(bytes, fc.integer({ min: 1, max: 400 }), (points, columns) => {
      const count = Math.floor(points.length / 3);
      const lows = Array.from({ length: count }, (_, index) => points[index * 3]! / 255);
      const peaks = columnPeaks({ points, from: 0, to: 1 }, 0, columns);
      expect(Math.max(...peaks)).toBeCloseTo(Math.max(...lows), 5);
      for (const peak of peaks) expect(lows.some((low) => Math.abs(low - peak) < 1e-6)).toBe(true);
    }),
  );
});

test('an overview reads back from the text that carries it', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(overviewFromBase64(btoa(String.fromCharCode(...bytes)))).toEqual(bytes);
    }),
  );
});
