import { frameRate } from './onset-bands.ts';

const reach = 3;

/** Onsets a second of a series without its mean: peaks within 35 ms to each side that stand out by a deviation. */
export function onsetRate(series: Float32Array): number {
  if (series.length === 0) return 0;
  let energy = 0;
  for (const value of series) energy += value * value;
  const threshold = Math.sqrt(energy / series.length);
  let count = 0;
  for (let index = 0; index < series.length; index += 1) {
    const value = series[index]!;
    if (value > threshold && isPeak(series, index)) count += 1;
  }
  return (count * frameRate) / series.length;
}

function isPeak(series: Float32Array, index: number): boolean {
  const value = series[index]!;
  for (let distance = 1; distance <= reach; distance += 1) {
    if ((series[index - distance] ?? 0) >= value || (series[index + distance] ?? 0) > value) return false;
  }
  return true;
}
