import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTap, tapPauseMs, tappedBpm } from './tap-tempo.ts';

function tapAll(times: readonly number[]): number[] {
  return times.reduce<number[]>(addTap, []);
}

function steadyTaps(bpm: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => 1000 + (index * 60_000) / bpm);
}

test('three taps make a tempo, fewer do not', () => {
  expect(tappedBpm(tapAll(steadyTaps(120, 2)))).toBeNull();
  expect(tappedBpm(tapAll(steadyTaps(120, 3)))).toBe(120);
});

test('steady taps give their tempo to a tenth', () => {
  fc.assert(
    fc.property(fc.double({ min: 30, max: 300, noNaN: true }), fc.integer({ min: 3, max: 60 }), (bpm, count) => {
      expect(Math.abs(tappedBpm(tapAll(steadyTaps(bpm, count)))! - bpm)).toBeLessThanOrEqual(0.051);
    }),
  );
});

test('the unsteadiness of a hand cancels out', () => {
  const jitter = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 180 }), jitter, (bpm, shifts) => {
      const taps = steadyTaps(bpm, 24).map((at, index) => at + shifts[index]!);
      // Forty milliseconds at worst between the first tap and the last, spread over 23 intervals.
      const worst = bpm * (40 / (23 * (60_000 / bpm)));
      expect(Math.abs(tappedBpm(tapAll(taps))! - bpm)).toBeLessThanOrEqual(worst * 1.05 + 0.06);
    }),
  );
});

test('a missed and a doubled tap are left out', () => {
  const taps = steadyTaps(100, 12);
  const missed = taps.filter((_, index) => index !== 5);
  expect(tappedBpm(tapAll(missed))).toBe(100);
  const doubled = [...taps, taps[7]! + 150].sort((first, second) => first - second);
  expect(tappedBpm(tapAll(doubled))).toBeCloseTo(100, 0);
});

test('a long pause begins anew', () => {
  const first = steadyTaps(90, 6);
  const restart = first.at(-1)! + tapPauseMs + 1;
  const taps = tapAll([...first, restart, restart + 400, restart + 800]);
  expect(taps).toHaveLength(3);
  expect(tappedBpm(taps)).toBe(150);
});
