import { expect, test } from 'vitest';
import { playSine } from '../../../e2e/audio/synthesise.ts';
import { Resampler } from './resampler.ts';

function resample(samples: Float32Array, from: number, to: number, chunkFrames: number): Float32Array {
  const resampler = new Resampler(from, to);
  const parts: number[] = [];
  for (let at = 0; at < samples.length; at += chunkFrames) {
    for (const value of resampler.push(samples.subarray(at, at + chunkFrames))) parts.push(value);
  }
  return Float32Array.from(parts);
}

test.each([
  [48_000, 44_100],
  [44_100, 11_025],
  [22_050, 44_100],
  [8000, 44_100],
  [96_000, 44_100],
  [44_100, 44_100],
])('a sine at %s Hz is the same sine at %s Hz', (from, to) => {
  const output = resample(playSine(1000, 1, from), from, to, 777);
  const expected = playSine(1000, 1, to);
  expect(output.length).toBeGreaterThan(0.99 * to);
  const errors = Array.from(
    output.subarray(100, output.length - 100),
    (value, index) => value - expected[index + 100]!,
  );
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.004);
});

test('what the lower rate cannot hold is removed', () => {
  const output = resample(playSine(15_000, 1, 44_100), 44_100, 11_025, 4096);
  expect(Math.max(...output.subarray(50).map(Math.abs))).toBeLessThan(0.002);
});

test('the size of the chunks changes nothing', () => {
  const sine = playSine(500, 1, 48_000);
  expect(resample(sine, 48_000, 44_100, 13)).toEqual(resample(sine, 48_000, 44_100, 48_000));
});
