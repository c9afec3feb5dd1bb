import { type DistanceScales, trackDistance } from './track-distance.ts';

/** How far a track is from the others of its library: a Gaussian. */
export type Hub = { mean: number; spread: number };

/** What a track of an unknown library is like; random tracks are about 1 apart. */
export const usualHub: Hub = { mean: 1, spread: 0.35 };

/** Enough for a mean right to a twentieth of the spread or so. 100 distances take half a millisecond. */
export const hubSampleSize = 100;
const fewest = 12;

/** From the distances of a track to a random sample of its library; its own copy, if it is there, does not count. */
export function hubFromDistances(distances: ArrayLike<number>): Hub {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let index = 0; index < distances.length; index += 1) {
    const distance = distances[index]!;
    if (!(distance > 1e-4)) continue;
    sum += distance;
    squares += distance * distance;
    count += 1;
  }
  if (count < fewest) return usualHub;
  const mean = sum / count;
  return { mean, spread: Math.max(0.02, Math.sqrt(Math.max(0, squares / count - mean * mean))) };
}

/** The same from the whole vectors of a sample. */
export function hubOf(vector: Float32Array, sample: readonly Float32Array[], scales: DistanceScales): Hub {
  return hubFromDistances(sample.map((other) => trackDistance(vector, other, scales)));
}

/**
 * Mutual Proximity (Schnitzer, Flexer, Schedl and Widmer, JMLR 2012) with independent Gaussians: how likely it is that
 * both tracks are closer to each other than to a random one, 0 to 1. Tracks that are near everything gain nothing by it.
 */
export function mutualProximity(distance: number, a: Hub, b: Hub): number {
  return upperTail((distance - a.mean) / a.spread) * upperTail((distance - b.mean) / b.spread);
}

/** Probability of a standard normal number above `z`, right to 1.5e-7 (Abramowitz and Stegun 7.1.26). */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const half = 0.5 * series * Math.exp(-x * x);
  return z >= 0 ? half : 1 - half;
}
