import { blockFrames, type Kernel } from './kernel.ts';

/** A block of audio in the kernel's memory, at most `blockFrames` long. The views end with the next block. */
export type PlanarBlock = {
  readonly channels: readonly Float32Array<ArrayBuffer>[];
  /** The mean of the channels. */
  readonly mono: Float32Array<ArrayBuffer>;
};

/** Brings decoded audio into a kernel, where all parts of the analysis then work on it in place. */
export class PlanarInput {
  readonly #kernel: Kernel;
  readonly #channels: number;
  readonly #strideBytes: number;
  readonly #planar: number;
  readonly #mono: number;

  constructor(kernel: Kernel, channels: number) {
    this.#kernel = kernel;
    this.#channels = channels;
    // Some bytes more than a power of two: channels would share the same few places of the cache otherwise.
    this.#strideBytes = 4 * blockFrames + 192;
    this.#planar = kernel.allocate(channels * this.#strideBytes);
    this.#mono = kernel.allocateFloats(blockFrames);
  }

  /** Cuts a chunk of any length into blocks. Samples that are no numbers, or beyond all measure, become zero. */
  *blocks(chunk: readonly Float32Array[]): Generator<PlanarBlock> {
    const frames = chunk[0]?.length ?? 0;
    for (let start = 0; start < frames; start += blockFrames)
      yield this.#load(chunk, start, Math.min(frames, start + blockFrames));
  }

  #load(chunk: readonly Float32Array[], start: number, end: number): PlanarBlock {
    const { exports } = this.#kernel;
    const frames = end - start;
    const channels = Array.from({ length: this.#channels }, (_, channel) => {
      const at = this.#planar + channel * this.#strideBytes;
      const samples = this.#kernel.floats(at, frames);
      samples.set(chunk[channel]!.subarray(start, end));
      exports.removeNonsense(at, frames);
      return samples;
    });
    if (channels.length === 1) return { channels, mono: channels[0]! };
    exports.mix(this.#planar, channels.length, this.#strideBytes, frames, this.#mono);
    return { channels, mono: this.#kernel.floats(this.#mono, frames) };
  }
}
