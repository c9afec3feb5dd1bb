import { type FileHandle, open, stat } from 'node:fs/promises';
import { quickHashOf } from '#core/files/audio-hash.ts';
import { AppError } from '#shared/errors.ts';
import { aiffLayout } from './aiff-header.ts';
import { AudioSource } from './audio-source.ts';
import type { AudioStream, RawStream } from './audio-stream.ts';
import { openAdts } from './decode-aac.ts';
import { openWithFfmpeg } from './decode-ffmpeg.ts';
import { openFlac } from './decode-flac.ts';
import { openMp4 } from './decode-mp4.ts';
import { openMpeg } from './decode-mpeg.ts';
import { openOgg } from './decode-ogg.ts';
import { openPcm } from './decode-pcm.ts';
import { noAudio, unsupportedCodec } from './stream-errors.ts';
import { formatMpegLayer3, readWaveFormat, waveLayout } from './wave-header.ts';

/** 48 dB above full scale. */
const loudestSample = 256;

export type DecodeOptions = {
  /** The ffmpeg of the user, for formats no built-in decoder reads. */
  ffmpegPath?: string | null | undefined;
  signal?: AbortSignal | undefined;
};

/** An open file: the stream of its audio, and the hashes of it. */
export type OpenAudio = AudioStream & {
  readonly quickHash: string;
  readonly payloadBytes: number;
  /** Reads what is left of the payload and hashes all of it. Call once, behind the last chunk. */
  audioHash(): Promise<string>;
  /** Throws FILE_CHANGED if somebody wrote to the file, or put another in its place, since it was opened. */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens an audio file for decoding, whatever its name says: the format is told by the content.
 *
 * Throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY, FORMAT_UNKNOWN, FORMAT_UNSUPPORTED, NO_AUDIO or AUDIO_DAMAGED.
 */
export async function openDecoder(path: string, options: DecodeOptions = {}): Promise<OpenAudio> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw fileError(error);
  });
  try {
    const before = await handle.stat();
    if (!before.isFile()) throw new AppError('FILE_UNREADABLE', 'This is not a file.');
    if (before.size === 0) throw new AppError('FILE_EMPTY', 'The file is empty.');
    const source = new AudioSource(handle, before.size, options.signal);
    const stream = await openStream(source, path, options.ffmpegPath ?? null);
    return {
      ...stream,
      ...quickHashOf(source.window, source.payload),
      warnings: source.damage.warnings,
      chunks: () => checkedChunks(source, stream),
      audioHash: () => source.finishHash().catch(asAppError),
      assertUnchanged: () => assertUnchanged(path, handle, before),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    return asAppError(error);
  }
}

async function openStream(source: AudioSource, path: string, ffmpegPath: string | null): Promise<RawStream> {
  try {
    return await openBuiltIn(source);
  } catch (error) {
    const isUnsupported = error instanceof AppError && error.code === 'FORMAT_UNSUPPORTED';
    if (isUnsupported && ffmpegPath) return openWithFfmpeg(source, path, ffmpegPath);
    throw error;
  }
}

async function openBuiltIn(source: AudioSource): Promise<RawStream> {
  const { format, hasAudio } = source.payload;
  if (!hasAudio && ['mp3', 'flac', 'wav', 'aiff'].includes(format)) throw noAudio();
  switch (format) {
    case 'mp3':
      return openMpeg(source);
    case 'aac':
      return openAdts(source);
    case 'flac':
      return openFlac(source);
    case 'ogg':
      return openOgg(source);
    case 'mp4':
      return openMp4(source);
    case 'wav':
      return openWave(source);
    case 'aiff':
      return openPcm(source, 'aiff', aiffLayout(source));
    case 'unknown':
      throw new AppError('FORMAT_UNKNOWN', 'This is not an audio file.');
    default:
      throw unsupportedCodec(format, format);
  }
}

function openWave(source: AudioSource): RawStream {
  const format = readWaveFormat(source);
  return format.tag === formatMpegLayer3 ? openMpeg(source) : openPcm(source, 'wav', waveLayout(source, format));
}

async function* checkedChunks(source: AudioSource, stream: RawStream): AsyncGenerator<Float32Array[]> {
  let frames = 0;
  try {
    for await (const channels of stream.chunks()) {
      // Lossless codecs have no way to write such samples, except as floats, which are looked at where they are read.
      if (!stream.isLossless) for (const samples of channels) removeNonsense(samples);
      frames += channels[0]?.length ?? 0;
      yield channels;
    }
  } catch (error) {
    asAppError(error);
  }
  source.damage.assertTolerable();
  if (frames === 0) throw noAudio();
}

/**
 * Damaged packets decode to infinities and worse, and one of them would spoil every sum that follows.
 *
 * Numbers from 2 on, infinities and NaN all have the highest bit of the exponent set, so one look is enough for eight
 * samples of which none has.
 */
function removeNonsense(samples: Float32Array): void {
  const bits = new Int32Array(samples.buffer, samples.byteOffset, samples.length);
  const largeExponent = 0x4000_0000;
  let at = 0;
  for (; at + 8 <= bits.length; at += 8) {
    const low = bits[at]! | bits[at + 1]! | bits[at + 2]! | bits[at + 3]!;
    const high = bits[at + 4]! | bits[at + 5]! | bits[at + 6]! | bits[at + 7]!;
    if (((low | high) & largeExponent) !== 0) removeNonsenseWithin(samples, at, at + 8);
  }
  removeNonsenseWithin(samples, at, samples.length);
}

function removeNonsenseWithin(samples: Float32Array, start: number, end: number): void {
  for (let index = start; index < end; index += 1) {
    if (!(Math.abs(samples[index]!) <= loudestSample)) samples[index] = 0;
  }
}

/** Decoders throw whatever they like at damaged input; a defect of ours would show on whole files. */
function asAppError(error: unknown): never {
  if (error instanceof AppError) throw error;
  if (error instanceof Error && error.name === 'AbortError') throw new AppError('CANCELLED', 'Cancelled.');
  if (isFileSystemError(error)) throw fileError(error);
  throw new AppError('AUDIO_DAMAGED', 'The audio in this file is damaged.', {}, { cause: error });
}

function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

function fileError(cause: unknown): AppError {
  const code = isFileSystemError(cause) ? (cause.code ?? '') : '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', 'The file is no longer there.', {}, { cause });
  return new AppError('FILE_UNREADABLE', 'The file cannot be read.', { reason: code }, { cause });
}

type FileState = { size: number; mtimeMs: number; ino: number; dev: number };

async function assertUnchanged(path: string, handle: FileHandle, before: FileState): Promise<void> {
  const now = await handle.stat();
  const there = await stat(path).catch(() => null);
  const isSame = [now, there].every(
    (state) =>
      state?.size === before.size &&
      state.mtimeMs === before.mtimeMs &&
      state.ino === before.ino &&
      state.dev === before.dev,
  );
  if (!isSame) throw new AppError('FILE_CHANGED', 'The file changed while it was read.');
}
