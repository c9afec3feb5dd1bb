/** A pause this long begins to count anew. */
export const tapPauseMs = 2500;
/** Taps past this many are forgotten, the oldest first: a hand that has settled counts more than its first try. */
const keptTaps = 32;
/** An interval is left out when it is this far from the middle one, as a tap that was missed or doubled is. */
const outlierShare = 0.2;

/** One more tap at `atMs`; a long pause forgets those before. Times rise. */
export function addTap(taps: readonly number[], atMs: number): number[] {
  const last = taps.at(-1);
  if (last === undefined || atMs - last > tapPauseMs || atMs <= last) return [atMs];
  return [...taps, atMs].slice(-keptTaps);
}

/**
 * The tempo of taps, in beats a minute, or null before there are three.
 *
 * Intervals far from the median are dropped; the rest are averaged, so that the jitter of single taps cancels out.
 */
export function tappedBpm(taps: readonly number[]): number | null {
  if (taps.length < 3) return null;
  const intervals = taps.slice(1).map((at, index) => at - taps[index]!);
  const middle = median(intervals);
  const kept = intervals.filter((interval) => Math.abs(interval - middle) <= middle * outlierShare);
  const mean = kept.reduce((sum, interval) => sum + interval, 0) / kept.length;
  return Math.round(600_000 / mean) / 10;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((first, second) => first - second);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
