/** Two onsets closer than this are heard as one. */
const closestSeconds = 0.045;
const neighbourhoodSeconds = 0.35;
/** An onset stands out from what is usual around it by a factor and by this rise of the mean band. */
const factor = 1.8;
const leastRise = 0.035;

/**
 * How many onsets a series of onset strengths has: peaks that stand out from the 0.7 s around them.
 *
 * Peak picking after Böck, Krebs and Schedl (2012), without their delays, as the whole series is there. What is usual is
 * the mean of square roots, squared: like a median it does not rise with the onsets themselves, so that dense music has
 * them too.
 */
export function countOnsets(strengths: Float32Array, framesPerSecond: number): number {
  const reach = Math.max(1, Math.round(neighbourhoodSeconds * framesPerSecond));
  const closest = Math.max(1, Math.round(closestSeconds * framesPerSecond));
  const sums = new Float64Array(strengths.length + 1);
  for (let index = 0; index < strengths.length; index += 1)
    sums[index + 1] = sums[index]! + Math.sqrt(strengths[index]!);
  let count = 0;
  let last = -closest;
  for (let index = 0; index < strengths.length; index += 1) {
    const here = strengths[index]!;
    if (here < leastRise || index - last < closest) continue;
    const from = Math.max(0, index - reach);
    const to = Math.min(strengths.length, index + reach + 1);
    const usual = ((sums[to]! - sums[from]!) / (to - from)) ** 2;
    if (here < factor * usual + leastRise || !isPeak(strengths, index, closest)) continue;
    count += 1;
    last = index;
  }
  return count;
}

function isPeak(series: Float32Array, index: number, reach: number): boolean {
  const here = series[index]!;
  for (let other = Math.max(0, index - reach); other <= Math.min(series.length - 1, index + reach); other += 1) {
    // Of equal neighbours the first is the peak.
    if (series[other]! > here || (series[other] === here && other < index)) return false;
  }
  return true;
}
