import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playSong } from '../../../../e2e/audio/synthesise.ts';
import { LoudnessMeter } from './loudness-meter.ts';
import { TruePeakMeter } from './true-peak-meter.ts';

type Signal = { sampleRate: number; channels: Float32Array[] };

type Part = { db: number; seconds: number };

/** A stereo sine in parts of different level, as the EBU test sets use them. */
function sineParts(parts: readonly Part[], hz = 1000, sampleRate = 48_000): Signal {
  const lengths = parts.map(({ seconds }) => Math.round(seconds * sampleRate));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const [index, { db }] of parts.entries()) {
    const end = at + lengths[index]!;
    for (; at < end; at += 1) samples[at] = 10 ** (db / 20) * Math.sin((2 * Math.PI * hz * at) / sampleRate);
  }
  return { sampleRate, channels: [samples, samples] };
}

function noise(seconds: number, gain: number, sampleRate: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: seconds * sampleRate }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return gain * (state / 2 ** 31 - 1);
  });
}

function swelling(samples: Float32Array, sampleRate: number): Float32Array {
  return samples.map((value, index) => value * (0.55 + 0.45 * Math.sin((2 * Math.PI * index) / (9 * sampleRate))));
}

function song(sampleRate: number, seconds: number): Float32Array {
  return playSong({ bpm: 118, tonic: 3, isMinor: true, seconds }, sampleRate);
}

/** Signals whose loudness was measured with another program, see below. */
const signals: Readonly<Record<string, () => Signal>> = {
  'song at 44.1 kHz': () => ({ sampleRate: 44_100, channels: [song(44_100, 20)] }),
  'song at 48 kHz, stereo': () => ({ sampleRate: 48_000, channels: [song(48_000, 20), noise(20, 0.1, 48_000, 7)] }),
  'song at 22.05 kHz': () => ({ sampleRate: 22_050, channels: [song(22_050, 15)] }),
  'song at 96 kHz': () => ({ sampleRate: 96_000, channels: [song(96_000, 10)] }),
  'white noise': () => ({ sampleRate: 44_100, channels: [noise(12, 0.5, 44_100, 1), noise(12, 0.5, 44_100, 2)] }),
  'swelling noise': () => ({ sampleRate: 48_000, channels: [swelling(noise(40, 0.8, 48_000, 3), 48_000)] }),
  'swelling song': () => ({ sampleRate: 44_100, channels: [swelling(song(44_100, 40), 44_100)] }),
  'low sine': () => sineParts([{ db: -12, seconds: 10 }], 50, 44_100),
  'high sine': () => sineParts([{ db: -12, seconds: 10 }], 11_025 - 7, 44_100),
  'quiet then loud': () =>
    sineParts([
      { db: -40, seconds: 12 },
      { db: -14, seconds: 8 },
    ]),
  'nearly silent': () => sineParts([{ db: -68, seconds: 6 }]),
  'clipped song': () => ({
    sampleRate: 44_100,
    channels: [song(44_100, 12).map((value) => Math.max(-0.9, Math.min(0.9, 6 * value)))],
  }),
  'six channels': () => ({
    sampleRate: 48_000,
    channels: [1, 2, 3, 4, 5, 6].map((seed) => noise(8, 0.02 * seed, 48_000, seed)),
  }),
};

function measure({ sampleRate, channels }: Signal, chunkFrames = 10_000) {
  const loudness = new LoudnessMeter(sampleRate, channels.length);
  const truePeak = new TruePeakMeter(channels.length);
  for (let at = 0; at < channels[0]!.length; at += chunkFrames) {
    const chunk = channels.map((samples) => samples.subarray(at, at + chunkFrames));
    loudness.push(chunk);
    truePeak.push(chunk);
  }
  return { ...loudness.result(), truePeakDb: truePeak.result() };
}

const parts = (...levels: readonly (readonly [db: number, seconds: number])[]) =>
  sineParts(levels.map(([db, seconds]) => ({ db, seconds })));

// EBU Tech 3341 (2016), table 1, cases 1 to 5: ±0.1 LU.
test.each([
  ['1', parts([-23, 20]), -23],
  ['2', parts([-33, 20]), -33],
  ['3', parts([-36, 10], [-23, 60], [-36, 10]), -23],
  ['4', parts([-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]), -23],
  ['5', parts([-26, 20], [-20, 20.1], [-26, 20]), -23],
])('EBU Tech 3341 case %s is met', (_, signal, lufs) => {
  expect(Math.abs(measure(signal).lufs! - lufs)).toBeLessThan(0.1);
});

