import { createHash } from 'node:crypto';
import { type OpenAudio, openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { AppError } from '#shared/errors.ts';
import type { DraftFile } from './draft-file.ts';
import { canBeFlac, FlacEncoder, flacBlockFrames, interleaveIntegers } from './flac-encoder.ts';
import type { SoundReader } from './sound-reader.ts';
import { mostWaveBytes, type WaveSound, waveFormat, waveHead } from './wave-header.ts';

/** A stretch of a file in samples; `to` null is its end. */
export type SampleRange = { path: string; ffmpegPath: string | null; from: number; to: number | null };
/** Tells whether what was written decodes to what was read. */
export type CutProof = { frames: number; md5: string };

/** What is decoded has no bits of its own: 24 hold all of it that anybody can hear. */
const decodedBits = 24;
const streamInfoHead = Buffer.from([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34]);

/** Bits that a sample of decoded sound fills; null where only floats hold it. */
export function bitsOf({ isLossless, bitDepth }: Pick<OpenAudio, 'isLossless' | 'bitDepth'>): number | null {
  return isLossless ? bitDepth : decodedBits;
}

/** Writes a stretch as FLAC. Throws FORMAT_UNSUPPORTED for sound that FLAC would not hold exactly. */
export async function cutAsFlac(draft: DraftFile, reader: SoundReader, range: SampleRange): Promise<CutProof> {
  const audio = await reader.open(range.path, range.ffmpegPath);
  const bits = bitsOf(audio);
  const sound = { sampleRate: audio.sampleRate, channels: audio.channels, bits: bits ?? 0 };
  if (bits === null || !canBeFlac(sound)) {
    throw new AppError('FORMAT_UNSUPPORTED', 'FLAC cannot hold this sound exactly. Choose WAV.');
  }
  const encoder = new FlacEncoder(sound);
  draft.append(Buffer.concat([streamInfoHead, Buffer.alloc(34)]));
  const block = new IntegerBlock(sound.channels, bits, (planar, frames) =>
    draft.append(encoder.encode(planar, frames)),
  );
  const frames = await block.take(reader.stretch(range.path, range.ffmpegPath, range.from, range.to));
  const { streamInfo, md5 } = encoder.finish();
  draft.replaceHead(streamInfo, streamInfoHead.length);
  return { frames, md5 };
}

/** Writes a stretch as WAVE: as many bits as it has, and floats where it is made of them. Throws FILE_TOO_LARGE. */
export async function cutAsWave(draft: DraftFile, reader: SoundReader, range: SampleRange): Promise<CutProof> {
  const audio = await reader.open(range.path, range.ffmpegPath);
  const bits = bitsOf(audio);
  if (bits !== null && bits > 24) throw new AppError('FORMAT_UNSUPPORTED', 'Such sound cannot be cut exactly.');
  const container = bits === null ? 32 : 8 * Math.ceil(bits / 8);
  const sound: WaveSound = { ...audio, bits: container, isFloat: bits === null };
  const format = waveFormat(sound);
  draft.append(waveHead(format, 0));
  const headBytes = draft.length;
  const hash = createHash('md5');
  const append = (bytes: Uint8Array) => {
    hash.update(bytes);
    draft.append(bytes);
    if (draft.length > mostWaveBytes) throw new AppError('FILE_TOO_LARGE', 'A WAV file can hold 4 GB.');
  };
  const chunks = reader.stretch(range.path, range.ffmpegPath, range.from, range.to);
  const frames = sound.isFloat
    ? await appendFloats(chunks, append)
    : await new IntegerBlock(sound.channels, container, (planar, count) =>
        append(waveBytes(planar, count, container)),
      ).take(chunks);
  endWave(draft, format, headBytes);
  return { frames, md5: hash.digest('hex') };
}

/** Fills in the sizes, and the byte that makes an odd number even. */
export function endWave(draft: DraftFile, format: Buffer, headBytes: number): void {
  const dataBytes = draft.length - headBytes;
  if (dataBytes % 2 === 1) draft.append(new Uint8Array(1));
  draft.replaceHead(waveHead(format, dataBytes));
}

/** Reads FLAC or WAVE back. Throws WRITE_UNVERIFIED unless it is what was read. */
export async function proveSamples(path: string, proof: CutProof): Promise<void> {
  const audio = await openDecoder(path);
  const hash = createHash('md5');
  let frames = 0;
  try {
    const bits = bitsOf(audio);
    const append = (bytes: Uint8Array) => void hash.update(bytes);
    const isFlac = audio.format === 'flac';
    const write = (planar: Int32Array[], count: number) =>
      append(isFlac ? interleaveIntegers(planar, count, bits ?? 0) : waveBytes(planar, count, bits ?? 0));
    frames =
      bits === null
        ? await appendFloats(audio.chunks(), append)
        : await new IntegerBlock(audio.channels, bits, write).take(audio.chunks());
  } finally {
    await audio.close();
  }
  if (frames !== proof.frames || hash.digest('hex') !== proof.md5) {
    throw new AppError('WRITE_UNVERIFIED', 'The new file does not hold the sound it was made of.');
  }
}

/** Eight bits of WAVE have no sign. */
function waveBytes(planar: readonly Int32Array[], frames: number, bits: number): Uint8Array {
  const bytes = interleaveIntegers(planar, frames, bits);
  if (bits === 8) for (let at = 0; at < bytes.length; at += 1) bytes[at] = (bytes[at]! + 128) & 255;
  return bytes;
}

async function appendFloats(
  chunks: AsyncGenerator<Float32Array[]>,
  append: (bytes: Uint8Array) => void,
): Promise<number> {
  let frames = 0;
  for await (const planar of chunks) {
    const count = planar[0]?.length ?? 0;
    const bytes = Buffer.alloc(4 * count * planar.length);
    for (const [channel, samples] of planar.entries()) {
      let at = 4 * channel;
      for (let frame = 0; frame < count; frame += 1, at += 4 * planar.length) bytes.writeFloatLE(samples[frame]!, at);
    }
    append(bytes);
    frames += count;
  }
  return frames;
}

/** Gathers samples of ±1 into blocks of whole numbers. */
class IntegerBlock {
  readonly #planar: Int32Array[];
  readonly #scale: number;
  readonly #write: (planar: Int32Array[], frames: number) => void;
  #filled = 0;

  constructor(channels: number, bits: number, write: (planar: Int32Array[], frames: number) => void) {
    this.#planar = Array.from({ length: channels }, () => new Int32Array(flacBlockFrames));
    this.#scale = 2 ** (bits - 1);
    this.#write = write;
  }

  /** Writes all of it in blocks, the last one shorter; answers with the number of samples. */
  async take(chunks: AsyncGenerator<Float32Array[]>): Promise<number> {
    let total = 0;
    for await (const chunk of chunks) {
      const count = chunk[0]?.length ?? 0;
      total += count;
      for (let from = 0; from < count; ) from += this.#fill(chunk, from, count);
    }
    if (this.#filled > 0) this.#write(this.#planar, this.#filled);
    this.#filled = 0;
    if (total === 0) throw new AppError('NO_AUDIO', 'There is no sound there.');
    return total;
  }

  #fill(chunk: readonly Float32Array[], from: number, count: number): number {
    const length = Math.min(count - from, flacBlockFrames - this.#filled);
    const [scale, at] = [this.#scale, this.#filled];
    for (const [channel, samples] of chunk.entries()) {
      const block = this.#planar[channel]!;
      for (let index = 0; index < length; index += 1) {
        const value = Math.round(samples[from + index]! * scale);
        block[at + index] = value >= scale ? scale - 1 : value < -scale ? -scale : value;
      }
    }
    this.#filled += length;
    if (this.#filled === flacBlockFrames) {
      this.#write(this.#planar, flacBlockFrames);
      this.#filled = 0;
    }
    return length;
  }
}
