import { readFileSync } from 'node:fs';

/** The part of the WebAssembly interface used here: the types of Node do not have it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => CompiledModule;
  Instance: new (compiled: CompiledModule, imports: object) => { readonly exports: unknown };
  RuntimeError: new () => Error;
};
type CompiledModule = { readonly kind?: 'WebAssembly.Module' };

/** What glue.c exports; numbers are addresses in the memory of the instance, or counts. */
type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer };
  packet(): number;
  samples(): number;
  open(bytes: number): number;
  decode(bytes: number): number;
  channels(): number;
  rate(): number;
  has_sbr(): number;
};

export type AacFrame = {
  /** Planar, in the order of WAVE; copies. */
  channelData: Float32Array[];
  sampleRate: number;
  /** Whether spectral band replication made the upper octave, at twice the rate of the stream. */
  hasSbr: boolean;
};

const maxPacketBytes = 65_536;
const wasmFile = new URL('../../../../resources/decoders/faad2/faad2.wasm', import.meta.url);
let compiled: CompiledModule | null = null;

/**
 * FAAD2 in WebAssembly (resources/decoders/faad2), for one stream.
 *
 * Each stream has an instance with a memory of its own of at most 32 MB, so whatever a damaged file does to it ends with
 * it. Every call may trap (see `isTrap`), and then the instance must not be called again.
 */
export class Faad2 {
  readonly #exports: Exports;

  constructor() {
    compiled ??= new WebAssembly.Module(readFileSync(wasmFile));
    this.#exports = new WebAssembly.Instance(compiled, {}).exports as Exports;
  }

  /** Takes the AudioSpecificConfig of ISO/IEC 14496-3, section 1.6.2.1; false where FAAD2 cannot decode such a stream. */
  open(config: Uint8Array): boolean {
    return this.#put(config) && this.#exports.open(config.length) > 0;
  }

  /** Decodes a packet; null where it is damaged. The first one, too, gives a whole frame, if a quiet one. */
  decode(packet: Uint8Array): AacFrame | null {
    const frames = this.#put(packet) ? this.#exports.decode(packet.length) : -1;
    if (frames <= 0) return null;
    const { buffer } = this.#exports.memory;
    const start = this.#exports.samples();
    const channelData = Array.from({ length: this.#exports.channels() }, (_, channel) =>
      new Float32Array(buffer, start + 4 * channel * frames, frames).slice(),
    );
    return { channelData, sampleRate: this.#exports.rate(), hasSbr: this.#exports.has_sbr() === 1 };
  }

  #put(bytes: Uint8Array): boolean {
    if (bytes.length === 0 || bytes.length > maxPacketBytes) return false;
    new Uint8Array(this.#exports.memory.buffer, this.#exports.packet(), bytes.length).set(bytes);
    return true;
  }
}

/** Whether an error is a trap of WebAssembly: damaged input led the code to a place where it cannot go on. */
export function isTrap(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError;
}
