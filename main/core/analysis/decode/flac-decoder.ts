import { FLACDecoder } from '@wasm-audio-decoders/flac';
import type { FlacFrame } from './flac-kernel.ts';

type Cell = { readonly buf: Uint32Array };

/**
 * The part of FLACDecoder below the one that copies every sample three times. Not in its types; the version is pinned.
 */
type FlacCore = {
  readonly _common: {
    readonly wasm: {
      readonly HEAP: ArrayBuffer;
      decode_frame(decoder: number, address: number, length: number): void;
      free(address: number): void;
    };
    allocateTypedArray(length: number, type: typeof Uint8Array, isKept: boolean): { ptr: number; buf: Uint8Array };
  };
  readonly _decoder: number;
  readonly _channels: Cell;
  readonly _samplesDecoded: Cell;
  readonly _outputBufferPtr: Cell;
  readonly _outputBufferLen: Cell;
  readonly _errorStringPtr: Cell;
  readonly _stateStringPtr: Cell;
};

/** libFLAC in WebAssembly, for what `FlacKernel` does not decode: audio of 32 bits. */
export class FlacDecoder {
  readonly #decoder: FLACDecoder;
  readonly #core: FlacCore;
  /** Samples of the last frame, which stay with us until the next one. */
  #output = 0;

  private constructor(decoder: FLACDecoder) {
    this.#decoder = decoder;
    this.#core = (decoder as unknown as { _decoder: FlacCore })._decoder;
  }

  static async open(): Promise<FlacDecoder> {
    const decoder = new FLACDecoder();
    await decoder.ready;
    return new FlacDecoder(decoder);
  }

  /** None where nothing of the frame could be decoded. */
  decode(frame: Uint8Array): FlacFrame {
    const core = this.#core;
    const { wasm } = core._common;
    this.#freeOutput();
    // The decoder frees its input.
    const input = core._common.allocateTypedArray(frame.length, Uint8Array, false);
    input.buf.set(frame);
    wasm.decode_frame(core._decoder, input.ptr, frame.length);
    const address = core._outputBufferPtr.buf[0]!;
    const frames = core._samplesDecoded.buf[0]!;
    const isDamaged = core._errorStringPtr.buf[0] !== 0 || core._stateStringPtr.buf[0] !== 0;
    const planar = Array.from(
      { length: core._channels.buf[0]! },
      (_, channel) => new Float32Array(wasm.HEAP, address + 4 * channel * frames, frames),
    );
    this.#output = address;
    core._outputBufferLen.buf[0] = 0;
    core._samplesDecoded.buf[0] = 0;
    return { planar, frames, isDamaged };
  }

  free(): void {
    this.#freeOutput();
    this.#decoder.free();
  }

  #freeOutput(): void {
    this.#core._common.wasm.free(this.#output);
    this.#output = 0;
  }
}
