import type { FileWindow } from '#core/files/file-window.ts';
import { mostTagBytes, mostTagItems, tooLarge } from '../tag-failures.ts';
import {
  contentOf3,
  contentOf4,
  hasPlainSizes,
  type InflateBudget,
  inflateBudget,
  isFrameId,
  isSyncSafe,
  syncSafe,
  syncSafeBytes,
  withoutUnsynchronisation,
  withUnsynchronisation,
} from './id3-bytes.ts';

export type Id3Version = 2 | 3 | 4;

/** A frame as it stands in the tag. `flags` are both bytes of them; `content` is null where we cannot look inside. */
export type RawFrame = { id: string; flags: number; body: Buffer; content: Buffer | null };

/** What frames are written by. */
export type TagShape = {
  version: Id3Version;
  revision: number;
  /** 2.4: says that every frame is unsynchronised for itself. A 2.3 tag is unsynchronised as a whole, and loses that. */
  isUnsynchronised: boolean;
  isExperimental: boolean;
  /** 2.4: what is kept of it, without a checksum. */
  extendedHeader: Buffer | null;
};

export type Id3Tag = TagShape & {
  /** In the file, with header and footer. */
  start: number;
  end: number;
  frames: RawFrame[];
  hasFooter: boolean;
  /** What is neither frame nor zero, at the end of the padding: programs leave rests there. Kept. */
  junk: Buffer;
  /** Why writing could lose something, or null. */
  damage: string | null;
};

export const emptyShape: Omit<TagShape, 'version'> = {
  revision: 0,
  isUnsynchronised: false,
  isExperimental: false,
  extendedHeader: null,
};

/** Padding of a tag that has outgrown its place: the next changes fit without moving the sound. */
const sparePaddingBytes = 2048;

/**
 * Reads a tag with every byte that makes it up; null where none begins. `limit` is where it must end.
 *
 * It reads what the scan's reader reads (`readId3Tag`, from the same pieces), and tells besides what is damaged. Throws
 * TAG_TOO_LARGE.
 */
export function parseId3Tag(file: FileWindow, start: number, limit: number): Id3Tag | null {
  const head = file.bytes(start, 10);
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return null;
  const version = head[3]!;
  const flags = head[5]!;
  const hasFooter = (flags & 0x10) !== 0;
  const end = start + 10 + syncSafe(head, 6) + (hasFooter ? 10 : 0);
  const size = Math.min(syncSafe(head, 6), Math.max(0, limit - start - 10));
  if (size > mostTagBytes) throw tooLarge('a tag of more than 64 MB');
  const tag: Id3Tag = {
    ...emptyShape,
    version: version === 2 || version === 4 ? version : 3,
    revision: head[4]!,
    isExperimental: (flags & 0x20) !== 0 && version > 2,
    isUnsynchronised: (flags & 0x80) !== 0 && version === 4,
    start,
    end,
    hasFooter,
    frames: [],
    junk: Buffer.alloc(0),
    damage: null,
  };
  if (version < 2 || version > 4) return { ...tag, damage: 'its version is unknown' };
  if (!isSyncSafe(head, 6) || end > limit) tag.damage = 'the tag claims more than there is';
  if (hasFooter && (version !== 4 || file.bytes(end - 10, 3).toString('latin1') !== '3DI')) {
    tag.damage ??= 'its footer is missing';
  }
  if (version === 2 && flags & 0x40) tag.damage ??= 'the tag is compressed as a whole';
  let data = file.bytes(start + 10, size);
  if (flags & 0x80 && version < 4) data = withoutUnsynchronisation(data);
  const from = flags & 0x40 && version > 2 ? takeExtendedHeader(tag, data) : 0;
  takeFrames(tag, data, from);
  return tag;
}

/** Where the frames begin. */
function takeExtendedHeader(tag: Id3Tag, data: Buffer): number {
  const size = data.length < 4 ? data.length : tag.version === 4 ? syncSafe(data, 0) : data.readUInt32BE(0) + 4;
  if (size > data.length || size < 6) {
    tag.damage ??= 'its extended header is damaged';
    return Math.min(size, data.length);
  }
  if (tag.version === 4) tag.extendedHeader = withoutChecksum(data.subarray(0, size));
  return size;
}

/** The extended header of 2.4 without the checksum, which a change makes wrong. Null when nothing else is in it. */
function withoutChecksum(header: Buffer): Buffer | null {
  const flags = header[5]!;
  const restrictions = flags & 0x10 ? header.subarray(-2) : Buffer.alloc(0);
  if ((flags & 0x50) === 0 || (flags & 0x10 && restrictions[0] !== 1)) return null;
  const update = flags & 0x40 ? Buffer.from([0]) : Buffer.alloc(0);
  const body = Buffer.concat([Buffer.from([1, flags & 0x50]), update, restrictions]);
  return Buffer.concat([syncSafeBytes(body.length + 4), body]);
}

