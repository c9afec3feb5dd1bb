import { inflateSync } from 'node:zlib';
import type { ScanWindow } from './scan-window.ts';
import { maxTagBytes, tooLarge } from './tag-limits.ts';

export type Id3Frame = { id: string; body: Buffer };
export type Id3Tag = { version: number; frames: Id3Frame[]; end: number };

const mostFrames = 10_000;
const mostInflatedBytes = 32 * 1024 * 1024;

/**
 * Reads an ID3v2 tag (2.2, 2.3 or 2.4), or null where there is none.
 *
 * Forgiving where programs are known to err: a tag that claims to reach past the end of the file is read as far as it
 * goes, and sizes of 2.4 frames may be plain numbers, as old iTunes wrote them. Encrypted frames are left out. Throws
 * TAG_TOO_LARGE.
 */
export function readId3Tag(window: ScanWindow, start: number): Id3Tag | null {
  const head = window.bytes(start, 10);
  const version = head[3] ?? 0;
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3' || version < 2 || version > 4) return null;
  const flags = head[5]!;
  const claimed = syncSafe(head, 6);
  const size = Math.min(claimed, window.sizeBytes - start - 10);
  if (size > maxTagBytes) throw tooLarge();
  let data = window.bytes(start + 10, size);
  if (flags & 0x80 && version < 4) data = withoutUnsynchronisation(data);
  const at = flags & 0x40 ? extendedHeaderBytes(data, version) : 0;
  const frames = version === 2 ? framesOfVersion2(data) : framesOfVersion3And4(data, at, version, (flags & 0x80) !== 0);
  return { version, frames, end: start + 10 + claimed + (flags & 0x10 ? 10 : 0) };
}

function syncSafe(bytes: Buffer, at: number): number {
  return (
    ((bytes[at]! & 127) << 21) | ((bytes[at + 1]! & 127) << 14) | ((bytes[at + 2]! & 127) << 7) | (bytes[at + 3]! & 127)
  );
}

/** A zero after every 0xff keeps old players from mistaking a tag for sound. */
function withoutUnsynchronisation(data: Buffer): Buffer {
  const plain = Buffer.allocUnsafe(data.length);
  let length = 0;
  for (let at = 0; at < data.length; at += 1) {
    plain[length] = data[at]!;
    length += 1;
    if (data[at] === 0xff && data[at + 1] === 0) at += 1;
  }
  return plain.subarray(0, length);
}

function extendedHeaderBytes(data: Buffer, version: number): number {
  if (data.length < 4) return data.length;
  return version === 4 ? syncSafe(data, 0) : version === 3 ? data.readUInt32BE(0) + 4 : 0;
}

function framesOfVersion2(data: Buffer): Id3Frame[] {
  const frames: Id3Frame[] = [];
  for (let at = 0; at + 6 < data.length && frames.length < mostFrames; ) {
    const id = data.toString('latin1', at, at + 3);
    if (!/^[A-Z0-9]{3}$/.test(id)) break;
    const size = data.readUIntBE(at + 3, 3);
    frames.push({ id, body: data.subarray(at + 6, at + 6 + size) });
    at += 6 + size;
  }
  return frames;
}

function framesOfVersion3And4(data: Buffer, start: number, version: number, isUnsynchronised: boolean): Id3Frame[] {
  const isPlain = version === 3 || hasPlainSizes(data, start);
  const frames: Id3Frame[] = [];
  for (let at = start; at + 10 < data.length && frames.length < mostFrames; ) {
    if (!isFrameId(data, at)) break;
    const size = isPlain ? data.readUInt32BE(at + 4) : syncSafe(data, at + 4);
    const body = data.subarray(at + 10, Math.min(at + 10 + size, data.length));
    const content = version === 3 ? contentOf3(data[at + 9]!, body) : contentOf4(data[at + 9]!, body, isUnsynchronised);
    if (content) frames.push({ id: data.toString('latin1', at, at + 4), body: content });
    at += 10 + size;
  }
  return frames;
}

function isFrameId(data: Buffer, at: number): boolean {
  for (let index = at; index < at + 4; index += 1) {
    const byte = data[index] ?? 0;
    if (!((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39))) return false;
  }
  return true;
}

/** Whether the frames only follow each other when their sizes are read as plain numbers. */
function hasPlainSizes(data: Buffer, start: number): boolean {
  for (let at = start; at + 10 < data.length && isFrameId(data, at); ) {
    const plain = data.readUInt32BE(at + 4);
    const safe = syncSafe(data, at + 4);
    if (plain !== safe) {
      const fits = (size: number) => endsWell(data, at + 10 + size);
      return (plain & 0x80808080) !== 0 || (!fits(safe) && fits(plain));
    }
    at += 10 + safe;
  }
  return false;
}

function endsWell(data: Buffer, at: number): boolean {
  return at === data.length || (at < data.length && (data[at] === 0 || isFrameId(data, at)));
}

function contentOf3(flags: number, body: Buffer): Buffer | null {
  if (flags & 0x40) return null;
  const skipped = (flags & 0x80 ? 4 : 0) + (flags & 0x20 ? 1 : 0);
  return flags & 0x80 ? inflated(body.subarray(skipped)) : body.subarray(skipped);
}

function contentOf4(flags: number, body: Buffer, isUnsynchronised: boolean): Buffer | null {
  if (flags & 0x04) return null;
  const skipped = (flags & 0x40 ? 1 : 0) + (flags & 0x01 ? 4 : 0);
  let content = body.subarray(skipped);
  if (flags & 0x02 || (isUnsynchronised && flags & 0x01)) content = withoutUnsynchronisation(content);
  return flags & 0x08 ? inflated(content) : content;
}

function inflated(body: Buffer): Buffer | null {
  try {
    return inflateSync(body, { maxOutputLength: mostInflatedBytes });
  } catch {
    return null;
  }
}
