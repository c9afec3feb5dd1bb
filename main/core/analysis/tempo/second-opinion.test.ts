import { expect, test } from 'vitest';
import { melFrames } from './onset-bands.ts';
import { askEssentia, KeptAudio } from './second-opinion.ts';

const { rate } = melFrames;

/** Samples that tell their own position, in seconds. */
function positions(seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, index) => index / rate);
}

function kept(seconds: number, chunk: number): Float32Array {
  const audio = new KeptAudio();
  const samples = positions(seconds);
  for (let at = 0; at < samples.length; at += chunk) audio.push(samples.subarray(at, at + chunk));
  return audio.samples();
}

test('short audio is kept whole', () => {
  expect(kept(2.5, 1000)).toEqual(positions(2.5));
});

test('of long audio half a minute is kept, in order, that ends 75 seconds in', () => {
  for (const chunk of [999, 700_000]) {
    const samples = kept(90, chunk);
    expect(samples.length).toBe(30 * rate);
    expect(samples[0]!).toBeCloseTo(45, 3);
    expect(samples.at(-1)!).toBeCloseTo(75, 3);
  }
});

test('of audio in between it is the last half minute', () => {
  const samples = kept(40, 5000);
  expect(samples[0]!).toBeCloseTo(10, 3);
  expect(samples.at(-1)!).toBeCloseTo(40, 3);
});

test('Essentia hears the beat of clicks, brought to its rate, and nothing in silence', () => {
  const clicks = new Float32Array(15 * rate);
  for (let beat = 0; beat < 30; beat += 1) {
    for (let index = 0; index < 200; index += 1)
      clicks[Math.round(beat * 0.5 * rate) + index] = 0.8 * Math.sin(index / 3);
  }
  const bpm = askEssentia(clicks)!;
  expect(Math.min(...[60, 120, 240].map((level) => Math.abs(bpm - level)))).toBeLessThan(3);
  const silence = askEssentia(new Float32Array(10 * rate));
  expect(silence === null || Number.isFinite(silence)).toBe(true);
});
