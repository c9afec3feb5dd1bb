import { trained } from './key-weights.ts';
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

/** What a chord is told by: 12 pitch classes of its block, 12 of the blocks beside it, 12 of its bass, from its root on. */
export const chordFeatureCount = 36;

/** Moves the thirds of semitones by the tuning and takes them together; finds the chord of each block. */
export function keyBlocks(blocks: PitchBlocks, chordWeights: ArrayLike<number> = trained.chords): KeyBlocks {
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
  }
  const features = new Float64Array(chordFeatureCount);
  for (let block = 0; block < count; block += 1) {
    if (weight[block]! === 0) continue;
    writeChordFeatures(chroma, bass, block, features);
    matchChords(features, chordWeights, chords, 24 * block);
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

/** From C on, chroma of length 1: of the block itself, and of the two beside it. */
export function writeChordFeatures(chroma: Float64Array, bass: Float64Array, block: number, to: Float64Array): void {
  const at = 12 * block;
  for (let pitch = 0; pitch < 12; pitch += 1) {
    to[pitch] = chroma[at + pitch]!;
    to[12 + pitch] = (chroma[at - 12 + pitch] ?? 0) + (chroma[at + 12 + pitch] ?? 0);
    to[24 + pitch] = bass[at + pitch]!;
  }
  for (const first of [0, 12]) {
    let squares = 0;
    for (let pitch = 0; pitch < 12; pitch += 1) squares += to[first + pitch]! ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let pitch = 0; pitch < 12; pitch += 1) to[first + pitch]! *= scale;
  }
}

/**
 * How likely each triad sounds: a softmax over weighted sums of the features, with the same weights for all roots.
 * Weights: 36 for major chords from the root on, their constant, then the same for minor ones.
 */
export function matchChords(
  features: Float64Array,
  weights: ArrayLike<number>,
  chords: Float64Array,
  to: number,
): void {
  let total = 0;
  for (let chord = 0; chord < 24; chord += 1) {
    const root = chord % 12;
    const first = chord < 12 ? 0 : chordFeatureCount + 1;
    let sum = weights[first + chordFeatureCount]!;
    for (let pitch = 0; pitch < 12; pitch += 1) {
      const from = root + pitch < 12 ? root + pitch : root + pitch - 12;
      sum += weights[first + pitch]! * features[from]!;
      sum += weights[first + 12 + pitch]! * features[12 + from]!;
      sum += weights[first + 24 + pitch]! * features[24 + from]!;
    }
    chords[to + chord] = Math.exp(Math.min(50, sum));
    total += chords[to + chord]!;
  }
  for (let chord = 0; chord < 24; chord += 1) chords[to + chord]! /= total;
}
