import { pictureBins, pictureRows, type SpectrumPicture } from '#shared/spectrum-picture.ts';
import { BandFrames, type SparseRows } from '../frames/band-frames.ts';
import type { Kernel } from '../kernel/kernel.ts';

const frameLength = 2048;
/** Rows of the finest spectrum kept: three for each bin of the picture, four for each row of it. */
const rowCount = 384;
const mostColumns = 240;
/** So many frames are measured in the time of one. */
const framesAtOnce = 4;

const rows = equalRows();

/** A spectrum of a whole piece: the mean and the largest power of 384 equal bands, 1 for a full-scale sine. */
export type Spectrum = { mean: Float64Array; largest: Float64Array; nyquistHz: number };

/** Long-term spectrum and spectrogram of stretches of a piece, in memory that does not grow with it. */
export class LongTermSpectrum {
  readonly #sampleRate: number;
  readonly #frames: BandFrames;
  readonly #sum = new Float64Array(rowCount);
  readonly #largest = new Float64Array(rowCount);
  #count = 0;
  /** Powers of columns, the last one unfinished. */
  readonly #columns = new Float32Array(mostColumns * pictureRows);
  #columnCount = 0;
  #perColumn = 1;
  #inColumn = 0;
  /** Stretches that wait to be measured together, and how many frames each has. */
  readonly #waiting = new Float32Array(framesAtOnce * frameLength);
  #waitingFrames = 0;
  #stretches: number[] = [];

  constructor(sampleRate: number, kernel?: Kernel) {
    this.#sampleRate = sampleRate;
    this.#frames = new BandFrames({ frameLength, hop: frameLength, rows, input: 'power' }, kernel);
  }

  /** Two frames, or as many as the stretch has, up to four; stretches are equally far from each other. */
  push(stretch: Float32Array): void {
    const frames = Math.min(framesAtOnce, Math.floor(stretch.length / frameLength));
    if (frames === 0) return;
    if (this.#waitingFrames + frames > framesAtOnce) this.#measure();
    this.#waiting.set(stretch.subarray(0, frames * frameLength), this.#waitingFrames * frameLength);
    this.#waitingFrames += frames;
    this.#stretches.push(frames);
  }

  #measure(): void {
    const bands = this.#frames.push(this.#waiting.subarray(0, this.#waitingFrames * frameLength));
    let at = 0;
    for (const frames of this.#stretches) {
      this.#addStretch(bands.subarray(at, at + frames * rowCount));
      at += frames * rowCount;
    }
    this.#waitingFrames = 0;
    this.#stretches = [];
  }

  #addStretch(bands: Float32Array): void {
    if (this.#inColumn === 0) this.#beginColumn();
    const column = this.#columns.subarray((this.#columnCount - 1) * pictureRows, this.#columnCount * pictureRows);
    for (let at = 0; at < bands.length; at += rowCount) {
      for (let row = 0; row < rowCount; row += 1) {
        const power = bands[at + row]!;
        this.#sum[row]! += power;
        if (power > this.#largest[row]!) this.#largest[row] = power;
        const place = row >> 2;
        if (power > column[place]!) column[place] = power;
      }
      this.#count += 1;
    }
    this.#inColumn = (this.#inColumn + 1) % this.#perColumn;
  }

  #beginColumn(): void {
    if (this.#columnCount === mostColumns) this.#joinColumns();
    this.#columns.fill(0, this.#columnCount * pictureRows, (this.#columnCount + 1) * pictureRows);
    this.#columnCount += 1;
  }

  #joinColumns(): void {
    const columns = this.#columns;
    for (let column = 0; column < mostColumns / 2; column += 1) {
      for (let row = 0; row < pictureRows; row += 1) {
        const from = 2 * column * pictureRows + row;
        columns[column * pictureRows + row] = Math.max(columns[from]!, columns[from + pictureRows]!);
      }
    }
    this.#columnCount = mostColumns / 2;
    this.#perColumn *= 2;
  }

  spectrum(): Spectrum {
    if (this.#waitingFrames > 0) this.#measure();
    const mean = this.#sum.map((sum) => sum / Math.max(1, this.#count));
    return { mean, largest: this.#largest.slice(), nyquistHz: this.#sampleRate / 2 };
  }

  /** Null where no frame was full, or all were silent. */
  picture(durationMs: number): SpectrumPicture | null {
    const { mean, largest, nyquistHz } = this.spectrum();
    if (!largest.some((power) => power > 0)) return null;
    const perBin = rowCount / pictureBins;
    const bins = (powers: Float64Array, join: (values: Float64Array) => number) =>
      Float32Array.from({ length: pictureBins }, (_, bin) =>
        decibels(join(powers.subarray(bin * perBin, (bin + 1) * perBin))),
      );
    return {
      nyquistHz,
      durationMs,
      mean: bins(mean, (values) => values.reduce((sum, value) => sum + value, 0) / perBin),
      largest: bins(largest, (values) => Math.max(...values)),
      columns: this.#columnCount,
      spectrogram: Float32Array.from(this.#columns.subarray(0, this.#columnCount * pictureRows), decibels),
    };
  }
}

export function decibels(power: number): number {
  return 10 * Math.log10(power + 1e-15);
}

/** Each row is the mean of its bins. */
function equalRows(): SparseRows {
  const bins = frameLength / 2;
  const starts = Int32Array.from({ length: rowCount }, (_, row) => Math.floor((row * bins) / rowCount));
  const offsets = Int32Array.from({ length: rowCount + 1 }, (_, row) => Math.floor((row * bins) / rowCount));
  const weights = new Float32Array(bins);
  for (let row = 0; row < rowCount; row += 1)
    weights.fill(1 / (offsets[row + 1]! - offsets[row]!), offsets[row]!, offsets[row + 1]!);
  return { starts, offsets, weights };
}
