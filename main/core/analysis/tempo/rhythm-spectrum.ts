import { frameRate } from './onset-bands.ts';
import { ComplexTransform } from './transform.ts';

/** The series that periods are looked for in; each a sum of onset bands without its local mean. */
export const seriesNames = ['total', 'low', 'mid', 'high'] as const;
const seriesBands: readonly (readonly number[])[] = [[0, 1, 2, 3, 4, 5], [0], [1, 2, 3], [4, 5]];
export const seriesCount = seriesNames.length;

/** A window is 11.9 s; every 3 s one begins. Twice its length, padded with zeros, is transformed. */
export const windowFrames = 1024;
const transformFrames = 2 * windowFrames;
export const hopFrames = Math.round(3 * frameRate);
export const windowHopSeconds = hopFrames / frameRate;
/** The longest lag of an autocorrelation: 6.5 s, four beats of a slow ballad. */
export const longestLag = 560;
const binCount = transformFrames / 2;
const meanFrames = Math.round(0.6 * frameRate);

/** Takes the mean over 0.6 s around each value from it. */
export function withoutLocalMean(values: Float32Array): Float32Array {
  const half = meanFrames >> 1;
  const result = new Float32Array(values.length);
  let sum = 0;
  for (let index = 0; index < Math.min(half, values.length); index += 1) sum += values[index]!;
  let count = Math.min(half, values.length);
  for (let index = 0; index < values.length; index += 1) {
    if (index + half < values.length) {
      sum += values[index + half]!;
      count += 1;
    }
    if (index - half - 1 >= 0) {
      sum -= values[index - half - 1]!;
      count -= 1;
    }
    result[index] = values[index]! - sum / count;
  }
  return result;
}

/** Sums the onset bands to the four series. */
export function rhythmSeries(bands: readonly Float32Array[]): Float32Array[] {
  return seriesBands.map((members) => {
    const sum = new Float32Array(bands[0]!.length);
    for (const member of members) {
      const band = bands[member]!;
      for (let index = 0; index < sum.length; index += 1) sum[index]! += band[index]!;
    }
    return withoutLocalMean(sum);
  });
}

/** How strongly the series of a stretch of music repeat, by lag and by frequency. */
export type RhythmSpectrum = {
  /** For each series the autocorrelation at lags 0 to `longestLag` frames, 1 at 0. */
  correlations: Float32Array[];
  /** For each series the tempogram: magnitude by frequency in steps of `frameRate / 2048` Hz, up to about 1. */
  tempograms: Float32Array[];
  /** How much of the energy each series has, relative to the first. */
  energies: Float32Array;
};

/** What is kept of a single window: the total series only, and of its tempogram what a beat needs. */
export type PulseSpectrum = { correlation: Float32Array; tempogram: Float32Array };

/** Up to 6.7 Hz. */
const pulseBins = 160;

/** The total series of a spectrum. */
export function pulseSpectrum({ correlations, tempograms }: RhythmSpectrum): PulseSpectrum {
  return { correlation: correlations[0]!, tempogram: tempograms[0]! };
}

/**
 * Measures windows of four series: autocorrelation (without bias) and Hann-windowed spectrum.
 *
 * Two series go through one complex transform; the Hann window is applied to the spectrum, where it is three terms.
 */
