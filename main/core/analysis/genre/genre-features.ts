import { cepstralCount, layout } from '../similarity/similarity-vector.ts';

/** Neighbouring coefficients whose correlation tells of spectral motion. */
const correlated = 8;
const correlations = (correlated * (correlated - 1)) / 2;
export const genreFeatureCount = 2 * cepstralCount + correlations + 16 + 12 + 5;

/**
 * What a genre is told from: means and log variances of the 25 coefficients, correlations among the first eight, rhythm
 * and chroma (as square roots, so that small parts count), tempo in octaves, loudness, range, arousal, valence.
 */
export function writeGenreFeatures(target: Float32Array, at: number, vector: Float32Array): void {
  let to = at;
  const variances = new Float64Array(cepstralCount);
  let variance: number = layout.covariance;
  for (let index = 0; index < cepstralCount; index += 1) {
    variances[index] = Math.max(1e-6, vector[variance]!);
    variance += cepstralCount - index;
    target[to++] = vector[layout.mean + index]!;
    target[to++] = Math.log(variances[index]!);
  }
  let row: number = layout.covariance;
  for (let first = 0; first < correlated; first += 1) {
    for (let second = first + 1; second < correlated; second += 1) {
      target[to++] = vector[row + second - first]! / Math.sqrt(variances[first]! * variances[second]!);
    }
    row += cepstralCount - first;
  }
  for (let index = layout.rhythm; index < layout.bpm; index += 1) target[to++] = Math.sqrt(Math.max(0, vector[index]!));
  target[to++] = vector[layout.bpm]! > 1 ? Math.log2(vector[layout.bpm]!) : 7;
  target[to++] = vector[layout.lufs]!;
  target[to++] = vector[layout.rangeLu]!;
  target[to++] = vector[layout.arousal]!;
  target[to++] = vector[layout.valence]!;
}
