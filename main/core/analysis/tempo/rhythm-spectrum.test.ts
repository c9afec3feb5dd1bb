import { expect, test } from 'vitest';
import { frameRate } from './onset-bands.ts';
import {
  hopFrames,
  RhythmAnalyser,
  rhythmSeries,
  seriesCount,
  windowFrames,
  withoutLocalMean,
} from './rhythm-spectrum.ts';

const analyser = new RhythmAnalyser();

function pulses(period: number, length = windowFrames): Float32Array {
  return Float32Array.from({ length }, (_, index) => (index % period === 0 ? 1 : 0));
}

function random(seed: number, length = windowFrames): Float32Array {
  return Float32Array.from({ length }, (_, index) => Math.sin(seed * (index + 1) ** 2));
}

test('the local mean is what lies within 0.3 s', () => {
  const values = random(1, 300);
  const half = Math.round(0.6 * frameRate) >> 1;
  const result = withoutLocalMean(values);
  for (const index of [0, 10, 150, 299]) {
    const near = [...values].slice(Math.max(0, index - half), index + half + 1);
    const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
    expect(result[index]!).toBeCloseTo(values[index]! - mean, 5);
  }
});

test('each series adds up the bands it is made of', () => {
  const bands = Array.from({ length: 6 }, (_, band) => pulses(50).map((value) => value * 10 ** band));
  const [total, low, mid, high] = rhythmSeries(bands).map((series) => series[500]! - series[510]!);
  expect(total! / low!).toBeCloseTo(111_111, -1);
  expect(mid! / low!).toBeCloseTo(1110, 0);
  expect(high! / low!).toBeCloseTo(110_000, -1);
});

test('correlations agree with the definition, for both series of a pair', () => {
  const series = [random(1), random(2), random(3), random(4)];
  const { correlations, energies } = analyser.measure(series, 0);
  for (let index = 0; index < seriesCount; index += 1) {
    const values = series[index]!;
    const energy = values.reduce((sum, value) => sum + value * value, 0);
    expect(energies[index]!).toBeCloseTo(energy, 2);
    for (const lag of [0, 1, 43, 500]) {
      let sum = 0;
      for (let n = lag; n < windowFrames; n += 1) sum += values[n]! * values[n - lag]!;
      expect(correlations[index]![lag]!).toBeCloseTo(sum / energy / ((windowFrames - lag) / windowFrames), 4);
    }
  }
});

test('the tempogram is the magnitude of the Hann-windowed series, for both series of a pair', () => {
  const series = [random(1), random(2), random(3), random(4)];
  const { tempograms } = analyser.measure(series, 0);
  for (let index = 0; index < seriesCount; index += 1) {
    const values = series[index]!;
    const energy = values.reduce((sum, value) => sum + value * value, 0);
    for (const bin of [3, 40, 300]) {
      let re = 0;
      let im = 0;
      for (let n = 0; n < windowFrames; n += 1) {
        const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / windowFrames);
        re += hann * values[n]! * Math.cos((Math.PI * bin * n) / windowFrames);
        im += hann * values[n]! * Math.sin((Math.PI * bin * n) / windowFrames);
      }
      expect(tempograms[index]![bin]!).toBeCloseTo(Math.hypot(re, im) / Math.sqrt((energy * windowFrames * 3) / 8), 4);
    }
  }
});

test('windows begin every three seconds, and music shorter than one has one', () => {
  const long = [0, 1, 2, 3].map(() => pulses(43, windowFrames + 5 * hopFrames + 10));
  expect(analyser.analyse(long).pulses).toHaveLength(6);
  expect(analyser.analyse([0, 1, 2, 3].map(() => pulses(43, 100))).pulses).toHaveLength(1);
});

test('the mean counts loud windows more than quiet ones', () => {
  const values = new Float32Array(windowFrames + 4 * hopFrames);
  for (let frame = 0; frame < values.length; frame += 1) {
    if (frame < windowFrames && frame % 50 === 0) values[frame] = 1;
    if (frame >= windowFrames && frame % 70 === 0) values[frame] = 0.01;
  }
  const { mean } = analyser.analyse([values, values, values, values]);
  expect(mean.correlations[0]![50]!).toBeGreaterThan(5 * mean.correlations[0]![70]!);
});

test('silence and constants give zeros, not NaN', () => {
  for (const level of [0, 1e-9]) {
    const spectrum = analyser.analyse([0, 1, 2, 3].map(() => new Float32Array(2000).fill(level))).mean;
    for (const values of [...spectrum.correlations, ...spectrum.tempograms]) {
      expect(values.every((value) => Number.isFinite(value))).toBe(true);
    }
  }
});
