import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { openDecoder } from '#core/analysis/decode/open-decoder.ts';
import { AppError } from '#shared/errors.ts';

const headerBytes = 44;
const bytesPerSample = 3;
/** The size fields of a WAV file have 32 bits. */
const maxDataBytes = 2 ** 32 - 1 - headerBytes;

/**
 * Decodes a file to a 24-bit WAV file of the same rate and channels (exact for sources of up to 24 bits).
 *
 * The target appears whole or not at all. Throws what `openDecoder` throws, and FORMAT_UNSUPPORTED past 4 GB.
 */
export async function decodeToWav(
  source: string,
  target: string,
  options: { ffmpegPath: string | null; signal?: AbortSignal },
): Promise<void> {
  const audio = await openDecoder(source, options);
  const draft = `${target}.${randomUUID()}.draft`;
  try {
    const file = await open(draft, 'wx');
    try {
      let dataBytes = 0;
      await file.write(new Uint8Array(headerBytes));
      for await (const channels of audio.chunks()) {
        const bytes = interleave(channels);
        dataBytes += bytes.length;
        if (dataBytes > maxDataBytes) throw new AppError('FORMAT_UNSUPPORTED', 'This file is too long to play here.');
        await file.write(bytes);
      }
      await file.write(wavHeader(audio.sampleRate, audio.channels, dataBytes), 0, headerBytes, 0);
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await audio.close();
  }
}

/** Planar samples (full scale ±1) as interleaved little-endian 24-bit integers. */
export function interleave(channels: readonly Float32Array[]): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const bytes = new Uint8Array(frames * channels.length * bytesPerSample);
  for (const [channel, samples] of channels.entries()) {
    let at = channel * bytesPerSample;
    for (let frame = 0; frame < frames; frame++, at += channels.length * bytesPerSample) {
      const value = Math.max(-8388608, Math.min(8388607, Math.round((samples[frame] as number) * 8388608)));
      bytes[at] = value;
      bytes[at + 1] = value >> 8;
      bytes[at + 2] = value >> 16;
    }
  }
  return bytes;
}

/** The header of a 24-bit PCM WAV file with so many bytes of samples behind it. */
export function wavHeader(sampleRate: number, channels: number, dataBytes: number): Uint8Array {
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(headerBytes - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * bytesPerSample, 28);
  header.writeUInt16LE(channels * bytesPerSample, 32);
  header.writeUInt16LE(bytesPerSample * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
