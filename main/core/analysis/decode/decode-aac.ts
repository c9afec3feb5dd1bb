import { frameHeader } from '#core/files/frame-header.ts';
import { openAacDecoder } from './aac-decoder.ts';
import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import { firstFrame } from './decode-mpeg.ts';
import { frameRuns } from './frame-runs.ts';
import { openPackets } from './packet-stream.ts';

const aacFrameLength = 1024;

/** Opens AAC in ADTS: each frame carries its own header, which is turned into the configuration that MP4 would hold. */
export function openAdts(source: AudioSource): Promise<RawStream> {
  const { header, bytes } = firstFrame(source);
  const objectType = (bytes[2]! >> 6) + 1;
  const rateIndex = (bytes[2]! >> 2) & 15;
  const asc = Uint8Array.of(
    (objectType << 3) | (rateIndex >> 1),
    ((rateIndex & 1) << 7) | ((header.signature & 7) << 3),
  );
  const frameMs = (1000 * header.samples) / header.sampleRate;
  return openPackets({
    format: 'aac',
    codec: 'aac',
    isLossless: false,
    bitDepth: null,
    declaredDurationMs: (source.payloadBytes / header.lengthBytes) * frameMs,
    // The first frame fades in from nothing, and encoders put at least as much silence there.
    decoder: openAacDecoder(
      asc,
      { startSeconds: aacFrameLength / header.sampleRate, durationSeconds: null },
      source.damage,
    ),
    async *packets() {
      for await (const run of frameRuns(source, header)) yield run.starts.map((start) => accessUnit(run.bytes, start));
    },
  });
}

function accessUnit(bytes: Buffer, start: number): Uint8Array {
  const { headerBytes, lengthBytes } = frameHeader(bytes, start)!;
  return bytes.subarray(start + headerBytes, start + lengthBytes);
}
