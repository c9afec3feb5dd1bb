import { keyFromPitch, type MusicKey } from '#shared/music-key.ts';
import { chromaBins } from './chroma-meter.ts';

export type KeyEstimate = {
  /** Null for audio without pitch. */
  key: MusicKey | null;
  /** 0 to 1: how likely the key is right. */
  confidence: number;
  /** The second best key, null without a first one. */
  alternativeKey: MusicKey | null;
};

const unknownKey: KeyEstimate = { key: null, confidence: 0, alternativeKey: null };

// Profiles of Á. Faraldo et al., "A multi-profile method for key estimation in EDM" (2017), called bgate in Essentia.
const majorProfile = [1, 0, 0.42, 0, 0.53, 0.37, 0, 0.77, 0, 0.38, 0.21, 0.3];
const minorProfile = [1, 0, 0.36, 0.39, 0, 0.38, 0, 0.74, 0.27, 0, 0.42, 0.23];

/** Below this correlation the chroma resembles no key at all. */
const leastCorrelation = 0.3;

/** Each frame adds one to the sum of the chroma; this many are a second, and ten seconds. */
const fewestFrames = 5;
const enoughFrames = 54;

/** Compares chroma (36 bins from C, as `ChromaMeter` sums it up) with the profiles of all 24 keys. */
export function keyFromChroma(chroma: Float64Array): KeyEstimate {
  const frames = chroma.reduce((sum, value) => sum + value, 0);
  if (frames < fewestFrames) return unknownKey;
  const pitches = semitones(chroma);
  const ranked = Array.from({ length: 12 }, (_, tonic) => {
    const rotated = pitches.map((_, step) => pitches[(step + tonic) % 12]!);
    return [
      { key: keyFromPitch(tonic, 'major'), correlation: correlate(rotated, majorProfile) },
      { key: keyFromPitch(tonic, 'minor'), correlation: correlate(rotated, minorProfile) },
    ];
  })
    .flat()
    .sort((left, right) => right.correlation - left.correlation);
  const [best, second] = ranked as [(typeof ranked)[0], (typeof ranked)[0]];
  if (!(best.correlation >= leastCorrelation)) return unknownKey;
  const confidence = confidenceOf(best.correlation, best.correlation - second.correlation);
  return { key: best.key, confidence: confidence * Math.min(1, frames / enoughFrames), alternativeKey: second.key };
}

/** Twelve pitch classes of 36 bins, moved by a third of a semitone where the music is tuned that far off. */
function semitones(chroma: Float64Array): number[] {
  const sums = [-1, 0, 1].map((shift) => {
    let sum = 0;
    for (let bin = 0; bin < chromaBins; bin += 3) sum += chroma[(bin + shift + chromaBins) % chromaBins]!;
    return sum;
  });
  const shift = sums.indexOf(Math.max(...sums)) - 1;
  return Array.from({ length: 12 }, (_, pitch) => {
    const centre = 3 * pitch + shift + chromaBins;
    const at = (bin: number) => chroma[bin % chromaBins]!;
    return at(centre) + 0.5 * (at(centre - 1) + at(centre + 1));
  });
}

function correlate(left: readonly number[], right: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const leftMean = mean(left);
  const rightMean = mean(right);
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [index, value] of left.entries()) {
    const a = value - leftMean;
    const b = right[index]! - rightMean;
    product += a * b;
    leftSquares += a * a;
    rightSquares += b * b;
  }
  return leftSquares > 0 ? product / Math.sqrt(leftSquares * rightSquares) : 0;
}

function confidenceOf(correlation: number, margin: number): number {
  return 1 / (1 + Math.exp(-(-1.5 + 2.5 * correlation + 12 * margin)));
}
