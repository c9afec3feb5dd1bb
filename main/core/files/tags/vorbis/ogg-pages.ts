import type { FileWindow } from '#core/files/file-window.ts';
import { oggPageHeaderBytes } from '#core/files/ogg-headers.ts';

export type OggPage = {
  /** Where its header stands, where its body begins and where it ends. */
  readonly from: number;
  readonly bodyFrom: number;
  readonly to: number;
  readonly serial: number;
  readonly sequence: number;
  readonly flags: number;
  readonly lacing: Buffer;
};

export const pageFlags = { continued: 1, first: 2, last: 4 } as const;
/** How many pieces of 255 bytes a page holds. */
export const mostSegments = 255;

const sequenceAt = 18;
const checksumAt = 22;

/** The page at an offset, or null where none begins or it is cut off. */
export function pageAt(file: FileWindow, from: number): OggPage | null {
  const head = file.bytes(from, oggPageHeaderBytes + mostSegments);
  if (head.length < oggPageHeaderBytes || head.readUInt32BE(0) !== 0x4f676753 || head[4] !== 0) return null;
  const bodyFrom = from + oggPageHeaderBytes + head[26]!;
  const lacing = head.subarray(oggPageHeaderBytes, oggPageHeaderBytes + head[26]!);
  let to = bodyFrom;
  for (const length of lacing) to += length;
  if (to > file.sizeBytes || lacing.length < head[26]!) return null;
  return {
    from,
    bodyFrom,
    to,
    serial: head.readUInt32LE(14),
    sequence: head.readUInt32LE(sequenceAt),
    flags: head[5]!,
    lacing,
  };
}

/** Whether the bytes of a page are those that were written. */
export function isPageSound(file: FileWindow, { from, to }: OggPage): boolean {
  const bytes = file.bytes(from, to - from);
  return bytes.length === to - from && pageChecksum(bytes) === bytes.readUInt32LE(checksumAt);
}

/** The header of a page with another number, and the checksum that goes with it. */
export function renumberedHeader(file: FileWindow, { from, bodyFrom, to }: OggPage, sequence: number): Buffer {
  const bytes = file.bytes(from, to - from);
  const head = Buffer.from(bytes.subarray(0, bodyFrom - from));
  head.writeUInt32LE(sequence >>> 0, sequenceAt);
  head.writeUInt32LE(pageChecksum(head, bytes.subarray(bodyFrom - from)), checksumAt);
  return head;
}

export type NewPage = {
  flags: number;
  /** -1n where no packet ends. */
  position: bigint;
  serial: number;
  sequence: number;
  lacing: readonly number[];
  body: Uint8Array;
};

export function pageBytes({ flags, position, serial, sequence, lacing, body }: NewPage): Buffer {
  const head = Buffer.alloc(oggPageHeaderBytes + lacing.length);
  head.write('OggS', 'latin1');
  head[5] = flags;
  head.writeBigInt64LE(position, 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence >>> 0, sequenceAt);
  head[26] = lacing.length;
  head.set(lacing, oggPageHeaderBytes);
  head.writeUInt32LE(pageChecksum(head, body), checksumAt);
  return Buffer.concat([head, body]);
}

const tables = checksumTables();

/** Of a page, given whole or as header and body; the checksum that stands in it counts as 0. */
export function pageChecksum(head: Uint8Array, body?: Uint8Array): number {
  let sum = addChecksum(0, head, 0, checksumAt);
  for (let index = 0; index < 4; index += 1) sum = (sum << 8) ^ tables[0]![sum >>> 24]!;
  sum = addChecksum(sum, head, checksumAt + 4, head.length);
  return (body ? addChecksum(sum, body, 0, body.length) : sum) >>> 0;
}

/** Four bytes at a time: a long mix has 100 MB of them. */
function addChecksum(start: number, bytes: Uint8Array, from: number, to: number): number {
  const [one, two, three, four] = tables as [Int32Array, Int32Array, Int32Array, Int32Array];
  let sum = start;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    sum ^= (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    sum = four[sum >>> 24]! ^ three[(sum >>> 16) & 0xff]! ^ two[(sum >>> 8) & 0xff]! ^ one[sum & 0xff]!;
  }
  for (; at < to; at += 1) sum = (sum << 8) ^ one[((sum >>> 24) ^ bytes[at]!) & 0xff]!;
  return sum;
}

/** The polynomial 04c11db7, most significant bit first; table n steps over n bytes more. */
function checksumTables(): Int32Array[] {
  const [first, ...others] = Array.from({ length: 4 }, () => new Int32Array(256)) as [Int32Array, ...Int32Array[]];
  for (let byte = 0; byte < 256; byte += 1) {
    let sum = byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
    first[byte] = sum;
  }
  let before = first;
  for (const table of others) {
    for (let byte = 0; byte < 256; byte += 1) table[byte] = (before[byte]! << 8) ^ first[before[byte]! >>> 24]!;
    before = table;
  }
  return [first, ...others];
}
