import { oggPageHeaderBytes } from '#core/files/ogg-headers.ts';
import type { AudioSource } from './audio-source.ts';

/** One page of an Ogg stream with the packets that end in it. */
export type OggPage = {
  readonly serial: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Samples at the end of the last packet that ends here; null where none ends. */
  readonly granule: number | null;
  readonly packets: readonly Buffer[];
};

/** Tags with pictures in them are packets too; anything longer is no packet. */
const maxPacketBytes = 64 * 1024 * 1024;

/**
 * Reads all pages of an Ogg file, of all streams in it, from its beginning.
 *
 * What is no page is skipped and counted as damage. Packets are copies.
 */
export async function* oggPages(source: AudioSource, start: number): AsyncGenerator<OggPage> {
  const openPackets = new Map<number, Buffer[]>();
  let rest: Buffer = Buffer.alloc(0);
  for await (const { bytes } of source.pieces(start)) {
    const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : Buffer.from(bytes);
    let at = 0;
    for (;;) {
      const found = joined.indexOf('OggS', at, 'latin1');
      const skippedTo = found === -1 ? Math.max(at, joined.length - 3) : found;
      source.damage.bytes(0, skippedTo - at);
      at = skippedTo;
      const lengthBytes = found === -1 ? null : pageBytes(joined, at);
      if (lengthBytes === null || at + lengthBytes > joined.length) break;
      source.damage.bytes(lengthBytes, 0);
      yield readPage(joined.subarray(at, at + lengthBytes), openPackets);
      at += lengthBytes;
    }
    rest = joined.subarray(at);
  }
}

function pageBytes(bytes: Buffer, at: number): number | null {
  if (at + oggPageHeaderBytes > bytes.length) return null;
  const segments = bytes[at + 26]!;
  if (at + oggPageHeaderBytes + segments > bytes.length) return null;
  const lacing = bytes.subarray(at + oggPageHeaderBytes, at + oggPageHeaderBytes + segments);
  return oggPageHeaderBytes + segments + lacing.reduce((sum, value) => sum + value, 0);
}

function readPage(page: Buffer, openPackets: Map<number, Buffer[]>): OggPage {
  const flags = page[5]!;
  const serial = page.readUInt32LE(14);
  const segments = page[26]!;
  const isContinued = (flags & 1) !== 0;
  let parts = isContinued ? (openPackets.get(serial) ?? null) : [];
  const packets: Buffer[] = [];
  let start = oggPageHeaderBytes + segments;
  let end = start;
  for (let segment = 0; segment < segments; segment += 1) {
    const value = page[oggPageHeaderBytes + segment]!;
    end += value;
    if (value === 255) continue;
    // The end of a packet whose beginning was lost is left out.
    if (parts !== null) packets.push(Buffer.concat([...parts, page.subarray(start, end)]));
    parts = [];
    start = end;
  }
  keepOpenPacket(openPackets, serial, parts, page.subarray(start, end));
  const granule = page.readBigInt64LE(6);
  return {
    serial,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    granule: granule < 0n ? null : Number(granule),
    packets,
  };
}

function keepOpenPacket(open: Map<number, Buffer[]>, serial: number, parts: Buffer[] | null, part: Buffer): void {
  open.delete(serial);
  if (parts === null || (parts.length === 0 && part.length === 0)) return;
  const kept = [...parts, part];
  const length = kept.reduce((sum, piece) => sum + piece.length, 0);
  // A damaged file may open any number of streams.
  if (length <= maxPacketBytes && open.size < 64) open.set(serial, kept);
}
