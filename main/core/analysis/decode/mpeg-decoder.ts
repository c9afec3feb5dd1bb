import { MPEGDecoder } from 'mpg123-decoder';

type Cells<Type> = { readonly ptr: number; readonly len: number; readonly buf: Type };

/**
 * The part of MPEGDecoder below the one that copies every sample three times. Not in its types; the version is pinned.
 */
type MpegCore = {
  readonly _common: {
    readonly wasm: {
      mpeg_decoder_feed(decoder: number, input: number, length: number): number;
      mpeg_decoder_read(
        decoder: number,
        output: number,
        length: number,
        samplesDecoded: number,
        sampleRate: number,
        errorString: number,
      ): number;
    };
  };
  readonly _decoder: number;
  readonly _input: Cells<Uint8Array>;
  readonly _output: Cells<Float32Array>;
  readonly _samplesDecodedPtr: Cells<Uint32Array>;
  readonly _sampleRatePtr: Cells<Uint32Array>;
  readonly _errorStringPtr: Cells<Uint32Array>;
};

/** What mpg123 answers; see mpg123.h. */
const newFormat = -11;
const needMore = -10;
/** More errors in one piece than it can have frames: it does not get any further. */
const mostErrors = 2000;

/** mpg123 in WebAssembly, for whole frames of one stream. */
export class MpegDecoder {
  readonly #decoder: MPEGDecoder;
  readonly #core: MpegCore;
  #errors = 0;

  private constructor(decoder: MPEGDecoder) {
    this.#decoder = decoder;
    this.#core = decoder as unknown as MpegCore;
  }

  static async open(): Promise<MpegDecoder> {
    const decoder = new MPEGDecoder();
    await decoder.ready;
    return new MpegDecoder(decoder);
  }

  /** Left and right, some thousand frames at a time, each valid until the next is asked for. */
  *decode(bytes: Uint8Array): Generator<Float32Array[]> {
    const core = this.#core;
    const { _common: common, _input: input } = core;
    for (let at = 0; at < bytes.length; at += input.len) {
      const part = bytes.subarray(at, at + input.len);
      input.buf.set(part);
      if (common.wasm.mpeg_decoder_feed(core._decoder, input.ptr, part.length) !== needMore) yield* this.#read();
    }
  }

  /** Errors since the last call. */
  takeErrors(): number {
    const errors = this.#errors;
    this.#errors = 0;
    return errors;
  }

  free(): void {
    this.#decoder.free();
  }

  *#read(): Generator<Float32Array[]> {
    const { _common: common, _output: output, _samplesDecodedPtr: decoded, ...core } = this.#core;
    for (let errors = 0; errors < mostErrors; ) {
      decoded.buf[0] = 0;
      const answer = common.wasm.mpeg_decoder_read(
        core._decoder,
        output.ptr,
        output.len,
        decoded.ptr,
        core._sampleRatePtr.ptr,
        core._errorStringPtr.ptr,
      );
      const frames = decoded.buf[0]!;
      if (frames > 0) yield [output.buf.subarray(0, frames), output.buf.subarray(frames, 2 * frames)];
      if (answer === needMore) return;
      if (answer === newFormat || (answer === 0 && frames > 0)) continue;
      errors += 1;
      this.#errors += 1;
    }
  }
}
