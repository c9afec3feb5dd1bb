const stretch = 512;
const attackCost = 2;
const clippedFrom = 0.9995;
const clippedCost = 2;

/**
 * How much of a codec's work an excerpt can show: the logarithm of the energy of its high frequencies where they are
 * weakest. Sudden sounds are coded in short blocks, and clipping adds what no encoder made, so both count against it.
 *
 * @param samples of both channels mixed
 * @param left of one of them
 */
export function excerptWorth(samples: Float32Array, left: Float32Array): number {
  let weakest = Number.POSITIVE_INFINITY;
  let clipped = 0;
  let last = Number.POSITIVE_INFINITY;
  let steepest = 1;
  for (let start = 0; start + stretch <= samples.length; start += stretch) {
    let energy = 0;
    let before = samples[start]!;
    let slope = 0;
    for (let at = start + 1; at < start + stretch; at += 1) {
      const sample = samples[at]!;
      const bend = sample - before - slope;
      slope = sample - before;
      before = sample;
      energy += bend * bend;
      // The other channel follows from the two.
      const one = left[at]!;
      const other = 2 * sample - one;
      if (one >= clippedFrom || one <= -clippedFrom || other >= clippedFrom || other <= -clippedFrom) clipped += 1;
    }
    if (energy < weakest) weakest = energy;
    steepest = Math.max(steepest, energy / (last + 1e-9));
    last = energy;
  }
  const worth = Math.log(weakest + 1e-12) - attackCost * Math.log(steepest) - clippedCost * Math.log2(1 + clipped);
  // Samples that are no numbers are worth nothing.
  return Number.isNaN(worth) ? Number.NEGATIVE_INFINITY : worth;
}
