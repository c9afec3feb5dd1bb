import { isPastEnd, readBits, readRice, readSigned, readUnary, startBits } from './bits';
import { coefficients, restore } from './flac-prediction';

const damaged = -1;
const leftSide = 8;
const sideRight = 9;
const midSide = 10;

/**
 * Decodes a FLAC frame of up to 24 bits, after RFC 9639, section 9.
 *
 * @param checksums eight tables of 256 16-bit numbers: what a byte does to the CRC-16 with none to seven more behind it
 * @param streamBits bits of a sample where the frame does not say
 * @param output channel after channel, `strideBytes` apart, 32-bit floats of full scale ±1; room for 65,535 samples each
 * @param maxChannels frames of more are damaged
 * @returns samples of each channel in the upper 24 bits, channels in the lower 8; −1 for a damaged frame
 */
export function decodeFlac(
  bytes: usize,
  length: i32,
  checksums: usize,
  streamBits: i32,
  output: usize,
  strideBytes: usize,
  maxChannels: i32,
): i32 {
  if (length < 9 || crc16(bytes, length, checksums) !== 0) return damaged;
  startBits(bytes, <usize>length - 2);
  readBits(16);
  const sizeCode = readBits(4);
  const rateCode = readBits(4);
  const assignment = <i32>readBits(4);
  const bits = bitsOf(readBits(3), streamBits);
  readBits(1);
  skipNumber();
  const frames = blockSize(sizeCode);
  if (rateCode === 12) readBits(8);
  else if (rateCode === 13 || rateCode === 14) readBits(16);
  readBits(8);
  const channels = assignment < leftSide ? assignment + 1 : 2;
  if (assignment > midSide || channels > maxChannels || bits === 0 || bits > 24 || frames > 65_535) return damaged;
  for (let channel = 0; channel < channels; channel += 1) {
    const isSide = channel === 0 ? assignment === sideRight : assignment === leftSide || assignment === midSide;
    if (!readSubframe(output + <usize>channel * strideBytes, frames, bits + (isSide ? 1 : 0))) return damaged;
  }
  if (assignment >= leftSide) toLeftAndRight(output, output + strideBytes, frames, assignment);
  const scale = <f32>1 / <f32>(1 << (bits - 1));
  for (let channel = 0; channel < channels; channel += 1)
    toFloats(output + <usize>channel * strideBytes, frames, scale);
  return (frames << 8) | channels;
}

function bitsOf(code: u32, streamBits: i32): i32 {
  if (code === 0) return streamBits;
  if (code === 1) return 8;
  if (code === 2) return 12;
  if (code === 4) return 16;
  if (code === 5) return 20;
  return code === 6 ? 24 : 0;
}

/** The number of the frame or sample, coded like a character of UTF-8. */
function skipNumber(): void {
  const first = readBits(8);
  for (let mask: u32 = 0x40; (first & 0x80) !== 0 && (first & mask) !== 0; mask >>= 1) readBits(8);
}

function blockSize(code: u32): i32 {
  if (code === 1) return 192;
  if (code < 6) return 576 << (code - 2);
  if (code === 6) return <i32>readBits(8) + 1;
  if (code === 7) return <i32>readBits(16) + 1;
  return 256 << (code - 8);
}

function readSubframe(samples: usize, count: i32, frameBits: i32): bool {
  if (readBits(1) !== 0) return false;
  const type = <i32>readBits(6);
  const wasted = readBits(1) === 1 ? <i32>readUnary() + 1 : 0;
  const bits = frameBits - wasted;
  if (bits < 1) return false;
  if (!readSamples(samples, count, type, bits)) return false;
  if (wasted > 0) {
    for (let at = samples; at < samples + ((<usize>count) << 2); at += 4) store<i32>(at, load<i32>(at) << wasted);
  }
  return !isPastEnd();
}

function readSamples(samples: usize, count: i32, type: i32, bits: i32): bool {
  if (type === 0) {
    const value = <i32>readSigned(bits);
    for (let at = samples; at < samples + ((<usize>count) << 2); at += 4) store<i32>(at, value);
    return true;
  }
  if (type === 1) return readPlain(samples, count, bits);
  if (type >= 8 && type <= 12) return readFixed(samples, count, type - 8, bits);
  return type >= 32 && readPredicted(samples, count, type - 31, bits);
}

function readPlain(samples: usize, count: i32, bits: i32): bool {
  for (let at = samples; at < samples + ((<usize>count) << 2); at += 4) store<i32>(at, <i32>readSigned(bits));
  return !isPastEnd();
}

