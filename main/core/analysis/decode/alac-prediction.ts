/** A linear predictor of ALAC: each sample from those before it. */
export type Predictor = {
  /** 16 bit each, for the nearest sample first; adapted while predicting. */
  coefficients: Int32Array;
  /** Fraction bits of the coefficients. */
  shift: number;
};

/** This order stands for plain differences. */
export const differencesOrder = 31;

/**
 * Turns residuals into samples, in place.
 *
 * The coefficients adapt by the sign of each residual until it is used up. All sums wrap at 32 bits. After dp_dec.c of
 * Apple's reference implementation (Apache License 2.0).
 */
export function predict(samples: Int32Array, count: number, { coefficients, shift }: Predictor, bits: number): void {
  const order = coefficients.length;
  if (order === 0) return;
  const spare = 32 - bits;
  const warmUp = order === differencesOrder ? count : Math.min(order + 1, count);
  for (let at = 1; at < warmUp; at += 1) samples[at] = ((samples[at]! + samples[at - 1]!) << spare) >> spare;
  const half = shift === 0 ? 0 : 1 << (shift - 1);
  for (let at = warmUp; at < count; at += 1) {
    const oldest = samples[at - order - 1]!;
    let sum = half;
    for (let tap = 0, from = at - 1; tap < order; tap += 1, from -= 1)
      sum = (sum + Math.imul(coefficients[tap]!, (samples[from]! - oldest) | 0)) | 0;
    const residual = samples[at]!;
    samples[at] = ((residual + oldest + (sum >> shift)) << spare) >> spare;
    if (residual > 0) adaptUp(samples, at, coefficients, shift, residual);
    else if (residual < 0) adaptDown(samples, at, coefficients, shift, residual);
  }
}

/**
 * Moves coefficients by one each, from the farthest sample on, until what they change makes up for the residual.
 *
 * Half of all time goes here and into `adaptDown`, its mirror image; one function for both signs is a third slower.
 */
function adaptUp(samples: Int32Array, at: number, coefficients: Int32Array, shift: number, residual: number): void {
  const order = coefficients.length;
  const oldest = samples[at - order - 1]!;
  let left = residual;
  for (let tap = order - 1, weight = 1; tap >= 0 && left > 0; tap -= 1, weight += 1) {
    const difference = (oldest - samples[at - 1 - tap]!) | 0;
    if (difference === 0) continue;
    const step = (difference >> 31) | 1;
    coefficients[tap] = ((coefficients[tap]! - step) << 16) >> 16;
    left = (left - Math.imul(weight, Math.imul(step, difference) >> shift)) | 0;
  }
}

function adaptDown(samples: Int32Array, at: number, coefficients: Int32Array, shift: number, residual: number): void {
  const order = coefficients.length;
  const oldest = samples[at - order - 1]!;
  let left = residual;
  for (let tap = order - 1, weight = 1; tap >= 0 && left < 0; tap -= 1, weight += 1) {
    const difference = (oldest - samples[at - 1 - tap]!) | 0;
    if (difference === 0) continue;
    const step = (difference >> 31) | 1;
    coefficients[tap] = ((coefficients[tap]! + step) << 16) >> 16;
    left = (left - Math.imul(weight, Math.imul(-step, difference) >> shift)) | 0;
  }
}
