import type { AudioSource } from './audio-source.ts';
import { crc8, crc16 } from './flac-checksum.ts';

/** No encoder makes longer frames: 65,535 samples of 8 channels at 32 bits, and some. */
const maxFrameBytes = 2_200_000;
const shortestFrameBytes = 9;

/**
 * Cuts the payload of a FLAC file into frames; what is none is counted as damage.
 *
 * A frame does not say how long it is: it ends where a header (with a valid CRC-8) stands that numbers the next frame,
 * or where its own CRC-16 fits and any header stands, after RFC 9639, section 9. Frames are valid until the next batch
 * is asked for.
 */
export async function* flacFrames(source: AudioSource): AsyncGenerator<Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const { offset, bytes } of source.pieces()) {
    const isEnd = offset + bytes.length >= source.payloadEnd;
    const joined = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    const { frames, used, lost, isCut } = splitFrames(joined, isEnd);
    source.damage.frames(frames.length, lost);
    if (isCut) source.damage.warnings.add('TRUNCATED');
    if (frames.length > 0) yield frames;
    rest = Buffer.from(joined.subarray(used));
  }
}

type Split = { frames: Buffer[]; used: number; lost: number; isCut: boolean };

function splitFrames(bytes: Buffer, isEnd: boolean): Split {
  const frames: Buffer[] = [];
  let lost = 0;
  let at = nextHeader(bytes, 0);
  while (at !== -1) {
    const end = frameEnd(bytes, at, isEnd);
    if (end === 'incomplete') return { frames, used: at, lost, isCut: isEnd };
    if (end === 'damaged') lost += 1;
    else frames.push(bytes.subarray(at, end));
    at = nextHeader(bytes, end === 'damaged' ? at + shortestFrameBytes : end);
  }
  return { frames, used: isEnd ? bytes.length : Math.max(0, bytes.length - 16), lost, isCut: false };
}

function frameEnd(bytes: Buffer, start: number, isEnd: boolean): number | 'incomplete' | 'damaged' {
  const limit = start + maxFrameBytes;
  let crc = 0;
  let checkedTo = start;
  for (let next = nextHeader(bytes, start + shortestFrameBytes); next !== -1; next = nextHeader(bytes, next + 1)) {
    // The very next number behind a good header comes by chance once in thousands of files. The decoder looks at the
    // checksum too, which in WebAssembly costs a fraction of what it does here.
    if (checkedTo === start && isNext(bytes, start, next)) return next;
    crc = crc16(bytes, checkedTo, next, crc);
    checkedTo = next;
    // The checksum of a frame with its own checksum behind it is zero.
    if (crc === 0) return next;
    // Two good headers behind each other and no frame between them: this one is broken.
    if (next > limit || follows(bytes, start, next)) return 'damaged';
  }
  if (isEnd) return crc16(bytes, checkedTo, bytes.length, crc) === 0 ? bytes.length : 'incomplete';
  return bytes.length > limit ? 'damaged' : 'incomplete';
}

/** How many frames may be lost between two that belong together. */
const largestGap = 1000;
const largestBlock = 65_535;

/** Whether the header at `next` belongs to the same stream and is numbered soon behind the one at `start`. */
function follows(bytes: Buffer, start: number, next: number): boolean {
  const isSameStream = bytes[start + 1] === bytes[next + 1] && (bytes[start + 2]! & 15) === (bytes[next + 2]! & 15);
  // Files of fixed block size number their frames, the others their samples.
  const isFixed = (bytes[start + 1]! & 1) === 0;
  const step = codedNumber(bytes, next + 4).value - codedNumber(bytes, start + 4).value;
  return isSameStream && step > 0 && step <= (isFixed ? largestGap : largestGap * largestBlock);
}

/** Whether the header at `next` has the same layout as the one at `start` and, in blocks of one size, the next number. */
function isNext(bytes: Buffer, start: number, next: number): boolean {
  const isSameLayout =
    bytes[start + 1] === bytes[next + 1] &&
    bytes[start + 2] === bytes[next + 2] &&
    (bytes[start + 3]! & 15) === (bytes[next + 3]! & 15) &&
    (bytes[start + 1]! & 1) === 0;
  return isSameLayout && codedNumber(bytes, next + 4).value === codedNumber(bytes, start + 4).value + 1;
}

function nextHeader(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    if ((bytes[at + 1]! & 0xfe) === 0xf8 && isHeader(bytes, at)) return at;
  }
  return -1;
}

function isHeader(bytes: Buffer, at: number): boolean {
  if (at + 16 > bytes.length && at + 6 > bytes.length) return false;
  const blockSize = bytes[at + 2]! >> 4;
  const rate = bytes[at + 2]! & 15;
  if (blockSize === 0 || rate === 15 || bytes[at + 3]! >> 4 > 10 || bytes[at + 3]! & 1) return false;
  const { lengthBytes } = codedNumber(bytes, at + 4);
  if (lengthBytes === 0) return false;
  const blockSizeBytes = blockSize === 6 ? 1 : blockSize === 7 ? 2 : 0;
  const rateBytes = rate === 12 ? 1 : rate === 13 || rate === 14 ? 2 : 0;
  const end = at + 4 + lengthBytes + blockSizeBytes + rateBytes;
  return end < bytes.length && crc8(bytes, at, end) === bytes[end];
}

/** The frame or sample number, coded like a character of UTF-8 of up to seven bytes; no bytes if it is none. */
function codedNumber(bytes: Buffer, at: number): { value: number; lengthBytes: number } {
  const first = bytes[at] ?? 0xff;
  if (first < 0x80) return { value: first, lengthBytes: 1 };
  const lengthBytes = Math.clz32(~(first << 24));
  if (lengthBytes < 2 || lengthBytes > 7) return { value: 0, lengthBytes: 0 };
  let value = first & (0x7f >> lengthBytes);
  for (let index = 1; index < lengthBytes; index += 1) {
    const next = bytes[at + index] ?? 0;
    if ((next & 0xc0) !== 0x80) return { value: 0, lengthBytes: 0 };
    value = value * 64 + (next & 0x3f);
  }
  return { value, lengthBytes };
}
