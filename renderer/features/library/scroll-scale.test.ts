import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampListOffset,
  isScaled,
  mostElementPixels,
  offsetToShow,
  scrollScale,
  toListOffset,
  toScrollTop,
} from './scroll-scale.ts';

const scales = fc
  .record({
    rows: fc.integer({ min: 1, max: 20_000_000 }),
    height: fc.constantFrom(24, 28, 36),
    viewport: fc.integer({ min: 100, max: 2000 }),
  })
  .map(({ rows, height, viewport }) => ({ height, rows, scale: scrollScale(rows, height, viewport) }));

test('a million rows of the usual height scroll pixel by pixel', () => {
  const scale = scrollScale(1_000_000, 28, 800);
  expect([isScaled(scale), toListOffset(scale, 12_345)]).toEqual([false, 12_345]);
});

test('the ends of the scroll bar are the ends of the list', () => {
  const scale = scrollScale(5_000_000, 28, 800);
  expect([toListOffset(scale, 0), toListOffset(scale, mostElementPixels - 800)]).toEqual([0, 5_000_000 * 28 - 800]);
});

test('the element stays under what Chromium lays out, and offsets turn back into themselves', () => {
  fc.assert(
    fc.property(scales, fc.double({ min: 0, max: 1, noNaN: true }), ({ scale }, share) => {
      const offset = clampListOffset(scale, share * scale.list);
      expect(scale.element).toBeLessThanOrEqual(33_500_000);
      expect(toListOffset(scale, toScrollTop(scale, offset))).toBeCloseTo(offset, 3);
    }),
  );
});

test('showing a row moves no further than it must and shows all of it', () => {
  fc.assert(
    fc.property(scales, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), ({ scale, rows, height }, share, row) => {
      const index = row % rows;
      const before = clampListOffset(scale, share * scale.list);
      const after = offsetToShow(scale, height, index, before);
      expect(after).toBeLessThanOrEqual(index * height);
      expect(after + scale.viewport).toBeGreaterThanOrEqual((index + 1) * height - 1e-6);
      const wasShown = before <= index * height && before + scale.viewport >= (index + 1) * height;
      if (wasShown) expect(after).toBe(before);
    }),
  );
});
