import { fstatSync } from 'node:fs';
import { type AudioFormat, formatByMagic } from './audio-format.ts';
import { FileWindow } from './file-window.ts';
import { findFrame, frameHeader } from './frame-header.ts';
import { oggAudioStart } from './ogg-headers.ts';
import { skipLeadingTags, skipTrailingTags } from './tag-edges.ts';

export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Where the encoded audio lies in a file, without the tags around it.
 *
 * `ranges` are ascending and never empty for a file with bytes. `isPaged` marks Ogg: of its pages only the bodies count
 * as audio, because writing tags renumbers the pages and changes their checksums.
 */
export type Payload = {
  readonly format: AudioFormat;
  readonly ranges: readonly ByteRange[];
  readonly isPaged: boolean;
  /** False where no audio was found and the range is a stand-in: the whole file. */
  readonly hasAudio: boolean;
};

const searchBytes = 65_536;
const maxBoxes = 10_000;

/**
 * Finds the audio payload, by content alone.
 *
 * MPEG and ADTS: what lies between the tags at both ends. FLAC: the frames behind the last metadata block. MP4: the
 * bodies of all mdat boxes. WAVE and AIFF: the data or SSND chunk. Ogg: everything from the first page behind the codec
 * headers. Where a file says nothing useful: all of it.
 */
export function payloadRange(fd: number, sizeBytes = fstatSync(fd).size): Payload {
  return findPayload(new FileWindow(fd, sizeBytes));
}

/** The same on an open window, which a caller can use on. */
export function findPayload(file: FileWindow): Payload {
  const start = skipLeadingTags(file);
  const head = file.bytes(start, searchBytes);
  const format = formatByMagic(head);
  const ranges = rangesOf(file, format, start).filter((range) => range.end > range.start);
  const isPaged = format === 'ogg' && ranges.length > 0;
  if (ranges.length > 0) return { format, ranges, isPaged, hasAudio: true };
  return format === 'unknown' ? framesPayload(file, start, head) : wholeFile(file, format);
}

function rangesOf(file: FileWindow, format: AudioFormat, start: number): ByteRange[] {
  if (format === 'flac') return [{ start: flacFrames(file, start), end: skipTrailingTags(file, start) }];
  if (format === 'mp4') return mp4Payload(file, start);
  if (format === 'wav') return chunkPayload(file, start, 'data', true);
  if (format === 'aiff') return chunkPayload(file, start, 'SSND', false);
  if (format === 'ogg') return [{ start: oggAudioStart(file, start), end: file.sizeBytes }];
  if (format === 'ape' || format === 'wavpack' || format === 'musepack' || format === 'tta')
    return [{ start, end: skipTrailingTags(file, start) }];
  return [];
}

function framesPayload(file: FileWindow, start: number, head: Buffer): Payload {
  const end = skipTrailingTags(file, start);
  const available = head.subarray(0, Math.max(0, end - start));
  const at = findFrame(available, 0, start + available.length === end);
  const header = at === -1 ? null : frameHeader(available, at);
  if (header) return { format: header.kind, ranges: [{ start, end }], isPaged: false, hasAudio: true };
  // A tag without audio behind it still says what the file was meant to be.
  return wholeFile(file, start > 0 || end < file.sizeBytes ? 'mp3' : 'unknown');
}

function wholeFile(file: FileWindow, format: AudioFormat): Payload {
  return { format, ranges: [{ start: 0, end: file.sizeBytes }], isPaged: false, hasAudio: false };
}

function flacFrames(file: FileWindow, start: number): number {
  let offset = start + 4;
  for (let count = 0; count < maxBoxes; count += 1) {
    const head = file.bytes(offset, 4);
    if (head.length < 4) return file.sizeBytes;
    // Blocks whose stated length is wrong end in the middle of nowhere: frames begin with a sync code.
    if (head[0] === 0xff && (head[1]! & 0xfc) === 0xf8) return offset;
    offset += 4 + head.readUIntBE(1, 3);
    if (head[0]! & 0x80) return Math.min(offset, file.sizeBytes);
  }
  return file.sizeBytes;
}

function mp4Payload(file: FileWindow, start: number): ByteRange[] {
  const ranges: ByteRange[] = [];
  let offset = start;
  for (let count = 0; count < maxBoxes; count += 1) {
    const head = file.bytes(offset, 16);
    if (head.length < 8) break;
    const isLong = head.readUInt32BE(0) === 1 && head.length === 16;
    const size = isLong ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0);
    const headBytes = isLong ? 16 : 8;
    const end = size === 0 ? file.sizeBytes : Math.min(offset + size, file.sizeBytes);
    if (end < offset + headBytes) break;
    if (head.toString('latin1', 4, 8) === 'mdat') ranges.push({ start: offset + headBytes, end });
    offset = end;
  }
  return ranges;
}

/** Walks the chunks of RIFF, RF64 (both little-endian) or IFF, and returns the body of one. */
function chunkPayload(file: FileWindow, start: number, wanted: string, isLittleEndian: boolean): ByteRange[] {
  let offset = start + 12;
  let dataBytes64: number | null = null;
  for (let count = 0; count < maxBoxes; count += 1) {
    const head = file.bytes(offset, 24);
    if (head.length < 8) return [];
    const name = head.toString('latin1', 0, 4);
    const size = isLittleEndian ? head.readUInt32LE(4) : head.readUInt32BE(4);
    if (name === 'ds64' && head.length === 24) dataBytes64 = Number(head.readBigUInt64LE(16));
    if (name === wanted) return [chunkBody(file, offset + 8, size, dataBytes64, isLittleEndian)];
    offset += 8 + size + (size & 1);
  }
  return [];
}

function chunkBody(file: FileWindow, start: number, size: number, size64: number | null, isWave: boolean): ByteRange {
  // Recorders that were cut off leave 0 or the largest number as the size: the data then reach to the end.
  const isOpen = size === 0xffffffff || (size === 0 && isWave);
  const bytes = isOpen ? (size64 ?? file.sizeBytes) : size;
  const skip = isWave ? 0 : 8 + (file.bytes(start, 4).length === 4 ? file.bytes(start, 4).readUInt32BE(0) : 0);
  return { start: start + skip, end: Math.min(start + bytes, file.sizeBytes) };
}
