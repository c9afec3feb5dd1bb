import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lanesOf, nudged } from './day-span.ts';
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
