import type { Id3Frame } from './id3-tag.ts';
import { syncSafe } from './id3-tag.ts';

/** Builds ID3v2 tags of every kind that programs have written, from their bytes. */
export type OddTag = {
  version: number;
  /** Of the whole tag. */
  flags?: number;
  extended?: Uint8Array;
  frames: readonly OddFrame[];
  padding?: Uint8Array;
  /** Sizes of 2.4 frames as plain numbers. */
  hasPlainSizes?: boolean;
  hasFooter?: boolean;
};
export type OddFrame = Id3Frame & { flags?: number };

export function oddTag(tag: OddTag): Buffer {
  const frames = tag.frames.map((frame) => frameBytes(frame, tag));
  const plain = Buffer.concat([tag.extended ?? Buffer.alloc(0), ...frames, tag.padding ?? Buffer.alloc(0)]);
  const flags = (tag.flags ?? 0) | (tag.extended ? 0x40 : 0) | (tag.hasFooter ? 0x10 : 0);
  const body = flags & 0x80 && tag.version < 4 ? unsynchronised(plain) : plain;
  const rest = Buffer.concat([Buffer.from([tag.version, 0, flags]), syncSafe(body.length)]);
  const footer = tag.hasFooter ? [Buffer.from('3DI'), rest] : [];
  return Buffer.concat([Buffer.from('ID3'), rest, body, ...footer]);
}

function frameBytes({ id, body, flags = 0 }: OddFrame, { version, hasPlainSizes }: OddTag): Buffer {
  const head = Buffer.alloc(version === 2 ? 6 : 10);
  head.write(id, 0, 'latin1');
  if (version === 2) head.writeUIntBE(body.length, 3, 3);
  else if (version === 4 && !hasPlainSizes) syncSafe(body.length).copy(head, 4);
  else head.writeUInt32BE(body.length, 4);
  if (version > 2) head.writeUInt16BE(flags, 8);
  return Buffer.concat([head, body]);
}

export function unsynchronised(bytes: Uint8Array): Buffer {
  const safe: number[] = [];
  bytes.forEach((byte, at) => {
    const next = bytes[at + 1] ?? 0;
    safe.push(byte, ...(byte === 0xff && (next === 0 || next >= 0xe0) ? [0] : []));
  });
  return Buffer.from(safe);
}
