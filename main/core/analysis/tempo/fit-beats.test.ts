import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBeats } from './fit-beats.ts';

const period = fc.double({ min: 0.3, max: 1.2, noNaN: true });
const jitter = fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), { minLength: 40, maxLength: 60 });

test('a steady pulse is found through jitter', () => {
  fc.assert(
    fc.property(period, jitter, (seconds, offsets) => {
      const fit = fitBeats(offsets.map((offset, index) => 3 + index * seconds + offset * seconds));
      expect(Math.abs(fit.period / seconds - 1)).toBeLessThan(0.003);
      expect(fit.residual).toBeLessThan(0.03);
    }),
  );
});

test('missing beats do not bend the pulse', () => {
  fc.assert(
    fc.property(period, fc.uniqueArray(fc.integer({ min: 1, max: 48 }), { maxLength: 10 }), (seconds, missing) => {
      const beats = Array.from({ length: 50 }, (_, index) => index * seconds).filter(
        (_, index) => !missing.includes(index),
      );
      expect(fitBeats(beats).period).toBeCloseTo(seconds, 6);
    }),
  );
});

test('too few beats and beats in one place have no period', () => {
  expect([fitBeats([]), fitBeats([1, 2]), fitBeats([1, 1, 1, 1])].map((fit) => fit.period)).toEqual([0, 0, 0]);
});
