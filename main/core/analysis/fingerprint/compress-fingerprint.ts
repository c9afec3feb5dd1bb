/** Chromaprint's number for its default algorithm. */
const algorithm = 1;
const normalBits = 3;
const exceptionalBits = 5;
const largestNormal = 2 ** normalBits - 1;

/**
 * The text form that `fpcalc` prints and AcoustID takes (src/fingerprint_compressor.cpp, MIT): each item as the distances
 * between the bits that changed from the item before, in 3 bits each, what does not fit into them in 5 more at the end;
 * base64 for URLs without padding.
 */
export function compressFingerprint(items: Uint32Array): string {
  const normal: number[] = [];
  const exceptional: number[] = [];
  let previous = 0;
  for (const item of items) {
    const changed = item ^ previous;
    let lastBit = 0;
    for (let bit = 1; bit <= 32; bit += 1) {
      if (((changed >>> (bit - 1)) & 1) === 0) continue;
      const distance = bit - lastBit;
      normal.push(Math.min(distance, largestNormal));
      if (distance >= largestNormal) exceptional.push(distance - largestNormal);
      lastBit = bit;
    }
    normal.push(0);
    previous = item;
  }
  const count = items.length;
  const header = Uint8Array.of(algorithm, count >> 16, count >> 8, count);
  const bytes = Buffer.concat([header, packBits(normal, normalBits), packBits(exceptional, exceptionalBits)]);
  return bytes.toString('base64url');
}

/** Null for what is not a fingerprint of this algorithm. */
export function decompressFingerprint(text: string): Uint32Array<ArrayBuffer> | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < 4 || bytes[0] !== algorithm) return null;
  const count = bytes.readUIntBE(1, 3);
  const normal = unpackBits(bytes.subarray(4), normalBits);
  const end = endOfItems(normal, count);
  if (end === null) return null;
  const exceptional = unpackBits(bytes.subarray(4 + Math.ceil((end * normalBits) / 8)), exceptionalBits);
  const items = new Uint32Array(count);
  let item = 0;
  let bit = 0;
  let exceptions = 0;
  let previous = 0;
  for (const distance of normal.subarray(0, end)) {
    if (distance === 0) {
      previous ^= items[item]!;
      items[item] = previous;
      item += 1;
      bit = 0;
      continue;
    }
    bit += distance;
    if (distance === largestNormal) {
      bit += exceptional[exceptions] ?? 32;
      exceptions += 1;
    }
    if (bit > 32) return null;
    items[item]! |= 1 << (bit - 1);
  }
  return items;
}

/** Where the zero that ends the last item is behind us; null if there are not so many. */
function endOfItems(distances: Uint8Array, count: number): number | null {
  let at = 0;
  for (let item = 0; item < count; item += 1) {
    const zero = distances.indexOf(0, at);
    if (zero < 0) return null;
    at = zero + 1;
  }
  return at;
}

/** Lowest bits first. */
function packBits(values: readonly number[], width: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * width) / 8));
  for (const [index, value] of values.entries()) {
    const place = index * width;
    const shifted = value << (place % 8);
    bytes[place >> 3]! |= shifted;
    if (shifted > 255) bytes[(place >> 3) + 1]! |= shifted >> 8;
  }
  return bytes;
}

function unpackBits(bytes: Uint8Array, width: number): Uint8Array {
  return Uint8Array.from({ length: Math.floor((bytes.length * 8) / width) }, (_, index) => {
    const place = index * width;
    const pair = bytes[place >> 3]! | ((bytes[(place >> 3) + 1] ?? 0) << 8);
    return (pair >> (place % 8)) & (2 ** width - 1);
  });
}
