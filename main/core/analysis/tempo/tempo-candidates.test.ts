import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameRate } from './onset-bands.ts';
import { RhythmAnalyser, withoutLocalMean } from './rhythm-spectrum.ts';
import { fastestCandidate, slowestCandidate, tempoCandidates } from './tempo-candidates.ts';

const analyser = new RhythmAnalyser();

/** Four equal series with an onset on each beat and a softer one on each half. */
function spectrumOfBeat(bpm: number, seconds: number) {
  const values = new Float32Array(Math.round(seconds * frameRate));
  const half = (30 * frameRate) / bpm;
  for (let index = 0; index * half < values.length - 1; index += 1) {
    const frame = Math.floor(index * half);
    const fraction = index * half - frame;
    const force = index % 2 === 0 ? 1 : 0.5;
    values[frame]! += force * (1 - fraction);
    values[frame + 1]! += force * fraction;
  }
  const series = withoutLocalMean(values);
  return analyser.analyse([series, series, series, series]).mean;
}

test('the tempo of a steady pulse from 50 to 230 BPM is always among the candidates', () => {
  fc.assert(
    fc.property(fc.double({ min: 50, max: 230, noNaN: true }), (bpm) => {
      const candidates = tempoCandidates(spectrumOfBeat(bpm, 24));
      expect(Math.min(...candidates.map((candidate) => Math.abs(candidate.bpm / bpm - 1)))).toBeLessThan(0.02);
    }),
    { numRuns: 60 },
  );
});

test('candidates keep to their range, differ from each other, and the strongest comes first', () => {
  const candidates = tempoCandidates(spectrumOfBeat(117, 30));
  expect(candidates.length).toBeGreaterThan(3);
  for (const [index, { bpm, salience }] of candidates.entries()) {
    expect(bpm).toBeGreaterThan(slowestCandidate * 0.98);
    expect(bpm).toBeLessThan(fastestCandidate * 1.02);
    expect(salience).toBeLessThanOrEqual(candidates[index - 1]?.salience ?? Number.POSITIVE_INFINITY);
    for (const other of candidates.slice(index + 1)) expect(Math.abs(Math.log(other.bpm / bpm))).toBeGreaterThan(0.03);
  }
});

test('silence has no candidates', () => {
  const silence = [0, 1, 2, 3].map(() => new Float32Array(2000));
  expect(tempoCandidates(analyser.analyse(silence).mean)).toEqual([]);
});
