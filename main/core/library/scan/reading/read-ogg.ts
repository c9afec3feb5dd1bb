import { oggPageHeaderBytes } from '#core/files/ogg-headers.ts';
import { streamInfo } from './read-flac.ts';
import type { ScanWindow } from './scan-window.ts';
import type { SoundSource } from './sound-source.ts';
import type { TagFields } from './tag-fields.ts';
import { maxTagBytes, tooLarge } from './tag-limits.ts';
import { addVorbisComments } from './vorbis-fields.ts';

const mostPages = 5000;
const tailBytes = 65_536;

type Stream = { serial: number; source: SoundSource; commentPrefixBytes: number; preSkip: number };

/**
 * Reads Ogg with Vorbis, Opus, FLAC or Speex; other streams beside it are passed over. Null where there is none of them.
 *
 * The length comes from the position that the last page of the stream notes.
 */
export function readOgg(window: ScanWindow, start: number, fields: TagFields): SoundSource | null {
  const pages = pagesFrom(window, start);
  const stream = firstAudioStream(pages);
  if (!stream) return null;
  const comments = secondPacket(pages, stream.serial);
  addVorbisComments(comments.subarray(stream.commentPrefixBytes), fields);
  const rate = stream.source.codec === 'Opus' ? 48_000 : stream.source.sampleRate;
  const position = lastPosition(window, stream.serial);
  const isKnown = position !== null && rate !== undefined && rate > 0;
  return { ...stream.source, ...(isKnown ? { durationSeconds: Math.max(0, position - stream.preSkip) / rate } : {}) };
}

type Page = { serial: number; isFirst: boolean; lacing: Buffer; body: Buffer };

function* pagesFrom(window: ScanWindow, start: number): Generator<Page, undefined> {
  let at = start;
  let readBytes = 0;
  for (let count = 0; count < mostPages; count += 1) {
    const head = window.bytes(at, oggPageHeaderBytes + 255);
    if (head.length < oggPageHeaderBytes || head.toString('latin1', 0, 4) !== 'OggS') return;
    const lacing = Buffer.from(head.subarray(oggPageHeaderBytes, oggPageHeaderBytes + head[26]!));
    const bodyBytes = lacing.reduce((sum, value) => sum + value, 0);
    const bodyStart = at + oggPageHeaderBytes + lacing.length;
    const serial = head.readUInt32LE(14);
    const isFirst = (head[5]! & 2) !== 0;
    readBytes += bodyBytes;
    if (readBytes > maxTagBytes) throw tooLarge();
    yield { serial, isFirst, lacing, body: window.bytes(bodyStart, bodyBytes) };
    at = bodyStart + bodyBytes;
  }
}

/** The first pages of all streams stand before everything else. */
function firstAudioStream(pages: Iterator<Page>): Stream | null {
  for (let next = pages.next(); !next.done && next.value.isFirst; next = pages.next()) {
    const stream = streamOf(next.value);
    if (stream) return stream;
  }
  return null;
}

function streamOf({ serial, body }: Page): Stream | null {
  if (body.toString('latin1', 0, 7) === '\x01vorbis' && body.length >= 28) {
    const nominal = body.readInt32LE(20);
    const source = {
      codec: 'Vorbis',
      isLossless: false,
      channels: body[11]!,
      sampleRate: body.readUInt32LE(12),
      ...(nominal > 0 ? { bitrate: nominal } : {}),
    };
    return { serial, source, commentPrefixBytes: 7, preSkip: 0 };
  }
  if (body.toString('latin1', 0, 8) === 'OpusHead' && body.length >= 19) {
    const source = { codec: 'Opus', isLossless: false, channels: body[9]!, sampleRate: 48_000 };
    return { serial, source, commentPrefixBytes: 8, preSkip: body.readUInt16LE(10) };
  }
  if (body.toString('latin1', 0, 5) === '\x7fFLAC' && body.length >= 51) {
    const { durationSeconds: _total, ...info } = streamInfo(body.subarray(17));
    return { serial, source: { codec: 'FLAC', isLossless: true, ...info }, commentPrefixBytes: 4, preSkip: 0 };
  }
  if (body.toString('latin1', 0, 8) === 'Speex   ' && body.length >= 52) {
    const source = {
      codec: 'Speex',
      isLossless: false,
      channels: body.readUInt32LE(48),
      sampleRate: body.readUInt32LE(36),
    };
    return { serial, source, commentPrefixBytes: 0, preSkip: 0 };
  }
  return null;
}

/** The packet behind the identification, which may span pages. */
function secondPacket(pages: Iterator<Page>, serial: number): Buffer {
  const parts: Buffer[] = [];
  for (let next = pages.next(); !next.done; next = pages.next()) {
    const { lacing, body } = next.value;
    if (next.value.serial !== serial) continue;
    const last = lacing.findIndex((value) => value < 255);
    const length = last === -1 ? body.length : lacing.subarray(0, last + 1).reduce((sum, value) => sum + value, 0);
    parts.push(Buffer.from(body.subarray(0, length)));
    if (last !== -1) break;
  }
  return Buffer.concat(parts);
}

function lastPosition(window: ScanWindow, serial: number): number | null {
  const length = Math.min(tailBytes, window.sizeBytes);
  const tail = window.bytes(window.sizeBytes - length, length);
  for (let at = tail.lastIndexOf('OggS', undefined, 'latin1'); at >= 0; ) {
    if (at + oggPageHeaderBytes <= tail.length && tail.readUInt32LE(at + 14) === serial) {
      const position = Number(tail.readBigInt64LE(at + 6));
      if (position > 0) return position;
    }
    at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1, 'latin1');
  }
  return null;
}
