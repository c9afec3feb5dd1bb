const windowSeconds = 12;
/** The slowest bar and the fastest repetition that count as rhythm. */
const shortestSeconds = 0.18;
const longestSeconds = 2.2;
/** Beats lie here; faster repetition is texture, slower one is form. */
const beatSeconds = [0.25, 1.5] as const;
export const periodBins = 16;

/**
 * Autocorrelation of a series over windows of 12 s, averaged with the energy of each window as its weight.
 *
 * Index is the lag in samples, up to 2.2 s; lag 0 is 1, or everything is 0 for a series without changes.
 */
export function averageAutocorrelation(series: Float32Array, rate: number): Float64Array {
  const lags = Math.ceil(longestSeconds * rate) + 2;
  const result = new Float64Array(lags);
  const size = Math.min(series.length, Math.round(windowSeconds * rate));
  if (size < 2) return result;
  const window = new Float64Array(size);
  for (let start = 0; start + size <= series.length; start += size) {
    let mean = 0;
    for (let index = 0; index < size; index += 1) mean += series[start + index]! / size;
    for (let index = 0; index < size; index += 1) window[index] = series[start + index]! - mean;
    for (let lag = 0; lag < Math.min(lags, size >> 1); lag += 1) {
      let sum = 0;
      for (let index = lag; index < size; index += 1) sum += window[index]! * window[index - lag]!;
      result[lag]! += (sum * size) / (size - lag);
    }
  }
  const total = result[0]!;
  // Rises of less than a thousandth are rounding, not rhythm.
  if (!(total > 1e-6 * series.length)) return result.fill(0);
  return result.map((value) => value / total);
}

/** Pulse clarity as the largest autocorrelation at the distance of beats (Lartillot et al. 2008), 0 to 1. */
export function clarityOf(autocorrelation: Float64Array, rate: number): number {
  let largest = 0;
  const from = Math.round(beatSeconds[0] * rate);
  const to = Math.min(autocorrelation.length - 2, Math.round(beatSeconds[1] * rate));
  for (let lag = from; lag <= to; lag += 1) {
    const here = autocorrelation[lag]!;
    if (here >= autocorrelation[lag - 1]! && here >= autocorrelation[lag + 1]!) largest = Math.max(largest, here);
  }
  return Math.min(1, largest);
}

/**
 * The autocorrelation above zero in 16 bins of equal ratio between 0.18 and 2.2 s, adding up to 1.
 *
 * A beat histogram (Tzanetakis and Cook 2002) that needs no decision on the metrical level. A lag gives to the two bins
 * around it, so a small change of tempo is a small change of the histogram.
 */
export function periodHistogram(autocorrelation: Float64Array, rate: number): Float32Array<ArrayBuffer> {
  const bins = new Float64Array(periodBins);
  const lagCounts = new Float64Array(periodBins);
  for (let lag = Math.ceil(shortestSeconds * rate); lag < autocorrelation.length; lag += 1) {
    const position =
      (Math.log(lag / rate / shortestSeconds) / Math.log(longestSeconds / shortestSeconds)) * (periodBins - 1);
    if (position > periodBins - 1) break;
    const bin = Math.floor(position);
    const part = position - bin;
    const value = Math.max(0, autocorrelation[lag]!);
    bins[bin]! += value * (1 - part);
    lagCounts[bin]! += 1 - part;
    if (bin + 1 < periodBins) {
      bins[bin + 1]! += value * part;
      lagCounts[bin + 1]! += part;
    }
  }
  for (let bin = 0; bin < periodBins; bin += 1) bins[bin]! /= Math.max(1, lagCounts[bin]!);
  const total = bins.reduce((sum, value) => sum + value, 0);
  return Float32Array.from(bins, (value) => (total > 0 ? value / total : 0));
}
