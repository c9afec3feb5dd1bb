import { chordFeatureCount, keyBlocks, matchChords, writeChordFeatures } from '#core/analysis/key/key-blocks.ts';
import { blockSeconds } from '#core/analysis/key/pitch-chroma.ts';
import type { Random } from '../random.ts';
import type { KeyMaterial } from './key-material.ts';
import type { Chord } from './progressions.ts';

const weightCount = 2 * (chordFeatureCount + 1);
const blocksPerPiece = 12;
const epochs = 6;
const batchSize = 64;
const firstRate = 0.05;
const decay = 1e-5;

/** `chord` counts major ones from C on, then minor ones. */
type ChordExample = { features: Float64Array; chord: number };

/** Learns which triad sounds from pieces whose chords are known: a softmax with the same weights for all roots. */
export function trainChords(materials: readonly KeyMaterial[], random: Random): Float64Array {
  const weights = new Float64Array(weightCount);
  const examples = materials.flatMap((material) => chordExamples(material, random));
  const slope = new Float64Array(weightCount);
  const squares = new Float64Array(weightCount).fill(1e-6);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    const order = random.shuffled(examples);
    for (let first = 0; first < order.length; first += batchSize) {
      const batch = order.slice(first, first + batchSize);
      slope.fill(0);
      for (const example of batch) addSlope(example, weights, slope);
      for (let at = 0; at < weightCount; at += 1) {
        const value = slope[at]! / batch.length + decay * weights[at]!;
        squares[at] = 0.99 * squares[at]! + 0.01 * value * value;
        weights[at]! -= (firstRate * (1 - epoch / epochs) * value) / Math.sqrt(squares[at]!);
      }
    }
  }
  return weights;
}

/** The part of blocks of which the chord is found. */
export function chordAccuracy(materials: readonly KeyMaterial[], weights: Float64Array, random: Random): number {
  const examples = materials.flatMap((material) => chordExamples(material, random));
  const shares = new Float64Array(24);
  const found = examples.filter(({ features, chord }) => {
    matchChords(features, weights, shares, 0);
    return shares.indexOf(Math.max(...shares)) === chord;
  });
  return found.length / examples.length;
}

function chordExamples({ pitches, chords }: KeyMaterial, random: Random): ChordExample[] {
  const blocks = keyBlocks(pitches, new Float64Array(weightCount));
  const examples: ChordExample[] = [];
  for (let count = 0; count < blocksPerPiece; count += 1) {
    const block = random.below(blocks.count);
    const middle = (block + 0.5) * blockSeconds;
    const sounding = chords.findLast(({ start }) => start <= middle);
    const chord = sounding ? triadOf(sounding.chord) : null;
    if (chord === null || blocks.weight[block] === 0) continue;
    const features = new Float64Array(chordFeatureCount);
    writeChordFeatures(blocks.chroma, blocks.bass, block, features);
    examples.push({ features, chord });
  }
  return examples;
}

/** Null for chords without a third of their own. */
function triadOf({ root, notes }: Chord): number | null {
  if (notes[2] !== 7) return null;
  if (notes[1] === 4) return root;
  return notes[1] === 3 ? root + 12 : null;
}

function addSlope({ features, chord }: ChordExample, weights: Float64Array, slope: Float64Array): void {
  const shares = new Float64Array(24);
  matchChords(features, weights, shares, 0);
  for (let other = 0; other < 24; other += 1) {
    const error = shares[other]! - (other === chord ? 1 : 0);
    const first = other < 12 ? 0 : chordFeatureCount + 1;
    slope[first + chordFeatureCount]! += error;
    for (let at = 0; at < chordFeatureCount; at += 1) {
      const group = at - (at % 12);
      slope[first + at]! += error * features[group + ((at + other) % 12)]!;
    }
  }
}
