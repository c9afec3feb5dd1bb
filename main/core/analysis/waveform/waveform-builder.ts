import {
  byteFromPeak,
  detailPointsPerSecond,
  encodeWaveform,
  maxDetailPoints,
  mediumPoints,
  overviewPoints,
  waveformBands,
} from '#shared/waveform.ts';

const lowHz = 200;
const highHz = 2000;
/** Twice what is kept at most, so that merging never goes below it. */
const maxBins = 2 * maxDetailPoints;

export type BuiltWaveform = {
  /** 120 points, as `shared/waveform.ts` describes them. */
  overview: Uint8Array;
  /** All levels in the file format of `shared/waveform.ts`. */
  encoded: Uint8Array;
};

/** Coefficients of a second-order Butterworth filter with a0 = 1. */
function butterworth(sampleRate: number, frequency: number, isHighPass: boolean) {
  const k = Math.tan((Math.PI * Math.min(frequency, 0.45 * sampleRate)) / sampleRate);
  const a0 = 1 + Math.SQRT2 * k + k * k;
  const gain = (isHighPass ? 1 : k * k) / a0;
  return { gain, a1: (2 * (k * k - 1)) / a0, a2: (1 - Math.SQRT2 * k + k * k) / a0 };
}

/**
 * Collects the peaks of three bands while mono audio of unknown length streams by.
 *
 * Low and high come from second-order Butterworth filters at 200 Hz and 2 kHz, mid is what they leave. Bins are 1/150 s
 * long at first; whenever there are too many, neighbours are merged.
 */
export class WaveformBuilder {
  readonly #sampleRate: number;
  readonly #low: ReturnType<typeof butterworth>;
  readonly #high: ReturnType<typeof butterworth>;
  readonly #delays = new Float64Array(4);
  readonly #bins = new Float32Array(maxBins * waveformBands);
  readonly #squares = new Float32Array(maxBins * waveformBands);
  readonly #onBin: (low: number, mid: number, high: number) => void;
  /** Steps of 1/150 s in one bin. */
  #stepsPerBin = 1;
  #stepsInBin = 0;
  #binCount = 0;
  #frames = 0;
  #steps = 0;
  #peakLow = 0;
  #peakMid = 0;
  #peakHigh = 0;

  /** `onBin` is told the peaks of each 1/150 s, for whoever wants a cheap envelope. */
  constructor(sampleRate: number, onBin: (low: number, mid: number, high: number) => void = () => {}) {
    this.#sampleRate = sampleRate;
    this.#low = butterworth(sampleRate, lowHz, false);
    this.#high = butterworth(sampleRate, highHz, true);
    this.#onBin = onBin;
  }

  push(mono: Float32Array): void {
    for (let start = 0; start < mono.length; ) {
      // Steps are cut at rounded positions, so that their rate is exact for every sample rate.
      const stepEnd = Math.round(((this.#steps + 1) * this.#sampleRate) / detailPointsPerSecond);
      const end = Math.min(mono.length, start + Math.max(1, stepEnd - this.#frames));
      this.#filter(mono, start, end);
      this.#frames += end - start;
      start = end;
      if (this.#frames >= stepEnd) this.#endStep();
    }
  }

  /** Call once, at the end. */
  result(): BuiltWaveform {
    if (this.#peakLow > 0 || this.#peakMid > 0 || this.#peakHigh > 0) this.#endStep();
    if (this.#stepsInBin > 0) this.#endBin();
    const detail = this.#level(Math.min(maxDetailPoints, this.#binCount), false);
    const medium = this.#level(mediumPoints, true);
    const overview = this.#level(overviewPoints, true);
    const durationMs = (1000 * this.#frames) / this.#sampleRate;
    return { overview, encoded: encodeWaveform({ durationMs, overview, medium, detail }) };
  }

  #filter(mono: Float32Array, start: number, end: number): void {
    const { gain: lowGain, a1: l1, a2: l2 } = this.#low;
    const { gain: highGain, a1: h1, a2: h2 } = this.#high;
    const delays = this.#delays;
    let d0 = delays[0]!;
    let d1 = delays[1]!;
    let d2 = delays[2]!;
    let d3 = delays[3]!;
    let peakLow = this.#peakLow;
    let peakMid = this.#peakMid;
    let peakHigh = this.#peakHigh;
    for (let index = start; index < end; index += 1) {
      const x = mono[index]!;
      const lowIn = lowGain * x;
      const low = lowIn + d0;
      d0 = 2 * lowIn - l1 * low + d1;
      d1 = lowIn - l2 * low;
      const highIn = highGain * x;
      const high = highIn + d2;
      d2 = -2 * highIn - h1 * high + d3;
      d3 = highIn - h2 * high;
      peakLow = Math.max(peakLow, Math.abs(low));
      peakMid = Math.max(peakMid, Math.abs(x - low - high));
      peakHigh = Math.max(peakHigh, Math.abs(high));
    }
    this.#peakLow = peakLow;
    this.#peakMid = peakMid;
    this.#peakHigh = peakHigh;
    for (const [index, delay] of [d0, d1, d2, d3].entries()) delays[index] = Math.abs(delay) < 1e-30 ? 0 : delay;
  }

  #endStep(): void {
    const peaks = [this.#peakLow, this.#peakMid, this.#peakHigh] as const;
    this.#onBin(...peaks);
    const at = this.#binCount * waveformBands;
    for (const [band, peak] of peaks.entries()) {
      this.#bins[at + band] = Math.max(this.#bins[at + band]!, peak);
      this.#squares[at + band]! += peak * peak;
    }
    this.#peakLow = 0;
    this.#peakMid = 0;
    this.#peakHigh = 0;
    this.#steps += 1;
    this.#stepsInBin += 1;
    if (this.#stepsInBin === this.#stepsPerBin) this.#endBin();
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
