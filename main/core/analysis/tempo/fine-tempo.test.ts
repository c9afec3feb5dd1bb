import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fineTempo } from './fine-tempo.ts';
import { frameRate } from './onset-bands.ts';
import { withoutLocalMean } from './rhythm-spectrum.ts';

function pulses(bpm: number, seconds: number): Float32Array {
  const values = new Float32Array(Math.round(seconds * frameRate));
  for (let beat = 0; ; beat += 1) {
    const position = 5 + (beat * 60 * frameRate) / bpm;
    const frame = Math.floor(position);
    if (frame + 1 >= values.length) return withoutLocalMean(values);
    values[frame]! += 1 - (position - frame);
    values[frame + 1]! += position - frame;
  }
}

test('a steady tempo is found to a hundredth of a BPM from one that is half a percent off', () => {
  const bpm = fc.double({ min: 60, max: 200, noNaN: true });
  fc.assert(
    fc.property(bpm, fc.double({ min: -0.006, max: 0.006, noNaN: true }), (truth, error) => {
      const series = pulses(truth, 60);
      expect(Math.abs(fineTempo(series, 0, series.length, truth * (1 + error)) - truth)).toBeLessThan(0.01);
    }),
    { numRuns: 40 },
  );
});

test('ten seconds are enough for a tenth of a BPM', () => {
  const series = pulses(127.3, 10);
  expect(Math.abs(fineTempo(series, 0, series.length, 127.9) - 127.3)).toBeLessThan(0.1);
});

test('what is too short or silent keeps the tempo it came with', () => {
  expect(fineTempo(pulses(120, 1), 0, 86, 120)).toBe(120);
  expect(fineTempo(new Float32Array(2000), 0, 2000, 120)).toBe(120);
});
