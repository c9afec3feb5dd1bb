/** Where the next bit is read, counted in bits from address 0, and where the last one was. Reading past it gives zeros. */
let position: usize = 0;
let end: usize = 0;

/** Reads from `bytes` on, most significant bits first; at least 64 zero bytes must follow the last one. */
export function startBits(bytes: usize, length: usize): void {
  position = bytes << 3;
  end = (bytes + length) << 3;
}

export function isPastEnd(): bool {
  return position > end;
}

export function bitsLeft(): usize {
  return end - position;
}

/** 0 to 32 bits. */
export function readBits(count: u32): u32 {
  const bits = (bigEndian(position >> 3) << (position & 7)) >> 1;
  position += count;
  return <u32>(bits >> (63 - count));
}

/** 1 to 33 bits. */
export function readSigned(count: u32): i64 {
  const bits = <i64>(bigEndian(position >> 3) << (position & 7));
  position += count;
  return bits >> (64 - count);
}

/** Zeros in front of a one, which is read too. Past the end it stops. */
export function readUnary(): u32 {
  let zeros: u32 = 0;
  while (position <= end) {
    const bits = bigEndian(position >> 3) << (position & 7);
    if (bits !== 0) {
      const found = <u32>clz<u64>(bits);
      position += found + 1;
      return zeros + found;
    }
    zeros += 64 - <u32>(position & 7);
    position += 64 - (position & 7);
  }
  return zeros;
}

/**
 * Reads numbers in a Rice code: a quotient in unary, a remainder of `parameter` bits, the sign in the lowest bit.
 *
 * False where the bits end before the numbers do.
 */
export function readRice(output: usize, count: i32, parameter: u32): bool {
  const stop = output + ((<usize>count) << 2);
  const limit = (end >> 3) + 16;
  const width = <u64>parameter;
  // `cache` holds the next bits at its top; `cached` of them are counted on. The way of keeping it filled without asking
  // is variant 4 of F. Giesen, "Reading bits in far too many ways", part 2 (2018).
  let next = (position >> 3) + 7;
  let cache = bigEndian(position >> 3) << (position & 7);
  let cached: u64 = 56 - <u64>(position & 7);
  for (let at = output; at < stop; at += 4) {
    cache |= bigEndian(next) >> cached;
    next += <usize>((63 - cached) >> 3);
    cached |= 56;
    const zeros = clz<u64>(cache);
    let folded: u32;
    if (zeros + width < 55) {
      cache <<= zeros + 1;
      folded = ((<u32>zeros) << parameter) | <u32>((cache >> 1) >> (63 - width));
      cache <<= width;
      cached -= zeros + 1 + width;
      if (next > limit) return false;
    } else {
      position = (next << 3) - <usize>cached;
      const quotient = readUnary();
      folded = (quotient << parameter) | readBits(parameter);
      if (position > end) return false;
      next = (position >> 3) + 7;
      cache = bigEndian(position >> 3) << (position & 7);
      cached = 56 - <u64>(position & 7);
    }
    store<i32>(at, <i32>((folded >> 1) ^ (0 - (folded & 1))));
  }
  position = (next << 3) - <usize>cached;
  return position <= end;
}

/** Eight bytes as one number, the first one highest. */
function bigEndian(at: usize): u64 {
  const bytes = v128.load64_zero(at);
  return i64x2.extract_lane(v128.shuffle<i8>(bytes, bytes, 7, 6, 5, 4, 3, 2, 1, 0, 8, 9, 10, 11, 12, 13, 14, 15), 0);
}
