import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatExactPosition } from './format-exact.ts';
import { seenFrom, spanFrom, zoomed } from './wave-span.ts';

const place = fc.double({ min: 0, max: 600_000, noNaN: true });
const length = fc.double({ min: 1000, max: 700_000, noNaN: true });

test('a stretch lies in its track, however it came to be', () => {
  fc.assert(
    fc.property(place, length, place, fc.constantFrom(0.5, 2), (start, lengthMs, positionMs, factor) => {
      const durationMs = 600_000;
      const first = spanFrom(start, lengthMs, durationMs);
      for (const span of [first, seenFrom(first, positionMs, durationMs), zoomed(first, factor, durationMs)]) {
        expect(span.startMs).toBeGreaterThanOrEqual(0);
        expect(span.startMs + span.lengthMs).toBeLessThanOrEqual(durationMs + 1e-6);
      }
      const { startMs, lengthMs: shown } = seenFrom(first, positionMs, durationMs);
      expect(positionMs).toBeGreaterThanOrEqual(startMs - 1e-6);
      expect(positionMs).toBeLessThanOrEqual(startMs + shown + 1e-6);
    }),
  );
});

test('a page stays while the sound is in it, and then begins a little before it', () => {
  const span = { startMs: 10_000, lengthMs: 5000 };
  expect(seenFrom(span, 14_999, 60_000)).toBe(span);
  expect(seenFrom(span, 15_100, 60_000)).toEqual({ startMs: 14_900, lengthMs: 5000 });
});

test('a track shorter than a page is shown whole, and one without a length does no harm', () => {
  expect(spanFrom(3000, 7000, 4000)).toEqual({ startMs: 0, lengthMs: 4000 });
  expect(zoomed(spanFrom(0, 7000, 0), 2, 0)).toEqual({ startMs: 0, lengthMs: 1000 });
});

test.each([
  [161_180, '2:41.18'],
  [0, '0:00.00'],
  [59_999, '0:59.99'],
  [3_600_010, '60:00.01'],
])('%d ms is %s', (positionMs, shown) => {
  expect(formatExactPosition(positionMs)).toBe(shown);
});
