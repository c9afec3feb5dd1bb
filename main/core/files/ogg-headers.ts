import type { FileWindow } from './file-window.ts';

export const oggPageHeaderBytes = 27;
const maxHeaderPages = 20_000;

/** How many header packets a codec has before its audio, told by the first one; 0 where Ogg FLAC says it in bits. */
export function oggHeaderPackets(firstPacket: Buffer): { codec: string; headerPackets: number } | null {
  const text = firstPacket.toString('latin1', 0, 9);
  if (text.startsWith('\x01vorbis')) return { codec: 'vorbis', headerPackets: 3 };
  if (text.startsWith('OpusHead')) return { codec: 'opus', headerPackets: 2 };
  if (text.startsWith('\x7fFLAC')) {
    const count = firstPacket.length >= 9 ? firstPacket.readUInt16BE(7) : 0;
    return { codec: 'flac', headerPackets: count === 0 ? 2 : count + 1 };
  }
  if (text.startsWith('Speex   ')) return { codec: 'speex', headerPackets: 2 };
  return null;
}

/**
 * Where the first page behind the audio codec's header packets begins.
 *
 * Walks page by page; a picture among the tags makes it some dozens. The start of the file where there is no audio
 * stream.
 */
export function oggAudioStart(file: FileWindow, start: number): number {
  let offset = start;
  let serial: number | null = null;
  let packetsLeft = 0;
  for (let page = 0; page < maxHeaderPages; page += 1) {
    const head = file.bytes(offset, oggPageHeaderBytes + 255);
    if (head.length < oggPageHeaderBytes || head.toString('latin1', 0, 4) !== 'OggS') return start;
    const lacing = head.subarray(oggPageHeaderBytes, oggPageHeaderBytes + head[26]!);
    const bodyBytes = lacing.reduce((sum, value) => sum + value, 0);
    const bodyStart = offset + oggPageHeaderBytes + lacing.length;
    if (serial === null && head[5]! & 2) {
      const found = oggHeaderPackets(file.bytes(bodyStart, Math.min(bodyBytes, 64)));
      if (found) {
        serial = head.readUInt32LE(14);
        packetsLeft = found.headerPackets;
      }
    }
    offset = bodyStart + bodyBytes;
    if (serial !== null && head.readUInt32LE(14) === serial) {
      packetsLeft -= lacing.reduce((count, value) => count + (value < 255 ? 1 : 0), 0);
      if (packetsLeft <= 0) return offset;
    }
  }
  return start;
}
