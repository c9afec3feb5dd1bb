import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BandFrames, melRows, sparseRows } from './band-frames.ts';

const identity = (size: number) =>
  sparseRows(Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, bin) => (bin === row ? 1 : 0))));

test('a full-scale sine on a bin has magnitude 1 there and nothing far from it', () => {
  const frames = new BandFrames({ frameLength: 256, hop: 64, rows: identity(128), input: 'magnitude' });
  const sine = Float32Array.from({ length: 256 }, (_, n) => Math.sin((2 * Math.PI * 20 * n) / 256));
  const bins = frames.push(sine);
  expect(bins[20]).toBeCloseTo(1, 5);
  expect(Math.max(...bins.slice(0, 18), ...bins.slice(23))).toBeLessThan(1e-5);
});

test('frames do not depend on how the audio is cut into chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 12 }), (cuts) => {
      const options = { frameLength: 128, hop: 32, rows: identity(64), input: 'power' as const, logGain: 100 };
      const noise = Float32Array.from({ length: 3000 }, (_, n) => Math.sin(n * n));
      const whole = [...new BandFrames(options).push(noise)];
      const cut = new BandFrames(options);
      const parts: number[] = [];
      let at = 0;
      for (const length of [...cuts, noise.length]) {
        parts.push(...cut.push(noise.subarray(at, Math.min(noise.length, at + length))));
        at = Math.min(noise.length, at + length);
      }
      expect(parts).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

test('each mel band has a weight, and neighbours share what lies between their centres', () => {
  const rows = melRows({ bands: 40, lowHz: 30, highHz: 10_500, rate: 22_050, frameLength: 1024 });
  for (let row = 0; row < 40; row += 1) expect(rows.offsets[row + 1]!).toBeGreaterThan(rows.offsets[row]!);
  const totals = new Float64Array(512);
  for (let row = 0; row < 40; row += 1) {
    for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at += 1) {
      totals[rows.starts[row]! + at - rows.offsets[row]!]! += rows.weights[at]!;
    }
  }
  expect(Math.max(...totals.slice(50, 400))).toBeCloseTo(1, 5);
  expect(Math.min(...totals.slice(50, 400))).toBeCloseTo(1, 5);
});
