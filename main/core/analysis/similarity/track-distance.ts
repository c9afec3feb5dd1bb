import { choleskyInPlace } from './cholesky.ts';
import { cepstralCount, layout } from './similarity-vector.ts';

/** The parts of a distance, each from 0 for the same up. */
export type DistanceParts = {
  /** Square root of the Jensen–Shannon-like divergence of two Gaussians. */
  timbre: number;
  /** Sums of differences, 0 to 2. */
  rhythm: number;
  chroma: number;
  /** Octaves between the tempos, by the nearest of half and double; 0 where one has no beat. */
  tempo: number;
  /** Of loudness, range, arousal and valence, each by its usual spread. */
  mood: number;
};

/** How much each part counts. What a user turns with sliders. */
export type DistanceWeights = Record<keyof DistanceParts, number>;
export const distanceWeights: DistanceWeights = { timbre: 1, rhythm: 0.5, chroma: 0.2, tempo: 0.3, mood: 0.4 };

/** The mean of each part between random tracks: what makes parts comparable. */
export type DistanceScales = DistanceParts;
/** Between the clips of the development set; a library measures its own with `measureScales`. */
export const usualScales: DistanceScales = { timbre: 1.5, rhythm: 0.75, chroma: 0.4, tempo: 0.25, mood: 1.5 };

const merged = new Float64Array(cepstralCount * cepstralCount);

/**
 * How different two Gaussians sound: `½ ln|Σ| − ¼ ln|Σ₁| − ¼ ln|Σ₂|` with the mean and covariance of their mixture, the
 * form of the Jensen–Shannon divergence that Musly uses. Never negative, symmetric, 0 only for the same; answers its root.
 */
export function timbreDistance(a: Float32Array, b: Float32Array): number {
  let at: number = layout.covariance;
  for (let row = 0; row < cepstralCount; row += 1) {
    const rowDifference = a[row]! - b[row]!;
    for (let column = row; column < cepstralCount; column += 1) {
      // Only the lower triangle is read.
      merged[column * cepstralCount + row] = 0.5 * (a[at]! + b[at]!) + 0.25 * rowDifference * (a[column]! - b[column]!);
      at += 1;
    }
  }
  const logDeterminant = choleskyInPlace(merged, cepstralCount);
  const divergence = 0.5 * logDeterminant - 0.25 * (a[layout.logDeterminant]! + b[layout.logDeterminant]!);
  // Under this it is what 32 bits round away.
  return divergence > 2e-5 ? Math.sqrt(divergence) : 0;
}

export function distanceParts(a: Float32Array, b: Float32Array): DistanceParts {
  return {
    timbre: timbreDistance(a, b),
    rhythm: sumOfDifferences(a, b, layout.rhythm, 16),
    chroma: sumOfDifferences(a, b, layout.chroma, 12),
    tempo: octavesBetween(a[layout.bpm]!, b[layout.bpm]!),
    mood:
      Math.abs(a[layout.lufs]! - b[layout.lufs]!) / 12 +
      Math.abs(a[layout.rangeLu]! - b[layout.rangeLu]!) / 12 +
      Math.abs(a[layout.arousal]! - b[layout.arousal]!) / 0.4 +
      Math.abs(a[layout.valence]! - b[layout.valence]!) / 2,
  };
}

/** The weighed mean of the parts, each in units of its usual size: random tracks are about 1 apart. */
export function trackDistance(
  a: Float32Array,
  b: Float32Array,
  scales: DistanceScales = usualScales,
  weights: DistanceWeights = distanceWeights,
): number {
  return weighParts(distanceParts(a, b), scales, weights);
}

/** The same of parts that are known. */
export function weighParts(
  parts: DistanceParts,
  scales: DistanceScales = usualScales,
  weights: DistanceWeights = distanceWeights,
): number {
  const total = weights.timbre + weights.rhythm + weights.chroma + weights.tempo + weights.mood;
  if (!(total > 0)) return 0;
  return (
    ((weights.timbre * parts.timbre) / scales.timbre +
      (weights.rhythm * parts.rhythm) / scales.rhythm +
      (weights.chroma * parts.chroma) / scales.chroma +
      (weights.tempo * parts.tempo) / scales.tempo +
      (weights.mood * parts.mood) / scales.mood) /
    total
  );
}

/** The mean parts between the tracks of a random sample. A sample of alike tracks falls back on the usual. */
export function measureScales(sample: readonly Float32Array[]): DistanceScales {
  const sums: DistanceParts = { timbre: 0, rhythm: 0, chroma: 0, tempo: 0, mood: 0 };
  let pairs = 0;
  for (const [index, a] of sample.entries()) {
    for (const b of sample.slice(index + 1, index + 33)) {
      const parts = distanceParts(a, b);
      for (const name of Object.keys(sums) as (keyof DistanceParts)[]) sums[name] += parts[name];
      pairs += 1;
    }
  }
  for (const name of Object.keys(sums) as (keyof DistanceParts)[]) {
    sums[name] = Math.max(0.2 * usualScales[name], pairs < 10 ? usualScales[name] : sums[name] / pairs);
  }
  return sums;
}

export function octavesBetween(a: number, b: number): number {
  if (!(a > 0) || !(b > 0)) return 0;
  const octaves = Math.abs(Math.log2(a / b));
  return Math.abs(octaves - Math.round(octaves));
}

function sumOfDifferences(a: Float32Array, b: Float32Array, from: number, count: number): number {
  let sum = 0;
  for (let index = from; index < from + count; index += 1) sum += Math.abs(a[index]! - b[index]!);
  return sum;
}
