import type { FileWindow } from '#core/files/file-window.ts';
import {
  contentOf3,
  contentOf4,
  hasPlainSizes,
  inflateBudget,
  isFrameId,
  syncSafe,
  withoutUnsynchronisation,
} from '#core/files/tags/id3/id3-bytes.ts';
import { maxTagBytes, tooLarge } from './tag-limits.ts';

export type Id3Frame = { id: string; body: Buffer };
export type Id3Tag = { version: number; frames: Id3Frame[]; end: number };

const mostFrames = 10_000;

/**
 * Reads an ID3v2 tag (2.2, 2.3 or 2.4), or null where there is none.
 *
 * Forgiving where programs are known to err: a tag that claims to reach past the end of the file is read as far as it
 * goes, and sizes of 2.4 frames may be plain numbers, as old iTunes wrote them. Encrypted frames are left out. Throws
 * TAG_TOO_LARGE.
 */
export function readId3Tag(window: FileWindow, start: number): Id3Tag | null {
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
  const budget = inflateBudget();
  for (let at = start; at + 10 < data.length && frames.length < mostFrames; ) {
    if (!isFrameId(data, at)) break;
    const size = isPlain ? data.readUInt32BE(at + 4) : syncSafe(data, at + 4);
    const body = data.subarray(at + 10, Math.min(at + 10 + size, data.length));
    const content =
      version === 3
        ? contentOf3(data[at + 9]!, body, budget)
        : contentOf4(data[at + 9]!, body, isUnsynchronised, budget);
    if (content) frames.push({ id: data.toString('latin1', at, at + 4), body: content });
    at += 10 + size;
  }
  return frames;
}
