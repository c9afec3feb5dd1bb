import { readFileSync } from 'node:fs';

/** The part of the WebAssembly interface used here: the types of Node do not have it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => CompiledModule;
  Instance: new (compiled: CompiledModule, imports: object) => { readonly exports: unknown };
};
type CompiledModule = { readonly kind?: 'WebAssembly.Module' };

/** What assembly/index.ts exports. Numbers are addresses in the memory of the instance, counts or flags; see there. */
export type KernelExports = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  freeFrom(): number;
  measureBands(tables: number, samples: number, frames: number, output: number): void;
  halveRate(input: number, scratch: number, taps: number, pairs: number, count: number, output: number): void;
  resample(
    input: number,
    filters: number,
    tapCount: number,
    phases: number,
    phase: number,
    advance: number,
    phaseStep: number,
    count: number,
    output: number,
  ): void;
  decodeFlac(
    bytes: number,
    length: number,
    checksums: number,
    streamBits: number,
    output: number,
    strideBytes: number,
    maxChannels: number,
  ): number;
  removeNonsense(samples: number, frames: number): void;
  mix(channels: number, count: number, strideBytes: number, frames: number, output: number): void;
  weighEnergies(
    left: number,
    right: number,
    frames: number,
    ends: number,
    steps: number,
    filters: number,
    state: number,
    energies: number,
  ): void;
  truePeak(samples: number, count: number, filters: number, gain: number, rest: number, peak: number): number;
  bandPeaks(
    samples: number,
    frames: number,
    ends: number,
    steps: number,
    filters: number,
    state: number,
    peaks: number,
  ): void;
  addStatistics(
    samples: number,
    frames: number,
    fullScale: number,
    shortestRun: number,
    totals: number,
    runs: number,
  ): void;
  addProducts(left: number, right: number, frames: number, total: number): void;
};

const pageBytes = 65_536;
/** Vectors may be read and written some bytes past the end of what was asked for. */
const slackBytes = 64;
const wasmFile = new URL('kernel.wasm', import.meta.url);
let compiled: CompiledModule | null = null;

/** The most samples that one call of the kernel works on: two channels of them fit into the cache. */
export const blockFrames = 16_384;

/**
 * The signal path in WebAssembly (assembly/), with a memory of its own.
 *
 * Whoever uses it takes its memory once, when it is made; nothing is given back before the whole kernel is reset for
 * the next file. Audio that already lies in this memory is worked on in place, so parts that share a kernel hand chunks
 * on without copying.
 */
export class Kernel {
  readonly exports: KernelExports;
  readonly #start: number;
  #free: number;
  /** How far memory was ever used: from there on it is zero, and takes none of the machine's. */
  #touched: number;

  constructor() {
    compiled ??= new WebAssembly.Module(readFileSync(wasmFile));
    this.exports = new WebAssembly.Instance(compiled, {}).exports as KernelExports;
    this.#start = roundUp(this.exports.freeFrom(), 64);
    this.#free = this.#start;
    this.#touched = this.#start;
  }

  /** Forgets all that was allocated: for the next file. Nothing made before may be used any more. */
  reset(): void {
    this.#free = this.#start;
  }

  /** The address of so many zeroed bytes, fit for vectors. Views of the memory end with this call. */
  allocate(bytes: number): number {
    const at = this.#free;
    const end = roundUp(at + bytes + slackBytes, 64);
    const missing = Math.ceil((end - this.exports.memory.buffer.byteLength) / pageBytes);
    if (missing > 0) this.exports.memory.grow(missing);
    if (at < this.#touched) new Uint8Array(this.exports.memory.buffer, at, Math.min(end, this.#touched) - at).fill(0);
    this.#free = end;
    this.#touched = Math.max(this.#touched, end);
    return at;
  }

  allocateFloats(length: number): number {
    return this.allocate(4 * length);
  }

  /** Copies a table into memory that is allocated for it. */
  place(table: Float32Array | Int32Array | Float64Array | Uint16Array): number {
    const at = this.allocate(table.byteLength);
    new Uint8Array(this.exports.memory.buffer, at, table.byteLength).set(
      new Uint8Array(table.buffer, table.byteOffset, table.byteLength),
    );
    return at;
  }

  /** A view, valid until memory is allocated or written to. */
  floats(at: number, length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.exports.memory.buffer, at, length);
  }

  doubles(at: number, length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.exports.memory.buffer, at, length);
  }

  integers(at: number, length: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.exports.memory.buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.exports.memory.buffer, at, length);
  }

  /** The address of samples, which are copied to `buffer` unless they lie in this memory already. */
  addressOf(samples: Float32Array, buffer: number): number {
    if (samples.buffer === this.exports.memory.buffer) return samples.byteOffset;
    this.floats(buffer, samples.length).set(samples);
    return buffer;
  }
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
