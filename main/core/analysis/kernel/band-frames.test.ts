import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BandFrames, type BandOptions, melRows, sparseRows } from '../frames/band-frames.ts';
import { Kernel } from './kernel.ts';
import { PlainBandFrames } from './reference/band-frames.ts';

/** Rows of every width and start, as no filter bank would have them. */
function anyRows(frameLength: number, count: number) {
  const bins = frameLength / 2;
  return sparseRows(
    Array.from({ length: count }, (_, row) =>
      Array.from({ length: bins }, (_, bin) => {
        const start = (row * 7919) % bins;
        return bin >= start && bin < start + 1 + (row % 13) ? 0.1 + ((row + bin) % 10) / 10 : 0;
      }),
    ),
  );
}

function signal(length: number, seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 0.3 * (state / 2 ** 31 - 1) + 0.5 * Math.sin(n * (0.01 + (seed % 50) / 20));
  });
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let at = 0; at < a.length; at += 1) largest = Math.max(largest, Math.abs(a[at]! - b[at]!));
  return largest;
}

const mel: BandOptions = {
  frameLength: 1024,
  hop: 256,
  rows: melRows({ bands: 40, lowHz: 30, highHz: 10_500, rate: 22_050, frameLength: 1024 }),
  input: 'magnitude',
  logGain: 1000,
};

test.each<[string, BandOptions]>([
  ['40 log-mel bands of 1024', mel],
  ['252 rows of 4096', { frameLength: 4096, hop: 1024, rows: anyRows(4096, 252), input: 'magnitude' }],
  ['powers of 2048', { frameLength: 2048, hop: 512, rows: anyRows(2048, 41), input: 'power' }],
  ['powers of 512, compressed', { frameLength: 512, hop: 512, rows: anyRows(512, 3), input: 'power', logGain: 10 }],
  [
    'powers under another window',
    {
      frameLength: 256,
      hop: 100,
      rows: anyRows(256, 7),
      input: 'power',
      window: Float32Array.from({ length: 256 }, (_, n) => 1 - n / 400),
    },
  ],
  ['the shortest frames', { frameLength: 16, hop: 3, rows: anyRows(16, 5), input: 'magnitude' }],
])('the kernel measures %s like the plain reference', (_, options) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 9 }), (seed, hops) => {
      const samples = signal(options.frameLength + hops * options.hop + (seed % options.hop), seed);
      const measured = new BandFrames(options).push(samples);
      const plain = new PlainBandFrames(options).push(samples);
      // 32-bit floats: errors relative to the loudest bin, which a large gain makes visible in quiet ones.
      expect(largestDifference(measured, plain)).toBeLessThan(options.logGain === 1000 ? 5e-4 : 5e-6);
    }),
    { numRuns: 20 },
  );
});

test('neither blocks nor chunks change what a frame has', () => {
  const samples = signal(50_000, 3);
  const whole = new BandFrames(mel).push(samples);
  const cut = new BandFrames(mel);
  const parts: number[] = [];
  for (let at = 0, length = 1; at < samples.length; at += length, length = 1 + ((length * 31) % 2999))
    parts.push(...cut.push(samples.subarray(at, at + length)));
  expect(largestDifference(parts, whole)).toBe(0);
});

test('silence, too little and far too much stay finite', () => {
  expect(new BandFrames(mel).push(new Float32Array(1023))).toHaveLength(0);
  expect(new BandFrames(mel).push(new Float32Array(0))).toHaveLength(0);
  expect(Math.max(...new BandFrames(mel).push(new Float32Array(4096)))).toBe(0);
  const loud = new BandFrames(mel).push(new Float32Array(4096).fill(256));
  expect(loud.every((value) => Number.isFinite(value))).toBe(true);
});

test('in a shared kernel audio is worked on where it lies', () => {
  const kernel = new Kernel();
  const shared = new BandFrames(mel, kernel);
  const at = kernel.allocateFloats(4000);
  const samples = signal(4000, 9);
  kernel.floats(at, 4000).set(samples);
  expect(largestDifference(shared.push(kernel.floats(at, 4000)), new BandFrames(mel).push(samples))).toBe(0);
});

test('a length that is no power of two is refused', () => {
  expect(() => new BandFrames({ ...mel, frameLength: 1000 })).toThrow('16 to 4096');
});
