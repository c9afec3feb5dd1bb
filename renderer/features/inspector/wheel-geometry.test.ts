import { expect, test } from 'vitest';
import { keyCount, parseKey } from '#shared/music-key.ts';
import { segmentMiddle, segmentPath, wheelSize } from './wheel-geometry.ts';

const rounded = (name: string) => {
  const { x, y } = segmentMiddle(parseKey(name)!);
  return [Math.round(x), Math.round(y)];
};

test('numbers stand as on a clock, major keys outside', () => {
  expect({ '12B': rounded('12B'), '3A': rounded('3A'), '6B': rounded('6B'), '9A': rounded('9A') }).toEqual({
    '12B': [62, 9],
    '3A': [96, 62],
    '6B': [62, 115],
    '9A': [28, 62],
  });
});

test('every key has a place of its own inside the square', () => {
  const keys = Array.from({ length: keyCount }, (_, key) => key);
  const numbers = keys.flatMap((key) =>
    segmentPath(key)
      .match(/-?\d+\.\d/g)!
      .map(Number),
  );
  expect(new Set(keys.map(segmentPath)).size).toBe(keyCount);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(wheelSize);
});
