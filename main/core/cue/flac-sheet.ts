import type { FileHandle } from 'node:fs/promises';
import { parseComments, textOf, upperCase } from '#core/files/tags/vorbis/comment-list.ts';
import { mostCueBytes } from '#shared/contract/cue.ts';
import { type CueSheet, emptySheet, framesPerSecond } from '#shared/cue/cue-sheet.ts';
import { writeCue } from '#shared/cue/format.ts';

const streamInfo = 0;
const vorbisComment = 4;
const cueSheet = 5;
const mostBlocks = 10_000;
const mostCommentBytes = 16 * 1_048_576;
const headBytes = 396;
const trackBytes = 36;
const indexBytes = 12;
const leadOuts = [170, 255];

/** Sheets inside of a FLAC file, as text. */
export type FlacSheets = { block: string | null; comment: string | null };

/** Looks at the metadata blocks of an open FLAC file, and at nothing else of it. */
export async function readFlacSheets(file: FileHandle, fileName: string): Promise<FlacSheets> {
  const sheets: FlacSheets = { block: null, comment: null };
  let at = await afterLeadingTag(file);
  if ((await readAt(file, at, 4)).toString('latin1') !== 'fLaC') return sheets;
  at += 4;
  let sampleRate = 0;
  for (let count = 0; count < mostBlocks; count += 1) {
    const head = await readAt(file, at, 4);
    if (head.length < 4 || head[0] === 0xff) break;
    const [type, length] = [head[0]! & 0x7f, head.readUIntBE(1, 3)];
    if (type === streamInfo) sampleRate = (await readAt(file, at + 14, 4)).readUInt32BE(0) >>> 12;
    if (type === cueSheet && sheets.block === null) {
      const sheet = parseCueBlock(await readAt(file, at + 4, length), sampleRate, fileName);
      sheets.block = sheet && writeCue(sheet, 'standard');
    }
    if (type === vorbisComment && length <= mostCommentBytes) {
      sheets.comment ??= commentSheet(await readAt(file, at + 4, length));
    }
    at += 4 + length;
    if (head[0]! & 0x80) break;
  }
  return sheets;
}

/** The text some rippers keep in a comment called CUESHEET. */
function commentSheet(block: Buffer): string | null {
  try {
    const found = parseComments(block).comments.find(({ name }) => upperCase(name) === 'CUESHEET');
    const text = found ? textOf(found) : '';
    return text !== '' && text.length <= mostCueBytes ? text : null;
  } catch {
    // Damaged comments have no sheet; the scan tells of the damage.
    return null;
  }
}

/**
 * The CUESHEET block of RFC 9639, section 8.7, as a sheet; null where its tracks reach past its end. Times are rounded to
 * frames of a CD, and the track that stands for the end is left out.
 */
export function parseCueBlock(block: Buffer, sampleRate: number, fileName: string): CueSheet | null {
  if (block.length < headBytes || sampleRate === 0) return null;
  const catalog = asciiOf(block.subarray(0, 128));
  const sheet: CueSheet = {
    ...emptySheet(),
    ...(catalog === '' ? {} : { catalog }),
    files: [{ name: fileName, format: 'WAVE', line: 0 }],
  };
  const frames = (samples: bigint) => Math.round((Number(samples) * framesPerSecond) / sampleRate);
  let at = headBytes;
  for (let count = block[headBytes - 1]!; count > 0; count -= 1) {
    if (at + trackBytes > block.length) return null;
    const offset = block.readBigUInt64BE(at);
    const number = block[at + 8]!;
    const isrc = asciiOf(block.subarray(at + 9, at + 21));
    const flags = block[at + 21]!;
    const indexCount = block[at + 35]!;
    const end = at + trackBytes + indexCount * indexBytes;
    if (end > block.length) return null;
    const indexes = Array.from({ length: indexCount }, (_, index) => {
      const place = at + trackBytes + index * indexBytes;
      return { number: block[place + 8]!, frames: frames(offset + block.readBigUInt64BE(place)), file: 0, line: 0 };
    });
    at = end;
    if (leadOuts.includes(number)) continue;
    sheet.tracks.push({
      number,
      kind: (flags & 0x80) === 0 ? 'AUDIO' : 'MODE1/2352',
      ...(isrc === '' ? {} : { isrc }),
      flags: (flags & 0x40) === 0 ? null : ['PRE'],
      indexes,
      remarks: [],
      notes: [],
      file: 0,
      line: 0,
    });
  }
  return sheet;
}

function asciiOf(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[^\x20-\x7e].*$/s, '')
    .trim();
}

/** Some programs put an ID3 tag in front. */
async function afterLeadingTag(file: FileHandle): Promise<number> {
  const head = await readAt(file, 0, 10);
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head[at]! & 0x7f), 0);
  return 10 + size;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
