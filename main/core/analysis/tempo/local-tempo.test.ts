import { expect, test } from 'vitest';
import { courseOf, followTempo, type TempoWindow } from './local-tempo.ts';
import { frameRate } from './onset-bands.ts';
import { RhythmAnalyser, withoutLocalMean } from './rhythm-spectrum.ts';

function windowsOf(tempos: readonly (number | null)[], confidence = 0.9): TempoWindow[] {
  return tempos.map((bpm, index) => ({ startMs: 5000 * index, bpm, confidence: bpm === null ? 0 : confidence }));
}

/** An onset on each beat and a softer one between, at a tempo that may change. */
function followed(tempoAt: (seconds: number) => number, seconds: number, bpm: number) {
  const values = new Float32Array(Math.round(seconds * frameRate));
  let isBeat = true;
  for (let time = 0.1; time < seconds - 0.1; time += 30 / tempoAt(time)) {
    const position = time * frameRate;
    const frame = Math.floor(position);
    values[frame]! += (isBeat ? 1 : 0.4) * (1 - (position - frame));
    values[frame + 1]! += (isBeat ? 1 : 0.4) * (position - frame);
    isBeat = !isBeat;
  }
  const series = withoutLocalMean(values);
  return followTempo(series, new RhythmAnalyser().analyse([series, series, series, series]).pulses, bpm, seconds);
}

test('stability is 1 less five coefficients of variation', () => {
  expect(courseOf(windowsOf([100, 104, 100, 104]), 30).stability).toBeCloseTo(1 - (5 * 2) / 102, 9);
  expect(courseOf(windowsOf([100, 200, 100, 200]), 30).stability).toBe(0);
});

test('unsure windows count only where there is no other', () => {
  const mixed = [...windowsOf([120, 120, 120]), { startMs: 15_000, bpm: 150, confidence: 0.3 }];
  expect(courseOf(mixed, 30)).toMatchObject({ stability: 1, isVariable: false });
  expect(courseOf(windowsOf([120, 150], 0.3), 15).startBpm).toBe(135);
});

test('a jump that lasts makes a tempo variable, one odd window does not', () => {
  expect(courseOf(windowsOf([120, 120, 120, 126, 126, 126]), 35).isVariable).toBe(true);
  expect(courseOf(windowsOf([120, 120, 120, 126, 120, 120, 120, 120]), 45).isVariable).toBe(false);
});

test('a steady beat has steady windows every five seconds', () => {
  const course = followed(() => 123.4, 60, 123);
  expect(course.windows.map(({ startMs }) => startMs)).toEqual(Array.from({ length: 11 }, (_, index) => 5000 * index));
  for (const { bpm, confidence } of course.windows) {
    expect(Math.abs(bpm! - 123.4)).toBeLessThan(0.15);
    expect(confidence).toBeGreaterThan(0.5);
  }
  expect(course.stability).toBeGreaterThan(0.99);
  expect(course.isVariable).toBe(false);
});

test('start and end tell a tempo that rises', () => {
  const course = followed((seconds) => 110 + seconds / 6, 120, 120);
  expect(Math.abs(course.startBpm! - 112.5)).toBeLessThan(1.5);
  expect(Math.abs(course.endBpm! - 127.5)).toBeLessThan(1.5);
});

test('a change of tempo in the middle is found and makes the piece variable', () => {
  const course = followed((seconds) => (seconds < 60 ? 100 : 128), 120, 100);
  expect(Math.abs(course.startBpm! - 100)).toBeLessThan(1);
  expect(Math.abs(course.endBpm! - 128)).toBeLessThan(1.5);
  expect(course.isVariable).toBe(true);
});

test('windows without onsets have no tempo', () => {
  const series = new Float32Array(Math.round(40 * frameRate));
  const course = followTempo(series, new RhythmAnalyser().analyse([series, series, series, series]).pulses, 120, 40);
  expect(course.windows.every(({ bpm }) => bpm === null)).toBe(true);
  expect(course).toMatchObject({ startBpm: null, endBpm: null, isVariable: false });
});
