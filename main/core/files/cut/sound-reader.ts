import { type OpenAudio, openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { AppError } from '#shared/errors.ts';

/** A file that is read from its start to its end, and how far that has come. */
type OpenSound = {
  path: string;
  audio: OpenAudio;
  chunks: AsyncGenerator<Float32Array[]>;
  /** Decoded and not asked for yet. */
  rest: Float32Array[] | null;
  /** Of the first sample of `rest`, or of the next chunk. */
  position: number;
};

/** An open file is let go of when nobody asks for its next part. */
const patienceMs = 3000;

/**
 * Decoded stretches of a file, cheapest in order: what follows the last one is read on from there, so that a mix of two
 * hours is decoded once for all its parts.
 */
export class SoundReader {
  #open: OpenSound | undefined;
  #closing: NodeJS.Timeout | undefined;

  /** What its headers say, wherever it was read up to. Throws what `openDecoder` throws. */
  async open(path: string, ffmpegPath: string | null): Promise<OpenAudio> {
    return (await this.#soundOf(path, ffmpegPath, Number.POSITIVE_INFINITY)).audio;
  }

  /**
   * Samples from `from` up to `to` (null is the end) of a file that is open, in chunks that are good until the next one.
   * Throws FILE_CHANGED, and AUDIO_DAMAGED where a part of the sound is lost, so that times behind it are not what they seem.
   */
  async *stretch(
    path: string,
    ffmpegPath: string | null,
    from: number,
    to: number | null,
  ): AsyncGenerator<Float32Array[]> {
    const sound = await this.#soundOf(path, ffmpegPath, from);
    const end = to ?? Number.POSITIVE_INFINITY;
    while (sound.position < end) {
      const chunk = sound.rest ?? (await sound.chunks.next()).value;
      sound.rest = null;
      if (!Array.isArray(chunk)) break;
      const length = chunk[0]?.length ?? 0;
      const start = Math.max(0, Math.min(length, from - sound.position));
      const stop = Math.min(length, end - sound.position);
      if (stop < length) sound.rest = chunk.map((samples) => samples.slice(stop));
      sound.position += stop;
      if (stop > start) yield chunk.map((samples) => samples.subarray(start, stop));
    }
    const { audio } = sound;
    if (audio.isLossless && audio.warnings.has('DAMAGED_FRAMES')) {
      throw new AppError('AUDIO_DAMAGED', 'A part of the sound is damaged. Nothing was cut.');
    }
    await audio.assertUnchanged();
  }

  /** Call between parts: lets go of the file when nobody asks for the next one. */
  rest(): void {
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => void this.close().catch(() => undefined), patienceMs);
    this.#closing.unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#closing);
    const sound = this.#open;
    this.#open = undefined;
    await sound?.chunks.return(undefined);
    await sound?.audio.close();
  }

  async #soundOf(path: string, ffmpegPath: string | null, from: number): Promise<OpenSound> {
    clearTimeout(this.#closing);
    const open = this.#open;
    if (open?.path === path && open.position <= from) {
      const isSame = await open.audio.assertUnchanged().then(
        () => true,
        () => false,
      );
      if (isSame) return open;
    }
    await this.close();
    const audio = await openDecoder(path, { ffmpegPath });
    this.#open = { path, audio, chunks: audio.chunks(), rest: null, position: 0 };
    return this.#open;
  }
}
