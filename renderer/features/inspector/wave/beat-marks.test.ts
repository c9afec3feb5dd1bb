import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Beats, beatLengthAt, beatMarks, gridAnchor, movedAnchor, narrowestMarks } from './beat-marks.ts';

const even = (bpm: number, count: number, startMs = 0, firstDownbeat = 0): Beats => ({
  timesMs: Array.from({ length: count }, (_, index) => startMs + (index * 60_000) / bpm),
  firstDownbeat,
  beatsPerBar: 4,
});

test('near by every beat has a mark, bars a heavier one, every fourth bar the heaviest', () => {
  const marks = beatMarks(even(120, 64), { fromMs: 0, toMs: 8000 }, 320);
  expect(marks.map(({ x }) => x)).toEqual(Array.from({ length: 17 }, (_, index) => index * 20));
  expect(marks.map(({ weight }) => weight).join('')).toBe('20001000100010002');
  expect(marks.filter(({ weight }) => weight > 0).map(({ bar }) => bar)).toEqual([1, 2, 3, 4, 5]);
});

test('from afar only bars are marked, then every fourth bar, then nothing', () => {
  const beats = even(120, 2000);
  const count = (toMs: number) => beatMarks(beats, { fromMs: 0, toMs }, 300).length;
  expect([count(20_000), count(60_000), count(240_000), count(990_000)]).toEqual([41, 31, 31, 0]);
});

test('marks never stand nearer than they can be told apart, and lie in sight', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 40, max: 240 }),
      fc.integer({ min: 1500, max: 600_000 }),
      fc.integer({ min: 20, max: 1500 }),
      fc.integer({ min: 0, max: 7 }),
      (bpm, length, width, firstDownbeat) => {
        const marks = beatMarks(even(bpm, 3000, 20, firstDownbeat), { fromMs: 1000, toMs: 1000 + length }, width, 7);
        for (const [index, { x }] of marks.entries()) {
          expect(x).toBeGreaterThanOrEqual(-1e-6);
          expect(x).toBeLessThanOrEqual(width + 1e-6);
          if (index > 0) expect(x - marks[index - 1]!.x).toBeGreaterThanOrEqual(narrowestMarks - 1e-6);
        }
      },
    ),
  );
});

test('a grid being dragged shows where its beats will be', () => {
  const [first] = beatMarks(even(120, 16), { fromMs: 0, toMs: 4000 }, 400, 30);
  expect(first).toMatchObject({ x: 3, atMs: 30 });
});

test('the first downbeat may come later; bars before it count down', () => {
  const marks = beatMarks(even(120, 16, 0, 2), { fromMs: 0, toMs: 3000 }, 300);
  expect(marks.map(({ weight, bar }) => [weight, bar])).toEqual([
    [0, 0],
    [0, 0],
    [2, 1],
    [0, 1],
    [0, 1],
    [0, 1],
    [1, 2],
  ]);
});

test('a beat is as long as the beats around it are apart, and as the tempo says where there are none', () => {
  const drifting: Beats = { timesMs: [0, 500, 980, 1440], firstDownbeat: 0, beatsPerBar: 4 };
  expect([-5, 100, 700, 1200].map((at) => beatLengthAt(drifting, at, 120))).toEqual([500, 500, 480, 460]);
  const none: Beats = { timesMs: [], firstDownbeat: null, beatsPerBar: 4 };
  expect([beatLengthAt(none, 0, 100), beatLengthAt(none, 0, null)]).toEqual([600, null]);
  expect([gridAnchor(even(120, 8, 40, 3)), gridAnchor(none)]).toEqual([1540, null]);
});

test('an anchor moved before the start is the next bar of the same grid', () => {
  expect([movedAnchor(100, 10, 2000), movedAnchor(5, -10, 2000), movedAnchor(5, -10, 0)]).toEqual([110, 1995, 0]);
});
