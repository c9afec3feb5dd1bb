import { decibels, type Spectrum } from './long-term-spectrum.ts';

/** Sound under this is noise: rounding to 16 bits alone has about -126 dB in a band. */
const noiseDb = -108;
/** And so is what is this far under the loudest band. */
const rangeDb = 95;
const reachHz = 300;
const leastFallDb = 18;
const lowestCliffHz = 3000;
/** What comes back behind a cliff is not cut off. */
const returnDb = 6;

export type Bandwidth = {
  /** Up to where there is sound; null for silence. */
  hz: number | null;
  /** Where the spectrum falls off a cliff, and how deep within 0.6 kHz; null where it fades or goes on to the end. */
  cliff: { hz: number; fallDb: number } | null;
};

export function measureBandwidth({ mean, nyquistHz }: Spectrum): Bandwidth {
  const levels = smooth(Float64Array.from(mean, decibels));
  const rowHz = nyquistHz / levels.length;
  const threshold = Math.max(noiseDb, Math.max(...levels) - rangeDb);
  const highest = levels.findLastIndex((level) => level > threshold);
  if (highest < 0) return { hz: null, cliff: null };
  return { hz: Math.round((highest + 1) * rowHz), cliff: findCliff(levels, rowHz) };
}

function findCliff(levels: Float64Array, rowHz: number): Bandwidth['cliff'] {
  const reach = Math.max(1, Math.round(reachHz / rowHz));
  let best: Bandwidth['cliff'] = null;
  // The loudest of all that lies behind, from the top down.
  let behind = Number.NEGATIVE_INFINITY;
  for (let row = levels.length - 1 - reach; row * rowHz >= lowestCliffHz; row -= 1) {
    behind = Math.max(behind, levels[row + reach]!);
    const fallDb = levels[row - reach]! - levels[row + reach]!;
    if (fallDb < leastFallDb || behind > levels[row + reach]! + returnDb) continue;
    if (!best || fallDb > best.fallDb) best = { hz: Math.round((row + 0.5) * rowHz), fallDb: Math.round(fallDb) };
  }
  return best;
}

function smooth(levels: Float64Array): Float64Array {
  return levels.map((level, row) => (level + (levels[row - 1] ?? level) + (levels[row + 1] ?? level)) / 3);
}
