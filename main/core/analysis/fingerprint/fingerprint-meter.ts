import { BandFrames, type SparseRows } from '../frames/band-frames.ts';
import { BlockBuffer, inBlocks } from '../kernel/block-buffer.ts';
import { blockFrames, Kernel } from '../kernel/kernel.ts';
import { ChromaImage } from './chroma-image.ts';
import { type SwresampleFilter, swresampleFilter } from './swresample-filter.ts';

const rate = 11_025;
/** What `fpcalc` reads of a file. */
const mostSamples = 120 * rate;
const frameLength = 4096;
const hop = frameLength - (frameLength - Math.floor(frameLength / 3));
const lowHz = 28;
const highHz = 3520;
const pitches = 12;
/** Chromaprint takes nothing at or under this. */
const lowestRate = 1000;
const fullScale = 32_768;
/** Chromaprint takes 16-bit samples as parts of this. */
const largestSample = 32_767;

/** What libswresample makes mono from, by number of channels in their usual order; the low frequencies are left out. */
const downmixes: Readonly<Record<number, readonly number[]>> = {
  3: [Math.SQRT1_2, Math.SQRT1_2, 1],
  4: [Math.SQRT1_2, Math.SQRT1_2, 0.5, 0.5],
  5: [Math.SQRT1_2, Math.SQRT1_2, 1, 0.5, 0.5],
  6: [Math.SQRT1_2, Math.SQRT1_2, 1, 0, 0.5, 0.5],
  7: [Math.SQRT1_2, Math.SQRT1_2, 1, 0, 0.5, 0.5, 0.5],
  8: [Math.SQRT1_2, Math.SQRT1_2, 1, 0, 0.5, 0.5, 0.5, 0.5],
};

const { rows: noteRows, notes } = notesOfBins();
const window = hamming();
let lastFilter: { fromRate: number; filter: SwresampleFilter } | null = null;

/**
 * Acoustic fingerprint of the first two minutes, as `fpcalc` of Chromaprint makes it with its default algorithm: mono at
 * 11,025 Hz in 16 bits, a chroma image of frames of 4096 samples, and 32 bits of differences in it every 0.124 s.
 */
export class FingerprintMeter {
  readonly #kernel: Kernel;
  readonly #filter: SwresampleFilter | null;
  readonly #taps: number = 0;
  readonly #output: number;
  readonly #buffer: BlockBuffer;
  readonly #frames: BandFrames;
  readonly #image = new ChromaImage(Math.ceil(mostSamples / hop));
  readonly #energies = new Float64Array(pitches);
  #mixed = new Float32Array(0);
  /** Before the filter can start it needs a mirror image of what comes first. */
  #head: Float32Array | null = new Float32Array(0);
  #phase = 0;
  #samples = 0;
  readonly #isTooSlow: boolean;

  /** @param kernel one to share with other parts of a signal path; a kernel of its own without it */
  constructor(sampleRate: number, kernel: Kernel = new Kernel()) {
    const fromRate = Math.round(sampleRate);
    this.#kernel = kernel;
    this.#isTooSlow = fromRate <= lowestRate;
    this.#filter = fromRate === rate || this.#isTooSlow ? null : filterFrom(fromRate);
    if (this.#filter) {
      const { tapCount, filters } = this.#filter;
      const taps = kernel.allocateFloats(tapCount * filters.length);
      for (const [index, filter] of filters.entries()) kernel.floats(taps + 4 * index * tapCount, tapCount).set(filter);
      this.#taps = kernel.place(Int32Array.from(filters, (_, index) => taps + 4 * index * tapCount));
    }
    const tapCount = this.#filter?.tapCount ?? 0;
    this.#output = kernel.allocateFloats(Math.ceil((blockFrames * rate) / Math.max(fromRate, lowestRate)) + 16);
    this.#buffer = new BlockBuffer(kernel, 3 * tapCount + 64);
    this.#frames = new BandFrames({ frameLength, hop, rows: noteRows, input: 'power', window }, kernel);
  }

