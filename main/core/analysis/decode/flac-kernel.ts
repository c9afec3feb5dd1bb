import { Kernel } from '../kernel/kernel.ts';
import { crc16Tables } from './flac-checksum.ts';

/** Behind a frame the kernel finds zeros. */
const zeroBytes = 64;
/** No frame the kernel decodes is longer: 65,535 samples of 24 bits in eight channels, and some. */
const maxFrameBytes = 65_535 * 3 * 8 + 65_536;
const mostBits = 24;
const blockSamples = 65_536;

/** Kernels of streams that are done; their memory is kept for the next one. */
const kernels: Kernel[] = [];

export type FlacFrame = {
  /** Valid until the next frame. */
  planar: Float32Array[];
  frames: number;
  isDamaged: boolean;
};

/** Decodes frames of one stream of up to 24 bits: half as much again as fast as libFLAC in WebAssembly. */
export class FlacKernel {
  readonly #kernel = kernels.pop() ?? new Kernel();
  readonly #checksums: number;
  readonly #input: number;
  readonly #output: number;
  readonly #strideBytes = 4 * blockSamples + 256;
  readonly #channels: number;
  readonly #bits: number;

  /** Null for streams of more bits. */
  static open(channels: number, bits: number): FlacKernel | null {
    return bits > mostBits ? null : new FlacKernel(channels, bits);
  }

  private constructor(channels: number, bits: number) {
    const kernel = this.#kernel;
    kernel.reset();
    this.#channels = channels;
    this.#bits = bits;
    this.#checksums = kernel.place(crc16Tables);
    this.#output = kernel.allocate(channels * this.#strideBytes);
    this.#input = kernel.allocate(maxFrameBytes + zeroBytes);
  }

  decode(frame: Uint8Array): FlacFrame {
    const kernel = this.#kernel;
    if (frame.length > maxFrameBytes) return { planar: [], frames: 0, isDamaged: true };
    const input = kernel.bytes(this.#input, frame.length + zeroBytes);
    input.set(frame);
    input.fill(0, frame.length);
    const result = kernel.exports.decodeFlac(
      this.#input,
      frame.length,
      this.#checksums,
      this.#bits,
      this.#output,
      this.#strideBytes,
      this.#channels,
    );
    if (result < 0) return { planar: [], frames: 0, isDamaged: true };
    const frames = result >> 8;
    const planar = Array.from({ length: result & 255 }, (_, channel) =>
      kernel.floats(this.#output + channel * this.#strideBytes, frames),
    );
    return { planar, frames, isDamaged: false };
  }

  free(): void {
    kernels.push(this.#kernel);
  }
}
