import { BandFrames, melRows } from '#core/analysis/frames/band-frames.ts';
import { pitchFrameLength, pitchHop, pitchRate, pitchRows } from '#core/analysis/key/pitch-rows.ts';
import { Resampler } from '#core/analysis/resampler.ts';

/** All sketches are mono at this rate, the one of the log-mel tap. */
export const sketchRate = 22_050;

export type Sound = Float32Array<ArrayBuffer>;

const mel = melRows({ bands: 40, lowHz: 30, highHz: 10_500, rate: sketchRate, frameLength: 1024 });
let pitch: ReturnType<typeof pitchRows> | undefined;

/** What the log-mel tap of the signal path gives for a sound. */
export function melFramesOf(sound: Float32Array): Float32Array {
  return new BandFrames({ frameLength: 1024, hop: 256, rows: mel, input: 'magnitude', logGain: 1000 }).push(sound);
}

/** What the pitch tap of the signal path gives for a sound. */
export function pitchFramesOf(sound: Float32Array): Float32Array {
  pitch ??= pitchRows();
  const frames = new BandFrames({ frameLength: pitchFrameLength, hop: pitchHop, rows: pitch, input: 'magnitude' });
  return frames.push(new Resampler(sketchRate, pitchRate).push(sound));
}

/** Equally distributed numbers from 0 to 1, the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function silence(seconds: number): Sound {
  return new Float32Array(Math.round(seconds * sketchRate));
}

export function sine(seconds: number, hz: number, gain = 0.5): Sound {
  return silence(seconds).map((_, n) => gain * Math.sin((2 * Math.PI * hz * n) / sketchRate));
}

export function whiteNoise(seconds: number, gain = 0.2, seed = 1): Sound {
  const random = randomNumbers(seed);
  return silence(seconds).map(() => gain * (2 * random() - 1));
}

/** Bursts of 2 ms at regular distances, the first after half of one. */
export function clicks(seconds: number, perSecond: number, gain = 0.8): Sound {
  const random = randomNumbers(7);
  const sound = silence(seconds);
  for (let time = 0.5 / perSecond; time < seconds; time += 1 / perSecond) {
    const start = Math.round(time * sketchRate);
    for (let n = 0; n < 44 && start + n < sound.length; n += 1) sound[start + n] = gain * (2 * random() - 1);
  }
  return sound;
}

/** Adds one sound to another from a time on. */
export function mixIn(target: Sound, sound: Float32Array, atSeconds: number, gain = 1): Sound {
  const start = Math.round(atSeconds * sketchRate);
  for (let n = 0; n < sound.length && start + n < target.length; n += 1) target[start + n]! += gain * sound[n]!;
  return target;
}

export function kick(): Sound {
  let phase = 0;
  return silence(0.25).map((_, n) => {
    const time = n / sketchRate;
    phase += (2 * Math.PI * (50 + 120 * Math.exp(-time * 40))) / sketchRate;
    return 0.9 * Math.sin(phase) * Math.exp(-time * 14);
  });
}

export function hat(seed = 3, decay = 60): Sound {
  const random = randomNumbers(seed);
  let before = 0;
  return silence(0.12).map((_, n) => {
    const white = 2 * random() - 1;
    const high = white - before;
    before = white;
    return 0.25 * high * Math.exp((-decay * n) / sketchRate);
  });
}

export function snare(seed = 4): Sound {
  const random = randomNumbers(seed);
  return silence(0.2).map((_, n) => {
    const time = n / sketchRate;
    return (0.4 * (2 * random() - 1) + 0.3 * Math.sin(2 * Math.PI * 190 * time)) * Math.exp(-time * 22);
  });
}

/** Four on the floor with a hat between the beats and a snare on two and four. */
export function drums(seconds: number, bpm: number, gain = 0.8): Sound {
  const sound = silence(seconds);
  const beat = 60 / bpm;
  for (let index = 0; index * beat < seconds; index += 1) {
    mixIn(sound, kick(), index * beat, gain);
    mixIn(sound, hat(index), (index + 0.5) * beat, gain);
    if (index % 2 === 1) mixIn(sound, snare(index), index * beat, 0.7 * gain);
  }
  return sound;
}

