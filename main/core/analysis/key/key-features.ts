import type { KeyBlocks } from './key-blocks.ts';
import { blockSeconds } from './pitch-chroma.ts';

/**
 * What tells a key, seen from one tonic: chroma, bass, chords, the chords and the bass of the start and of the end, and
 * which chord leads to the tonic's major and minor chord. Pieces mostly start and end on their tonic, and only the minor
 * key has a major chord on its fifth that leads to a minor one: these tell A minor from C major where the notes are the
 * same.
 */
export const featureCount = 12 + 12 + 24 + 2 * (24 + 12) + 48;

/** How the first seconds fade out of what is called the start, and the last ones into the end. */
const edgeSeconds = 3;

/** Sums over a stretch of blocks from which the features of all twelve tonics are read. */
export type KeyEvidence = {
  chroma: Float64Array;
  bass: Float64Array;
  chords: Float64Array;
  startChords: Float64Array;
  startBass: Float64Array;
  endChords: Float64Array;
  endBass: Float64Array;
  /** From 24 chords to 24 chords. */
  moves: Float64Array;
  /** Blocks that sounded, weighted. */
  weight: number;
};

/** From block `first` up to, not including, `end`. */
export function collectEvidence(blocks: KeyBlocks, first = 0, end = blocks.count): KeyEvidence {
  const evidence: KeyEvidence = {
    chroma: new Float64Array(12),
    bass: new Float64Array(12),
    chords: new Float64Array(24),
    startChords: new Float64Array(24),
    startBass: new Float64Array(12),
    endChords: new Float64Array(24),
    endBass: new Float64Array(12),
    moves: new Float64Array(24 * 24),
    weight: 0,
  };
  const fade = Math.exp(-blockSeconds / edgeSeconds);
  let start = 1;
  for (let block = first; block < end; block += 1) {
    const weight = blocks.weight[block]!;
    if (weight === 0) continue;
    evidence.weight += weight;
    add(evidence.chroma, blocks.chroma, 12 * block, 1);
    add(evidence.bass, blocks.bass, 12 * block, 1);
    add(evidence.chords, blocks.chords, 24 * block, 1);
    add(evidence.startChords, blocks.chords, 24 * block, start);
    add(evidence.startBass, blocks.bass, 12 * block, start);
    start *= fade;
    fadeInto(evidence.endChords, blocks.chords, 24 * block, fade);
    fadeInto(evidence.endBass, blocks.bass, 12 * block, fade);
    if (block >= first + 2) addMoves(evidence.moves, blocks.chords, 24 * (block - 2), 24 * block);
  }
  normalise(evidence);
  return evidence;
}

function add(to: Float64Array, from: Float64Array, at: number, gain: number): void {
  for (let index = 0; index < to.length; index += 1) to[index]! += gain * from[at + index]!;
}

function fadeInto(to: Float64Array, from: Float64Array, at: number, fade: number): void {
  for (let index = 0; index < to.length; index += 1) to[index] = fade * to[index]! + (1 - fade) * from[at + index]!;
}

/** Two blocks apart, because the one between may hold parts of both chords. */
function addMoves(moves: Float64Array, chords: Float64Array, before: number, after: number): void {
  for (let from = 0; from < 24; from += 1) {
    const share = chords[before + from]!;
    if (share < 0.02) continue;
    for (let to = 0; to < 24; to += 1) if (to !== from) moves[24 * from + to]! += share * chords[after + to]!;
  }
}

function normalise(evidence: KeyEvidence): void {
  const { chroma } = evidence;
  const mean = chroma.reduce((sum, value) => sum + value, 0) / 12;
  const spread = Math.sqrt(chroma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 12);
  for (let pitch = 0; pitch < 12; pitch += 1) chroma[pitch] = spread > 0 ? (chroma[pitch]! - mean) / spread : 0;
  for (const [values, total] of [
    [evidence.bass, 3],
    [evidence.chords, 6],
    [evidence.startChords, 3],
    [evidence.startBass, 2],
    [evidence.endChords, 3],
    [evidence.endBass, 2],
    [evidence.moves, 24],
  ] as const) {
    const sum = values.reduce((left, right) => left + right, 0);
    if (sum > 0) for (let index = 0; index < values.length; index += 1) values[index]! *= total / sum;
  }
}

/** Writes the `featureCount` features as they are seen from a tonic, 0 for C. */
export function writeFeatures(evidence: KeyEvidence, tonic: number, to: Float64Array): void {
  let at = 0;
  for (const values of [
    evidence.chroma,
    evidence.bass,
    evidence.chords,
    evidence.startChords,
    evidence.startBass,
    evidence.endChords,
    evidence.endBass,
  ]) {
    for (let octave = 0; octave < values.length; octave += 12) {
      for (let step = 0; step < 12; step += 1) to[at + step] = values[octave + ((tonic + step) % 12)]!;
      at += 12;
    }
  }
  for (const target of [tonic, 12 + tonic]) {
    for (let from = 0; from < 24; from += 1) {
      const chord = (from < 12 ? 0 : 12) + ((tonic + from) % 12);
      to[at + from] = evidence.moves[24 * chord + target]!;
    }
    at += 24;
  }
}
