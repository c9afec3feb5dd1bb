import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridOfTempos, userBeatGrid } from './beat-grid.ts';

const anyBpm = fc.double({ min: 20, max: 400, noNaN: true });
const anyBeat = fc.integer({ min: 1, max: 4 });
const found = { beatsMs: [250, 750, 1250, 1750, 2250], bpm: 120, firstDownbeatMs: 750, durationMs: 2600 };

test('beats stay as they were found, with the first of a bar', () => {
  expect(userBeatGrid(found, {})).toEqual({ beatsMs: found.beatsMs, firstDownbeat: 1 });
  expect(userBeatGrid({ ...found, beatsMs: [], bpm: null, firstDownbeatMs: null }, {})).toEqual({
    beatsMs: [],
    firstDownbeat: null,
  });
});

test('twice the tempo fills the beats up, half of it keeps those of the bar', () => {
  expect(userBeatGrid(found, { bpm: 240 }).beatsMs).toEqual([250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2250]);
  expect(userBeatGrid(found, { bpm: 60 }).beatsMs).toEqual([750, 1750]);
});

test('another tempo makes an even grid through the first of a bar', () => {
  expect(userBeatGrid(found, { bpm: 100 })).toEqual({ beatsMs: [150, 750, 1350, 1950, 2550], firstDownbeat: 1 });
});

test('a grid can be set where no beat was found', () => {
  const silent = { beatsMs: [], bpm: null, firstDownbeatMs: null, durationMs: 2000 };
  expect(userBeatGrid(silent, { bpm: 60, anchorMs: 400 })).toEqual({ beatsMs: [400, 1400], firstDownbeat: 0 });
  expect(userBeatGrid(silent, { anchorMs: 400 })).toEqual({ beatsMs: [], firstDownbeat: null });
});

test('an anchor moves all beats alike and is the first of a bar', () => {
  expect(userBeatGrid(found, { anchorMs: 1290 })).toEqual({ beatsMs: [290, 790, 1290, 1790, 2290], firstDownbeat: 2 });
});

test('a grid of several tempos has the beats of each, and bars count from the first', () => {
  const tempos = [
    { startMs: 600, bpm: 120, beat: 2 },
    { startMs: 1610, bpm: 60, beat: 1 },
  ];
  expect(userBeatGrid({ ...found, durationMs: 4000 }, { bpm: 90, anchorMs: 1, tempos })).toEqual({
    beatsMs: [100, 600, 1100, 1610, 2610, 3610],
    firstDownbeat: 0,
  });
  const grid = gridOfTempos([{ startMs: 0, bpm: 60, beat: 3 }], 4500);
  expect(grid).toEqual({ beatsMs: [0, 1000, 2000, 3000, 4000], firstDownbeat: 2 });
});

test('beats of any tempos lie in the music, also where a program set a marker behind its end', () => {
  const steps = fc.array(
    fc.record({ step: fc.double({ min: 1, max: 2e6, noNaN: true }), bpm: anyBpm, beat: anyBeat }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(steps, fc.constantFrom(0, 1, 2600), (parts, durationMs) => {
      let startMs = 0;
      const tempos = parts.map(({ step, bpm, beat }) => {
        startMs += step;
        return { startMs, bpm, beat };
      });
      const { beatsMs, firstDownbeat } = gridOfTempos(tempos, durationMs);
      const isInOrder = (beat: number, index: number) => index === 0 || beat > beatsMs[index - 1]!;
      expect(beatsMs.every((beat, index) => beat >= 0 && beat < durationMs && isInOrder(beat, index))).toBe(true);
      expect(firstDownbeat === null).toBe(beatsMs.length === 0);
    }),
  );
});

test('every beat lies in the music and comes after the one before', () => {
  const arbitrary = fc.record({
    bpm: fc.option(fc.double({ min: 20, max: 400, noNaN: true }), { nil: undefined }),
    anchorMs: fc.option(fc.double({ min: 0, max: 2600, noNaN: true }), { nil: undefined }),
  });
  fc.assert(
    fc.property(arbitrary, (user) => {
      const { beatsMs, firstDownbeat } = userBeatGrid(found, user);
      expect(
        beatsMs.every((beat, index) => beat >= 0 && beat <= 2600 && (index === 0 || beat > beatsMs[index - 1]!)),
      ).toBe(true);
      if (user.anchorMs !== undefined && firstDownbeat !== null) {
        expect(beatsMs[firstDownbeat]).toBeCloseTo(user.anchorMs, 6);
      }
    }),
  );
});
