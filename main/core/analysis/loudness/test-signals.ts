import { playSong } from '../../../../e2e/audio/synthesise.ts';

export type Signal = { sampleRate: number; channels: Float32Array[] };

type Part = { db: number; seconds: number };

/** A stereo sine in parts of different level, as the EBU test sets use them. */
export function sineParts(parts: readonly Part[], hz = 1000, sampleRate = 48_000): Signal {
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

/** Signals whose loudness was measured with another program, see loudness-meter.test.ts. */
export const signals: Readonly<Record<string, () => Signal>> = {
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
