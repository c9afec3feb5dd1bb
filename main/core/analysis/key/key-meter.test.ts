import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyFindings } from '#shared/findings.ts';
import { formatKey, keyFromPitch, type MusicKey } from '#shared/music-key.ts';
import { playSine, playSong } from '../../../../e2e/audio/synthesise.ts';
import { playUnpitched, unpitchedKinds } from '../../../../scripts/train/key/play-unpitched.ts';
import { Random } from '../../../../scripts/train/random.ts';
import { BandFrames } from '../frames/band-frames.ts';
import { KeyMeter } from './key-meter.ts';
import { pitchFrameLength, pitchHop, pitchRate, pitchRowCount, pitchRows, rowsPerOctave } from './pitch-rows.ts';
import { SecondOpinion } from './second-opinion.ts';

const rows = pitchRows();
const framesOf = (samples: Float32Array) =>
  new BandFrames({ frameLength: pitchFrameLength, hop: pitchHop, rows, input: 'magnitude' }).push(samples);

class Silent extends SecondOpinion {
  override ask(): { key: MusicKey; strength: number } | null {
    return null;
  }
}

class Insistent extends SecondOpinion {
  readonly #key: MusicKey;
  asked = 0;

  constructor(key: MusicKey) {
    super();
    this.#key = key;
  }

  override ask(): { key: MusicKey; strength: number } {
    this.asked += 1;
    return { key: this.#key, strength: 0.6 };
  }
}

function measure(samples: Float32Array, second: SecondOpinion = new Silent()) {
  return measureFrames(framesOf(samples), samples.length / pitchRate, second);
}

function measureFrames(frames: Float32Array, seconds: number, second: SecondOpinion = new Silent()) {
  const meter = new KeyMeter(second);
  meter.pushPitch(frames);
  return keyFindings.parse(meter.result(seconds));
}

const song = (tonic: number, isMinor: boolean, seconds = 20, cents = 0) =>
  // Played faster and at a lower rate, the same song sounds higher.
  playSong({ bpm: 120, tonic, isMinor, seconds }, Math.round(pitchRate / 2 ** (cents / 1200)));

test('a plain cadence has its key, in all 24', { timeout: 60_000 }, () => {
  for (let tonic = 0; tonic < 12; tonic += 1) {
    for (const isMinor of [false, true]) {
      const found = measure(song(tonic, isMinor, 12));
      expect(formatKey(found.key!, 'classical')).toBe(
        formatKey(keyFromPitch(tonic, isMinor ? 'minor' : 'major'), 'classical'),
      );
      expect(found.segments).toHaveLength(1);
    }
  }
});

test('music tuned up to 40 cents off has its key and its tuning', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 11 }),
      fc.boolean(),
      fc.integer({ min: -40, max: 40 }),
      (tonic, isMinor, cents) => {
        const found = measure(song(tonic, isMinor, 12, cents));
        expect(found.key).toBe(keyFromPitch(tonic, isMinor ? 'minor' : 'major'));
        expect(Math.abs(found.tuningCents - cents)).toBeLessThan(6);
      },
    ),
    { numRuns: 20 },
  );
});

test('frames moved up by n semitones move the key by n', { timeout: 30_000 }, () => {
  // Two octaves of room above, so that nothing falls off when it moves.
  const frames = framesOf(song(2, true)).map((value, index) =>
    index % pitchRowCount < 5 * rowsPerOctave && index % pitchRowCount > 40 ? value : 0,
  );
  const original = measureFrames(frames, 20);
  for (let steps = 1; steps < 12; steps += 1) {
    const moved = new Float32Array(frames.length);
    for (const [index, value] of frames.entries()) if (value > 0) moved[index + 3 * steps] = value;
    expect(measureFrames(moved, 20).key).toBe(keyFromPitch(2 + steps, 'minor'));
  }
  expect(original.key).toBe(keyFromPitch(2, 'minor'));
});

test('neither gain nor the cut of the chunks matters', { timeout: 30_000 }, () => {
  const frames = framesOf(song(9, false));
  const original = measureFrames(frames, 20);
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 4, noNaN: true }), fc.integer({ min: 1, max: 40 }), (gain, chunk) => {
      const meter = new KeyMeter(new Silent());
      const scaled = frames.map((value) => value * gain);
      for (let at = 0; at < scaled.length; at += chunk * pitchRowCount) {
        meter.pushPitch(scaled.subarray(at, at + chunk * pitchRowCount));
      }
      const found = meter.result(20);
      expect(found.key).toBe(original.key);
      expect(found.confidence).toBeCloseTo(original.confidence, 2);
    }),
    { numRuns: 20 },
  );
  expect(measureFrames(frames, 20)).toEqual(original);
});

