import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BandFrames, melRows } from '../frames/band-frames.ts';
import { frameOfSeconds, periodOf, secondsOfFrame, trackBeats } from './beat-tracker.ts';
import { frameRate, melFrames, OnsetBands } from './onset-bands.ts';
import { rhythmSeries } from './rhythm-spectrum.ts';

/** The onset series of clicks at times in seconds. */
function seriesOfClicks(times: readonly number[], seconds: number): Float32Array {
  const samples = new Float32Array(Math.round(seconds * melFrames.rate));
  for (const time of times) samples[Math.round(time * melFrames.rate)] = 0.8;
  const { frameLength, hop, gain } = melFrames;
  const frames = new BandFrames({ frameLength, hop, rows: melRows(melFrames), input: 'magnitude', logGain: gain });
  const onsets = new OnsetBands();
  onsets.push(frames.push(samples));
  return rhythmSeries(onsets.series())[0]!;
}

test('frames and seconds are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 7200, noNaN: true }), (seconds) => {
      expect(secondsOfFrame(frameOfSeconds(seconds))).toBeCloseTo(seconds, 6);
    }),
  );
});

test('beats stand within 10 ms of the clicks they are found from', () => {
  for (const bpm of [60, 97.7, 128, 174]) {
    const times = Array.from({ length: 200 }, (_, beat) => 0.321 + (beat * 60) / bpm).filter((time) => time < 20);
    const beats = trackBeats(seriesOfClicks(times, 20.1), () => periodOf(bpm)).map(secondsOfFrame);
    expect(beats.length).toBeGreaterThan(times.length - 3);
    // The last sound is not in a whole frame.
    for (const beat of beats.filter((other) => other < 19)) {
      expect(Math.min(...times.map((time) => Math.abs(time - beat)))).toBeLessThan(0.01);
    }
  }
});

test('beats follow a tempo that drifts by eight percent', () => {
  const times: number[] = [];
  for (let time = 0.2; time < 40; time += 0.5 * (1 + (0.08 * time) / 40)) times.push(time);
  const beats = trackBeats(seriesOfClicks(times, 40.5), () => periodOf(116)).map(secondsOfFrame);
  const hit = times.filter((time) => beats.some((beat) => Math.abs(beat - time) < 0.015));
  expect(hit.length / times.length).toBeGreaterThan(0.95);
});

test('beats go on through a gap, and silence has none that would be NaN', () => {
  const times = Array.from({ length: 40 }, (_, beat) => 0.25 + beat / 2).filter((time) => time < 8 || time > 12);
  const beats = trackBeats(seriesOfClicks(times, 21), () => periodOf(120)).map(secondsOfFrame);
  const inGap = beats.filter((beat) => beat > 8 && beat < 12);
  expect(inGap.length).toBeGreaterThanOrEqual(6);
  for (const beat of inGap)
    expect(Math.abs(((2 * (beat - 0.25)) % 1) - Math.round((2 * (beat - 0.25)) % 1))).toBeLessThan(0.1);
  expect(trackBeats(new Float32Array(500), () => periodOf(120)).every(Number.isFinite)).toBe(true);
});

test('a period of the series is the tempo', () => {
  expect(periodOf(60)).toBeCloseTo(frameRate, 9);
});