export class RhythmAnalyser {
  readonly #transform = new ComplexTransform(transformFrames);
  readonly #real = new Float64Array(transformFrames);
  readonly #imaginary = new Float64Array(transformFrames);
  readonly #window: RhythmSpectrum = {
    correlations: seriesNames.map(() => new Float32Array(longestLag + 1)),
    tempograms: seriesNames.map(() => new Float32Array(binCount)),
    energies: new Float32Array(seriesCount),
  };

  /**
   * The mean of all windows that begin inside of the series, and of each what `PulseSpectrum` holds; music shorter than a
   * window has one. In the mean a window counts with the root of its energy, so that quiet ones count less.
   */
  analyse(series: readonly Float32Array[]): { mean: RhythmSpectrum; pulses: PulseSpectrum[] } {
    const count = Math.max(1, Math.floor((series[0]!.length - windowFrames) / hopFrames) + 1);
    const sum = new SpectrumSum(count);
    const pulses: PulseSpectrum[] = [];
    for (let window = 0; window < count; window += 1) {
      const spectrum = this.measure(series, window * hopFrames);
      sum.add(spectrum);
      const { correlation, tempogram } = pulseSpectrum(spectrum);
      pulses.push({ correlation: correlation.slice(), tempogram: tempogram.slice(0, pulseBins) });
    }
    return { mean: sum.mean(), pulses };
  }

  /** One window, from a frame on; valid until the next one is measured. */
  measure(series: readonly Float32Array[], start: number): RhythmSpectrum {
    const { correlations, tempograms, energies } = this.#window;
    for (let pair = 0; pair < seriesCount; pair += 2) {
      this.#measurePair(series, pair, start, correlations, tempograms, energies);
    }
    return this.#window;
  }

  #measurePair(
    series: readonly Float32Array[],
    pair: number,
    start: number,
    correlations: Float32Array[],
    tempograms: Float32Array[],
    energies: Float32Array,
  ): void {
    const transform = this.#transform;
    const first = series[pair]!;
    const second = series[pair + 1]!;
    const length = Math.max(0, Math.min(windowFrames, first.length - start));
    transform.real.fill(0, length);
    transform.imaginary.fill(0, length);
    for (let n = 0; n < length; n += 1) {
      transform.real[n] = first[start + n]!;
      transform.imaginary[n] = second[start + n]!;
    }
    transform.forward();
    this.#real.set(transform.real);
    this.#imaginary.set(transform.imaginary);
    this.#spectra(tempograms[pair]!, tempograms[pair + 1]!);
    transform.forward();
    this.#correlation(correlations[pair]!, transform.real, length);
    this.#correlation(correlations[pair + 1]!, transform.imaginary, length);
    for (const [offset, values] of [transform.real, transform.imaginary].entries()) {
      const energy = values[0]! / transformFrames;
      energies[pair + offset] = energy;
      const scale = energy > 1e-9 ? 1 / Math.sqrt((energy * length * 3) / 8) : 0;
      const tempogram = tempograms[pair + offset]!;
      for (let bin = 0; bin < binCount; bin += 1) tempogram[bin]! *= scale;
    }
  }

  /** Takes the two spectra apart, writes the Hann-windowed magnitudes, and leaves their powers to be transformed back. */
  #spectra(first: Float32Array, second: Float32Array): void {
    const { real: powers, imaginary: otherPowers } = this.#transform;
    const real = this.#real;
    const imaginary = this.#imaginary;
    const mask = transformFrames - 1;
    const half = binCount;
    for (let bin = 0; bin <= half; bin += 1) {
      const mirror = (transformFrames - bin) & mask;
      const aRe = (real[bin]! + real[mirror]!) / 2;
      const aIm = (imaginary[bin]! - imaginary[mirror]!) / 2;
      const bRe = (imaginary[bin]! + imaginary[mirror]!) / 2;
      const bIm = (real[mirror]! - real[bin]!) / 2;
      powers[bin] = aRe * aRe + aIm * aIm;
      otherPowers[bin] = bRe * bRe + bIm * bIm;
      powers[mirror] = powers[bin]!;
      otherPowers[mirror] = otherPowers[bin]!;
    }
    for (let bin = 0; bin < half; bin += 1) {
      // The Hann window of the windowed part: its cosine is two bins away, as the transform is twice as long.
      const below = (bin - 2) & mask;
      const above = bin + 2;
      const re = 0.5 * real[bin]! - 0.25 * (real[below]! + real[above]!);
      const im = 0.5 * imaginary[bin]! - 0.25 * (imaginary[below]! + imaginary[above]!);
      const mirror = (transformFrames - bin) & mask;
      const mirrorBelow = (mirror - 2) & mask;
      const mirrorAbove = (mirror + 2) & mask;
      const mre = 0.5 * real[mirror]! - 0.25 * (real[mirrorBelow]! + real[mirrorAbove]!);
      const mim = 0.5 * imaginary[mirror]! - 0.25 * (imaginary[mirrorBelow]! + imaginary[mirrorAbove]!);
      const aRe = (re + mre) / 2;
      const aIm = (im - mim) / 2;
      const bRe = (im + mim) / 2;
      const bIm = (mre - re) / 2;
      first[bin] = Math.sqrt(aRe * aRe + aIm * aIm);
      second[bin] = Math.sqrt(bRe * bRe + bIm * bIm);
    }
  }

  #correlation(target: Float32Array, values: Float64Array, length: number): void {
    target.fill(0);
    const energy = values[0]!;
    if (!(energy > 1e-9)) return;
    const lags = Math.min(longestLag, length - 1);
    for (let lag = 0; lag <= lags; lag += 1) {
      // Without bias towards short lags; but the last lags of a short stretch rest on too little to count in full.
      const part = Math.max(0.25, (length - lag) / length);
      target[lag] = values[lag]! / energy / part;
    }
  }
}

class SpectrumSum {
  readonly #correlations = seriesNames.map(() => new Float32Array(longestLag + 1));
  readonly #tempograms = seriesNames.map(() => new Float32Array(binCount));
  readonly #energies = new Float32Array(seriesCount);
  readonly #weights = new Float64Array(seriesCount);
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  add({ correlations, tempograms, energies }: RhythmSpectrum): void {
    for (let series = 0; series < seriesCount; series += 1) {
      const weight = Math.sqrt(energies[series]!);
      this.#weights[series]! += weight;
      this.#energies[series]! += energies[series]! / this.#count;
      addWeighted(this.#correlations[series]!, correlations[series]!, weight);
      addWeighted(this.#tempograms[series]!, tempograms[series]!, weight);
    }
  }

  mean(): RhythmSpectrum {
    for (let series = 0; series < seriesCount; series += 1) {
      const total = this.#weights[series]!;
      if (total <= 0) continue;
      for (const values of [this.#correlations[series]!, this.#tempograms[series]!]) {
        for (let index = 0; index < values.length; index += 1) values[index]! /= total;
      }
    }
    return { correlations: this.#correlations, tempograms: this.#tempograms, energies: this.#energies };
  }
}

function addWeighted(target: Float32Array, values: Float32Array, weight: number): void {
  for (let index = 0; index < target.length; index += 1) target[index]! += weight * values[index]!;
}
