import { BlockBuffer, inBlocks } from '../kernel/block-buffer.ts';
import { fourierTables } from '../kernel/fourier-tables.ts';
import { blockFrames, Kernel } from '../kernel/kernel.ts';

/** Rows of weights over the bins of a spectrum; a row is zero outside of its stretch. */
export type SparseRows = {
  /** First bin of each row. */
  starts: Int32Array;
  /** Where the weights of a row begin in `weights`; one more at the end. */
  offsets: Int32Array;
  weights: Float32Array;
};

export type BandOptions = {
  /** Samples a frame; a power of two. */
  frameLength: number;
  hop: number;
  rows: SparseRows;
  /** What is weighed: magnitudes or powers of the bins. A full-scale sine on a bin has magnitude 1. */
  input: 'magnitude' | 'power';
  /** `ln(1 + gain · value)`, or no compression. */
  logGain?: number;
  /** `frameLength` weights; Hann without them. The scale of the bins is that of Hann all the same. */
  window?: Float32Array;
};

/**
 * Cuts mono audio that streams by into overlapping frames and gives each frame's bands.
 *
 * Frame `n` covers the samples from `n · hop` on; nothing is padded, a last frame that is not full is not measured. The
 * kernel measures four frames at a time in 32-bit floats; kernel/reference/band-frames.ts is the same in plain numbers.
 */
export class BandFrames {
  readonly bands: number;
  readonly #kernel: Kernel;
  readonly #isShared: boolean;
  readonly #frameLength: number;
  readonly #hop: number;
  readonly #tables: number;
  readonly #pending: BlockBuffer;
  readonly #output: number;

  /** @param kernel where the audio comes from; a kernel of its own without it */
  constructor(options: BandOptions, kernel?: Kernel) {
    const { frameLength, hop, rows } = options;
    if (frameLength < 16 || frameLength > 4096 || Math.log2(frameLength) % 1 !== 0 || hop < 1 || hop > frameLength)
      throw new Error(`Expected frames of 16 to 4096 samples and no gaps, got ${frameLength} every ${hop}`);
    this.#kernel = kernel ?? new Kernel();
    this.#isShared = kernel !== undefined;
    this.bands = rows.starts.length;
    this.#frameLength = frameLength;
    this.#hop = hop;
    this.#tables = placeTables(this.#kernel, options);
    this.#pending = new BlockBuffer(this.#kernel, frameLength);
    this.#output = this.#kernel.allocateFloats((Math.ceil(blockFrames / hop) + 1) * this.bands);
  }

  /**
   * Frame after frame, `bands` values each.
   *
   * With a kernel that is shared, a view that the next push overwrites; else an array of its own.
   */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    const result = inBlocks(samples, (block) => this.#measure(block));
    return this.#isShared ? result : result.slice();
  }

  #measure(samples: Float32Array): Float32Array<ArrayBuffer> {
    const pending = this.#pending;
    pending.append(samples);
    const frames = Math.max(0, Math.floor((pending.length - this.#frameLength) / this.#hop) + 1);
    if (frames > 0) {
      this.#kernel.exports.measureBands(this.#tables, pending.address, frames, this.#output);
      pending.drop(frames * this.#hop);
    }
    return this.#kernel.floats(this.#output, frames * this.bands);
  }
}

/** Lays out `BandTables` of assembly/band-tables.ts, field by field. */
function placeTables(kernel: Kernel, { frameLength, hop, rows, input, logGain, window }: BandOptions): number {
  const { window: hann, places, twiddles, turns } = fourierTables(frameLength);
  const bands = rows.starts.length;
  const vectorBytes = 16;
  const pointers = [
    ...[window ?? hann, places, twiddles, turns].map((table) => kernel.place(table)),
    kernel.allocate(frameLength * vectorBytes),
    kernel.allocate((frameLength / 2) * vectorBytes),
    kernel.place(rows.starts.map((bin) => bin * vectorBytes)),
    kernel.place(rows.offsets),
    kernel.place(rows.weights),
    kernel.allocate(bands * vectorBytes),
  ];
  // The sum of a Hann window is half its length; a sine has half its amplitude in each of two bins.
  const scale = (4 / frameLength) ** 2;
  const factors = new Int32Array(Float32Array.of(scale, logGain ?? 0).buffer);
  return kernel.place(Int32Array.of(frameLength, hop, bands, input === 'power' ? 1 : 0, ...factors, ...pointers));
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
