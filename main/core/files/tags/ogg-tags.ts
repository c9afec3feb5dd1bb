import type { FileWindow } from '#core/files/file-window.ts';
import { editedFile, type FileEdit, wholeFile } from './part-list.ts';
import { sha256 } from './pictures.ts';
import { mostTagBytes, tooLarge, unwritable } from './tag-failures.ts';
import type { FilePart, FileTags, ForeignBlock, TagChanges, TagFormat } from './tag-format.ts';
import { changeComments, changeCoverComments } from './vorbis/change-comments.ts';
import { commentListBytes, parseComments } from './vorbis/comment-list.ts';
import { changeBlocks, type FlacBlock, readBlocks } from './vorbis/flac-blocks.ts';
import { paginate } from './vorbis/ogg-packets.ts';
import { isPageSound, type OggPage, pageAt, pageBytes, pageFlags, renumberedHeader } from './vorbis/ogg-pages.ts';
import { type OggCodec, type OggStream, openOgg } from './vorbis/ogg-stream.ts';
import { readComments } from './vorbis/read-comments.ts';

const commentPrefixes = { vorbis: '\x03vorbis', opus: 'OpusTags', speex: '' } as const;
const flacCountAt = 7;
const flacInfoAt = 9;

/**
 * Ogg with Vorbis, Opus, FLAC or Speex: the first audio stream of the file.
 *
 * Other streams, and further links of a chained file, stay as they are: each link is a recording with comments of its
 * own. Header pages are written anew, as many as there were if that can be, so that no other page changes. Else the pages
 * behind get new numbers and checksums; a stream with gaps or wrong checksums is refused then, because new checksums
 * would hide the damage.
 */
export const oggTags: TagFormat = {
  readTags(file: FileWindow): FileTags {
    const stream = openOgg(file);
    const tags = stream.codec === 'flac' ? readBlocks(flacBlocks(stream)) : readComments(...commentsOf(stream));
    return { ...tags, foreign: [...tags.foreign, ...foreignPackets(stream)] };
  },

  planTags(file: FileWindow, changes: TagChanges): FilePart[] {
    const stream = openOgg(file);
    if (stream.damage) throw unwritable(stream.damage);
    const packets = stream.codec === 'flac' ? changedBlocks(stream, changes) : changedComments(stream, changes);
    if (packets === stream.packets) return wholeFile(file.sizeBytes);
    if (packets.reduce((sum, { length }) => sum + length, 0) > mostTagBytes)
      throw tooLarge('they would have more than 64 MB');
    const edits = [...firstPageEdits(stream, packets), ...headerEdits(file, stream, packets)];
    const grownBytes = edits.reduce((sum, { from, to, bytes }) => sum + bytes.length - (to - from), 0);
    if (stream.isIndexed && grownBytes !== 0) throw unwritable('an index in it would lead to wrong places');
    return editedFile(file.sizeBytes, edits);
  },
};

function commentsOf({ codec, packets }: OggStream): Parameters<typeof readComments> {
  const prefix = prefixOf(codec);
  const packet = packets[0]!;
  const isThere = packet.toString('latin1', 0, prefix.length) === prefix;
  return [isThere ? parseComments(packet.subarray(prefix.length)).comments : [], codec === 'opus'];
}

function prefixOf(codec: OggCodec): string {
  return codec === 'flac' ? '' : commentPrefixes[codec];
}

function flacBlocks({ packets }: OggStream): FlacBlock[] {
  return packets.map((packet) => ({ type: packet[0]! & 0x7f, body: packet.subarray(4) }));
}

function foreignPackets({ codec, firstPacket, packets }: OggStream): ForeignBlock[] {
  const found = [{ id: 'IDENTIFICATION', bytes: codec === 'flac' ? firstPacket.subarray(flacInfoAt) : firstPacket }];
  if (codec !== 'flac') for (const bytes of packets.slice(1)) found.push({ id: 'SETUP', bytes });
  return found.map(({ id, bytes }) => ({ id, sha256: sha256(bytes), sizeBytes: bytes.length }));
}

