import { BlockBuffer, inBlocks } from './kernel/block-buffer.ts';
import { blockFrames, Kernel } from './kernel/kernel.ts';
import { halfBandTaps, resamplerFilter } from './resampler-filter.ts';

/** What turns a stretch of input into output, on addresses in the kernel's memory. */
type Conversion = {
  /** Input samples that an output needs before and behind it. */
  before: number;
  behind: number;
  /** Makes outputs from input whose first sample stands `before` in front of the next output. */
  convert(input: number, count: number, output: number): void;
  /** How many outputs so much input is enough for. */
  countFor(length: number): number;
  /** Input samples that so many outputs move on by; forgets about these outputs. */
  moveOn(count: number): number;
};

/**
 * Converts mono audio to another sample rate while it streams, see `resamplerFilter` for how; halving has a faster way.
 *
 * Made for analysis: the stop band is at −70 dB, and the last few milliseconds are left out.
 */
export class Resampler {
  readonly #kernel: Kernel;
  readonly #isShared: boolean;
  readonly #conversion: Conversion | null;
  readonly #buffer: BlockBuffer | null;
  readonly #output: number;

  /** @param kernel where the audio comes from; a kernel of its own without it */
  constructor(fromRate: number, toRate: number, kernel?: Kernel) {
    this.#kernel = kernel ?? new Kernel();
    this.#isShared = kernel !== undefined;
    const isSame = Math.round(fromRate) === Math.round(toRate);
    this.#conversion = isSame
      ? null
      : fromRate === 2 * toRate
        ? halving(this.#kernel)
        : polyphase(this.#kernel, fromRate, toRate);
    const { before, behind } = this.#conversion ?? { before: 0, behind: 0 };
    this.#buffer = this.#conversion && new BlockBuffer(this.#kernel, 2 * (before + behind) + 64, before);
    const mostOutputs = Math.ceil((blockFrames * toRate) / fromRate) + 16;
    this.#output = isSame ? 0 : this.#kernel.allocateFloats(mostOutputs);
  }

  /**
   * The output that the input so far allows.
   *
   * With a kernel that is shared, a view that the next push overwrites; else an array of its own.
   */
  push(input: Float32Array): Float32Array<ArrayBufferLike> {
    const conversion = this.#conversion;
    const buffer = this.#buffer;
    if (!conversion || !buffer) return this.#isShared ? input : input.slice();
    const result = inBlocks(input, (block) => {
      buffer.append(block);
      const count = conversion.countFor(buffer.length);
      if (count > 0) {
        conversion.convert(buffer.address, count, this.#output);
        buffer.drop(conversion.moveOn(count));
      }
      return this.#kernel.floats(this.#output, count);
    });
    return this.#isShared ? result : result.slice();
  }
}

function halving(kernel: Kernel): Conversion {
  const table = halfBandTaps();
  const pairs = table.length - 1;
  const taps = kernel.place(table);
  const scratch = kernel.allocateFloats(blockFrames + 16 * pairs + 256);
  return {
    before: 2 * pairs - 1,
    behind: 2 * pairs - 1,
    convert: (input, count, output) => kernel.exports.halveRate(input, scratch, taps, pairs, count, output),
    countFor: (length) => Math.max(0, Math.floor((length - (4 * pairs - 1)) / 2) + 1),
    moveOn: (count) => 2 * count,
  };
}

function polyphase(kernel: Kernel, fromRate: number, toRate: number): Conversion {
  const filter = resamplerFilter(fromRate, toRate, 8);
  const { tapCount, before, phases, advance, phaseStep } = filter;
  const taps = kernel.place(filter.taps);
  const filters = kernel.place(filter.filterOfPhase.map((index) => taps + 4 * index * tapCount));
  let phase = 0;
  const stepped = (count: number) => phase + count * (advance * phases + phaseStep);
  return {
    before,
    behind: tapCount - before,
    convert: (input, count, output) =>
      kernel.exports.resample(input, filters, tapCount, phases, phase, advance, phaseStep, count, output),
    // Output n begins at input ⌊stepped(n) / phases⌋ and needs `tapCount` from there.
    countFor: (length) =>
      Math.max(0, Math.ceil(((length - tapCount + 1) * phases - phase) / (advance * phases + phaseStep))),
    moveOn(count) {
      const position = stepped(count);
      phase = position % phases;
      return Math.floor(position / phases);
    },
  };
}
