import type { Random } from '../random.ts';
import { type Hit, type Layer, layers, type Note, type Piece } from './compose-piece.ts';

const tableSize = 1024;
/** Harmonics in the tables of a voice, richest first; a note takes the richest that stays below the Nyquist frequency. */
const richness = [32, 16, 8, 4, 2, 1];

/** An instrument: two wave tables for each richness, the first of which fades into the second. */
type Voice = {
  tables: { bright: Float32Array; dark: Float32Array; harmonics: number }[];
  attack: number;
  /** Seconds in which a note falls to a third; infinite for those that last. */
  decay: number;
  release: number;
  /** Seconds in which the bright part falls to a third. */
  darkening: number;
  vibratoCents: number;
  /** Cents between two oscillators; 0 for one. */
  chorusCents: number;
};

export type Sound = { tuningCents: number };

/** Plays a piece with instruments chosen by chance, in a room, with noise, tuned up to 50 cents off 440 Hz. Mono. */
export function playPiece(piece: Piece, random: Random, rate: number, sound?: Sound): Float32Array {
  const samples = new Float32Array(Math.round(piece.seconds * rate));
  const isOffTune = random.chance(0.25);
  const tuningCents = sound?.tuningCents ?? (isOffTune ? random.between(-48, 48) : 4 * random.normal());
  const shared = random.chance(0.35) ? chooseVoice(random) : null;
  const voices = Object.fromEntries(layers.map((layer) => [layer, shared ?? chooseVoice(random)])) as Record<
    Layer,
    Voice
  >;
  for (const note of piece.notes) addNote(samples, rate, note, voices[note.layer], tuningCents);
  addHits(samples, rate, piece.hits, random);
  if (random.chance(0.5)) addRoom(samples, rate, random.between(0.05, 0.35));
  tilt(samples, random.between(-0.6, 2));
  finish(samples, random, random.chance(0.5) ? 10 ** random.between(-4, -1.7) : 0);
  return samples;
}

function chooseVoice(random: Random): Voice {
  const slope = random.between(0.6, 2.4);
  const isOdd = random.chance(0.15);
  const amplitudes = Array.from({ length: richness[0]! }, (_, index) => {
    const harmonic = index + 1;
    const evenShare = isOdd && harmonic % 2 === 0 ? 0.1 : 1;
    return evenShare * harmonic ** -slope * random.between(0.4, 1.6);
  });
  const phases = amplitudes.map(() => random.between(0, 2 * Math.PI));
  const isStruck = random.chance(0.6);
  return {
    tables: richness.map((harmonics) => ({
      bright: waveTable(amplitudes.slice(0, harmonics), phases),
      dark: waveTable(
        amplitudes.slice(0, harmonics).map((amplitude, index) => amplitude * Math.exp(-0.5 * index)),
        phases,
      ),
      harmonics,
    })),
    attack: isStruck ? 0.004 : random.between(0.01, 0.12),
    decay: isStruck ? random.between(0.25, 2.5) : Number.POSITIVE_INFINITY,
    release: random.between(0.03, 0.4),
    darkening: isStruck ? random.between(0.1, 1) : random.between(0.5, 20),
    vibratoCents: !isStruck && random.chance(0.4) ? random.between(5, 40) : 0,
    chorusCents: random.chance(0.3) ? random.between(3, 16) : 0,
  };
}

function waveTable(amplitudes: readonly number[], phases: readonly number[]): Float32Array {
  const table = new Float32Array(tableSize + 1);
  for (const [index, amplitude] of amplitudes.entries()) {
    for (let at = 0; at <= tableSize; at += 1) {
      table[at]! += amplitude * Math.sin((2 * Math.PI * (index + 1) * at) / tableSize + phases[index]!);
    }
  }
  return table;
}

function addNote(samples: Float32Array, rate: number, note: Note, voice: Voice, tuningCents: number): void {
  const detunings = voice.chorusCents > 0 ? [-voice.chorusCents / 2, voice.chorusCents / 2] : [0];
  for (const detuning of detunings) {
    const hz = 440 * 2 ** ((note.pitch - 69) / 12 + (tuningCents + detuning) / 1200);
    const table = voice.tables.find(({ harmonics }) => harmonics * hz < 0.45 * rate) ?? voice.tables.at(-1)!;
    if (hz < 0.45 * rate) addOscillator(samples, rate, note, voice, table, hz, 0.15 / detunings.length);
  }
}

