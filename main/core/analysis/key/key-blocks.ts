import { blockValues, type PitchBlocks } from './pitch-chroma.ts';
import { rowsPerOctave } from './pitch-rows.ts';

/** What sounds in each block of 0.74 s, in semitones of the music's own tuning. Twelve values from C on, or 24 chords. */
export type KeyBlocks = {
  count: number;
  chroma: Float64Array;
  bass: Float64Array;
  /** How likely each triad sounds: twelve major ones from C on, then twelve minor ones. */
  chords: Float64Array;
  /** 0 for silence, up to 1. */
  weight: Float64Array;
};

/** How sharply the best matching chord is preferred. */
const chordSharpness = 14;
/** How much a chord gains if the bass plays its root. */
const rootBonus = 0.15;
/** What a note adds at itself and, by its harmonics, at its fifth and its major third. */
const noteShape = [1, 0, 0, 0, 0.2, 0, 0, 0.35, 0, 0, 0, 0];
const chordShapes = [chordShape([0, 4, 7]), chordShape([0, 3, 7])];

/** Moves the thirds of semitones by the tuning and takes them together; finds the chord of each block. */
export function keyBlocks(blocks: PitchBlocks): KeyBlocks {
  const { count, values } = blocks;
  const chroma = new Float64Array(12 * count);
  const bass = new Float64Array(12 * count);
  const chords = new Float64Array(24 * count);
  const weight = new Float64Array(count);
  const fold = foldWeights((3 * blocks.tuningCents) / 100);
  for (let block = 0; block < count; block += 1) {
    const start = block * blockValues;
    const frames = values[start + 2 * rowsPerOctave]!;
    if (frames === 0) continue;
    weight[block] = values[start + 2 * rowsPerOctave + 1]! / frames;
    foldSemitones(values, start, fold, chroma, 12 * block, 1 / frames);
    foldSemitones(values, start + rowsPerOctave, fold, bass, 12 * block, 1 / frames);
    matchChords(chroma, bass, 12 * block, chords, 24 * block);
  }
  return { count, chroma, bass, chords, weight };
}

/** Weights of the five bins around a semitone whose centre is `shift` bins from a bin, and the first of them. */
function foldWeights(shift: number): { first: number; weights: number[] } {
  const first = Math.ceil(shift - 2);
  return {
    first,
    weights: [0, 1, 2, 3, 4].map((step) => Math.max(0, 1 - Math.abs(first + step - shift) / 2)),
  };
}

function foldSemitones(
  from: Float32Array,
  start: number,
  fold: { first: number; weights: number[] },
  to: Float64Array,
  toStart: number,
  gain: number,
): void {
  for (let pitch = 0; pitch < 12; pitch += 1) {
    let sum = 0;
    for (let step = 0; step < 5; step += 1) {
      const bin = (3 * pitch + fold.first + step + rowsPerOctave) % rowsPerOctave;
      sum += fold.weights[step]! * from[start + bin]!;
    }
    to[toStart + pitch] = sum * gain;
  }
}

function matchChords(chroma: Float64Array, bass: Float64Array, at: number, chords: Float64Array, to: number): void {
  let squares = 0;
  for (let pitch = 0; pitch < 12; pitch += 1) squares += chroma[at + pitch]! ** 2;
  if (squares === 0) return;
  const norm = 1 / Math.sqrt(squares);
  let total = 0;
  for (let chord = 0; chord < 24; chord += 1) {
    const root = chord % 12;
    const shape = chordShapes[chord < 12 ? 0 : 1]!;
    let match = rootBonus * bass[at + root]!;
    for (let pitch = 0; pitch < 12; pitch += 1) match += shape[pitch]! * chroma[at + ((root + pitch) % 12)]! * norm;
    chords[to + chord] = Math.exp(chordSharpness * match);
    total += chords[to + chord]!;
  }
  for (let chord = 0; chord < 24; chord += 1) chords[to + chord]! /= total;
}

/** Of length 1. */
function chordShape(notes: readonly number[]): number[] {
  const shape = new Array<number>(12).fill(0);
  for (const note of notes) {
    for (let pitch = 0; pitch < 12; pitch += 1) shape[(note + pitch) % 12]! += noteShape[pitch]!;
  }
  const length = Math.hypot(...shape);
  return shape.map((value) => value / length);
}
