import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import type { Damage } from './damage.ts';
import { FlacDecoder } from './flac-decoder.ts';
import { flacFrames } from './flac-frames.ts';
import { FlacKernel } from './flac-kernel.ts';
import { PlanarBatch } from './planar-batch.ts';
import { damagedHeader } from './stream-errors.ts';

const streamInfoBytes = 34;

/** What STREAMINFO says, from its 34 bytes. */
export function readStreamInfo(info: Buffer): {
  sampleRate: number;
  channels: number;
  bits: number;
  totalFrames: number;
} {
  if (info.length < streamInfoBytes) throw damagedHeader();
  const packed = info.readUInt32BE(10);
  const sampleRate = packed >>> 12;
  if (sampleRate === 0) throw damagedHeader();
  const totalFrames = (info[13]! & 15) * 2 ** 32 + info.readUInt32BE(14);
  return { sampleRate, channels: ((packed >>> 9) & 7) + 1, bits: ((packed >>> 4) & 31) + 1, totalFrames };
}

/** Opens native FLAC. */
export function openFlac(source: AudioSource): RawStream {
  const marker = findMarker(source);
  const info = source.window.bytes(marker + 8, streamInfoBytes);
  const { sampleRate, channels, bits, totalFrames } = readStreamInfo(info);
  return {
    format: 'flac',
    codec: 'flac',
    sampleRate,
    channels,
    isLossless: true,
    bitDepth: bits,
    declaredDurationMs: totalFrames > 0 ? (1000 * totalFrames) / sampleRate : null,
    async *chunks() {
      const decoder = FlacKernel.open(channels, bits) ?? (await FlacDecoder.open());
      const batch = new PlanarBatch(channels);
      try {
        for await (const frames of flacFrames(source)) yield* decodeFlacFrames(decoder, frames, batch, source.damage);
        yield* batch.take();
      } finally {
        decoder.free();
      }
    },
  };
}

/** Decodes frames into a batch, and hands it on whenever it is full. */
export function* decodeFlacFrames(
  decoder: FlacKernel | FlacDecoder,
  packets: readonly Uint8Array[],
  batch: PlanarBatch,
  damage: Damage,
): Generator<Float32Array[]> {
  for (const packet of packets) {
    const { planar, frames, isDamaged } = decoder.decode(packet);
    if (isDamaged) damage.frames(0, 1);
    if (frames === 0 || planar.length !== batch.channels) continue;
    if (!batch.hasRoomFor(frames)) yield* batch.take();
    batch.append(planar);
  }
}

function findMarker(source: AudioSource): number {
  const head = source.window.bytes(0, Math.min(source.payloadStart, 64 * 1024 * 1024));
  const at = head.indexOf('fLaC', 0, 'latin1');
  if (at === -1) throw damagedHeader();
  return at;
}
