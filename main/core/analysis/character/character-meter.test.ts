import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clicks,
  drums,
  keysPlaying,
  melFramesOf,
  mixIn,
  pad,
  pitchFramesOf,
  type Sound,
  silence,
  sine,
  sketchRate,
  voice,
  whiteNoise,
} from '#core/testing/sound-sketches.ts';
import { characterFindings } from '#shared/findings.ts';
import { keyFromPitch } from '#shared/music-key.ts';
import { type CharacterContext, CharacterMeter } from './character-meter.ts';
import { melBands } from './mel-scale.ts';

const seconds = 8;

function characterOf(sound: Sound, known: Partial<CharacterContext> = {}) {
  const meter = new CharacterMeter();
  meter.pushMel(melFramesOf(sound));
  meter.pushPitch(pitchFramesOf(sound));
  const findings = meter.result({
    tempo: { bpm: null, confidence: 0, stability: 0 },
    key: { key: null, confidence: 0 },
    loudness: { lufs: -14, rangeLu: 3 },
    durationMs: (1000 * sound.length) / sketchRate,
    ...known,
  });
  if (findings !== null) characterFindings.parse(findings);
  return findings;
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('Expected findings, got null');
  return value;
}

const chords = () => {
  const notes = [
    [60, 64, 67],
    [57, 60, 64],
    [65, 69, 72],
    [67, 71, 74],
  ];
  return notes.reduce((sound, chord, index) => mixIn(sound, pad(2, chord), 2 * index), silence(seconds));
};
const keys = () => keysPlaying(seconds, [60, 64, 67, 72, 69, 65], 3);

test.each([1, 2, 4, 7.5, 10])('a train of %s clicks a second has that many onsets, loud or quiet', (perSecond) => {
  for (const gain of [0.8, 0.02]) {
    expect(present(characterOf(clicks(seconds, perSecond, gain))).onsetRate).toBeCloseTo(perSecond, 1);
  }
});

test('steady sound has no onsets, noise hardly any', () => {
  expect(present(characterOf(sine(seconds, 440))).onsetRate).toBe(0);
  expect(present(characterOf(whiteNoise(seconds))).onsetRate).toBeLessThan(0.8);
});

test('a sine has its frequency as centroid and roll-off, and no flatness', () => {
  for (const hz of [330, 1000, 5000]) {
    const { centroidHz, rolloffHz, flatness } = present(characterOf(sine(2, hz)));
    expect(Math.abs(centroidHz / hz - 1)).toBeLessThan(0.05);
    expect(Math.abs(rolloffHz / hz - 1)).toBeLessThan(0.15);
    expect(flatness).toBeLessThan(0.05);
  }
});

test('white noise is flat, with half of its magnitude below the middle of the range and 85 % below the roll-off', () => {
  const { centroidHz, rolloffHz, flatness } = present(characterOf(whiteNoise(4)));
  expect(Math.abs(centroidHz / 5265 - 1)).toBeLessThan(0.05);
  expect(Math.abs(rolloffHz / 8930 - 1)).toBeLessThan(0.05);
  expect(flatness).toBeGreaterThan(0.93);
});

test('somebody singing is told from keys, chords and drums, alone and over them', () => {
  const singing = [
    voice(seconds),
    voice(seconds, { hz: 120, seed: 9 }),
    voice(seconds, { hz: 300, seed: 5 }),
    mixIn(chords(), voice(seconds, { hz: 220, seed: 2 }), 0),
    mixIn(drums(seconds, 110, 0.5), voice(seconds, { hz: 220, seed: 2 }), 0),
  ].map((sound) => present(characterOf(sound)));
  const playing = [chords(), keys(), drums(seconds, 120), mixIn(keys(), drums(seconds, 120, 0.5), 0)].map((sound) =>
    present(characterOf(sound)),
  );
  expect(Math.min(...singing.map((findings) => findings.voice))).toBeGreaterThan(0.7);
  expect(Math.max(...playing.map((findings) => findings.voice))).toBeLessThan(0.3);
  for (const { voiceConfidence } of [...singing, ...playing]) expect(voiceConfidence).toBeLessThan(0.75);
});

test('loud fast drums are lively, electronic and danceable beside slow quiet chords', () => {
  const lively = present(
    characterOf(drums(seconds, 126), {
      loudness: { lufs: -8, rangeLu: 1 },
      tempo: { bpm: 126, confidence: 1, stability: 1 },
      key: { key: keyFromPitch(0, 'major'), confidence: 0.9 },
    }),
  );
  const calm = present(
    characterOf(chords(), {
      loudness: { lufs: -25, rangeLu: 8 },
      tempo: { bpm: null, confidence: 0, stability: 0 },
      key: { key: keyFromPitch(9, 'minor'), confidence: 0.9 },
    }),
  );
  for (const name of ['energy', 'danceability', 'arousal'] as const) {
    expect(lively[name], name).toBeGreaterThan(0.6);
    expect(calm[name], name).toBeLessThan(0.4);
  }
  expect(lively.moods.electronic).toBeGreaterThan(0.7);
  expect(lively.moods.party).toBeGreaterThan(lively.moods.sad);
  expect(calm.moods.relaxed).toBeGreaterThan(0.7);
  expect(calm.moods.acoustic).toBeGreaterThan(0.7);
  expect(calm.moods.sad).toBeGreaterThan(calm.moods.happy);
  expect([lively.valence, calm.valence]).toEqual([1, -1]);
});

test('nothing is said of silence, of nothing and of a blip', () => {
  expect(characterOf(silence(3))).toBeNull();
  expect(characterOf(silence(0))).toBeNull();
  expect(characterOf(sine(0.1, 440))).toBeNull();
});

test('any frames give numbers in range, however they are cut', () => {
  const value = fc.oneof(fc.double({ min: 0, max: 8, noNaN: true }), fc.constantFrom(0, 0, Number.NaN, 1e30));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 30 }), fc.integer({ min: 1, max: 90 }), (values, cut) => {
      const frames = Float32Array.from(
        { length: melBands * 90 },
        (_, index) => values[index % (values.length || 1)] ?? 0,
      );
      const meter = new CharacterMeter();
      const whole = new CharacterMeter();
      whole.pushMel(frames);
      for (let at = 0; at < frames.length; at += cut * melBands)
        meter.pushMel(frames.subarray(at, at + cut * melBands));
      const context = {
        tempo: { bpm: 120, confidence: 1, stability: 1 },
        key: { key: 0, confidence: 1 },
        loudness: { lufs: null, rangeLu: 0 },
        durationMs: 1000,
      };
      const findings = meter.result(context);
      expect(findings).toEqual(whole.result(context));
      if (findings !== null) characterFindings.parse(findings);
    }),
  );
});