function changedComments({ codec, packets }: OggStream, changes: TagChanges): Buffer[] {
  const prefix = prefixOf(codec);
  const [packet, ...others] = packets as [Buffer, ...Buffer[]];
  const list = parseComments(packet.subarray(prefix.length));
  if (packet.toString('latin1', 0, prefix.length) !== prefix || !list.isWhole)
    throw unwritable('its list of comments is damaged');
  // Without this bit decoders refuse the stream; adding it would be a repair that nobody asked for.
  if (codec === 'vorbis' && !(list.rest[0]! & 1)) throw unwritable('its list of comments does not end properly');
  let comments = changeComments(list.comments, changes, codec === 'opus');
  if (changes.covers) comments = changeCoverComments(comments, changes.covers);
  if (comments === list.comments) return packets;
  return [Buffer.concat([Buffer.from(prefix, 'latin1'), commentListBytes({ ...list, comments })]), ...others];
}

function changedBlocks(stream: OggStream, changes: TagChanges): Buffer[] {
  const blocks = flacBlocks(stream);
  // The first packet holds STREAMINFO, which changeBlocks wants to see in front.
  const info = { type: 0, body: stream.firstPacket.subarray(flacInfoAt) };
  const before = [info, ...blocks];
  if (blocks[0]!.type !== 4) throw unwritable('its comments are not its second packet');
  if (stream.packets.some((packet) => packet.length < 4 || packet.readUIntBE(1, 3) !== packet.length - 4))
    throw unwritable('its headers are damaged');
  const changed = changeBlocks(before, changes, 'comments');
  if (changed === before) return stream.packets;
  return changed.slice(1).map(({ type, body }, index, all) => {
    const head = Buffer.alloc(4);
    head.writeUInt8(type | (index === all.length - 1 ? 0x80 : 0), 0);
    head.writeUIntBE(body.length, 1, 3);
    return Buffer.concat([head, body]);
  });
}

/** Only FLAC says in its first packet how many headers there are. */
function firstPageEdits({ codec, firstPage, firstPacket, packets }: OggStream, changed: readonly Buffer[]): FileEdit[] {
  const isCounted = codec === 'flac' && firstPacket.readUInt16BE(flacCountAt) !== 0;
  if (!isCounted || changed.length === packets.length) return [];
  if (changed.length > 0xffff) throw tooLarge('there are more than 65,535 blocks');
  const body = Buffer.from(firstPacket);
  body.writeUInt16BE(changed.length, flacCountAt);
  const { from, to, flags, serial, sequence, lacing } = firstPage;
  return [{ from, to, bytes: pageBytes({ flags, position: 0n, serial, sequence, lacing: [...lacing], body }) }];
}

function headerEdits(file: FileWindow, stream: OggStream, packets: readonly Buffer[]): FileEdit[] {
  const { firstPage, pages } = stream;
  const made = paginate(packets, {
    serial: firstPage.serial,
    firstSequence: firstPage.sequence + 1,
    pageCount: pages.length,
  });
  const edits: FileEdit[] = pages.map(({ from, to }, index) => ({
    from,
    to,
    bytes: index < pages.length - 1 ? (made[index] ?? Buffer.alloc(0)) : Buffer.concat(made.slice(index)),
  }));
  const shift = made.length - pages.length;
  if (shift !== 0) for (const edit of renumbered(file, stream, shift)) edits.push(edit);
  return edits;
}

/** New headers for all pages of the stream behind its headers; their bodies and all other streams stay. */
function* renumbered(file: FileWindow, { firstPage, pages, end }: OggStream, shift: number): Generator<FileEdit> {
  let expected = pages.at(-1)!.sequence;
  for (let at = end; at < file.sizeBytes; ) {
    const page = pageAt(file, at);
    if (!page) throw unwritable('it is damaged, and its pages would have to be numbered anew');
    at = page.to;
    if (page.serial !== firstPage.serial) continue;
    // A new link of a chain may have the same number.
    if (page.flags & pageFlags.first) return;
    expected = (expected + 1) >>> 0;
    if (!isNext(file, page, expected)) throw unwritable('pages are missing or damaged, and would be numbered anew');
    yield { from: page.from, to: page.bodyFrom, bytes: renumberedHeader(file, page, page.sequence + shift) };
    if (page.flags & pageFlags.last) return;
  }
}

function isNext(file: FileWindow, page: OggPage, expected: number): boolean {
  return page.sequence === expected && isPageSound(file, page);
}
