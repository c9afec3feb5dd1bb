import { expect, test } from 'vitest';
import { Forest, levelOf } from './forest.ts';

function base64(values: Float32Array | Uint8Array): string {
  return Buffer.from(values.buffer).toString('base64');
}

test('a level is how many edges a value lies above', () => {
  const edges = Float32Array.of(1, 2, 2, 5);
  expect([0, 1, 1.5, 2, 3, 5, 6].map((value) => levelOf(edges, 0, 5, value))).toEqual([0, 0, 1, 1, 3, 3, 4]);
});

test('trees are walked to their leaves and averaged', () => {
  // Feature 1 up to level 0 goes left to a quarter, else right to one; the second tree always says a half.
  const quarter = 16_384;
  const half = 32_768;
  const nodes = Uint8Array.of(
    ...[1, 0, 2, 0],
    ...[255, 0, quarter & 255, quarter >> 8],
    ...[255, 0, 255, 255],
    ...[255, 0, half & 255, half >> 8],
  );
  const forest = new Forest({
    edges: base64(Float32Array.of(0, 10)),
    levels: 2,
    features: 2,
    nodes: base64(nodes),
    roots: [0, 3],
  });
  expect(forest.estimate(Float32Array.of(99, 10))).toBeCloseTo((0.25 + 0.5) / 2, 4);
  expect(forest.estimate(Float32Array.of(0, 11))).toBeCloseTo((1 + 0.5) / 2, 4);
});
