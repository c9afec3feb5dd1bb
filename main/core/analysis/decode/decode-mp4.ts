import { openAacDecoder } from './aac-decoder.ts';
import { openAlacDecoder, readAlacConfig } from './alac-decoder.ts';
import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import type { Mp4Samples } from './mp4-samples.ts';
import { readMp4Track } from './mp4-track.ts';
import { openPackets } from './packet-stream.ts';
import { noAudio } from './stream-errors.ts';

/** Opens AAC or ALAC in MP4. */
export async function openMp4(source: AudioSource): Promise<RawStream> {
  const track = readMp4Track(source.window);
  if (track.samples.count === 0) throw noAudio();
  if (track.samples.missing > 0) source.damage.warnings.add('TRUNCATED');
  const isAlac = track.codec === 'alac';
  const openPacketDecoder = isAlac ? openAlacDecoder : openAacDecoder;
  return openPackets({
    format: 'mp4',
    codec: track.codec,
    isLossless: isAlac,
    bitDepth: isAlac ? (readAlacConfig(track.config)?.sampleBits ?? null) : null,
    declaredDurationMs: track.durationMs,
    decoder: openPacketDecoder(track.config, track.music, source.damage),
    packets: () =>
      isAscending(track.samples) ? passingPackets(source, track.samples) : soughtPackets(source, track.samples),
  });
}

function isAscending({ offsets, sizes, count }: Mp4Samples): boolean {
  for (let sample = 1; sample < count; sample += 1) {
    if (offsets[sample]! < offsets[sample - 1]! + sizes[sample - 1]!) return false;
  }
  return true;
}

/** Packets as they come by while the file is read once. */
async function* passingPackets(
  source: AudioSource,
  { offsets, sizes, count }: Mp4Samples,
): AsyncGenerator<Uint8Array[]> {
  let rest: Buffer = Buffer.alloc(0);
  let sample = 0;
  const start = Math.min(source.payloadStart, offsets[0]!);
  for await (const { offset, bytes } of source.pieces(start)) {
    const from = offset - rest.length;
    const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    const packets: Uint8Array[] = [];
    for (; sample < count; sample += 1) {
      const at = offsets[sample]! - from;
      if (at + sizes[sample]! > joined.length) break;
      packets.push(joined.subarray(at, at + sizes[sample]!));
    }
    if (packets.length > 0) yield packets;
    const needed = sample < count ? offsets[sample]! - from : joined.length;
    rest = Buffer.from(joined.subarray(Math.min(needed, joined.length)));
  }
}

/** Packets that jump about in the file, which is rare, are read one by one. */
async function* soughtPackets(
  source: AudioSource,
  { offsets, sizes, count }: Mp4Samples,
): AsyncGenerator<Uint8Array[]> {
  for (let sample = 0; sample < count; sample += 1) {
    if (sample % 64 === 0) source.signal?.throwIfAborted();
    yield [Buffer.from(source.window.bytes(offsets[sample]!, sizes[sample]!))];
  }
}
