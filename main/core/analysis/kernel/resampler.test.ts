import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Resampler } from '../resampler.ts';
import { resamplePlainly } from './reference/resampler.ts';

const noise = (length: number) => Float32Array.from({ length }, (_, n) => Math.sin(n * n * 0.37));

test.each([
  [44_100, 22_050],
  [22_050, 11_025],
  [48_000, 22_050],
  [48_000, 24_000],
  [8000, 22_050],
  [96_000, 22_050],
  [192_000, 22_050],
  [37_800, 22_050],
  [44_101, 22_050],
  [1000, 22_050],
  [1_536_000, 22_050],
])('the kernel brings %s to %s Hz like the plain reference', (from, to) => {
  const input = noise(Math.max(3000, Math.ceil((40 * from) / to)));
  const resampler = new Resampler(from, to);
  const plain = resamplePlainly(input, from, to);
  const output = resampler.push(input);
  expect(Math.abs(output.length - plain.length)).toBeLessThanOrEqual(Math.ceil((8 * to) / from));
  expect(output.length).toBeGreaterThan(5);
  const errors = Array.from(output.subarray(0, plain.length), (value, at) => Math.abs(value - plain[at]!));
  expect(Math.max(...errors)).toBeLessThan(2e-6);
});

test('chunks of any size give the same samples', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(44_100, 48_000, 8000, 44_101),
      fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 5 }),
      (from, cuts) => {
        const input = noise(40_000);
        const whole = new Resampler(from, 22_050).push(input);
        const cut = new Resampler(from, 22_050);
        const parts: number[] = [];
        let at = 0;
        for (const length of [...cuts, input.length]) {
          const end = Math.min(input.length, at + length);
          for (const value of cut.push(input.subarray(at, end))) parts.push(value);
          at = end;
        }
        expect(Float32Array.from(parts)).toEqual(whole);
      },
    ),
    { numRuns: 15 },
  );
});

test('what would fold back is 65 dB lower', () => {
  for (const from of [44_100, 48_000]) {
    const sine = Float32Array.from({ length: from }, (_, n) => Math.sin((2 * Math.PI * 13_500 * n) / from));
    const output = new Resampler(from, 22_050).push(sine);
    expect(Math.max(...output.subarray(100).map(Math.abs))).toBeLessThan(10 ** (-65 / 20));
  }
});
