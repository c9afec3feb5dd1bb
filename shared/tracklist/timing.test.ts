import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkTimes,
  effectiveEnds,
  fillGaps,
  listDuration,
  scaleTimes,
  setEnds,
  shiftTimes,
  sortByStart,
  splitOverlaps,
  spreadTimes,
  type TimedEntry,
} from './timing.ts';

const at = (startMs: number | null, endMs: number | null = null, transition: TimedEntry['transition'] = 'unknown') => ({
  startMs,
  endMs,
  transition,
});
const minute = 60_000;
const found = (entries: TimedEntry[], mixMs: number | null = null) =>
  checkTimes(entries, mixMs).map(({ code, severity, index, ms }) => `${index} ${code} ${severity} ${ms}`);

test('gaps, overlaps, short and long tracks, wrong order, starts past the end', () => {
  expect(found([at(0), at(5 * minute), at(10 * minute)], 15 * minute)).toEqual([]);
  expect(found([at(0, 4 * minute), at(5 * minute)])).toEqual(['0 gap high 60000']);
  expect(found([at(0, 5 * minute - 1000), at(5 * minute)])).toEqual([]);
  expect(found([at(0, 5 * minute + 4000), at(5 * minute)])).toEqual(['0 overlap low 4000']);
  expect(found([at(0, 5 * minute + 26_000), at(5 * minute, null, 'cut')])).toEqual(['0 overlap high 26000']);
  // Over a blend two tracks are meant to be heard.
  expect(found([at(0, 5 * minute + 26_000), at(5 * minute, null, 'blend')])).toEqual([]);
  expect(found([at(0), at(20_000), at(22_000), at(22 * minute)])).toEqual([
    '0 short low 20000',
    '1 short high 2000',
    '2 long high 1298000',
  ]);
  expect(found([at(0), at(10 * minute), at(5 * minute)], 12 * minute)).toEqual(['2 order high 300000']);
  expect(found([at(0), at(null), at(null, null, 'mashup'), at(20 * minute)], 10 * minute)).toEqual([
    '0 long low 1200000',
    '1 noTime low 0',
    '3 pastEnd high 600000',
  ]);
});

test('ends are told by what follows', () => {
  const entries = [at(0), at(null, null, 'mashup'), at(minute), at(2 * minute)];
  expect(listDuration(entries, null)).toBe(5 * minute);
  expect(effectiveEnds(entries, 5 * minute)).toEqual([minute, null, 2 * minute, 5 * minute]);
  expect(setEnds(entries, null).map(({ endMs }) => endMs)).toEqual([minute, null, 2 * minute, 5 * minute]);
});

test('fixes: gaps are filled, overlaps meet in the middle, lists stretch', () => {
  expect(fillGaps([at(0, 4 * minute), at(5 * minute)])[0]?.endMs).toBe(5 * minute);
  const [first, second] = splitOverlaps([at(0, 6 * minute), at(5 * minute, 9 * minute)]);
  expect([first?.endMs, second?.startMs]).toEqual([5.5 * minute, 5.5 * minute]);
  expect(scaleTimes([at(0), at(3 * minute)], 12 * minute).map(({ startMs }) => startMs)).toEqual([0, 6 * minute]);
  expect(shiftTimes([at(0), at(minute), at(2 * minute)], 5000, 1).map(({ startMs }) => startMs)).toEqual([
    0, 65_000, 125_000,
  ]);
  expect(shiftTimes([at(2000)], -5000)[0]?.startMs).toBe(0);
  const order = sortByStart([at(minute), at(null, null, 'mashup'), at(0)]).map(({ startMs }) => startMs);
  expect(order).toEqual([0, minute, null]);
});

test('entries without a time are spread between their neighbours', () => {
  const starts = (entries: TimedEntry[], mix: number | null) => spreadTimes(entries, mix).map(({ startMs }) => startMs);
  expect(starts([at(null), at(null), at(null), at(null)], 8 * minute)).toEqual([0, 2 * minute, 4 * minute, 6 * minute]);
  expect(starts([at(0), at(null), at(4 * minute), at(null)], 8 * minute)).toEqual([
    0,
    2 * minute,
    4 * minute,
    6 * minute,
  ]);
  expect(starts([at(null), at(null, null, 'mashup')], null)).toEqual([0, null]);
});

const entry = fc.record({
  startMs: fc.option(fc.integer({ min: 0, max: 7_200_000 })),
  endMs: fc.option(fc.integer({ min: 0, max: 7_200_000 })),
  transition: fc.constantFrom('unknown' as const, 'blend' as const, 'mashup' as const),
});

test('after a fix its problem is gone, and nothing comes before the beginning', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 12 }), fc.option(fc.integer({ min: 1, max: 9_000_000 })), (given, mix) => {
      const codes = (entries: TimedEntry[]) => new Set(checkTimes(entries, mix).map(({ code }) => code));
      expect(codes(sortByStart(given)).has('order')).toBe(false);
      expect(codes(fillGaps(sortByStart(given))).has('gap')).toBe(false);
      expect(codes(spreadTimes(given, mix)).has('noTime')).toBe(false);
      for (const fixed of [
        shiftTimes(given, -3_600_000),
        scaleTimes(given, 1000),
        setEnds(given, mix),
        spreadTimes(given, mix),
      ]) {
        expect(fixed).toHaveLength(given.length);
        expect(fixed.every(({ startMs, endMs }) => (startMs ?? 0) >= 0 && (endMs ?? 0) >= 0)).toBe(true);
      }
    }),
  );
});
