import { readId3Tags } from './read-mpeg.ts';
import type { ScanWindow } from './scan-window.ts';
import type { SoundSource } from './sound-source.ts';
import type { TagFields } from './tag-fields.ts';
import { maxTagBytes, tooLarge } from './tag-limits.ts';
import { addFlacPicture, addVorbisComments } from './vorbis-fields.ts';

const mostBlocks = 10_000;

/**
 * Reads native FLAC whose stream begins at `start` (behind ID3 tags, which some programs put in front).
 *
 * Comments are read to the end of the list even where the block claims to be shorter. Throws TAG_TOO_LARGE.
 */
export function readFlac(window: ScanWindow, start: number, fields: TagFields): SoundSource {
  let source: SoundSource = { codec: 'FLAC', isLossless: true };
  let tagBytes = 0;
  let at = start + 4;
  for (let count = 0; count < mostBlocks; count += 1) {
    const head = window.bytes(at, 4);
    if (head.length < 4 || head[0] === 0xff) break;
    const type = head[0]! & 0x7f;
    const size = head.readUIntBE(1, 3);
    if (type === 0) source = { ...source, ...streamInfo(window.bytes(at + 4, 34)) };
    else if (type === 4) addVorbisComments(window.bytes(at + 4, Math.max(size, size < 65_536 ? 8192 : 0)), fields);
    else if (type === 6) addFlacPicture(window.bytes(at + 4, size), fields);
    tagBytes += size;
    if (tagBytes > maxTagBytes) throw tooLarge();
    if (head[0]! & 0x80) break;
    at += 4 + size;
  }
  fields.nextTag();
  if (start > 0) readId3Tags(window, fields);
  return source;
}

/** The block every FLAC stream begins with; also the first packet of FLAC in Ogg holds one. */
export function streamInfo(block: Buffer): SoundSource {
  if (block.length < 18) return {};
  const packed = block.readBigUInt64BE(10);
  const sampleRate = Number(packed >> 44n);
  const samples = Number(packed & 0xfffffffffn);
  return {
    sampleRate,
    channels: Number((packed >> 41n) & 7n) + 1,
    bitDepth: Number((packed >> 36n) & 31n) + 1,
    ...(samples > 0 && sampleRate > 0 ? { durationSeconds: samples / sampleRate } : {}),
  };
}
