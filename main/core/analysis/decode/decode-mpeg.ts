import { type FrameHeader, findFrame, frameHeader } from '#core/files/frame-header.ts';
import type { AudioSource } from './audio-source.ts';
import type { RawStream } from './audio-stream.ts';
import { frameRuns } from './frame-runs.ts';
import { MpegDecoder } from './mpeg-decoder.ts';
import { noAudio } from './stream-errors.ts';

/** The first frame of the payload and the bytes from it on. */
export function firstFrame(source: AudioSource): { header: FrameHeader; bytes: Buffer } {
  const { payloadStart, payloadEnd } = source;
  const head = source.window.bytes(payloadStart, Math.min(65_536, payloadEnd - payloadStart));
  const at = findFrame(head, 0, payloadStart + head.length >= payloadEnd);
  const header = at === -1 ? null : frameHeader(head, at);
  if (!header) throw noAudio();
  return { header, bytes: head.subarray(at) };
}

/** Opens MPEG audio, layers I to III. mpg123 takes encoder delay and padding away where the file states them. */
export function openMpeg(source: AudioSource): RawStream {
  const { header, bytes } = firstFrame(source);
  return {
    format: source.payload.format,
    codec: 'mp3',
    sampleRate: header.sampleRate,
    channels: header.channels,
    isLossless: false,
    bitDepth: null,
    declaredDurationMs: declaredMs(source, header, bytes),
    async *chunks() {
      const decoder = await MpegDecoder.open();
      try {
        for await (const run of frameRuns(source, header)) {
          // The decoder always gives two channels; those of a mono file are equal.
          for (const planar of decoder.decode(run.bytes)) yield planar.slice(0, header.channels);
          const bad = Math.min(run.starts.length, decoder.takeErrors());
          source.damage.frames(run.starts.length - bad, bad);
        }
      } finally {
        decoder.free();
      }
    },
  };
}

/** From the frame count of a Xing, Info or VBRI header, else from the bit rate of the first frame. */
function declaredMs(source: AudioSource, header: FrameHeader, bytes: Buffer): number {
  const head = bytes.subarray(0, Math.min(bytes.length, header.lengthBytes));
  const frameMs = (1000 * header.samples) / header.sampleRate;
  for (const name of ['Xing', 'Info']) {
    const at = head.indexOf(name, 0, 'latin1');
    if (at !== -1 && at + 12 <= head.length && head[at + 7]! & 1) return head.readUInt32BE(at + 8) * frameMs;
  }
  const vbri = head.indexOf('VBRI', 0, 'latin1');
  if (vbri !== -1 && vbri + 18 <= head.length) return head.readUInt32BE(vbri + 14) * frameMs;
  return (source.payloadBytes / header.lengthBytes) * frameMs;
}
