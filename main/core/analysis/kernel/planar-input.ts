import { blockFrames, type Kernel } from './kernel.ts';

/** A block of audio in the kernel's memory, at most `blockFrames` long. The views end with the next block. */
export type PlanarBlock = {
  readonly channels: readonly Float32Array<ArrayBuffer>[];
  /** The mean of the channels. */
  readonly mono: Float32Array<ArrayBuffer>;
};

/**
 * Brings decoded audio into a kernel, where all parts of the analysis then work on it in place.
 *
 * Decoders hand on chunks of all lengths. Parts that measure four frames at a time would often measure fewer, so only
 * full blocks go on, until the end.
 */
export class PlanarInput {
  readonly #kernel: Kernel;
  readonly #channels: number;
  readonly #strideBytes: number;
  readonly #planar: number;
  readonly #mono: number;
  /** Frames that wait for more. */
  #filled = 0;

  constructor(kernel: Kernel, channels: number) {
    this.#kernel = kernel;
    this.#channels = channels;
    // Some bytes more than a power of two: channels would share the same few places of the cache otherwise.
    this.#strideBytes = 4 * blockFrames + 192;
    this.#planar = kernel.allocate(channels * this.#strideBytes);
    this.#mono = kernel.allocateFloats(blockFrames);
  }

  /** The blocks that are full with a chunk of any length. */
  *blocks(chunk: readonly Float32Array[]): Generator<PlanarBlock> {
    const frames = chunk[0]?.length ?? 0;
    for (let start = 0; start < frames; ) {
      const end = Math.min(frames, start + blockFrames - this.#filled);
      this.#load(chunk, start, end);
      start = end;
      if (this.#filled === blockFrames) yield this.#block();
    }
  }

  /** What is left at the end. */
  *rest(): Generator<PlanarBlock> {
    if (this.#filled > 0) yield this.#block();
  }

  #load(chunk: readonly Float32Array[], start: number, end: number): void {
    for (let channel = 0; channel < this.#channels; channel += 1) {
      const at = this.#planar + channel * this.#strideBytes + 4 * this.#filled;
      this.#kernel.floats(at, end - start).set(chunk[channel]!.subarray(start, end));
    }
    this.#filled += end - start;
  }

  /** Samples that are no numbers, or beyond all measure, become zero. */
  #block(): PlanarBlock {
    const { exports } = this.#kernel;
    const frames = this.#filled;
    this.#filled = 0;
    const channels = Array.from({ length: this.#channels }, (_, channel) => {
      const at = this.#planar + channel * this.#strideBytes;
      exports.removeNonsense(at, frames);
      return this.#kernel.floats(at, frames);
    });
    if (channels.length === 1) return { channels, mono: channels[0]! };
    exports.mix(this.#planar, channels.length, this.#strideBytes, frames, this.#mono);
    return { channels, mono: this.#kernel.floats(this.#mono, frames) };
  }
}
