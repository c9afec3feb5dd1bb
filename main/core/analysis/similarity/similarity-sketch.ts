import { cepstralCount, layout } from './similarity-vector.ts';
import type { DistanceScales, DistanceWeights } from './track-distance.ts';

/**
 * The short form of a similarity vector that a first pass over a whole library reads: means and variances of the
 * coefficients, rhythm, chroma, tempo in octaves (-1 without a beat), loudness, range, arousal, valence, and a quarter of
 * the logarithm of the product of the variances. 84 numbers, 34 MB for 100,000 tracks.
 */
export const sketchLength = 2 * cepstralCount + 16 + 12 + 6;
const rhythmAt = 2 * cepstralCount;
const chromaAt = rhythmAt + 16;
const tempoAt = chromaAt + 12;
const moodAt = tempoAt + 1;
const logarithmAt = moodAt + 4;
/** The spreads of `distanceParts`. */
const moodScales = [1 / 12, 1 / 12, 1 / 0.4, 1 / 2];

/** Writes the sketch of a vector into row `row` of `sketches`. */
export function writeSketch(sketches: Float32Array, row: number, vector: Float32Array): void {
  const at = row * sketchLength;
  let product = 1;
  let variance: number = layout.covariance;
  for (let index = 0; index < cepstralCount; index += 1) {
    sketches[at + index] = vector[layout.mean + index]!;
    sketches[at + cepstralCount + index] = vector[variance]!;
    product *= vector[variance]!;
    variance += cepstralCount - index;
  }
  sketches.set(vector.subarray(layout.rhythm, layout.bpm), at + rhythmAt);
  const bpm = vector[layout.bpm]!;
  sketches[at + tempoAt] = bpm > 1 ? Math.log2(bpm) : -1;
  for (let index = 0; index < 4; index += 1) {
    sketches[at + moodAt + index] = vector[layout.lufs + index]! * moodScales[index]!;
  }
  sketches[at + logarithmAt] = 0.25 * Math.log(product);
}

/**
 * The distances of the first `rows` sketches to `query`, like `trackDistance` but as if the coefficients were
 * uncorrelated. About 0.1 µs a row.
 */
export function sketchDistances(
  sketches: Float32Array,
  rows: number,
  query: Float32Array,
  scales: DistanceScales,
  weights: DistanceWeights,
): Float32Array {
  const total = weights.timbre + weights.rhythm + weights.chroma + weights.tempo + weights.mood;
  const timbreWeight = weights.timbre / scales.timbre / total;
  const rhythmWeight = weights.rhythm / scales.rhythm / total;
  const chromaWeight = weights.chroma / scales.chroma / total;
  const tempoWeight = weights.tempo / scales.tempo / total;
  const moodWeight = weights.mood / scales.mood / total;
  const distances = new Float32Array(rows);
  const goal = Float64Array.from(query.subarray(0, sketchLength));
  for (let row = 0; row < rows; row += 1) {
    const at = row * sketchLength;
    let product = 1;
    let shift = 1;
    for (let index = 0; index < cepstralCount; index += 1) {
      const difference = sketches[at + index]! - goal[index]!;
      const variance = 0.5 * (sketches[at + cepstralCount + index]! + goal[cepstralCount + index]!);
      product *= variance;
      shift += (0.25 * difference * difference) / variance;
    }
    // The determinant of a diagonal matrix plus the product of the differences of the means.
    const divergence = 0.5 * Math.log(product * shift) - sketches[at + logarithmAt]! - goal[logarithmAt]!;
    const rhythm = differences(sketches, at, goal, rhythmAt, chromaAt);
    const chroma = differences(sketches, at, goal, chromaAt, tempoAt);
    const mood = differences(sketches, at, goal, moodAt, logarithmAt);
    const octaves = sketches[at + tempoAt]! < 0 || goal[tempoAt]! < 0 ? 0 : sketches[at + tempoAt]! - goal[tempoAt]!;
    distances[row] =
      timbreWeight * Math.sqrt(Math.max(0, divergence)) +
      rhythmWeight * rhythm +
      chromaWeight * chroma +
      tempoWeight * Math.abs(octaves - Math.round(octaves)) +
      moodWeight * mood;
  }
  return distances;
}

function differences(sketches: Float32Array, at: number, goal: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += Math.abs(sketches[at + index]! - goal[index]!);
  return sum;
}
