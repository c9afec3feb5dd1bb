import { PowerSpectrum } from './power-spectrum.ts';

/** Rows of weights over the bins of a spectrum; a row is zero outside of its stretch. */
export type SparseRows = {
  /** First bin of each row. */
  starts: Int32Array;
  /** Where the weights of a row begin in `weights`; one more at the end. */
  offsets: Int32Array;
  weights: Float32Array;
};

export type BandOptions = {
  /** Samples a frame; a power of two. The window is Hann. */
  frameLength: number;
  hop: number;
  rows: SparseRows;
  /** What is weighed: magnitudes or powers of the bins. A full-scale sine on a bin has magnitude 1. */
  input: 'magnitude' | 'power';
  /** `ln(1 + gain · value)`, or no compression. */
  logGain?: number;
};

/**
 * Cuts mono audio that streams by into overlapping frames and gives each frame's bands.
 *
 * Frame `n` covers the samples from `n · hop` on; nothing is padded, a last frame that is not full is not measured. This
 * is the plain reference the SIMD kernel is compared with.
 */
export class BandFrames {
  readonly bands: number;
  readonly #options: BandOptions;
  readonly #spectrum: PowerSpectrum;
  readonly #scale: number;
  readonly #bins: Float64Array;
  #pending: Float32Array = new Float32Array(0);

  constructor(options: BandOptions) {
    this.#options = options;
    this.bands = options.rows.starts.length;
    this.#spectrum = new PowerSpectrum(options.frameLength);
    // The sum of a Hann window is half its length; a sine has half its amplitude in each of two bins.
    this.#scale = (4 / options.frameLength) ** 2;
    this.#bins = new Float64Array(options.frameLength / 2);
  }

  /** Frame after frame, `bands` values each. */
  push(samples: Float32Array): Float32Array {
    const { frameLength, hop } = this.#options;
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    const frames = Math.max(0, Math.floor((joined.length - frameLength) / hop) + 1);
    const result = new Float32Array(frames * this.bands);
    for (let frame = 0; frame < frames; frame += 1) {
      this.#measure(joined, frame * hop, result.subarray(frame * this.bands, (frame + 1) * this.bands));
    }
    this.#pending = joined.slice(frames * hop);
    return result;
  }

  #measure(samples: Float32Array, start: number, bands: Float32Array): void {
    const { rows, input, logGain } = this.#options;
    const power = this.#spectrum.transform(samples, start);
    const bins = this.#bins;
    for (let bin = 0; bin < bins.length; bin += 1) {
      const scaled = power[bin]! * this.#scale;
      bins[bin] = input === 'power' ? scaled : Math.sqrt(scaled);
    }
    for (let row = 0; row < bands.length; row += 1) {
      const first = rows.starts[row]! - rows.offsets[row]!;
      let sum = 0;
      for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at += 1)
        sum += rows.weights[at]! * bins[first + at]!;
      bands[row] = logGain === undefined ? sum : Math.log1p(logGain * sum);
    }
  }
}

/** Sparse rows from dense ones. */
export function sparseRows(dense: readonly (readonly number[])[]): SparseRows {
  const starts: number[] = [];
  const offsets = [0];
  const weights: number[] = [];
  for (const row of dense) {
    const start = Math.max(
      0,
      row.findIndex((weight) => weight !== 0),
    );
    const end = row.findLastIndex((weight) => weight !== 0) + 1;
    starts.push(start);
    weights.push(...row.slice(start, end));
    offsets.push(weights.length);
  }
  return { starts: Int32Array.from(starts), offsets: Int32Array.from(offsets), weights: Float32Array.from(weights) };
}

/** Triangles of equal width in mel (O'Shaughnessy), each with peak 1, over the `frameLength / 2` bins of a frame. */
export function melRows(options: { bands: number; lowHz: number; highHz: number; rate: number; frameLength: number }) {
  const { bands, lowHz, highHz, rate, frameLength } = options;
  const toMel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
  const toHz = (mel: number) => 700 * (10 ** (mel / 2595) - 1);
  const step = (toMel(highHz) - toMel(lowHz)) / (bands + 1);
  const edges = Array.from({ length: bands + 2 }, (_, index) => toHz(toMel(lowHz) + index * step));
  const dense = Array.from({ length: bands }, (_, band): number[] => {
    const [low, centre, high] = edges.slice(band, band + 3) as [number, number, number];
    return Array.from({ length: frameLength / 2 }, (_, bin) => {
      const hz = (bin * rate) / frameLength;
      return Math.max(0, Math.min((hz - low) / (centre - low), (high - hz) / (high - centre)));
    });
  });
  // The lowest triangles are narrower than a bin: they take the bin nearest to their centre.
  for (const [band, row] of dense.entries()) {
    if (!row.some((weight) => weight > 0)) row[Math.round((edges[band + 1]! * frameLength) / rate)] = 1;
  }
  return sparseRows(dense);
}
