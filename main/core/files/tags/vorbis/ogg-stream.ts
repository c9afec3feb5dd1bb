import type { FileWindow } from '#core/files/file-window.ts';
import { oggHeaderPackets } from '#core/files/ogg-headers.ts';
import { skipLeadingTags } from '#core/files/tag-edges.ts';
import { mostTagBytes, mostTagItems, tooLarge, unreadable } from '../tag-failures.ts';
import { isPageSound, type OggPage, pageAt, pageFlags } from './ogg-pages.ts';

export type OggCodec = 'vorbis' | 'opus' | 'flac' | 'speex';

/** The headers of the first audio stream of an Ogg file. */
export type OggStream = {
  codec: OggCodec;
  firstPage: OggPage;
  /** What identifies the codec: the only packet of the first page. */
  firstPacket: Buffer;
  /** The header packets behind it: comments first. */
  packets: Buffer[];
  /** The pages these stand on; pages of other streams may lie between. */
  pages: OggPage[];
  /** Where the page behind the last of them begins. */
  end: number;
  /** Whether an index of byte offsets is in the file, which a change of its length would make wrong. */
  isIndexed: boolean;
  /** Why nothing may be written, or null. */
  damage: string | null;
};

const mostHeaderPages = 20_000;
/** The first packet of FLAC: its mapping, 'fLaC' and STREAMINFO. */
const leastFlacBytes = 51;

/**
 * Reads the header packets. Throws TAGS_UNREADABLE where there is no audio stream or the headers are cut off,
 * TAG_TOO_LARGE above 64 MB.
 */
export function openOgg(file: FileWindow): OggStream {
  let stream: OggStream | null = null;
  let isIndexed = false;
  let unfinished: Buffer[] = [];
  let readBytes = 0;
  let at = skipLeadingTags(file);
  for (let count = 0; count < mostHeaderPages; count += 1) {
    const page = pageAt(file, at);
    if (!page) break;
    at = page.to;
    const body = file.bytes(page.bodyFrom, page.to - page.bodyFrom);
    readBytes += page.to - page.from;
    if (readBytes > mostTagBytes) throw tooLarge('they have more than 64 MB');
    if (page.flags & pageFlags.first) {
      isIndexed ||= body.toString('latin1', 0, 8) === 'fishead\0' && body.length > 10 && body.readUInt16LE(8) >= 4;
      stream ??= streamOf(page, body);
    } else if (stream && page.serial === stream.firstPage.serial) {
      stream.pages.push(page);
      unfinished = addPackets(stream, page, body, unfinished);
      if (isComplete(stream)) return { ...stream, isIndexed, end: at, damage: damageOf(file, stream, unfinished) };
    } else if (!stream) break;
  }
  throw unreadable(stream ? 'its headers are cut off' : 'there is no Ogg audio in it');
}

function streamOf(firstPage: OggPage, body: Buffer): OggStream | null {
  const codec = oggHeaderPackets(body)?.codec as OggCodec | undefined;
  if (!codec || (codec === 'flac' && body.length < leastFlacBytes)) return null;
  return { codec, firstPage, firstPacket: body, packets: [], pages: [], end: 0, isIndexed: false, damage: null };
}

/** Returns the beginning of a packet that goes on on the next page. */
function addPackets(stream: OggStream, { lacing }: OggPage, body: Buffer, unfinished: Buffer[]): Buffer[] {
  let pieces = unfinished;
  let from = 0;
  let to = 0;
  for (const [index, length] of lacing.entries()) {
    to += length;
    if (length < 255) {
      if (isComplete(stream)) return [body.subarray(from)];
      if (stream.packets.length === mostTagItems) throw tooLarge('there are more than 10,000 headers');
      stream.packets.push(Buffer.concat([...pieces, body.subarray(from, to)]));
      pieces = [];
      from = to;
    } else if (index === lacing.length - 1) pieces.push(body.subarray(from, to));
  }
  return pieces;
}

function isComplete({ codec, firstPacket, packets }: OggStream): boolean {
  if (codec === 'flac') return packets.length > 0 && (packets.at(-1)![0]! & 0x80) !== 0;
  if (codec === 'speex') return packets.length >= 1 + (firstPacket.length >= 72 ? firstPacket.readUInt32LE(68) : 0);
  return packets.length >= (codec === 'vorbis' ? 2 : 1);
}

function damageOf(file: FileWindow, { firstPage, firstPacket, pages, packets, codec }: OggStream, behind: Buffer[]) {
  const isWhole = [firstPage, ...pages].every(
    (page, index) => page.sequence === (firstPage.sequence + index) >>> 0 && isPageSound(file, page),
  );
  if (!isWhole) return 'its header pages are damaged';
  if (behind.length > 0) return 'its audio begins on a page of the headers';
  if (
    firstPage.lacing.length === 0 ||
    firstPage.lacing.findIndex((length) => length < 255) !== firstPage.lacing.length - 1
  )
    return 'its first page holds more than one packet';
  const count = codec === 'flac' ? firstPacket.readUInt16BE(7) : 0;
  return count === 0 || count === packets.length ? null : 'it has another number of headers than it says';
}
