import type { AudioFormat } from '#core/files/audio-format.ts';
import type { RawStream } from './audio-stream.ts';
import type { PacketDecoder } from './packet-decoder.ts';
import { cutPlanar } from './planar.ts';
import { noAudio } from './stream-errors.ts';

type Packets = {
  format: AudioFormat;
  codec: string;
  isLossless: boolean;
  bitDepth: number | null;
  declaredDurationMs: number | null;
  decoder: PacketDecoder;
  packets(): AsyncGenerator<Uint8Array[]>;
};

/** Packets for one call of the decoder: about a second. */
const batchPackets = 48;

/**
 * Turns packets into a stream.
 *
 * Only the first decoded packet tells rate and channels for sure (HE-AAC doubles the rate its header names), so it is
 * decoded on opening.
 */
export async function openPackets({ decoder, packets, ...about }: Packets): Promise<RawStream> {
  const decoded = decodeBatches(decoder, packets());
  const first = await decoded.next();
  if (first.done) throw noAudio();
  const { sampleRate, channelData } = first.value;
  return {
    ...about,
    sampleRate,
    channels: channelData.length,
    async *chunks() {
      yield* cutPlanar(channelData);
      for await (const next of decoded) {
        // A stream that changes its layout half way is decoded up to there.
        if (next.sampleRate !== sampleRate || next.channelData.length !== channelData.length) return;
        yield* cutPlanar(next.channelData);
      }
    },
  };
}

async function* decodeBatches(decoder: PacketDecoder, packets: AsyncGenerator<Uint8Array[]>) {
  for await (const pending of packets) {
    for (let at = 0; at < pending.length; at += batchPackets) {
      const decoded = decoder.decode(pending.slice(at, at + batchPackets));
      if (decoded) yield decoded;
    }
  }
}
