import { blockFrames, Kernel } from './kernel.ts';

/** What all samples of a channel say. A file without samples has zeros everywhere. */
export type ChannelTotals = {
  frames: number;
  sum: number;
  sumOfSquares: number;
  smallest: number;
  largest: number;
  /** Samples whose absolute value is at least `fullScale`. */
  fullScaleSamples: number;
  /** Stretches of at least `shortestRun` such samples, and the longest of all stretches. */
  fullScaleRuns: number;
  longestRun: number;
};

export type StatisticsOptions = {
  /** From this absolute value on a sample counts as full scale. */
  fullScale: number;
  shortestRun: number;
};

/**
 * Sums, extremes and runs at full scale of each channel, and the sum of the products of the first two: means, levels,
 * crest, clipping and correlation follow from them.
 */
export class ChannelStatistics {
  readonly #kernel: Kernel;
  readonly #options: StatisticsOptions;
  readonly #channels: readonly { totals: number; runs: number; buffer: number }[];
  readonly #product: number;
  #frames = 0;

  /** @param kernel where the audio comes from; a kernel of its own without it */
  constructor(channels: number, options: StatisticsOptions, kernel: Kernel = new Kernel()) {
    this.#kernel = kernel;
    this.#options = options;
    this.#product = kernel.place(Float64Array.of(0));
    this.#channels = Array.from({ length: channels }, () => ({
      totals: kernel.place(Float64Array.of(0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)),
      runs: kernel.place(Int32Array.of(0, 0, 0, 0)),
      buffer: kernel.allocateFloats(blockFrames),
    }));
  }

  push(planar: readonly Float32Array[]): void {
    const frames = planar[0]?.length ?? 0;
    for (let start = 0; start < frames; start += blockFrames)
      this.#pushBlock(planar.map((samples) => samples.subarray(start, start + blockFrames)));
  }

  result(): { channels: ChannelTotals[]; sumOfProducts: number } {
    const [sumOfProducts = 0] = this.#kernel.doubles(this.#product, 1);
    return { channels: this.#channels.map((channel) => this.#totalsOf(channel)), sumOfProducts };
  }

  #pushBlock(planar: readonly Float32Array[]): void {
    const { exports } = this.#kernel;
    const { fullScale, shortestRun } = this.#options;
    const frames = planar[0]!.length;
    const addresses = this.#channels.map(({ totals, runs, buffer }, channel) => {
      const address = this.#kernel.addressOf(planar[channel]!, buffer);
      exports.addStatistics(address, frames, fullScale, shortestRun, totals, runs);
      return address;
    });
    if (addresses.length > 1) exports.addProducts(addresses[0]!, addresses[1]!, frames, this.#product);
    this.#frames += frames;
  }

  #totalsOf({ totals, runs }: { totals: number; runs: number }): ChannelTotals {
    const [sum = 0, sumOfSquares = 0, smallest = 0, largest = 0] = this.#kernel.doubles(totals, 4);
    const [fullScaleSamples = 0, fullScaleRuns = 0, longestRun = 0] = this.#kernel.integers(runs, 4);
    const hasSamples = this.#frames > 0;
    return {
      ...{ frames: this.#frames, sum, sumOfSquares },
      smallest: hasSamples ? smallest : 0,
      largest: hasSamples ? largest : 0,
      ...{ fullScaleSamples, fullScaleRuns, longestRun },
    };
  }
}