function readFixed(samples: usize, count: i32, order: i32, bits: i32): bool {
  if (order > count || !readPlain(samples, order, bits) || !readResiduals(samples, count, order)) return false;
  // The differences of each order, as a predictor: binomial coefficients.
  store<i32>(coefficients, order);
  store<i32>(coefficients, order === 2 ? -1 : order === 3 ? -3 : -6, 4);
  store<i32>(coefficients, order === 3 ? 1 : 4, 8);
  store<i32>(coefficients, -1, 12);
  restore(samples, count, order, 0, bits);
  return true;
}

function readPredicted(samples: usize, count: i32, order: i32, bits: i32): bool {
  if (order > count || !readPlain(samples, order, bits)) return false;
  const precision = readBits(4) + 1;
  const shift = <i32>readSigned(5);
  if (precision === 16 || shift < 0) return false;
  for (let tap = 0; tap < order; tap += 1) store<i32>(coefficients + ((<usize>tap) << 2), <i32>readSigned(precision));
  if (!readResiduals(samples, count, order)) return false;
  restore(samples, count, order, shift, bits);
  return true;
}

function readResiduals(samples: usize, count: i32, order: i32): bool {
  const method = readBits(2);
  if (method > 1) return false;
  const parameterBits = method === 0 ? 4 : 5;
  const partitions = 1 << (<i32>readBits(4));
  const partition = count / partitions;
  if (partition * partitions !== count || partition < order) return false;
  let at = samples + ((<usize>order) << 2);
  for (let index = 0; index < partitions; index += 1) {
    const residuals = index === 0 ? partition - order : partition;
    const parameter = readBits(parameterBits);
    const isEscaped = parameter === (1 << parameterBits) - 1;
    if (!(isEscaped ? readEscaped(at, residuals) : readRice(at, residuals, parameter))) return false;
    at += (<usize>residuals) << 2;
  }
  return true;
}

/** Residuals that stand for themselves. */
function readEscaped(samples: usize, count: i32): bool {
  const bits = readBits(5);
  if (bits > 0) return readPlain(samples, count, bits);
  memory.fill(samples, 0, (<usize>count) << 2);
  return true;
}

function toLeftAndRight(first: usize, second: usize, frames: i32, assignment: i32): void {
  for (let at: usize = 0; at < (<usize>frames) << 2; at += 16) {
    const a = v128.load(first + at);
    const b = v128.load(second + at);
    if (assignment === leftSide) v128.store(second + at, i32x4.sub(a, b));
    else if (assignment === sideRight) v128.store(first + at, i32x4.add(a, b));
    else {
      const middle = v128.or(i32x4.shl(a, 1), v128.and(b, i32x4.splat(1)));
      v128.store(first + at, i32x4.shr_s(i32x4.add(middle, b), 1));
      v128.store(second + at, i32x4.shr_s(i32x4.sub(middle, b), 1));
    }
  }
}

function toFloats(samples: usize, frames: i32, scale: f32): void {
  const factor = f32x4.splat(scale);
  for (let at = samples; at < samples + ((<usize>frames) << 2); at += 16)
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(v128.load(at)), factor));
}

/** The checksum of a frame with its own checksum behind it is zero. */
function crc16(bytes: usize, length: i32, tables: usize): u32 {
  const end = bytes + <usize>length;
  let crc: u32 = 0;
  let at = bytes;
  for (; at + 8 <= end; at += 8) {
    crc =
      entry(tables, 7, (crc >> 8) ^ <u32>load<u8>(at)) ^
      entry(tables, 6, (crc & 255) ^ <u32>load<u8>(at, 1)) ^
      entry(tables, 5, load<u8>(at, 2)) ^
      entry(tables, 4, load<u8>(at, 3)) ^
      entry(tables, 3, load<u8>(at, 4)) ^
      entry(tables, 2, load<u8>(at, 5)) ^
      entry(tables, 1, load<u8>(at, 6)) ^
      entry(tables, 0, load<u8>(at, 7));
  }
  for (; at < end; at += 1) crc = ((crc << 8) & 0xffff) ^ entry(tables, 0, (crc >> 8) ^ <u32>load<u8>(at));
  return crc;
}

function entry(tables: usize, table: usize, byte: u32): u32 {
  return load<u16>(tables + (table << 9) + ((<usize>byte) << 1));
}
