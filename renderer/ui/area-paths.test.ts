import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaPath, niceSteps, stackValues } from './area-paths.ts';

test('series stand on each other, and what is less than 0 adds nothing', () => {
  expect(
    stackValues(
      [
        [1, 2, -3],
        [4, 0, 5],
      ],
      3,
    ),
  ).toEqual([
    [1, 2, 0],
    [5, 2, 5],
  ]);
});

test('axes go in round steps from 0 past the largest value', () => {
  expect(niceSteps(6300)).toEqual([0, 2000, 4000, 6000, 8000]);
  expect(niceSteps(0.37)).toEqual([0, 0.1, 0.2, 0.30000000000000004, 0.4]);
  expect(niceSteps(0)).toEqual([0, 1]);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (most) => {
      const steps = niceSteps(most);
      expect(steps.length).toBeLessThanOrEqual(6);
      expect((steps.at(-1) ?? 0) * (1 + 1e-9)).toBeGreaterThanOrEqual(most);
    }),
  );
});

test('an area goes through its points and back along the other line', () => {
  const path = areaPath(
    [
      [0, 10],
      [30, 10],
    ],
    [
      [0, 40],
      [30, 40],
    ],
  );
  expect(path).toBe('M0 10C10 10 20 10 30 10L30 40C20 40 10 40 0 40Z');
  expect(areaPath([], [])).toBe('');
});