// EBU Tech 3342 (2016), table 1, cases 1 to 4: ±1 LU; we are far closer.
test.each([
  ['1', parts([-20, 20], [-30, 20]), 10],
  ['2', parts([-20, 20], [-15, 20]), 5],
  ['3', parts([-40, 20], [-20, 20]), 20],
  ['4', parts([-50, 20], [-35, 20], [-20, 20], [-35, 20], [-50, 20]), 15],
])('EBU Tech 3342 case %s is met', (_, signal, range) => {
  expect(Math.abs(measure(signal).loudnessRange - range)).toBeLessThan(0.2);
});

// EBU Tech 3341, cases 15 to 19: sines whose samples miss their peaks, +0.2 and −0.4 dB.
test.each([
  [4, 0, 0.5, -6],
  [4, 45, 0.5, -6],
  [6, 60, 0.5, -6],
  [8, 67.5, 0.5, -6],
  [4, 45, 1.41, 3],
])('the true peak of a sine at a %sth of the rate, %s° off, is found', (division, degrees, amplitude, db) => {
  const phase = (Math.PI * degrees) / 180;
  const sine = Float32Array.from({ length: 48_000 }, (_, index) => {
    const fade = Math.min(1, index / 2000, (48_000 - index) / 2000);
    return fade * amplitude * Math.sin((2 * Math.PI * index) / division + phase);
  });
  const { truePeakDb } = measure({ sampleRate: 48_000, channels: [sine, sine] });
  expect(truePeakDb! - db).toBeLessThan(0.2);
  expect(truePeakDb! - db).toBeGreaterThan(-0.4);
});

/**
 * Measured with ffmpeg 5.1.9 on the same samples as 32-bit floats:
 *
 *     ffmpeg -f f32le -ar RATE -ac CHANNELS -i FILE -filter_complex ebur128=peak=true -f null -
 *
 * It prints one decimal. Its loudness range counts the first three seconds as if silence came before them, so signals
 * that swell or step differ from ours, which follows the standard.
 */
test.each([
  ['song at 44.1 kHz', -16.8, 0.6, -0.6],
  ['song at 48 kHz, stereo', -15.6, 0.4, -0.7],
  ['song at 22.05 kHz', -16.7, 0.5, -1.4],
  ['song at 96 kHz', -16.8, 0.5, -0.7],
  ['white noise', -4.7, 0, -0.7],
  ['swelling noise', -6.2, 12.5, 3.4],
  ['swelling song', -19.3, 12.9, -1],
  ['low sine', -16.6, 0, -12],
  ['high sine', -8.6, 0, null],
  ['quiet then loud', -14.1, null, -14],
  ['nearly silent', -68, 0, -68],
  ['clipped song', -5.2, 0.7, 3.5],
  ['six channels', -15.6, 0, -12.9],
])('%s is as loud as ffmpeg says', (name, lufs, range, peak) => {
  const measured = measure(signals[name]!());
  expect(Math.abs(measured.lufs! - lufs)).toBeLessThanOrEqual(0.1);
  if (range !== null) expect(Math.abs(measured.loudnessRange - range)).toBeLessThan(0.25);
  // White noise has energy up to the Nyquist frequency, where no two interpolators agree.
  if (peak !== null) expect(Math.abs(measured.truePeakDb! - peak)).toBeLessThan(0.3);
});

test('silence and very short audio have no loudness', () => {
  const silence = { sampleRate: 44_100, channels: [new Float32Array(100_000)] };
  expect(measure(silence)).toEqual({ lufs: null, loudnessRange: 0, truePeakDb: null });
  expect(measure(sineParts([{ db: -6, seconds: 0.3 }])).lufs).toBeNull();
});

test('neither the size of the chunks nor a gain changes more than it must', () => {
  const signal = sineParts([
    { db: -30, seconds: 1.5 },
    { db: -12, seconds: 2 },
  ]);
  const whole = measure(signal, 1_000_000);
  fc.assert(
    fc.property(fc.integer({ min: 50, max: 9999 }), fc.integer({ min: -18, max: 6 }), (chunkFrames, gainDb) => {
      const channels = signal.channels.map((samples) => samples.map((value) => value * 10 ** (gainDb / 20)));
      const cut = measure({ ...signal, channels }, chunkFrames);
      expect(cut.lufs! - whole.lufs!).toBeCloseTo(gainDb, 2);
      expect(cut.truePeakDb! - whole.truePeakDb!).toBeCloseTo(gainDb, 2);
    }),
    { numRuns: 15 },
  );
});

test('every sample rate gives finite numbers', () => {
  for (const sampleRate of [1000, 8000, 11_025, 32_000, 192_000, 384_000]) {
    const result = measure(sineParts([{ db: -12, seconds: 1 }], 200, sampleRate));
    for (const value of Object.values(result)) expect(Number.isFinite(value)).toBe(true);
  }
});
