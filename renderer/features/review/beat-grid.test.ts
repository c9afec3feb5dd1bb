import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  evenGrid,
  type FoundBeats,
  gridOf,
  isDownbeat,
  linesBetween,
  nearestDownbeat,
  simpleRatio,
} from './beat-grid.ts';

const found: FoundBeats = {
  bpm: 120,
  beatsMs: Array.from({ length: 41 }, (_, beat) => 250 + beat * 500),
  firstDownbeat: 2,
  beatsPerBar: 4,
};
const durationMs = 20_500;

test('the found tempo keeps the found beats', () => {
  expect(gridOf(120, found, durationMs)).toEqual({ timesMs: found.beatsMs, firstDownbeat: 2, beatsPerBar: 4 });
});

test('half the tempo takes every second beat, from the first of a bar', () => {
  const { timesMs, firstDownbeat } = gridOf(60, found, durationMs);
  expect(timesMs.slice(0, 3)).toEqual([250, 1250, 2250]);
  expect(timesMs[firstDownbeat]).toBe(1250);
  expect(gridOf(59.9, found, durationMs).timesMs).toEqual(timesMs);
});

test('twice the tempo puts a beat between each two', () => {
  const { timesMs, firstDownbeat } = gridOf(240, found, durationMs);
  expect(timesMs.slice(0, 4)).toEqual([250, 500, 750, 1000]);
  expect(timesMs[firstDownbeat]).toBe(1250);
});

test('two thirds count three beats as two', () => {
  const { timesMs, firstDownbeat } = gridOf(80, found, durationMs);
  expect(timesMs[firstDownbeat]).toBe(1250);
  expect(timesMs[firstDownbeat + 2]).toBe(1250 + 3 * 500);
});

test('a grid follows music that drifts', () => {
  const beatsMs = [0, 500, 990, 1470, 1940, 2400, 2850];
  const drifting: FoundBeats = { bpm: 126, beatsMs, firstDownbeat: 0, beatsPerBar: 4 };
  expect(gridOf(63, drifting, 3000).timesMs).toEqual([0, 990, 1940, 2850]);
});

test('a tempo of its own is even and keeps the first beat', () => {
  const { timesMs, firstDownbeat } = gridOf(101, found, durationMs);
  expect(timesMs[firstDownbeat]).toBeCloseTo(1250, 6);
  expect(timesMs[firstDownbeat + 1]! - timesMs[firstDownbeat]!).toBeCloseTo(60_000 / 101, 6);
});

test('a moved grid has a first of a bar at its anchor, and beats nearly all over the track', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 400 }), fc.integer({ min: 300, max: 20_000 }), (bpm, anchorMs) => {
      const grid = gridOf(bpm, found, durationMs, anchorMs);
      const beatMs = 60_000 / bpm;
      expect(nearestDownbeat(grid, anchorMs)).toBeCloseTo(anchorMs, 6);
      expect(grid.firstDownbeat).toBeLessThan(4);
      expect(grid.timesMs.every((at) => at >= 0 && at <= durationMs + 1e-6)).toBe(true);
      // The found beats themselves begin a quarter of a second after the start, and end as much before the end.
      expect(grid.timesMs[0]).toBeLessThan(1.5 * beatMs + 260);
      expect(grid.timesMs.at(-1)).toBeGreaterThan(durationMs - 1.5 * beatMs - 260);
    }),
  );
});

test('a moved grid still drifts with the music', () => {
  const beatsMs = [0, 500, 990, 1470, 1940, 2400, 2850];
  const drifting: FoundBeats = { bpm: 126, beatsMs, firstDownbeat: 0, beatsPerBar: 4 };
  const moved = gridOf(126, drifting, 3000, 1000);
  expect(moved.timesMs).toEqual([10, 510, 1000, 1480, 1950, 2410, 2860]);
  expect(moved.firstDownbeat).toBe(2);
  expect(gridOf(126, drifting, 3000, 460)).toMatchObject({
    timesMs: [460, 950, 1430, 1900, 2360, 2810],
    firstDownbeat: 0,
  });
});

test('no tempo and no beats make no grid, and nothing endless', () => {
  const none: FoundBeats = { bpm: null, beatsMs: [], firstDownbeat: null, beatsPerBar: 4 };
  expect(gridOf(120, none, 0).timesMs).toEqual([0]);
  expect(evenGrid(0, 0, 1000, 4).timesMs).toEqual([]);
  expect(evenGrid(400, 0, 1e12, 4).timesMs.length).toBeLessThanOrEqual(40_000);
  expect(nearestDownbeat(evenGrid(0, 0, 1000, 4), 10)).toBeNull();
});

test('lines are named by bar and beat', () => {
  const grid = gridOf(120, found, durationMs);
  expect(linesBetween(grid, 700, 2300)).toEqual([
    { atMs: 750, bar: 0, beat: 4 },
    { atMs: 1250, bar: 1, beat: 1 },
    { atMs: 1750, bar: 1, beat: 2 },
    { atMs: 2250, bar: 1, beat: 3 },
  ]);
  expect(grid.timesMs.filter((_, index) => isDownbeat(grid, index)).slice(0, 2)).toEqual([1250, 3250]);
  expect(nearestDownbeat(grid, 3000)).toBe(3250);
});

test.each([
  [87, 174, 1 / 2],
  [174.3, 174, 1],
  [116, 174, 2 / 3],
  [150, 100, 3 / 2],
  [98, 193.1, 1 / 2],
  [140, 100, null],
])('%d of %d', (bpm, of, ratio) => {
  expect(simpleRatio(bpm, of)).toBe(ratio);
});
