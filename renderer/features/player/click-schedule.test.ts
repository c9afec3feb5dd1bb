import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clicksBetween, MusicClock } from './click-schedule.ts';

const clicks = { timesMs: [0, 500, 1000, 1500, 2000], isAccented: (index: number) => index % 4 === 0 };

test('stretches that touch give each beat once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 40 }), (steps) => {
      let at = -1;
      const heard: number[] = [];
      for (const step of steps) {
        heard.push(...clicksBetween(clicks, at, at + step).map(({ atMs }) => atMs));
        at += step;
      }
      expect(heard).toEqual(clicks.timesMs.filter((time) => time <= at));
    }),
  );
});

test('the first of a bar is accented', () => {
  expect(clicksBetween(clicks, -1, 600)).toEqual([
    { atMs: 0, isAccented: true },
    { atMs: 500, isAccented: false },
  ]);
});

test('the jitter of a clock is smoothed away', () => {
  const clock = new MusicClock();
  const jitter = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 50, maxLength: 50 });
  fc.assert(
    fc.property(jitter, (shifts) => {
      clock.reset();
      clock.measure(10_000, 3, 1);
      for (const [index, shift] of shifts.entries()) {
        const isJump = clock.measure(10_000 + (index + 1) * 25 + shift, 3 + (index + 1) * 0.025, 1);
        expect(isJump).toBe(false);
        expect(Math.abs(clock.secondsAt(12_000) - 5)).toBeLessThanOrEqual(0.008);
      }
    }),
  );
});

test('a seek, a stall and another rate are jumps', () => {
  const clock = new MusicClock();
  expect(clock.measure(1000, 5, 1)).toBe(true);
  expect(clock.measure(1025, 5.025, 1)).toBe(false);
  expect(clock.measure(9000, 5.05, 1)).toBe(true);
  expect(clock.secondsAt(9500)).toBeCloseTo(5.55, 9);
  expect(clock.measure(9000, 5.2, 1)).toBe(true);
  expect(clock.measure(9000, 5.2, 2)).toBe(true);
  expect(clock.secondsAt(10_000)).toBeCloseTo(5.7, 9);
});
