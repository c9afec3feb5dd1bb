import type { AudioFormat } from '#core/files/audio-format.ts';

/** What was odd about a file that could be decoded all the same. */
export type AudioWarning = 'DAMAGED_FRAMES' | 'TRUNCATED' | 'SKIPPED_BYTES' | 'FORMAT_CHANGES' | 'LENGTH_UNKNOWN';

/**
 * Decoded audio as a stream: opened once, read once from start to end, closed.
 *
 * The properties are what the headers say; `chunks` tells the truth.
 */
export type AudioStream = {
  readonly format: AudioFormat;
  /** `mp3`, `aac`, `alac`, `flac`, `vorbis`, `opus`, `pcm`, or what the ffmpeg of the user calls it. */
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly isLossless: boolean;
  /** Bits of a sample as the header says; null for what is lossy or made of floats, and where it does not say. */
  readonly bitDepth: number | null;
  /** As declared by the headers, or null where they do not say. */
  readonly declaredDurationMs: number | null;
  /** Fills up while decoding. */
  readonly warnings: ReadonlySet<AudioWarning>;
  /**
   * Planar samples, full scale ±1, in chunks of at most 65,536 frames, which are valid until the next one is
   * asked for: the memory of decoders is handed on as it is.
   *
   * Throws NO_AUDIO when nothing could be decoded, AUDIO_DAMAGED when too much of the file could not.
   */
  chunks(): AsyncGenerator<Float32Array[]>;
};

/** A stream before the checks that all formats share. */
export type RawStream = Omit<AudioStream, 'warnings' | 'chunks'> & {
  chunks(): AsyncGenerator<Float32Array[]>;
};