function takeFrames(tag: Id3Tag, data: Buffer, from: number): void {
  const headBytes = tag.version === 2 ? 6 : 10;
  const isPlain = tag.version === 3 || (tag.version === 4 && hasPlainSizes(data, from));
  const budget = inflateBudget();
  let at = from;
  while (at < data.length && data[at] !== 0) {
    if (at + headBytes > data.length || !isIdAt(tag, data, at)) {
      tag.damage ??= 'there is something between its frames';
      return;
    }
    if (tag.frames.length >= mostTagItems) throw tooLarge('a tag of more than 10,000 frames');
    const size =
      tag.version === 2 ? data.readUIntBE(at + 3, 3) : isPlain ? data.readUInt32BE(at + 4) : syncSafe(data, at + 4);
    tag.frames.push(frameAt(tag, data, at, size, budget));
    if (tag.version === 4 && !isPlain && !isSyncSafe(data, at + 4)) tag.damage ??= 'the size of a frame is damaged';
    at += headBytes + size;
  }
  if (at > data.length) tag.damage ??= 'a frame is longer than its tag';
  else takePadding(tag, data, at);
}

function isIdAt(tag: Id3Tag, data: Buffer, at: number): boolean {
  return tag.version === 2 ? /^[A-Z0-9]{3}$/.test(data.toString('latin1', at, at + 3)) : isFrameId(data, at);
}

function frameAt(tag: Id3Tag, data: Buffer, at: number, size: number, budget: InflateBudget): RawFrame {
  if (tag.version === 2) {
    const body = data.subarray(at + 6, at + 6 + size);
    return { id: data.toString('latin1', at, at + 3), flags: 0, body, content: body };
  }
  const flags = data.readUInt16BE(at + 8);
  const body = data.subarray(at + 10, Math.min(at + 10 + size, data.length));
  const content =
    tag.version === 3
      ? contentOf3(flags & 0xff, body, budget)
      : contentOf4(flags & 0xff, body, tag.isUnsynchronised, budget);
  return { id: data.toString('latin1', at, at + 4), flags, body, content };
}

function takePadding(tag: Id3Tag, data: Buffer, from: number): void {
  let at = from;
  while (at < data.length && data[at] === 0) at += 1;
  if (at === data.length) return;
  if (isIdAt(tag, data, at)) tag.damage ??= 'there are frames behind its padding';
  tag.junk = data.subarray(at);
}

/** A frame with this content in a tag of that shape. */
export function newFrame(shape: TagShape, id: string, content: Buffer): RawFrame {
  if (!shape.isUnsynchronised) return { id, flags: 0, body: content, content };
  const body = Buffer.concat([syncSafeBytes(content.length), withUnsynchronisation(content)]);
  return { id, flags: 0x0003, body, content };
}

export type TagRoom = {
  /** The place there is: what is left of it becomes padding. */
  wantedBytes: number;
  /** A tag at the end of a file is found by its footer, and then has no padding. */
  hasFooter?: boolean;
};

/** The bytes of a tag: as many as there is room for, or some more for the next change. Throws TAG_TOO_LARGE. */
export function id3TagBytes(shape: TagShape, frames: readonly RawFrame[], junk: Buffer, room: TagRoom): Buffer {
  const content = frames.flatMap((frame) => [frameHead(shape.version, frame), frame.body]);
  if (shape.extendedHeader) content.unshift(shape.extendedHeader);
  const contentBytes = content.reduce((sum, { length }) => sum + length, 0) + junk.length;
  const paddingBytes = room.hasFooter
    ? 0
    : contentBytes + 10 <= room.wantedBytes
      ? room.wantedBytes - contentBytes - 10
      : sparePaddingBytes;
  const size = contentBytes + paddingBytes;
  if (size > mostTagBytes) throw tooLarge('a tag of more than 64 MB');
  const flags =
    (shape.isUnsynchronised ? 0x80 : 0) |
    (shape.extendedHeader ? 0x40 : 0) |
    (shape.isExperimental ? 0x20 : 0) |
    (room.hasFooter ? 0x10 : 0);
  const rest = Buffer.concat([Buffer.from([shape.version, shape.revision, flags]), syncSafeBytes(size)]);
  const parts = [Buffer.from('ID3'), rest, ...content, Buffer.alloc(paddingBytes), junk];
  if (room.hasFooter) parts.push(Buffer.from('3DI'), rest);
  return Buffer.concat(parts);
}

function frameHead(version: Id3Version, { id, flags, body }: RawFrame): Buffer {
  const head = Buffer.alloc(version === 2 ? 6 : 10);
  head.write(id, 0, 'latin1');
  if (version === 2) {
    head.writeUIntBE(body.length, 3, 3);
    return head;
  }
  if (version === 4) syncSafeBytes(body.length).copy(head, 4);
  else head.writeUInt32BE(body.length, 4);
  head.writeUInt16BE(flags, 8);
  return head;
}
