import type { Random } from '../random.ts';
import type { Piece } from './compose-piece.ts';
import { playPiece } from './play-piece.ts';

export const unpitchedKinds = ['noise', 'rumble', 'drums', 'clicks', 'speech', 'sweeps'] as const;
export type UnpitchedKind = (typeof unpitchedKinds)[number];

/** Sounds that have no key: noise of several colours, drums alone, clicks, what resembles speech, sirens. Mono. */
export function playUnpitched(kind: UnpitchedKind, random: Random, seconds: number, rate: number): Float32Array {
  switch (kind) {
    case 'noise':
      return noise(random, seconds, rate, random.between(0, 0.9));
    case 'rumble':
      return noise(random, seconds, rate, random.between(0.95, 0.995));
    case 'drums':
      return drums(random, seconds, rate);
    case 'clicks':
      return clicks(random, seconds, rate);
    case 'speech':
      return speech(random, seconds, rate);
    case 'sweeps':
      return sweeps(random, seconds, rate);
  }
}

/** White, and the closer `memory` is to 1, the browner. */
function noise(random: Random, seconds: number, rate: number, memory: number): Float32Array {
  const gain = 10 ** random.between(-2, -0.5);
  let value = 0;
  return Float32Array.from({ length: seconds * rate }, () => {
    value = memory * value + (1 - memory) * random.normal();
    return gain * value;
  });
}

function drums(random: Random, seconds: number, rate: number): Float32Array {
  const beat = 60 / random.between(70, 170);
  const piece: Piece = { tonic: 0, isMinor: false, seconds, notes: [], hits: [], chords: [], modulation: null };
  for (let half = 0; half * beat < 2 * seconds; half += 1) {
    const start = (half * beat) / 2;
    if (half % 4 === 0 || random.chance(0.15)) piece.hits.push({ drum: 'kick', start, gain: 1 });
    if (half % 4 === 2) piece.hits.push({ drum: 'snare', start, gain: 0.8 });
    if (random.chance(0.9)) piece.hits.push({ drum: 'hat', start, gain: 0.4 });
    if (half % 32 > 28) piece.hits.push({ drum: 'tom', start, gain: 0.5 });
  }
  return playPiece(piece, random, rate);
}

function clicks(random: Random, seconds: number, rate: number): Float32Array {
  const samples = new Float32Array(seconds * rate);
  const period = Math.round(rate * random.between(0.2, 1));
  for (let at = 0; at < samples.length; at += period) samples[at] = 0.9;
  return samples;
}

/** Bursts of noise and of pulses whose pitch glides, through two resonances that move. */
function speech(random: Random, seconds: number, rate: number): Float32Array {
  const samples = new Float32Array(seconds * rate);
  const voice = random.between(90, 220);
  for (let at = 0; at < samples.length; ) {
    const length = Math.round(rate * random.between(0.06, 0.3));
    const end = Math.min(samples.length, at + length);
    const isVoiced = random.chance(0.65);
    const from = voice * 2 ** random.between(-0.4, 0.4);
    const to = from * 2 ** random.between(-0.35, 0.2);
    const resonances = [resonance(random.between(300, 800), rate), resonance(random.between(900, 2400), rate)];
    let phase = 0;
    for (let index = at; index < end; index += 1) {
      const part = (index - at) / length;
      phase += (from + part * (to - from)) / rate;
      const isPulse = phase >= 1;
      if (isPulse) phase -= 1;
      const source = isVoiced ? Number(isPulse) : 0.1 * random.normal();
      samples[index] = 0.15 * Math.sin(Math.PI * part) * (resonances[0]!(source) + resonances[1]!(source));
    }
    at = end + Math.round(rate * (random.chance(0.2) ? random.between(0.1, 0.5) : 0));
  }
  return samples;
}

function resonance(hz: number, rate: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * 90) / rate);
  const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / rate);
  let first = 0;
  let second = 0;
  return (input) => {
    const output = input + turn * first - radius * radius * second;
    second = first;
    first = output;
    return output;
  };
}

function sweeps(random: Random, seconds: number, rate: number): Float32Array {
  const samples = new Float32Array(seconds * rate);
  const period = random.between(2, 8);
  let phase = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const part = ((index / rate) % period) / period;
    phase += (2 * Math.PI * 150 * 16 ** part) / rate;
    samples[index] = 0.4 * Math.sin(phase) + 0.01 * random.normal();
  }
  return samples;
}
