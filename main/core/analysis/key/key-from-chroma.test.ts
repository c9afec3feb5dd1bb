import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyFromPitch } from '#shared/music-key.ts';
import { playSine, playSong } from '../../../../e2e/audio/synthesise.ts';
import { ChromaMeter, chromaBins, chromaRate } from './chroma-meter.ts';
import { keyFromChroma } from './key-from-chroma.ts';

function chromaOf(samples: Float32Array): Float64Array {
  const meter = new ChromaMeter();
  for (let at = 0; at < samples.length; at += 3000) meter.push(samples.subarray(at, at + 3000));
  return meter.result();
}

test('a sine sounds in the bin of its pitch class', () => {
  for (const [hz, pitch] of [
    [261.63, 0],
    [440, 9],
    [466.16, 10],
    [987.77, 11],
  ] as const) {
    const chroma = [...chromaOf(playSine(hz, 3, chromaRate))];
    expect(chroma.indexOf(Math.max(...chroma))).toBe(3 * pitch);
  }
});

test('every key is found, tuned to 440 Hz or not', { timeout: 60_000 }, () => {
  const tonics = fc.integer({ min: 0, max: 11 });
  fc.assert(
    fc.property(tonics, fc.boolean(), fc.integer({ min: -30, max: 30 }), (tonic, isMinor, cents) => {
      // Played faster and at a lower rate, the same song sounds higher.
      const rate = Math.round(chromaRate / 2 ** (cents / 1200));
      const { key } = keyFromChroma(chromaOf(playSong({ bpm: 120, tonic, isMinor, seconds: 8 }, rate)));
      expect(key).toBe(keyFromPitch(tonic, isMinor ? 'minor' : 'major'));
    }),
    { numRuns: 24 },
  );
});

test('transposing chroma by semitones transposes the key', () => {
  const chroma = chromaOf(playSong({ bpm: 100, tonic: 0, isMinor: false, seconds: 8 }, chromaRate));
  for (let steps = 0; steps < 12; steps += 1) {
    const moved = Float64Array.from(
      { length: chromaBins },
      (_, bin) => chroma[(bin - 3 * steps + chromaBins) % chromaBins]!,
    );
    expect(keyFromChroma(moved).key).toBe(keyFromPitch(steps, 'major'));
  }
});

test('silence, a moment and all pitches alike have no key', () => {
  const unknown = { key: null, confidence: 0, alternativeKey: null };
  expect(keyFromChroma(chromaOf(new Float32Array(50_000)))).toEqual(unknown);
  expect(keyFromChroma(chromaOf(playSine(440, 0.4, chromaRate)))).toEqual(unknown);
  expect(keyFromChroma(new Float64Array(chromaBins).fill(10))).toEqual(unknown);
});
