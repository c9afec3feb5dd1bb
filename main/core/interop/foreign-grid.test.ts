import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridOfTempos } from '#core/analysis/beat-grid.ts';
import { temposOfBeats, thinTempos } from './foreign-grid.ts';

test('an even grid is one tempo at the first beat of a bar, and an uneven one is told so that no beat is far off', () => {
  const steps = fc.array(
    fc.record({ bpm: fc.integer({ min: 80, max: 160 }), beats: fc.integer({ min: 8, max: 60 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 3 }), (parts, downbeat) => {
      const beats = [137];
      for (const { bpm, beats: count } of parts) {
        for (let beat = 0; beat < count; beat += 1) beats.push(beats.at(-1)! + 60_000 / bpm);
      }
      const tempos = temposOfBeats(beats, downbeat);
      if (new Set(parts.map(({ bpm }) => bpm)).size === 1) expect(tempos).toHaveLength(1);
      // The last beat may come a little later than it did.
      const { beatsMs, firstDownbeat } = gridOfTempos(tempos, beats.at(-1)! + 25);
      for (const beat of beats) expect(Math.min(...beatsMs.map((each) => Math.abs(each - beat)))).toBeLessThan(25);
      expect(Math.abs(beatsMs[firstDownbeat ?? 0]! - beats[downbeat]!) < 25 || tempos.length > 1).toBe(true);
    }),
    { numRuns: 60 },
  );
  // A little slower at first: no jitter, though so little in the mean.
  const slower = Array.from(
    { length: 35 },
    (_, beat) => (Math.min(beat, 8) * 60_000) / 144 + (Math.max(0, beat - 8) * 60_000) / 146,
  );
  expect(temposOfBeats(slower, 0).length).toBeGreaterThan(1);
  expect(temposOfBeats([500], null)).toEqual([]);
  expect(temposOfBeats([], null)).toEqual([]);
});

test('a marker for every beat of an even stretch is one', () => {
  const markers = Array.from({ length: 40 }, (_, index) => ({
    startMs: Math.round(100 + index * 500.4),
    bpm: 119.9,
    beat: (index % 4) + 1,
  }));
  expect(thinTempos(markers)).toEqual([markers[0]]);
  const moved = { startMs: 25_000, bpm: 119.9, beat: 1 };
  expect(thinTempos([...markers, moved])).toEqual([markers[0], moved]);
  const again = { startMs: 100, bpm: 90, beat: 2 };
  expect(thinTempos([{ startMs: 100, bpm: 80, beat: 1 }, again])).toEqual([again]);
});
