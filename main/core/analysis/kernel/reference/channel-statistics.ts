import type { ChannelTotals, StatisticsOptions } from '../channel-statistics.ts';

/** The plain reference of `ChannelStatistics`, for channels that lie there whole. */
export function plainStatistics(
  planar: readonly Float32Array[],
  options: StatisticsOptions,
): { channels: ChannelTotals[]; sumOfProducts: number } {
  const [left, right] = planar;
  let sumOfProducts = 0;
  if (left && right) for (const [index, value] of left.entries()) sumOfProducts += value * right[index]!;
  return { channels: planar.map((samples) => totalsOf(samples, options)), sumOfProducts };
}

function totalsOf(samples: Float32Array, { fullScale, shortestRun }: StatisticsOptions): ChannelTotals {
  const totals = { frames: samples.length, sum: 0, sumOfSquares: 0, smallest: 0, largest: 0 };
  const runs: number[] = [0];
  for (const [index, value] of samples.entries()) {
    totals.sum += value;
    totals.sumOfSquares += value * value;
    totals.smallest = index === 0 ? value : Math.min(totals.smallest, value);
    totals.largest = index === 0 ? value : Math.max(totals.largest, value);
    if (Math.abs(value) >= Math.fround(fullScale)) runs[runs.length - 1]! += 1;
    else runs.push(0);
  }
  return {
    ...totals,
    fullScaleSamples: runs.reduce((sum, run) => sum + run, 0),
    fullScaleRuns: runs.filter((run) => run >= shortestRun).length,
    longestRun: Math.max(...runs),
  };
}