function addOscillator(
  samples: Float32Array,
  rate: number,
  note: Note,
  voice: Voice,
  table: Voice['tables'][0],
  hz: number,
  gain: number,
): void {
  const start = Math.round(note.start * rate);
  const held = Math.round(note.length * rate);
  const end = Math.min(samples.length, start + held + Math.round(voice.release * rate));
  const fall = Math.exp(-1 / (voice.decay * rate));
  const darken = Math.exp(-1 / (voice.darkening * rate));
  const release = Math.exp(-3 / (voice.release * rate));
  const vibrato = (voice.vibratoCents / 1200) * Math.LN2;
  const attackSamples = Math.max(1, voice.attack * rate);
  let level = gain * note.gain;
  let brightness = 1;
  let phase = 0;
  let step = (hz / rate) * tableSize;
  for (let index = start; index < end; index += 1) {
    const age = index - start;
    if (vibrato > 0 && age % 64 === 0) step = (hz / rate) * tableSize * (1 + vibrato * Math.sin((34 * age) / rate));
    const at = Math.floor(phase);
    const bright = table.bright[at]! + (phase - at) * (table.bright[at + 1]! - table.bright[at]!);
    const dark = table.dark[at]! + (phase - at) * (table.dark[at + 1]! - table.dark[at]!);
    samples[index]! += level * Math.min(1, age / attackSamples) * (dark + brightness * (bright - dark));
    level *= age > held ? release : fall;
    brightness *= darken;
    phase += step;
    if (phase >= tableSize) phase -= tableSize * Math.floor(phase / tableSize);
  }
}

function addHits(samples: Float32Array, rate: number, hits: readonly Hit[], random: Random): void {
  const kickHz = random.between(40, 65);
  const snareHz = random.between(150, 240);
  const tomHz = random.between(80, 160);
  for (const hit of hits) {
    const start = Math.round(hit.start * rate);
    const seconds = { kick: 0.3, snare: 0.2, hat: 0.07, tom: 0.35 }[hit.drum];
    const end = Math.min(samples.length, start + Math.round(seconds * rate));
    let phase = 0;
    let before = 0;
    for (let index = start; index < end; index += 1) {
      const time = (index - start) / rate;
      const noise = random.between(-1, 1);
      const fall = Math.exp((-4 * time) / seconds);
      let value = 0;
      if (hit.drum === 'hat') value = 0.25 * (noise - before);
      else {
        const hz = { kick: kickHz, snare: snareHz, tom: tomHz }[hit.drum];
        phase += (2 * Math.PI * hz * (1 + 2 * Math.exp(-40 * time))) / rate;
        value = Math.sin(phase) * (hit.drum === 'snare' ? 0.3 : 0.8) + noise * (hit.drum === 'snare' ? 0.4 : 0.02);
      }
      before = noise;
      samples[index]! += 0.5 * hit.gain * fall * value;
    }
  }
}

/** Three combs in parallel, after M. Schroeder. */
function addRoom(samples: Float32Array, rate: number, share: number): void {
  const wet = new Float32Array(samples.length);
  for (const seconds of [0.0297, 0.0371, 0.0437]) {
    const delay = Math.round(seconds * rate);
    const line = new Float32Array(samples.length);
    for (let index = 0; index < samples.length; index += 1) {
      line[index] = samples[index]! + (index >= delay ? 0.78 * line[index - delay]! : 0);
      wet[index]! += line[index]!;
    }
  }
  for (let index = 0; index < samples.length; index += 1) samples[index] = samples[index]! + share * 0.4 * wet[index]!;
}

/** More or less of what is below some 500 Hz. */
function tilt(samples: Float32Array, bassGain: number): void {
  let low = 0;
  for (let index = 0; index < samples.length; index += 1) {
    low += 0.25 * (samples[index]! - low);
    samples[index] = samples[index]! + bassGain * low;
  }
}

function finish(samples: Float32Array, random: Random, noise: number): void {
  let peak = 1e-9;
  for (const value of samples) peak = Math.max(peak, Math.abs(value));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = (0.8 * samples[index]!) / peak + (noise > 0 ? noise * random.between(-1, 1) : 0);
  }
}
