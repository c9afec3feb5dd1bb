import { infoText } from '#core/files/tags/info-text.ts';
import { addId3Frames } from './id3-fields.ts';
import { readId3Tag } from './id3-frames.ts';
import type { ScanWindow } from './scan-window.ts';
import type { SoundSource } from './sound-source.ts';
import type { TagField, TagFields } from './tag-fields.ts';

const mostChunks = 10_000;
const mostInfoBytes = 1024 * 1024;

type Chunk = { name: string; start: number; size: number };

const infoFields: Readonly<Record<string, TagField>> = {
  INAM: 'title',
  IART: 'artist',
  IPRD: 'album',
  IGNR: 'genre',
  ICRD: 'date',
  ICMT: 'comment',
  ITRK: 'track',
  IPRT: 'track',
  IMUS: 'composer',
  IBPM: 'bpm',
  IKEY: 'key',
};
const aiffFields: Readonly<Record<string, TagField>> = { NAME: 'title', AUTH: 'artist', ANNO: 'comment' };

/** Reads WAVE, also RF64 and BW64. An ID3 tag counts before INFO fields. */
export function readWave(window: ScanWindow, start: number, fields: TagFields): SoundSource {
  const chunks = [...chunksOf(window, start, true)];
  for (const chunk of chunks) if (isId3(chunk)) addId3(window, chunk, fields);
  fields.nextTag();
  for (const chunk of chunks) if (chunk.name === 'LIST') addInfo(window, chunk, fields);
  const format = chunks.find(({ name }) => name === 'fmt ');
  return format ? waveFormat(window.bytes(format.start, Math.min(format.size, 40))) : {};
}

/** Reads AIFF and AIFF-C. An ID3 tag counts before the text chunks. */
export function readAiff(window: ScanWindow, start: number, fields: TagFields): SoundSource {
  const chunks = [...chunksOf(window, start, false)];
  for (const chunk of chunks) if (isId3(chunk)) addId3(window, chunk, fields);
  fields.nextTag();
  for (const { name, start: at, size } of chunks) {
    const field = aiffFields[name];
    if (field && size <= mostInfoBytes) fields.add(field, infoText(window.bytes(at, size)));
  }
  const common = chunks.find(({ name }) => name === 'COMM');
  const isCompressed = window.bytes(start + 8, 4).toString('latin1') === 'AIFC';
  return common ? aiffCommon(window.bytes(common.start, Math.min(common.size, 64)), isCompressed) : {};
}

function* chunksOf(window: ScanWindow, start: number, isLittleEndian: boolean): Generator<Chunk> {
  let at = start + 12;
  let dataSize64: number | null = null;
  for (let count = 0; count < mostChunks; count += 1) {
    const head = window.bytes(at, 24);
    if (head.length < 8) return;
    const name = head.toString('latin1', 0, 4);
    let size = isLittleEndian ? head.readUInt32LE(4) : head.readUInt32BE(4);
    if (name === 'ds64' && head.length === 24) dataSize64 = Number(head.readBigUInt64LE(16));
    if (name === 'data' && size === 0xffffffff) size = dataSize64 ?? window.sizeBytes;
    yield { name, start: at + 8, size };
    at += 8 + size + (size & 1);
  }
}

function isId3({ name }: Chunk): boolean {
  return name.toUpperCase() === 'ID3 ' || name.startsWith('ID3');
}

function addId3(window: ScanWindow, { start }: Chunk, fields: TagFields): void {
  const tag = readId3Tag(window, start);
  if (tag) addId3Frames(tag.frames, fields);
  fields.nextTag();
}

function addInfo(window: ScanWindow, { start, size }: Chunk, fields: TagFields): void {
  if (window.bytes(start, 4).toString('latin1') !== 'INFO') return;
  const list = window.bytes(start + 4, Math.min(size - 4, mostInfoBytes));
  for (let at = 0; at + 8 <= list.length; ) {
    const length = list.readUInt32LE(at + 4);
    const field = infoFields[list.toString('latin1', at, at + 4)];
    if (field) fields.add(field, infoText(list.subarray(at + 8, at + 8 + length)));
    at += 8 + length + (length & 1);
  }
}

const waveCodecs: Readonly<Record<number, string>> = {
  1: 'PCM',
  2: 'ADPCM',
  3: 'PCM',
  6: 'A-law',
  7: 'µ-law',
  17: 'ADPCM',
  85: 'MP3',
};

function waveFormat(format: Buffer): SoundSource {
  if (format.length < 16) return {};
  const tag = format.readUInt16LE(0);
  // WAVE_FORMAT_EXTENSIBLE keeps the real one at the start of its GUID.
  const codecTag = tag === 0xfffe && format.length >= 26 ? format.readUInt16LE(24) : tag;
  return {
    codec: waveCodecs[codecTag] ?? `WAVE 0x${codecTag.toString(16).padStart(4, '0')}`,
    isLossless: codecTag === 1 || codecTag === 3,
    channels: format.readUInt16LE(2),
    sampleRate: format.readUInt32LE(4),
    bitrate: format.readUInt32LE(8) * 8,
    bitDepth: format.readUInt16LE(14),
  };
}

const aiffCodecs: Readonly<Record<string, string>> = {
  NONE: 'PCM',
  sowt: 'PCM',
  twos: 'PCM',
  in24: 'PCM',
  in32: 'PCM',
  fl32: 'PCM',
  FL32: 'PCM',
  fl64: 'PCM',
  alaw: 'A-law',
  ALAW: 'A-law',
  ulaw: 'µ-law',
  ULAW: 'µ-law',
  ima4: 'ADPCM',
};

function aiffCommon(common: Buffer, isCompressed: boolean): SoundSource {
  if (common.length < 18) return {};
  const type = isCompressed && common.length >= 22 ? common.toString('latin1', 18, 22) : 'NONE';
  const codec = aiffCodecs[type] ?? type;
  const sampleRate = extended(common.subarray(8, 18));
  return {
    codec,
    isLossless: codec === 'PCM',
    channels: common.readUInt16BE(0),
    bitDepth: common.readUInt16BE(6),
    sampleRate,
    ...(sampleRate > 0 ? { durationSeconds: common.readUInt32BE(2) / sampleRate } : {}),
  };
}

/** An 80-bit float. */
function extended(bytes: Buffer): number {
  const exponent = bytes.readUInt16BE(0) & 0x7fff;
  return Number(bytes.readBigUInt64BE(2)) * 2 ** (exponent - 16_383 - 63);
}
