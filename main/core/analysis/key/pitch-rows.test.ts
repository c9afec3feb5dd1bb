import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playSine } from '../../../../e2e/audio/synthesise.ts';
import { BandFrames } from '../frames/band-frames.ts';
import { pitchFrameLength, pitchHop, pitchRate, pitchRowCount, pitchRows, rowHz, rowsPerOctave } from './pitch-rows.ts';

const rows = pitchRows();
const rowsOf = (samples: Float32Array) =>
  new BandFrames({ frameLength: pitchFrameLength, hop: pitchHop, rows, input: 'magnitude' }).push(samples);

test('there are 36 rows an octave from C1 on, and A4 is one of them', () => {
  expect(rows.starts).toHaveLength(pitchRowCount);
  expect(rowHz(0)).toBeCloseTo(32.703, 3);
  expect(rowHz(3 * rowsPerOctave + 27)).toBeCloseTo(440, 9);
});

test('a sine has its amplitude in its row, and no row more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: pitchRowCount - 3 }), (row) => {
      const frame = [...rowsOf(playSine(rowHz(row), 0.5, pitchRate)).subarray(0, pitchRowCount)];
      const highest = frame.indexOf(Math.max(...frame));
      // Up to C3 a bin is wider than a row; the cubic is off by up to one there.
      expect(Math.abs(highest - row)).toBeLessThanOrEqual(row < 72 ? 1 : 0);
      expect(frame[row]).toBeGreaterThan(0.2);
      expect(frame[row]).toBeLessThan(0.3);
    }),
    { numRuns: 60 },
  );
});

test('every row is heard by some bin, and all weights are finite', () => {
  for (let row = 0; row < pitchRowCount; row += 1) {
    expect(rows.offsets[row + 1]! - rows.offsets[row]!).toBeGreaterThan(0);
    expect(rows.starts[row]! + rows.offsets[row + 1]! - rows.offsets[row]!).toBeLessThanOrEqual(pitchFrameLength / 2);
  }
  expect(rows.weights.every(Number.isFinite)).toBe(true);
});