/** A held chord of sawtooth-like tones with slow attack, as MIDI note numbers. */
export function pad(seconds: number, notes: readonly number[], gain = 0.12, partials = 12): Sound {
  const sound = silence(seconds);
  for (const note of notes) {
    const hz = 440 * 2 ** ((note - 69) / 12);
    for (let partial = 1; partial <= partials && partial * hz < 9000; partial += 1) {
      const step = (2 * Math.PI * partial * hz) / sketchRate;
      for (let n = 0; n < sound.length; n += 1) sound[n]! += (gain / partial) * Math.sin(step * n + partial);
    }
  }
  const fade = 0.08 * sketchRate;
  return sound.map((value, n) => value * Math.min(1, n / fade, (sound.length - n) / fade));
}

/** A struck string: partials that die away, the high ones first. */
export function struck(note: number, seconds = 1.5, gain = 0.3): Sound {
  const hz = 440 * 2 ** ((note - 69) / 12);
  const sound = silence(seconds);
  for (let partial = 1; partial <= 10 && partial * hz < 9000; partial += 1) {
    const step = (2 * Math.PI * partial * hz * (1 + 0.0003 * partial * partial)) / sketchRate;
    const decay = (1.5 + partial * 0.7) / sketchRate;
    for (let n = 0; n < sound.length; n += 1) {
      sound[n]! += (gain / partial ** 1.3) * Math.sin(step * n) * Math.exp(-decay * n);
    }
  }
  return sound.map((value, n) => value * Math.min(1, n / 60, (sound.length - n) / 400));
}

/** Notes one after the other, `perSecond` of them, up and down the given ones. */
export function keysPlaying(seconds: number, notes: readonly number[], perSecond: number, gain = 0.3): Sound {
  const sound = silence(seconds);
  for (let index = 0; index / perSecond < seconds; index += 1) {
    mixIn(sound, struck(notes[(index * 3) % notes.length]!, 1.5, gain), index / perSecond);
  }
  return sound;
}

/** Formants in Hz of a, e, i, o, u as an adult sings them. */
const vowels = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [280, 2250, 2890],
  [570, 840, 2410],
  [310, 870, 2250],
] as const;

/**
 * A formant synthesiser that sings: partials of a gliding, trembling pitch, shaped by vowels that change with each
 * syllable, with a breath of noise for the consonants.
 */
export function voice(
  seconds: number,
  options: { seed?: number; hz?: number; gain?: number; vibrato?: number } = {},
): Sound {
  const { seed = 1, hz = 200, gain = 0.5, vibrato = 0.5 } = options;
  const random = randomNumbers(seed);
  const sound = silence(seconds);
  const scale = [0, 2, 4, 5, 7, 9, 12];
  let semitone = 0;
  let phase = 0;
  let wander = 0;
  let at = 0;
  while (at < sound.length) {
    const length = Math.round((0.18 + 0.35 * random()) * sketchRate);
    const goal = scale[Math.floor(random() * scale.length)]!;
    const formants = vowels[Math.floor(random() * vowels.length)]!;
    const consonant = 0.05 * sketchRate;
    for (let n = 0; n < length && at + n < sound.length; n += 1) {
      semitone += (goal - semitone) * (1 - Math.exp(-1 / (0.06 * sketchRate)));
      wander = 0.9995 * wander + 0.004 * (random() - 0.5);
      const time = (at + n) / sketchRate;
      const trembling = vibrato * Math.sin(2 * Math.PI * 5.5 * time) * Math.min(1, n / (0.15 * sketchRate));
      const pitchHz = hz * 2 ** ((semitone + trembling + wander) / 12);
      phase += (2 * Math.PI * pitchHz) / sketchRate;
      const opening = Math.min(1, n / consonant, (length - n) / consonant);
      let sum = n < consonant ? 0.04 * (2 * random() - 1) : 0;
      for (let partial = 1; partial * pitchHz < 4500; partial += 1) {
        sum += (opening * resonance(partial * pitchHz, formants) * Math.sin(partial * phase)) / partial;
      }
      sound[at + n] = gain * sum;
    }
    at += length;
  }
  return sound;
}

function resonance(hz: number, formants: readonly number[]): number {
  return formants.reduce((sum, formant) => sum + 1 / (1 + ((hz - formant) / 90) ** 2), 0.08);
}
