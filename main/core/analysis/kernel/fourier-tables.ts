/**
 * Tables of the kernel's Fourier transform (assembly/fourier.ts) of real frames; the length is a power of two from 16 on.
 */
export type FourierTables = {
  /** Hann window of `length` weights. */
  window: Float32Array;
  /** Where the first pass puts what it makes of complex sample m, as a byte offset; `length / 8` of them. */
  places: Int32Array;
  /** cos and sin of the butterflies of each pass but the first. */
  twiddles: Float32Array;
  /** cos and sin of 2πk / length for k from 0 to `length / 4`. */
  turns: Float32Array;
};

/** By length: a file has frames of four lengths, and so has the next one. */
const known = new Map<number, FourierTables>();

/** The same tables for each call, to be read only. */
export function fourierTables(length: number): FourierTables {
  const tables = known.get(length) ?? makeTables(length);
  known.set(length, tables);
  return tables;
}

function makeTables(length: number): FourierTables {
  const half = length / 2;
  const bits = Math.log2(half) - 2;
  // Four complex values of four frames are written for each.
  const placeBytes = 4 * 32;
  return {
    window: Float32Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length)),
    places: Int32Array.from({ length: half / 4 }, (_, m) => placeBytes * reverseBits(m, bits)),
    twiddles: Float32Array.from(twiddlesOf(half)),
    turns: Float32Array.from({ length: half + 2 }, (_, index) => part((index >> 1) / length, index)),
  };
}

/** Passes of width w turn by n / 4w of a circle, and by twice and thrice that; the pass of radix 2 by n / 8. */
function twiddlesOf(half: number): number[] {
  const twiddles: number[] = [];
  let width = 4;
  if (Math.log2(half) % 2 === 1) {
    for (let n = 0; n < 4; n += 1) twiddles.push(part(n / 8, 0), part(n / 8, 1));
    width = 8;
  }
  for (; width < half; width *= 4) {
    for (let n = 0; n < width; n += 1) {
      for (const times of [1, 2, 3]) {
        const circles = (times * n) / (4 * width);
        twiddles.push(part(circles, 0), part(circles, 1));
      }
    }
  }
  return twiddles;
}

/** The cosine for an even place in a table, the sine for an odd one. */
function part(circles: number, place: number): number {
  return place % 2 === 0 ? Math.cos(2 * Math.PI * circles) : Math.sin(2 * Math.PI * circles);
}

function reverseBits(value: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit += 1) reversed |= ((value >> bit) & 1) << (bits - 1 - bit);
  return reversed;
}
