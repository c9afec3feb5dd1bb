import { expect, test } from 'vitest';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { MpegHybrid } from './mpeg-hybrid.ts';
import { mpegPrototype } from './mpeg-window.ts';
import { aacWindows, SlidingMdct } from './sliding-mdct.ts';

function noise(length: number): Float32Array {
  const random = randomNumbers(1);
  return Float32Array.from({ length }, () => random() - 0.5);
}

/** Hybrid coefficient `k` of subband `band` by the formulas of the standard, before the butterflies. */
function plainHybrid(samples: Float32Array, slot: number, band: number, k: number): number {
  const prototype = mpegPrototype();
  let sum = 0;
  for (let n = 0; n < 36; n += 1) {
    let subband = 0;
    for (let tap = 0; tap < 512; tap += 1)
      subband +=
        prototype[tap]! *
        samples[511 + (slot + n) * 32 - tap]! *
        Math.cos(((2 * band + 1) * (tap - 16) * Math.PI) / 64);
    const sign = n % 2 === 1 && band % 2 === 1 ? -1 : 1;
    const window = Math.sin((Math.PI / 36) * (n + 0.5));
    sum += sign * subband * window * Math.cos((Math.PI / 72) * (2 * n + 19) * (2 * k + 1));
  }
  return Math.sqrt(2 / 18) * sum;
}

test('the hybrid filter bank is that of the standard', () => {
  const samples = noise(3000);
  const hybrid = new MpegHybrid(8, 6);
  hybrid.filter(samples, 0, 60);
  const values = hybrid.transform(3);
  // In the middle of a subband the butterflies change nothing.
  for (const band of [9, 10, 11])
    for (const k of [8, 9]) expect(values[(band - 8) * 18 + k]).toBeCloseTo(plainHybrid(samples, 3, band, k), 9);
});

test('coefficients of noise have its variance', () => {
  const samples = noise(60_000);
  const hybrid = new MpegHybrid(6, 10);
  let power = 0;
  let count = 0;
  for (let start = 0; start < 56_000; start += 2000) {
    hybrid.filter(samples, start, 36);
    for (const value of hybrid.transform(0).subarray(18, 162)) power += value * value;
    count += 144;
  }
  expect(power / count / (1 / 12)).toBeCloseTo(1, 1);
});

test.each([0, 1])('sliding by window %i counts what transforms one by one count', (shape) => {
  const samples = noise(3072);
  const mdct = new SlidingMdct(200, 40);
  const counts = aacWindows.map(() => new Float64Array(1024));
  mdct.countZeros(samples, 0, 0.1, counts);
  for (const offset of [0, 1, 500, 1023]) {
    expect(counts[shape]![offset]).toBe(40 * mdct.zerosAt(samples, offset, 0.1, shape));
    expect(counts[shape]![offset]).toBe(plainCount(samples, offset, shape));
  }
});

function plainCount(samples: Float32Array, start: number, shape: number): number {
  let zeros = 0;
  for (let k = 200; k < 240; k += 1) {
    let sum = 0;
    for (let n = 0; n < 2048; n += 1) {
      const window = aacWindows[shape]!.terms.reduce(
        (total, term, j) => total + term * Math.sin(((2 * j + 1) * Math.PI * (n + 0.5)) / 2048),
        0,
      );
      sum += samples[start + n]! * window * Math.cos((Math.PI / 1024) * (n + 0.5 + 512) * (k + 0.5));
    }
    if (Math.abs(Math.sqrt(2 / 1024) * sum) < 0.1) zeros += 1;
  }
  return zeros;
}

test('both windows let the transform give back what it took', () => {
  for (const { terms } of aacWindows) {
    const at = (n: number) =>
      terms.reduce((total, term, j) => total + term * Math.sin(((2 * j + 1) * Math.PI * (n + 0.5)) / 2048), 0);
    for (const n of [0, 100, 511, 900]) expect(at(n) ** 2 + at(n + 1024) ** 2).toBeCloseTo(1, 2);
  }
});
