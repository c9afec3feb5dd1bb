import { maxChunkFrames } from './planar.ts';

/** Gathers the short frames that codecs are made of into chunks worth handing on. Its memory is used again and again. */
export class PlanarBatch {
  readonly #channels: readonly Float32Array[];
  #length = 0;

  constructor(channels: number) {
    this.#channels = Array.from({ length: channels }, () => new Float32Array(maxChunkFrames));
  }

  get channels(): number {
    return this.#channels.length;
  }

  /** Whether so many more frames fit. A frame of any codec fits into an empty batch. */
  hasRoomFor(frames: number): boolean {
    return this.#length + frames <= maxChunkFrames;
  }

  /** Copies planar samples. */
  append(planar: readonly Float32Array[]): void {
    for (const [channel, samples] of this.#channels.entries()) samples.set(planar[channel]!, this.#length);
    this.#length += planar[0]!.length;
  }

  /** What was gathered, valid until the next `append`; nothing if there is nothing. */
  *take(): Generator<Float32Array[]> {
    const length = this.#length;
    this.#length = 0;
    if (length > 0) yield this.#channels.map((samples) => samples.subarray(0, length));
  }
}
