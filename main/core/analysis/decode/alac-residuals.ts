import type { BitReader } from './bit-reader.ts';

/** The parameters of the adaptive Golomb–Rice code. */
export type RiceParameters = {
  /** The mean with which every packet starts. */
  startMean: number;
  /** How fast the mean follows, for this packet. */
  speed: number;
  /** The longest remainder in bits. */
  maxRemainderBits: number;
};

/** More ones than this in front announce a number written in full. */
const longestPrefix = 9;
const meanShift = 9;
const highestMean = 0xffff;
/** Below a mean of this, runs of zeros are written as their length. */
const quietMean = 128;

/**
 * Reads residuals in the adaptive Golomb–Rice code of ALAC: the divisor follows a moving mean of the numbers read.
 *
 * After ag_dec.c of Apple's reference implementation (Apache License 2.0). False where the bits make no sense.
 *
 * @param sampleBits width of a number written in full
 */
export function readResiduals(
  bits: BitReader,
  { startMean, speed, maxRemainderBits }: RiceParameters,
  sampleBits: number,
  residuals: Int32Array,
  count: number,
): boolean {
  let mean = startMean;
  let isAfterZeros = 0;
  let at = 0;
  while (at < count) {
    const remainderBits = Math.min(31 - Math.clz32((mean >>> meanShift) + 3), maxRemainderBits);
    const read = readNumber(bits, (1 << remainderBits) - 1, remainderBits, sampleBits);
    // A run of zeros is never followed by a zero, except the longest one, so that one is taken off each such number.
    const folded = (read + isAfterZeros) >>> 0;
    residuals[at] = (folded >>> 1) ^ -(folded & 1);
    at += 1;
    mean = read > highestMean ? highestMean : speed * folded + mean - (Math.imul(speed, mean) >>> meanShift);
    isAfterZeros = 0;
    if (mean < quietMean && at < count) {
      const run = readZeroRun(bits, mean, maxRemainderBits);
      if (at + run > count) return false;
      residuals.fill(0, at, at + run);
      at += run;
      isAfterZeros = run < 0xffff ? 1 : 0;
      mean = 0;
    }
    if (bits.isPastEnd) return false;
  }
  return true;
}

function readZeroRun(bits: BitReader, mean: number, maxRemainderBits: number): number {
  const remainderBits = Math.clz32(mean) - 24 + ((mean + 16) >> 6);
  const divisor = ((1 << remainderBits) - 1) & ((1 << maxRemainderBits) - 1);
  return readNumber(bits, divisor, remainderBits, 16);
}

/** A quotient in unary and a remainder, which takes a bit less where it is 0. */
function readNumber(bits: BitReader, divisor: number, remainderBits: number, fullBits: number): number {
  const word = bits.peek32();
  const prefix = Math.clz32(~word);
  if (prefix >= longestPrefix) {
    bits.position += longestPrefix;
    return bits.read(fullBits);
  }
  const isShort = prefix + 1 + remainderBits <= 32;
  bits.position += prefix + 1;
  if (remainderBits === 1) return prefix * divisor;
  const next = isShort ? word << (prefix + 1) : bits.peek32();
  const remainder = next >>> (32 - remainderBits);
  bits.position += remainder >= 2 ? remainderBits : remainderBits - 1;
  return prefix * divisor + (remainder >= 2 ? remainder - 1 : 0);
}
