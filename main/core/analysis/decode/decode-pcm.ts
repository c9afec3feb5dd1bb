import { AppError } from '#shared/errors.ts';
import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import { deinterleave, type PcmEncoding, sampleReader } from './pcm.ts';
import { cutPlanar } from './planar.ts';
import { unsupportedCodec } from './stream-errors.ts';

/** What a WAVE or AIFF header says about the samples. */
export type PcmLayout = {
  codec: string;
  encoding: PcmEncoding;
  sampleRate: number;
  channels: number;
  /** Frames the header promises, or null. */
  declaredFrames: number | null;
};

const maxChannels = 64;

/** Opens uncompressed audio whose samples fill the payload. */
export function openPcm(source: AudioSource, format: 'wav' | 'aiff', layout: PcmLayout): RawStream {
  const { channels, sampleRate, encoding } = layout;
  const read = sampleReader(encoding);
  if (!read) throw unsupportedCodec(format, layout.codec);
  if (channels < 1 || channels > maxChannels || !(sampleRate >= 1000 && sampleRate <= 1_536_000))
    throw new AppError('AUDIO_DAMAGED', 'The header of this file makes no sense.', { channels, sampleRate });
  const frameBytes = (encoding.bits / 8) * channels;
  return {
    format,
    codec: layout.codec,
    sampleRate,
    channels,
    isLossless: encoding.kind !== 'alaw' && encoding.kind !== 'mulaw',
    bitDepth: encoding.kind === 'int' || encoding.kind === 'unsigned' ? encoding.bits : null,
    declaredDurationMs: layout.declaredFrames === null ? null : (1000 * layout.declaredFrames) / sampleRate,
    async *chunks() {
      let rest: Buffer = Buffer.alloc(0);
      for await (const { bytes } of source.pieces()) {
        const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
        const whole = joined.length - (joined.length % frameBytes);
        yield* cutPlanar(deinterleave(joined.subarray(0, whole), channels, encoding.bits, read));
        rest = Buffer.from(joined.subarray(whole));
      }
    },
  };
}
