const shortestSeconds = 0.31;
const longestSeconds = 8.8;
const ratio = 1.1;

/**
 * Danceability after Streich and Herrera (AES 118, 2005), 0 to about 3: the inverse of the mean exponent of a detrended
 * fluctuation analysis of an amplitude envelope, at time scales from 0.31 to 8.8 s as in Essentia's `Danceability`.
 *
 * A steady beat keeps its fluctuation at all scales longer than itself (small exponents, high danceability); music whose
 * level wanders fluctuates more the longer one looks. 0 where there is nothing to measure.
 */
export function danceabilityOf(envelope: Float32Array, rate: number): number {
  const mean = envelope.reduce((sum, value) => sum + value, 0) / Math.max(1, envelope.length);
  // Sums of y, t·y and y² of the integrated envelope make the residual of any stretch's line a few operations.
  const length = envelope.length;
  const sums = new Float64Array(length + 1);
  const weighted = new Float64Array(length + 1);
  const squares = new Float64Array(length + 1);
  let walk = 0;
  for (let index = 0; index < length; index += 1) {
    walk += envelope[index]! - mean;
    sums[index + 1] = sums[index]! + walk;
    weighted[index + 1] = weighted[index]! + index * walk;
    squares[index + 1] = squares[index]! + walk * walk;
  }
  const scales: number[] = [];
  const fluctuations: number[] = [];
  for (let seconds = shortestSeconds; seconds <= longestSeconds; seconds *= ratio) {
    const size = Math.round(seconds * rate);
    if (size < 4 || size > length || size === scales.at(-1)) continue;
    const step = Math.max(1, Math.floor(size / 8));
    let total = 0;
    let count = 0;
    for (let start = 0; start + size <= length; start += step) {
      const end = start + size;
      const y = sums[end]! - sums[start]!;
      const ty = weighted[end]! - weighted[start]! - start * y;
      total += residual(size, y, ty, squares[end]! - squares[start]!);
      count += 1;
    }
    scales.push(size);
    fluctuations.push(Math.sqrt(total / count));
  }
  let exponents = 0;
  let count = 0;
  for (let index = 1; index < scales.length; index += 1) {
    if (fluctuations[index - 1]! <= 1e-12 || fluctuations[index]! <= 1e-12) continue;
    const exponent =
      Math.log(fluctuations[index]! / fluctuations[index - 1]!) /
      Math.log((scales[index]! + 3) / (scales[index - 1]! + 3));
    if (exponent <= 0) continue;
    exponents += exponent;
    count += 1;
  }
  return count === 0 ? 0 : count / exponents;
}

/** Mean square around the line of least squares through `size` values at 0, 1, 2 … */
function residual(size: number, y: number, ty: number, yy: number): number {
  const middle = (size - 1) / 2;
  const spread = (size * (size * size - 1)) / 12;
  const covariance = ty - middle * y;
  return Math.max(0, yy - (y * y) / size - (covariance * covariance) / spread) / size;
}
