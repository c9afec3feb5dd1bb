import fc from 'fast-check';
import { expect, test } from 'vitest';
import { curveShapes } from '#shared/energy-curve.ts';
import { curvePath, layoutFlags, readClock, readTempo, timeTicks } from './chart-layout.ts';

const many = (count: number) => `${count} weak steps`;

test('flags of weak steps never lie over each other or outside, and each step has one', () => {
  const widths = fc.array(fc.tuple(fc.integer({ min: 6, max: 80 }), fc.boolean()), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(widths, (rows) => {
      let at = 0;
      const marks = rows.flatMap(([width, isWeak], row) => {
        const from = at;
        at += width;
        return isWeak ? [{ row, from, to: at, text: 'Weak key step' }] : [];
      });
      const flags = layoutFlags(marks, at, many);
      for (const [index, { left, width }] of flags.entries()) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + width).toBeLessThanOrEqual(at + 1e-9);
        if (index > 0) expect(left).toBeGreaterThan(flags[index - 1]!.left + flags[index - 1]!.width);
      }
      expect(flags.flatMap((flag) => flag.rows)).toEqual(marks.map(({ row }) => row));
    }),
  );
});

test('neighbours share a flag that counts them; one alone says what is weak', () => {
  const marks = [
    { row: 3, from: 100, to: 130, text: 'Weak key step' },
    { row: 4, from: 130, to: 160, text: 'Weak tempo step' },
    { row: 20, from: 600, to: 630, text: 'Weak key step' },
  ];
  expect(layoutFlags(marks, 800, many).map(({ text, rows }) => [text, rows])).toEqual([
    ['2 weak steps', [3, 4]],
    ['Weak key step', [20]],
  ]);
});

test('the curve is drawn from the left to the right edge', () => {
  const path = curvePath(curveShapes.warmUp, 100, 50);
  expect(path.startsWith('M0.0 40.0')).toBe(true);
  expect(path.endsWith('L100.0 20.0')).toBe(true);
});

test('the axis has full quarters of the clock, no closer than its labels', () => {
  const start = new Date(2026, 10, 20, 22, 10).getTime();
  const ticks = timeTicks(2 * 3_600_000, start, 800);
  expect(ticks.map(({ ms }) => ms / 60_000)).toEqual([5, 20, 35, 50, 65, 80, 95, 110]);
  expect(timeTicks(2 * 3_600_000, null, 200).map(({ ms }) => ms / 60_000)).toEqual([0, 60, 120]);
  expect(timeTicks(0, null, 200)).toEqual([]);
});

test('tempi and times are read as people type them', () => {
  expect(['115–130', '115-130', ' 90 to 100.5 ', '124', ''].map(readTempo)).toEqual([
    { from: 115, to: 130 },
    { from: 115, to: 130 },
    { from: 90, to: 100.5 },
    { from: 124, to: 124 },
    null,
  ]);
  expect(['fast', '10–20', '115–', '400'].map(readTempo)).toEqual(Array(4).fill(undefined));
  const now = new Date(2026, 10, 20, 18, 0).getTime();
  expect(readClock('22:30', now)).toBe(new Date(2026, 10, 20, 22, 30).getTime());
  expect(readClock('1', now)).toBe(new Date(2026, 10, 21, 1, 0).getTime());
  expect([readClock('', now), readClock('25:00', now), readClock('now', now)]).toEqual([null, undefined, undefined]);
});
