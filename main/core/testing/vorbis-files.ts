import { FileWindow } from '#core/files/file-window.ts';
import type { FilePart } from '#core/files/tags/tag-format.ts';
import { crc32Ogg } from './checksums.ts';

/** A file in memory, for readers of tags. */
export class MemoryWindow extends FileWindow {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    super(-1, bytes.length);
    this.#bytes = bytes;
  }

  override bytes(offset: number, length: number): Buffer {
    return offset >= 0 && length > 0 ? this.#bytes.subarray(offset, offset + length) : Buffer.alloc(0);
  }
}

/** The file that parts make. */
export function fileOfParts(source: Buffer, parts: readonly FilePart[]): Buffer {
  return Buffer.concat(parts.map((part) => ('bytes' in part ? part.bytes : source.subarray(part.from, part.to))));
}

export function little(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A list of comments from texts or raw bytes. */
export function commentList(comments: readonly (string | Uint8Array)[], vendor = 'a vendor'): Buffer {
  const parts = [little(Buffer.byteLength(vendor)), Buffer.from(vendor), little(comments.length)];
  for (const comment of comments) {
    const raw = Buffer.from(comment);
    parts.push(little(raw.length), raw);
  }
  return Buffer.concat(parts);
}

export type TestBlock = { type: number; body: Buffer };

export const streamInfoBlock: TestBlock = {
  type: 0,
  body: Buffer.from(`00c000c0000000000000${'0ac442f000000400'}${'5a'.repeat(16)}`, 'hex'),
};
/** Bytes that begin like a frame; nobody decodes them. */
export const flacFrames = Buffer.concat([Buffer.from([0xff, 0xf8, 0x19, 0x18]), Buffer.alloc(996, 0x3c)]);

export function flacOf(blocks: readonly TestBlock[], frames = flacFrames, before = Buffer.alloc(0)): Buffer {
  const parts = blocks.map(({ type, body }, index) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    head[0] = type | (index === blocks.length - 1 ? 0x80 : 0);
    return Buffer.concat([head, body]);
  });
  return Buffer.concat([before, Buffer.from('fLaC'), ...parts, frames]);
}

export type TestPage = {
  serial: number;
  sequence: number;
  flags?: number;
  position?: bigint;
  packets: readonly Buffer[];
  /** False where the last packet goes on on the next page. */
  ends?: boolean;
};

export function oggPageOf({ serial, sequence, flags = 0, position = 0n, packets, ends = true }: TestPage): Buffer {
  const lacing = packets.flatMap((packet, index) => {
    const whole = new Array<number>(Math.floor(packet.length / 255)).fill(255);
    return index < packets.length - 1 || ends ? [...whole, packet.length % 255] : whole;
  });
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head[5] = flags;
  head.writeBigInt64LE(position, 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = lacing.length;
  const page = Buffer.concat([head, Buffer.from(lacing), ...packets]);
  page.writeUInt32LE(crc32Ogg(page), 22);
  return page;
}

const identifications = {
  vorbis: Buffer.concat([Buffer.from('\x01vorbis', 'latin1'), Buffer.alloc(23, 1)]),
  opus: Buffer.concat([Buffer.from('OpusHead'), Buffer.from('0102380180bb0000000000', 'hex')]),
  speex: Buffer.concat([Buffer.from('Speex   '), Buffer.alloc(72)]),
};
export const vorbisSetup = Buffer.concat([Buffer.from('\x05vorbis', 'latin1'), Buffer.alloc(3000, 7)]);

export type OggOptions = { serial?: number; sequence?: number; audioPages?: number; rest?: Buffer; isLast?: boolean };

/** A stream of Ogg: identification, header packets over as many pages as they need, audio of 20 packets a page. */
export function oggOf(codec: keyof typeof identifications, comments: Buffer, options: OggOptions = {}): Buffer {
  const { serial = 7, sequence = 0, rest = codec === 'vorbis' ? Buffer.from([1]) : Buffer.alloc(0) } = options;
  const prefix = { vorbis: '\x03vorbis', opus: 'OpusTags', speex: '' }[codec];
  const tags = Buffer.concat([Buffer.from(prefix, 'latin1'), comments, rest]);
  const headers = codec === 'vorbis' ? [tags, vorbisSetup] : [tags];
  return oggOfPackets(identifications[codec], headers, { ...options, serial, sequence });
}

export function oggOfPackets(first: Buffer, headers: readonly Buffer[], options: OggOptions = {}): Buffer {
  const { serial = 7, sequence = 0, audioPages = 5, isLast = true } = options;
  const pages = [oggPageOf({ serial, sequence, flags: 2, packets: [first] })];
  for (const packet of headers) {
    for (let at = 0; at === 0 || at < packet.length; at += 65_025) {
      const ends = at + 65_025 > packet.length;
      const piece = packet.subarray(at, at + 65_025);
      const flags = at === 0 ? 0 : 1;
      const position = ends ? 0n : -1n;
      pages.push(oggPageOf({ serial, sequence: sequence + pages.length, flags, position, packets: [piece], ends }));
    }
  }
  for (let index = 0; index < audioPages; index += 1) {
    const packets = Array.from({ length: 20 }, (_, packet) => Buffer.alloc(100 + packet, index * 20 + packet));
    const flags = index === audioPages - 1 && isLast ? 4 : 0;
    const position = BigInt((index + 1) * 960);
    pages.push(oggPageOf({ serial, sequence: sequence + pages.length, flags, position, packets }));
  }
  return Buffer.concat(pages);
}

export type SplitPage = { from: number; to: number; serial: number; sequence: number; flags: number; body: Buffer };

/**
 * Splits a file into pages; each must begin where the one before ends, with the checksum that fits, and say truly whether
 * it goes on with a packet. A page on which no packet ends has no position.
 */
export function oggPagesOf(bytes: Buffer): SplitPage[] {
  const pages: SplitPage[] = [];
  const openSerials = new Set<number>();
  for (let at = 0; at < bytes.length; ) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') throw new Error(`no page at ${at}`);
    const lacing = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!);
    const bodyFrom = at + 27 + lacing.length;
    const to = bodyFrom + lacing.reduce((sum, value) => sum + value, 0);
    const page = Buffer.from(bytes.subarray(at, to));
    const checksum = page.readUInt32LE(22);
    page.writeUInt32LE(0, 22);
    if (crc32Ogg(page) !== checksum) throw new Error(`the checksum of the page at ${at} is wrong`);
    const [serial, sequence] = [page.readUInt32LE(14), page.readUInt32LE(18)];
    if (((page[5]! & 1) === 1) !== openSerials.has(serial)) throw new Error(`the page at ${at} goes on wrongly`);
    if (lacing.at(-1) === 255) openSerials.add(serial);
    else openSerials.delete(serial);
    if (lacing.every((length) => length === 255) !== (page.readBigInt64LE(6) === -1n))
      throw new Error(`the position of the page at ${at} is wrong`);
    pages.push({ from: at, to, serial, sequence, flags: page[5]!, body: page.subarray(bodyFrom - at) });
    at = to;
  }
  return pages;
}
