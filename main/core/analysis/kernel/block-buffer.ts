import { blockFrames, type Kernel } from './kernel.ts';

/** A stretch of audio in the kernel's memory that is used up from the front while more comes in behind. */
export class BlockBuffer {
  readonly address: number;
  readonly #kernel: Kernel;
  #length: number;

  /**
   * @param kept samples that may be left over when the next block comes
   * @param silence zeros to start with
   */
  constructor(kernel: Kernel, kept: number, silence = 0) {
    this.#kernel = kernel;
    this.address = kernel.allocateFloats(kept + blockFrames);
    this.#length = silence;
  }

  get length(): number {
    return this.#length;
  }

  /** Takes at most a block. */
  append(samples: Float32Array): void {
    this.#kernel.floats(this.address + 4 * this.#length, samples.length).set(samples);
    this.#length += samples.length;
  }

  drop(count: number): void {
    this.#kernel.floats(this.address, this.#length).copyWithin(0, count);
    this.#length -= count;
  }
}

/**
 * Cuts longer audio into blocks and joins what comes of them; the result for a single block is handed on as it is.
 */
export function inBlocks(
  samples: Float32Array,
  convert: (block: Float32Array) => Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  if (samples.length <= blockFrames) return convert(samples);
  const parts: Float32Array[] = [];
  for (let start = 0; start < samples.length; start += blockFrames)
    parts.push(convert(samples.subarray(start, start + blockFrames)).slice());
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
