import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isZoomed,
  moveWindow,
  placeOf,
  revealInWindow,
  shortestWindowMs,
  timeAtPlace,
  visibleStretch,
  wholeTrack,
  windowLength,
  zoomWindow,
} from './wave-window.ts';

const lengths = fc.integer({ min: 1, max: 7_200_000 });
const factors = fc.double({ min: 0.05, max: 20, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

test('zooming in keeps the place under the pointer', () => {
  const near = zoomWindow(wholeTrack(100_000), 4, 50_000, 100_000);
  expect(near).toEqual({ fromMs: 37_500, toMs: 62_500 });
  expect(placeOf(50_000, near, 200)).toBe(100);
});

test('however one zooms and moves, the window stays on the track', () => {
  fc.assert(
    fc.property(
      lengths,
      fc.array(fc.tuple(factors, shares, fc.double({ min: -1, max: 1, noNaN: true }))),
      (durationMs, steps) => {
        let window = wholeTrack(durationMs);
        for (const [factor, share, move] of steps) {
          window = zoomWindow(window, factor, window.fromMs + share * windowLength(window), durationMs);
          window = moveWindow(window, move * durationMs, durationMs);
          expect(window.fromMs).toBeGreaterThanOrEqual(0);
          expect(window.toMs).toBeLessThanOrEqual(durationMs + 1e-6);
          expect(windowLength(window)).toBeGreaterThanOrEqual(Math.min(shortestWindowMs, durationMs) - 1e-6);
        }
      },
    ),
  );
});

test('zooming out as far as in shows the whole track again', () => {
  const whole = wholeTrack(240_000);
  const near = zoomWindow(whole, 8, 1000, 240_000);
  expect([isZoomed(whole, 240_000), isZoomed(near, 240_000)]).toEqual([false, true]);
  expect(isZoomed(zoomWindow(near, 1 / 8, 1000, 240_000), 240_000)).toBe(false);
});

test('a place on screen reads back as its time', () => {
  fc.assert(
    fc.property(shares, fc.integer({ min: 1, max: 2000 }), (share, width) => {
      const window = { fromMs: 1000, toMs: 9000 };
      const atMs = 1000 + share * 8000;
      expect(timeAtPlace(placeOf(atMs, window, width), window, width)).toBeCloseTo(atMs, 6);
    }),
  );
  expect(timeAtPlace(10, { fromMs: 5, toMs: 9 }, 0)).toBe(5);
});

test('the window moves only when the place is out of sight', () => {
  const window = { fromMs: 10_000, toMs: 20_000 };
  expect(revealInWindow(window, 12_000, 60_000)).toBe(window);
  expect(revealInWindow(window, 25_000, 60_000)).toEqual({ fromMs: 15_000, toMs: 25_000 });
  expect(revealInWindow(window, 4000, 60_000)).toEqual({ fromMs: 4000, toMs: 14_000 });
});

test('of a stretch only the part in sight is drawn', () => {
  const window = { fromMs: 10_000, toMs: 20_000 };
  expect(visibleStretch({ startMs: 0, endMs: 12_500 }, window)).toEqual({ left: 0, width: 0.25 });
  expect(visibleStretch({ startMs: 15_000, endMs: 40_000 }, window)).toEqual({ left: 0.5, width: 0.5 });
  expect(visibleStretch({ startMs: 20_000, endMs: 21_000 }, window)).toBeNull();
});