  /**
   * @param channels planar, full scale ±1
   * @param mono their mean
   */
  push(channels: readonly Float32Array[], mono: Float32Array): void {
    if (this.#samples >= mostSamples || this.#isTooSlow) return;
    const weights = downmixes[channels.length];
    const mixed = weights ? this.#mix(channels, weights) : mono;
    for (let start = 0; start < mixed.length; start += blockFrames)
      this.#pushBlock(mixed.subarray(start, start + blockFrames));
  }

  /** One item for every 0.124 s; none for less than 2.9 s of audio. */
  result(): Uint32Array<ArrayBuffer> {
    return this.#image.items();
  }

  #mix(channels: readonly Float32Array[], weights: readonly number[]): Float32Array {
    const length = channels[0]!.length;
    if (this.#mixed.length < length) this.#mixed = new Float32Array(length);
    const mixed = this.#mixed.subarray(0, length).fill(0);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (const [index, weight] of weights.entries()) {
      if (weight === 0) continue;
      const channel = channels[index]!;
      for (let at = 0; at < length; at += 1) mixed[at]! += channel[at]! * (weight / sum);
    }
    return mixed;
  }

  #pushBlock(block: Float32Array): void {
    const filter = this.#filter;
    if (!filter) {
      this.#kernel.floats(this.#output, block.length).set(block);
      this.#measure(block.length);
      return;
    }
    if (this.#head) this.#start(block, filter.before);
    else this.#buffer.append(block);
    if (!this.#head) this.#resample(filter);
  }

  #start(block: Float32Array, before: number): void {
    const head = new Float32Array(this.#head!.length + block.length);
    head.set(this.#head!);
    head.set(block, this.#head!.length);
    if (head.length <= before) {
      this.#head = head;
      return;
    }
    this.#buffer.append(head.slice(1, before + 1).reverse());
    this.#buffer.append(head);
    this.#head = null;
  }

  #resample({ length, tapCount, phases, advance, phaseStep }: SwresampleFilter): void {
    const step = advance * phases + phaseStep;
    const places = (this.#buffer.length - length + 1) * phases - this.#phase;
    const count = Math.max(0, Math.ceil(places / step));
    if (count === 0) return;
    const { resample } = this.#kernel.exports;
    resample(this.#buffer.address, this.#taps, tapCount, phases, this.#phase, advance, phaseStep, count, this.#output);
    const position = this.#phase + count * step;
    this.#phase = position % phases;
    this.#buffer.drop(Math.floor(position / phases));
    this.#measure(count);
  }

  /** Takes what lies in `output`. */
  #measure(count: number): void {
    const used = Math.min(count, mostSamples - this.#samples);
    this.#samples += used;
    const samples = this.#kernel.floats(this.#output, used);
    for (let at = 0; at < used; at += 1) {
      const sample = Math.floor(samples[at]! * fullScale + 0.5);
      // Not a number, where the file has such samples, is neither; it becomes silence.
      samples[at] =
        sample > largestSample ? largestSample : sample >= -fullScale ? sample : sample < 0 ? -fullScale : 0;
    }
    const bands = inBlocks(samples, (part) => this.#frames.push(part));
    const rows = this.#frames.bands;
    for (let frame = 0; frame < bands.length; frame += rows) {
      this.#energies.fill(0);
      for (let row = 0; row < rows; row += 1) this.#energies[notes[row]!]! += bands[frame + row]!;
      this.#image.push(this.#energies);
    }
  }
}

function filterFrom(fromRate: number): SwresampleFilter {
  if (lastFilter?.fromRate !== fromRate) lastFilter = { fromRate, filter: swresampleFilter(fromRate, rate) };
  return lastFilter.filter;
}

/** Bins of the same pitch class next to each other are a row; the weights undo the scale of `BandFrames`. */
function notesOfBins(): { rows: SparseRows; notes: number[] } {
  const first = Math.round((frameLength * lowHz) / rate);
  const end = Math.round((frameLength * highHz) / rate);
  const starts: number[] = [];
  const offsets: number[] = [];
  const noteOfRow: number[] = [];
  for (let bin = first; bin < end; bin += 1) {
    const octave = Math.log((bin * rate) / frameLength / 27.5) / Math.log(2);
    const note = Math.floor(pitches * (octave - Math.floor(octave)));
    if (note === noteOfRow.at(-1)) continue;
    starts.push(bin);
    offsets.push(bin - first);
    noteOfRow.push(note);
  }
  offsets.push(end - first);
  const weight = (frameLength / 4 / largestSample) ** 2;
  const weights = new Float32Array(end - first).fill(weight);
  return { rows: { starts: Int32Array.from(starts), offsets: Int32Array.from(offsets), weights }, notes: noteOfRow };
}

function hamming(): Float32Array {
  const turn = (2 * Math.PI) / (frameLength - 1);
  return Float32Array.from({ length: frameLength }, (_, n) => 0.54 - 0.46 * Math.cos(turn * n));
}
