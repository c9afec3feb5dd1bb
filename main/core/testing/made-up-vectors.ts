import { choleskyInPlace } from '#core/analysis/similarity/cholesky.ts';
import { cepstralCount, layout, similarityLength } from '#core/analysis/similarity/similarity-vector.ts';
import { randomNumbers } from './sound-sketches.ts';

/** A similarity vector as a track could have it; `spread` is how far from the middle of all tracks it lies. */
export function madeUpVector(seed: number, spread = 1): Float32Array {
  const random = randomNumbers(seed);
  const normal = () => random() + random() + random() + random() + random() + random() - 3;
  const vector = new Float32Array(similarityLength);
  for (let index = 0; index < cepstralCount; index += 1) vector[index] = spread * 1.4 * normal();
  const factor = Array.from({ length: cepstralCount }, () =>
    Array.from({ length: cepstralCount }, () => 0.15 * normal()),
  );
  const covariance = new Float64Array(cepstralCount * cepstralCount);
  let at: number = layout.covariance;
  for (let row = 0; row < cepstralCount; row += 1) {
    for (let column = row; column < cepstralCount; column += 1) {
      const product = factor[row]!.reduce((sum, value, index) => sum + value * factor[column]![index]!, 0);
      vector[at] = product + (row === column ? 0.05 : 0);
      covariance[column * cepstralCount + row] = vector[at]!;
      at += 1;
    }
  }
  vector[layout.logDeterminant] = choleskyInPlace(covariance, cepstralCount);
  for (let index = layout.rhythm; index < layout.bpm; index += 1) vector[index] = random() / 14;
  vector[layout.bpm] = 60 + 120 * random();
  vector[layout.lufs] = -8 - 12 * random();
  vector[layout.rangeLu] = 8 * random();
  vector[layout.arousal] = random();
  vector[layout.valence] = Math.floor(3 * random()) - 1;
  return vector;
}
