import { findFrame, frameHeader } from '#core/files/frame-header.ts';
import type { Payload } from '#core/files/payload-range.ts';
import { addId3Frames } from './id3-fields.ts';
import { readId3Tag } from './id3-frames.ts';
import { id3Genres } from './id3-genres.ts';
import type { ScanWindow } from './scan-window.ts';
import type { SoundSource } from './sound-source.ts';
import type { TagFields } from './tag-fields.ts';

const searchBytes = 65_536;
const mostTags = 8;

/**
 * Reads MPEG audio or ADTS with ID3 tags. Null when there is an APE tag, which is left to music-metadata.
 *
 * Sound: the first frame; the length from a Xing, Info or VBRI header where there is one, else from the size and the
 * average bit rate of the first frames.
 */
export function readMpeg(window: ScanWindow, payload: Payload, fields: TagFields): SoundSource | null {
  if (hasApeTag(window)) return null;
  readId3Tags(window, fields);
  fields.nextTag();
  addId3v1(window, fields);
  return mpegSound(window, payload);
}

/** Reads the ID3v2 tags at the start of a file. */
export function readId3Tags(window: ScanWindow, fields: TagFields): void {
  let start = 0;
  for (let count = 0; count < mostTags; count += 1) {
    const tag = readId3Tag(window, start);
    if (!tag) return;
    addId3Frames(tag.frames, fields);
    fields.nextTag();
    start = tag.end;
  }
}

function hasApeTag(window: ScanWindow): boolean {
  const end = window.sizeBytes;
  const tail = window.bytes(Math.max(0, end - 4096), Math.min(4096, end));
  return tail.indexOf('APETAGEX', 0, 'latin1') !== -1 || tail.indexOf('LYRICS200', 0, 'latin1') !== -1;
}

function addId3v1(window: ScanWindow, fields: TagFields): void {
  const tag = window.bytes(window.sizeBytes - 128, 128);
  if (tag.length < 128 || tag.toString('latin1', 0, 3) !== 'TAG') return;
  const text = (start: number, length: number) =>
    tag
      .toString('latin1', start, start + length)
      .split('\0')[0]
      ?.trim() ?? '';
  fields.add('title', text(3, 30));
  fields.add('artist', text(33, 30));
  fields.add('album', text(63, 30));
  fields.add('date', text(93, 4));
  fields.add('comment', text(97, tag[125] === 0 ? 28 : 30));
  if (tag[125] === 0 && tag[126] !== 0) fields.add('track', String(tag[126]));
  fields.add('genre', id3Genres[tag[127]!] ?? '');
}

function mpegSound(window: ScanWindow, { ranges }: Payload): SoundSource {
  const range = ranges[0] ?? { start: 0, end: 0 };
  const bytes = window.bytes(range.start, Math.min(searchBytes, range.end - range.start));
  const at = findFrame(bytes, 0, range.start + bytes.length >= range.end);
  const header = at === -1 ? null : frameHeader(bytes, at);
  if (!header) return {};
  const layer = (header.signature >> 4) & 3;
  const codec = header.kind === 'aac' ? 'AAC' : `MP${layer}`;
  const { sampleRate, channels } = header;
  const source: SoundSource = { codec, isLossless: false, sampleRate, channels };
  const payloadBytes = range.end - range.start - at;
  const noted = header.kind === 'mp3' ? notedByEncoder(bytes, at, header.signature, channels) : null;
  const average = averageBitrate(bytes, at, header.kind === 'mp3');
  if (!noted) return { ...source, bitrate: average, durationSeconds: (payloadBytes * 8) / average };
  const durationSeconds = (noted.frames * header.samples) / sampleRate;
  const bitrate = noted.isConstant ? average : ((noted.bytes ?? payloadBytes) * 8) / durationSeconds;
  return { ...source, durationSeconds, bitrate };
}

type Noted = { frames: number; bytes: number | null; isConstant: boolean };

/** What an encoder noted about the whole stream in its first frame. */
function notedByEncoder(bytes: Buffer, at: number, signature: number, channels: number): Noted | null {
  const isVersion1 = signature >> 8 === 3;
  const sideBytes = isVersion1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
  const xing = at + 4 + sideBytes;
  const name = bytes.toString('latin1', xing, xing + 4);
  if ((name === 'Xing' || name === 'Info') && xing + 16 <= bytes.length && bytes[xing + 7]! & 1) {
    const streamBytes = bytes[xing + 7]! & 2 ? bytes.readUInt32BE(xing + 12) : null;
    return noted(bytes.readUInt32BE(xing + 8), streamBytes, name === 'Info');
  }
  const vbri = at + 36;
  if (bytes.toString('latin1', vbri, vbri + 4) !== 'VBRI' || vbri + 18 > bytes.length) return null;
  return noted(bytes.readUInt32BE(vbri + 14), bytes.readUInt32BE(vbri + 10), false);
}

function noted(frames: number, bytes: number | null, isConstant: boolean): Noted | null {
  return frames > 0 ? { frames, bytes, isConstant } : null;
}

const mpegBitrates = [
  32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 8, 16, 24, 144, 176, 288, 352, 384, 416, 448,
].map((kilobits) => kilobits * 1000);

/** Bits a second over the frames from `at` on. A constant rate is one of the standard's; rounding hides it. */
function averageBitrate(bytes: Buffer, at: number, isMpeg: boolean): number {
  let lengthBytes = 0;
  let seconds = 0;
  let next = at;
  for (let header = frameHeader(bytes, next); header; header = frameHeader(bytes, next)) {
    lengthBytes += header.lengthBytes;
    seconds += header.samples / header.sampleRate;
    next += header.lengthBytes;
  }
  const average = (lengthBytes * 8) / seconds;
  const standard = isMpeg ? mpegBitrates.find((rate) => Math.abs(rate - average) < rate * 0.004) : undefined;
  return standard ?? average;
}
