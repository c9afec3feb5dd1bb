import { FLACDecoder } from '@wasm-audio-decoders/flac';
import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import { flacFrames } from './flac-frames.ts';
import { cutPlanar } from './planar.ts';
import { withQuietConsole } from './quiet-console.ts';
import { damagedHeader } from './stream-errors.ts';

const streamInfoBytes = 34;

/** What STREAMINFO says, from its 34 bytes. */
export function readStreamInfo(info: Buffer): { sampleRate: number; channels: number; totalFrames: number } {
  if (info.length < streamInfoBytes) throw damagedHeader();
  const packed = info.readUInt32BE(10);
  const sampleRate = packed >>> 12;
  if (sampleRate === 0) throw damagedHeader();
  const totalFrames = (info[13]! & 15) * 2 ** 32 + info.readUInt32BE(14);
  return { sampleRate, channels: ((packed >>> 9) & 7) + 1, totalFrames };
}

/** Opens native FLAC. */
export function openFlac(source: AudioSource): RawStream {
  const marker = findMarker(source);
  const info = source.window.bytes(marker + 8, streamInfoBytes);
  const { sampleRate, channels, totalFrames } = readStreamInfo(info);
  return {
    format: 'flac',
    codec: 'flac',
    sampleRate,
    channels,
    isLossless: true,
    declaredDurationMs: totalFrames > 0 ? (1000 * totalFrames) / sampleRate : null,
    async *chunks() {
      const decoder = new FLACDecoder();
      await decoder.ready;
      try {
        for await (const frames of flacFrames(source)) {
          const { channelData, samplesDecoded, errors } = await withQuietConsole(() => decoder.decodeFrames(frames));
          source.damage.frames(0, errors.length);
          if (samplesDecoded > 0) yield* cutPlanar(channelData);
        }
      } finally {
        decoder.free();
      }
    },
  };
}

function findMarker(source: AudioSource): number {
  const head = source.window.bytes(0, Math.min(source.payloadStart, 64 * 1024 * 1024));
  const at = head.indexOf('fLaC', 0, 'latin1');
  if (at === -1) throw damagedHeader();
  return at;
}
