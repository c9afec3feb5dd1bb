import { type DistanceScales, trackDistance } from './track-distance.ts';

/** How far a track is from the others of its library: a Gaussian, kept with its vector. */
export type Hub = { mean: number; spread: number };

/** What a track of an unknown library is like; random tracks are about 1 apart. */
export const usualHub: Hub = { mean: 1, spread: 0.35 };

/** Enough for a mean right to a twentieth of the spread or so. 100 distances take half a millisecond. */
export const hubSampleSize = 100;
const fewest = 12;

/** The distances from a track to a random sample of its library. The track itself, if it is there, does not count. */
export function hubOf(vector: Float32Array, sample: readonly Float32Array[], scales: DistanceScales): Hub {
  const distances = sample
    .map((other) => (other === vector ? 0 : trackDistance(vector, other, scales)))
    .filter((distance) => distance > 0);
  if (distances.length < fewest) return usualHub;
  const mean = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const variance = distances.reduce((sum, distance) => sum + (distance - mean) ** 2, 0) / (distances.length - 1);
  return { mean, spread: Math.max(0.02, Math.sqrt(variance)) };
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