test('a song that goes up a tone half way has two stretches, one that stays has one', { timeout: 60_000 }, () => {
  for (let tonic = 0; tonic < 12; tonic += 3) {
    const first = song(tonic, tonic % 2 === 0, 45);
    const second = song(tonic + 2, tonic % 2 === 0, 40);
    const both = new Float32Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    const mode = tonic % 2 === 0 ? 'minor' : 'major';
    const { key, segments } = measure(both);
    expect(segments.map((segment) => segment.key)).toEqual([keyFromPitch(tonic, mode), keyFromPitch(tonic + 2, mode)]);
    expect(Math.abs(segments[1]!.startMs - 45_000)).toBeLessThan(8000);
    expect(segments[1]!.startMs).toBe(segments[0]!.endMs);
    expect(segments[1]!.endMs).toBeCloseTo(85_000, 0);
    expect(key).toBe(keyFromPitch(tonic, mode));
    expect(measure(song(tonic, tonic % 2 === 0, 85)).segments).toHaveLength(1);
  }
});

test('a mix of songs in many keys has a stretch for each', { timeout: 60_000 }, () => {
  const tonics = [0, 6, 1, 7, 2, 8, 3, 9];
  const frames = tonics.map((tonic) => framesOf(song(tonic, false, 30)));
  const meter = new KeyMeter(new Silent());
  for (const part of frames) meter.pushPitch(part);
  const { key, segments } = meter.result(240);
  expect(key).not.toBeNull();
  expect(segments.map((segment) => segment.key)).toEqual(tonics.map((tonic) => keyFromPitch(tonic, 'major')));
});

test('what has no notes has no key', { timeout: 60_000 }, () => {
  for (const kind of unpitchedKinds) {
    for (const seed of [1, 2, 3]) {
      const found = measure(playUnpitched(kind, new Random(seed), 12, pitchRate));
      expect({ kind, key: found.key }).toEqual({ kind, key: null });
      expect(found).toMatchObject({ confidence: 0, candidates: [], segments: [] });
    }
  }
});

test('silence, nothing, a moment, an offset and broken numbers have no key', () => {
  for (const samples of [
    new Float32Array(0),
    new Float32Array(110),
    new Float32Array(120_000),
    new Float32Array(120_000).fill(0.5),
    playSine(440, 0.4, pitchRate),
  ]) {
    expect(measure(samples).key).toBeNull();
  }
  expect(measureFrames(new Float32Array(pitchRowCount * 60).fill(Number.NaN), 6).key).toBeNull();
  expect(measureFrames(new Float32Array(pitchRowCount * 60).fill(Number.POSITIVE_INFINITY), 6).key).toBeNull();
});

test('chroma has 1 at the strongest pitch, and candidates are at most three whose shares add up to at most 1', () => {
  const found = measure(song(4, true));
  expect(Math.max(...found.chroma)).toBe(1);
  expect(found.chroma[4]).toBeGreaterThan(0.6);
  expect(found.candidates.length).toBeLessThanOrEqual(3);
  expect(found.candidates[0]).toEqual({ key: found.key, share: found.confidence });
  expect(found.candidates.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
});

test('the second method is asked when the first is unsure; it raises or lowers the confidence', {
  timeout: 30_000,
}, () => {
  const unsure = framesOf(unclearMusic());
  const alone = measureFrames(unsure, 30);
  expect(alone.confidence).toBeLessThan(0.7);
  expect(alone.opinions).toHaveLength(1);
  const same = measureFrames(unsure, 30, new Insistent(alone.key!));
  expect(same.confidence).toBeCloseTo(Math.min(1, 1.2 * alone.confidence), 9);
  const otherKey = (alone.key! + 5) % 24;
  const other = measureFrames(unsure, 30, new Insistent(otherKey));
  expect(other.key).toBe(alone.key);
  expect(other.confidence).toBeCloseTo(0.8 * alone.confidence, 9);
  expect(other.candidates.map(({ key }) => key)).toContain(otherKey);
  expect(other.candidates.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  expect(other.opinions.map(({ method }) => method)).toEqual(['profiles', 'essentia']);
  const sure = new Insistent(0);
  expect(measureFrames(framesOf(song(0, false, 40)), 40, sure).confidence).toBeGreaterThanOrEqual(0.7);
  expect(sure.asked).toBe(0);
});

/** Songs in keys far apart, each for two seconds. */
function unclearMusic(): Float32Array {
  const parts = [0, 6, 1, 7, 2].map((tonic) => song(tonic, tonic % 2 === 0, 5));
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
