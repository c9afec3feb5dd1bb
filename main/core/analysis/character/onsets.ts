/** Two onsets closer than this are heard as one. */
const closestSeconds = 0.045;
const neighbourhoodSeconds = 0.35;
/** An onset stands out from the mean around it by a factor and by this rise of the mean band. */
const factor = 1.6;
const leastRise = 0.1;
/** Or it is this much of the strongest of the piece, however busy the music around it is. */
const shareOfStrong = 0.55;

/**
 * How many onsets a series of onset strengths has: peaks that stand out from the 0.7 s around them.
 *
 * Peak picking after Böck, Krebs and Schedl (2012), without their delays: the whole series is there.
 */
export function countOnsets(strengths: Float32Array, framesPerSecond: number): number {
  const reach = Math.max(1, Math.round(neighbourhoodSeconds * framesPerSecond));
  const closest = Math.max(1, Math.round(closestSeconds * framesPerSecond));
  const strong = shareOfStrong * percentile(strengths, 0.99);
  let sum = 0;
  for (let index = 0; index < Math.min(reach, strengths.length); index += 1) sum += strengths[index]!;
  let count = 0;
  let last = -closest;
  for (let index = 0; index < strengths.length; index += 1) {
    if (index + reach < strengths.length) sum += strengths[index + reach]!;
    if (index - reach - 1 >= 0) sum -= strengths[index - reach - 1]!;
    const from = Math.max(0, index - reach);
    const mean = sum / (Math.min(strengths.length - 1, index + reach) - from + 1);
    const here = strengths[index]!;
    if (here < leastRise || here < Math.min(Math.max(strong, 1.2 * mean + leastRise), factor * mean + leastRise))
      continue;
    if (index - last < closest || !isPeak(strengths, index, closest)) continue;
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

function percentile(values: Float32Array, part: number): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  return sorted[Math.floor((sorted.length - 1) * part)]!;
}
