import type { KeyEvidence } from '#core/analysis/key/key-features.ts';

/** Published profiles for major and minor keys, of the weight of each pitch class from the tonic on. */
export const profiles = {
  /** Á. Faraldo et al., "A multi-profile method for key estimation in EDM" (2017). */
  bgate: [
    [1, 0, 0.42, 0, 0.53, 0.37, 0, 0.77, 0, 0.38, 0.21, 0.3],
    [1, 0, 0.36, 0.39, 0, 0.38, 0, 0.74, 0.27, 0, 0.42, 0.23],
  ],
  /** I. Sha'ath, "Estimation of key in digital music recordings" (2011). */
  shaath: [
    [6.6, 2, 3.5, 2.3, 4.6, 4, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4],
    [6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4, 2.7, 4.3, 3.2],
  ],
  /** D. Temperley, "What's key for key?" (1999). */
  temperley: [
    [5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4],
    [5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 1.5, 4],
  ],
} as const;
export type ProfileName = keyof typeof profiles;

/** Weights by which the features of chroma (mean 0, deviation 1) add up to the correlation with a profile. */
export function correlationWeights(name: ProfileName, mode: 0 | 1): number[] {
  const profile = profiles[name][mode];
  const mean = profile.reduce((sum: number, value) => sum + value, 0) / 12;
  const spread = Math.sqrt(profile.reduce((sum: number, value) => sum + (value - mean) ** 2, 0) / 12);
  return profile.map((value) => (value - mean) / spread / 12);
}

/** How well the chroma agrees with each key: major keys from C on, then minor ones. */
export function correlations(evidence: KeyEvidence, name: ProfileName): Float64Array {
  const weights = [correlationWeights(name, 0), correlationWeights(name, 1)];
  return Float64Array.from({ length: 24 }, (_, key) =>
    weights[key < 12 ? 0 : 1]!.reduce((sum, weight, step) => sum + weight * evidence.chroma[(key + step) % 12]!, 0),
  );
}
