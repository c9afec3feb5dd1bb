import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lanesOf, nudged } from './day-span.ts';
import { goesOver, localTimes, parseClock, timesOf, typedLength } from './typed-times.ts';
import { moved } from './week-model.ts';

test('blocks that overlap lie in lanes of their own, those that only touch share one', () => {
  expect(
    lanesOf([
      { from: 0, to: 2 },
      { from: 1, to: 4 },
      { from: 2, to: 3 },
      { from: 4, to: 5 },
    ]),
  ).toEqual([
    { lane: 0, lanes: 2 },
    { lane: 1, lanes: 2 },
    { lane: 0, lanes: 2 },
    { lane: 0, lanes: 1 },
  ]);
  const span = fc.tuple(fc.nat(50), fc.nat(20)).map(([from, length]) => ({ from, to: from + length + 1 }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (some) => {
      const spans = some.sort((one, other) => one.from - other.from);
      const lanes = lanesOf(spans);
      for (const [index, one] of spans.entries()) {
        for (const [other, two] of spans.entries()) {
          const doOverlap = index !== other && one.from < two.to && two.from < one.to;
          if (doOverlap) expect(lanes[index]?.lane).not.toBe(lanes[other]?.lane);
        }
        expect(lanes[index]?.lane).toBeLessThan(lanes[index]?.lanes ?? 0);
      }
    }),
  );
});

test('keys move an edge, never over the other one, and stay in the grid', () => {
  const span = { from: 0, to: 600_000 };
  expect(nudged(span, 'to', -300_000)).toEqual({ from: 0, to: 300_000 });
  expect(nudged(span, 'both', 300_000)).toEqual({ from: 300_000, to: 900_000 });
  expect(nudged(span, 'from', 600_000)).toBeNull();
  expect(moved('ArrowRight', { row: 1, column: 6 }, 3)).toEqual({ row: 1, column: 6 });
  expect(moved('ArrowDown', { row: 1, column: 2 }, 3)).toEqual({ row: 2, column: 2 });
  expect(moved('x', { row: 1, column: 2 }, 3)).toBeNull();
});

test('times are typed as people write them, and what ends before it begins goes over midnight', () => {
  expect(['9:05', '0905', '9', '21.30', '9:05 pm', '12 am', '24:00', '24:01', '9:75', 'x'].map(parseClock)).toEqual([
    545,
    545,
    540,
    1290,
    1265,
    0,
    1440,
    null,
    null,
    null,
  ]);
  const late = { day: '2026-11-20', start: '22:00', end: '1:30', days: 0 };
  expect(goesOver(late)).toBe(true);
  expect(typedLength(late, 30)).toBe(180 * 60_000);
  expect(localTimes(late, 'Europe/Berlin')).toEqual({
    start: '2026-11-20T22:00',
    end: '2026-11-21T01:30',
    timeZone: 'Europe/Berlin',
  });
  expect(localTimes({ ...late, end: '24:00' }, 'UTC')).toMatchObject({ end: '2026-11-21T00:00' });
  expect(localTimes({ ...late, start: 'soon' }, 'UTC')).toBeNull();
  const began = Date.parse('2026-11-20T12:02:00Z');
  expect(timesOf(began, began + 50 * 3_600_000, 'Europe/Berlin')).toEqual({
    day: '2026-11-20',
    start: '13:02',
    end: '15:02',
    days: 2,
  });
  expect(timesOf(began, null, 'Europe/Berlin')).toMatchObject({ end: null });
});
