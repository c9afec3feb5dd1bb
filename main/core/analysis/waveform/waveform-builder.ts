import {
  byteFromPeak,
  detailPointsPerSecond,
  encodeWaveform,
  maxDetailPoints,
  mediumPoints,
  overviewPoints,
  waveformBands,
} from '#shared/waveform.ts';
import { blockFrames, Kernel } from '../kernel/kernel.ts';
import { waveformFilters } from './waveform-filters.ts';

/** Twice what is kept at most, so that merging never goes below it. */
const maxBins = 2 * maxDetailPoints;

export type BuiltWaveform = {
  /** 120 points, as `shared/waveform.ts` describes them. */
  overview: Uint8Array;
  /** All levels in the file format of `shared/waveform.ts`. */
  encoded: Uint8Array;
};

/**
 * Collects the peaks of three bands while mono audio of unknown length streams by.
 *
 * Low and high come from second-order Butterworth filters at 200 Hz and 2 kHz, mid is what they leave. Bins are 1/150 s
 * long at first; whenever there are too many, neighbours are merged.
 */
export class WaveformBuilder {
  readonly #sampleRate: number;
  readonly #kernel: Kernel;
  /** Addresses in the kernel, see assembly/peaks.ts. */
  readonly #filters: number;
  readonly #state: number;
  readonly #ends: number;
  readonly #peaks: number;
  readonly #buffer: number;
  readonly #bins = new Float32Array(maxBins * waveformBands);
  readonly #squares = new Float32Array(maxBins * waveformBands);
  readonly #onBin: (low: number, mid: number, high: number) => void;
  /** Steps of 1/150 s in one bin. */
  #stepsPerBin = 1;
  #stepsInBin = 0;
  #binCount = 0;
  #frames = 0;
  #steps = 0;

  /**
   * @param onBin is told the peaks of each 1/150 s, for whoever wants a cheap envelope
   * @param kernel where the audio comes from; a kernel of its own without it
   */
  constructor(
    sampleRate: number,
    onBin: (low: number, mid: number, high: number) => void = () => {},
    kernel: Kernel = new Kernel(),
  ) {
    this.#sampleRate = sampleRate;
    this.#onBin = onBin;
    const mostSteps = Math.ceil((blockFrames * detailPointsPerSecond) / sampleRate) + 2;
    this.#kernel = kernel;
    this.#filters = kernel.place(waveformFilters(sampleRate));
    this.#state = kernel.allocate(4 * 16);
    this.#ends = kernel.allocate(4 * mostSteps);
    this.#peaks = kernel.allocateFloats(waveformBands * (mostSteps + 1));
    this.#buffer = kernel.allocateFloats(blockFrames);
  }

  push(mono: Float32Array): void {
    for (let start = 0; start < mono.length; start += blockFrames)
      this.#pushBlock(mono.subarray(start, start + blockFrames));
  }

  /** Call once, at the end. */
  result(): BuiltWaveform {
    const [low = 0, mid = 0, high = 0] = this.#kernel.floats(this.#peaks, waveformBands);
    if (low > 0 || mid > 0 || high > 0) this.#endStep(low, mid, high);
    if (this.#stepsInBin > 0) this.#endBin();
    const detail = this.#level(Math.min(maxDetailPoints, this.#binCount), false);
    const medium = this.#level(mediumPoints, true);
    const overview = this.#level(overviewPoints, true);
    const durationMs = (1000 * this.#frames) / this.#sampleRate;
    return { overview, encoded: encodeWaveform({ durationMs, overview, medium, detail }) };
  }

  #pushBlock(mono: Float32Array): void {
    const ends = this.#endsWithin(mono.length);
    this.#kernel.integers(this.#ends, ends.length).set(ends);
    const samples = this.#kernel.addressOf(mono, this.#buffer);
    this.#kernel.exports.bandPeaks(
      samples,
      mono.length,
      this.#ends,
      ends.length,
      this.#filters,
      this.#state,
      this.#peaks,
    );
    const peaks = this.#kernel.floats(this.#peaks, waveformBands * (ends.length + 1));
    for (let at = 0; at < waveformBands * ends.length; at += waveformBands)
      this.#endStep(peaks[at]!, peaks[at + 1]!, peaks[at + 2]!);
    // What follows the last step is the beginning of the next one.
    peaks.copyWithin(0, waveformBands * ends.length);
    if (ends.length > 0) peaks.fill(0, waveformBands);
    this.#frames += mono.length;
  }

  /** Where steps end in the next block. They are cut at rounded positions, so that their rate is exact. */
  #endsWithin(length: number): number[] {
    const ends: number[] = [];
    for (let step = this.#steps + 1; ; step += 1) {
      const end = Math.round((step * this.#sampleRate) / detailPointsPerSecond) - this.#frames;
      if (end > length) return ends;
      ends.push(end);
    }
  }

  #endStep(low: number, mid: number, high: number): void {
    this.#onBin(low, mid, high);
    const at = this.#binCount * waveformBands;
    this.#gatherPeak(at, low);
    this.#gatherPeak(at + 1, mid);
    this.#gatherPeak(at + 2, high);
    this.#steps += 1;
    this.#stepsInBin += 1;
    if (this.#stepsInBin === this.#stepsPerBin) this.#endBin();
  }

  #gatherPeak(at: number, peak: number): void {
    this.#bins[at] = Math.max(this.#bins[at]!, peak);
    this.#squares[at]! += peak * peak;
  }

  #endBin(): void {
    const at = this.#binCount * waveformBands;
    for (let band = 0; band < waveformBands; band += 1) this.#squares[at + band]! /= this.#stepsInBin;
    this.#binCount += 1;
    this.#stepsInBin = 0;
    if (this.#binCount === maxBins) this.#mergeNeighbours();
  }

  #mergeNeighbours(): void {
    const bins = this.#bins;
    const squares = this.#squares;
    const half = this.#binCount / 2;
    for (let bin = 0; bin < half; bin += 1) {
      for (let band = 0; band < waveformBands; band += 1) {
        const to = bin * waveformBands + band;
        const from = 2 * bin * waveformBands + band;
        bins[to] = Math.max(bins[from]!, bins[from + waveformBands]!);
        squares[to] = (squares[from]! + squares[from + waveformBands]!) / 2;
      }
    }
    bins.fill(0, half * waveformBands);
    squares.fill(0, half * waveformBands);
    this.#binCount = half;
    this.#stepsPerBin *= 2;
  }

  /** Bins gathered into points; short audio repeats bins. */
  #level(points: number, isMean: boolean): Uint8Array {
    const level = new Uint8Array(points * waveformBands);
    for (let point = 0; point < points && this.#binCount > 0; point += 1) {
      const start = Math.floor((point * this.#binCount) / points);
      const end = Math.max(start + 1, Math.floor(((point + 1) * this.#binCount) / points));
      for (let band = 0; band < waveformBands; band += 1)
        level[point * waveformBands + band] = byteFromPeak(this.#gather(start, end, band, isMean));
    }
    return level;
  }

  #gather(start: number, end: number, band: number, isMean: boolean): number {
    let peak = 0;
    let squares = 0;
    for (let bin = start; bin < end; bin += 1) {
      peak = Math.max(peak, this.#bins[bin * waveformBands + band]!);
      squares += this.#squares[bin * waveformBands + band]!;
    }
    return isMean ? Math.sqrt(squares / (end - start)) : peak;
  }
}
