import { expect, test } from 'vitest';
import { decodeWaveform, peakFromByte } from '#shared/waveform.ts';
import { playSine } from '../../../../e2e/audio/synthesise.ts';
import { WaveformBuilder } from './waveform-builder.ts';

function build(samples: Float32Array, sampleRate: number, chunkFrames = 4096) {
  const builder = new WaveformBuilder(sampleRate);
  for (let at = 0; at < samples.length; at += chunkFrames) builder.push(samples.subarray(at, at + chunkFrames));
  const { overview, encoded } = builder.result();
  return { overview, encoded, levels: decodeWaveform(encoded)! };
}

/** The three bands in the middle of a level, as amplitudes. */
function middle(level: Uint8Array): number[] {
  const at = 3 * Math.floor(level.length / 6);
  return [...level.subarray(at, at + 3)].map(peakFromByte);
}

test('each band holds the sines that belong to it', () => {
  const bands = [60, 700, 8000].map((hz) => middle(build(playSine(hz, 10, 44_100), 44_100).levels.detail));
  for (const [band, peaks] of bands.entries()) {
    expect(peaks[band]!).toBeGreaterThan(0.2);
    for (const [other, peak] of peaks.entries()) if (other !== band) expect(peak).toBeLessThan(0.12);
  }
});

test('ten seconds have 120, 1200 and 1500 points', () => {
  const { levels, overview } = build(playSine(440, 10, 48_000), 48_000);
  const counts = [levels.overview, levels.medium, levels.detail].map((level) => level.length / 3);
  expect({ counts, durationMs: levels.durationMs }).toEqual({ counts: [120, 1200, 1500], durationMs: 10_000 });
  expect(overview).toEqual(levels.overview);
});

test('an hour stays below 100 kB and keeps events where they are', () => {
  const builder = new WaveformBuilder(8000);
  const minute = new Float32Array(60 * 8000);
  const loud = playSine(700, 60, 8000);
  for (let index = 0; index < 60; index += 1) builder.push(index === 15 ? loud : minute);
  const { encoded } = builder.result();
  const { detail, overview } = decodeWaveform(encoded)!;
  expect(encoded.length).toBeLessThan(100_000);
  expect(detail.length / 3).toBeLessThanOrEqual(30_000);
  const loudPoints = (level: Uint8Array) =>
    Array.from({ length: level.length / 3 }, (_, point) => level[3 * point + 1]!).flatMap((value, point, { length }) =>
      value > 60 ? [(60 * point) / length] : [],
    );
  for (const level of [detail, overview]) {
    expect(Math.min(...loudPoints(level))).toBeCloseTo(15, 0);
    expect(Math.max(...loudPoints(level))).toBeCloseTo(15.75, 0);
  }
});

test('chunks of any size build the same waveform', () => {
  const samples = playSine(300, 3, 22_050);
  const { encoded } = build(samples, 22_050, 1_000_000);
  for (const chunkFrames of [1, 147, 5000]) expect(build(samples, 22_050, chunkFrames).encoded).toEqual(encoded);
});

test('nothing at all is an empty waveform', () => {
  expect(build(new Float32Array(0), 44_100).levels).toMatchObject({ durationMs: 0, detail: new Uint8Array(0) });
});
