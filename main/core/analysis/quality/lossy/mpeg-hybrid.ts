import { mpegPrototype } from './mpeg-window.ts';

const subbands = 32;
const prototypeLength = 512;
const slots = 18;
/** Samples from granule to granule. */
export const granuleLength = subbands * slots;
/** What a granule's coefficients see: two granules through the polyphase filter. */
export const granuleReach = prototypeLength + (2 * slots - 1) * subbands;

/** By phase of 64, eight taps each, with the changes of sign that 64 samples make. */
const taps = tapsByPhase();
/** Row after row for each subband: the matrix of the folded filter. */
const matrix = Float64Array.from({ length: subbands * subbands }, (_, at) =>
  Math.cos(((2 * Math.floor(at / subbands) + 1) * (at % subbands) * Math.PI) / 64),
);
const turn = Math.PI / (4 * slots);
/** DCT-IV of the folded window, orthonormal. */
const fourth = Float64Array.from({ length: slots * slots }, (_, at) => {
  const k = Math.floor(at / slots);
  const n = at % slots;
  return Math.sqrt(2 / slots) * Math.cos(turn * (2 * n + 1) * (2 * k + 1));
});
const sine = Float64Array.from({ length: 2 * slots }, (_, n) => Math.sin((Math.PI / (2 * slots)) * (n + 0.5)));
const aliasing = Float64Array.of(-0.6, -0.535, -0.33, -0.185, -0.095, -0.041, -0.0142, -0.0037);
const aliasingCs = aliasing.map((c) => 1 / Math.sqrt(1 + c * c));
const aliasingCa = aliasing.map((c) => c / Math.sqrt(1 + c * c));

/**
 * The analysis filter bank of MPEG-1 layer III for long blocks (ISO/IEC 11172-3, C.1.5.3 and 2.4.3.4): 32 subbands, an
 * MDCT of 36 in each, and the butterflies against aliasing. Coefficients of white noise have the variance of the noise.
 *
 * At the alignment an encoder used, what it rounded to zero comes out as (nearly) zero.
 */
export class MpegHybrid {
  readonly #first: number;
  readonly #count: number;
  /** Slot after slot, `count` subbands each. */
  #samples = new Float64Array(0);
  readonly #folded = new Float64Array(subbands);
  readonly #windowed = new Float64Array(64);
  readonly #block = new Float64Array(slots);
  /** `count` subbands of 18 coefficients. */
  readonly coefficients: Float64Array;

  /** @param first lowest subband; one below and above `count` others is needed for the aliasing */
  constructor(first: number, count: number) {
    this.#first = first;
    this.#count = count;
    this.coefficients = new Float64Array(count * slots);
  }

  /** Subband samples of a stretch, a slot every 32 samples, the first one when 512 samples are behind `start`. */
  filter(samples: Float32Array, start: number, slotCount: number): void {
    const count = this.#count;
    if (this.#samples.length < slotCount * count) this.#samples = new Float64Array(slotCount * count);
    const windowed = this.#windowed;
    const folded = this.#folded;
    for (let slot = 0; slot < slotCount; slot += 1) {
      const last = start + prototypeLength - 1 + slot * subbands;
      for (let n = 0; n < 64; n += 1) {
        const at = last - n;
        const tap = 8 * n;
        const sum =
          taps[tap]! * samples[at]! +
          taps[tap + 1]! * samples[at - 64]! +
          taps[tap + 2]! * samples[at - 128]! +
          taps[tap + 3]! * samples[at - 192]! +
          taps[tap + 4]! * samples[at - 256]! +
          taps[tap + 5]! * samples[at - 320]! +
          taps[tap + 6]! * samples[at - 384]! +
          taps[tap + 7]! * samples[at - 448]!;
        windowed[n] = sum;
      }
      folded[0] = windowed[16]!;
      for (let n = 1; n <= 16; n += 1) folded[n] = windowed[16 - n]! + windowed[16 + n]!;
      for (let n = 17; n < 32; n += 1) folded[n] = windowed[16 + n]! - windowed[80 - n]!;
      for (let band = 0; band < count; band += 1) {
        const row = (this.#first + band) * subbands;
        let sum = 0;
        for (let n = 0; n < subbands; n += 1) sum += matrix[row + n]! * folded[n]!;
        this.#samples[slot * count + band] = sum;
      }
    }
  }

  /** Coefficients of the granule that begins with a slot of the last `filter`. */
  transform(slot: number): Float64Array {
    const count = this.#count;
    const samples = this.#samples;
    const block = this.#block;
    const values = this.coefficients;
    const half = slots / 2;
    for (let band = 0; band < count; band += 1) {
      // Odd subbands are upside down: every other of their samples changes its sign.
      const odd = (this.#first + band) % 2 === 1 ? -1 : 1;
      const start = slot * count + band;
      for (let n = 0; n < half; n += 1) {
        const sign = n % 2 === 1 ? odd : 1;
        const late = 3 * half + n;
        const early = 3 * half - 1 - n;
        // With half = 9, `early` is even where n is even, and `late` is odd there.
        block[n] =
          -sign * sine[early]! * samples[start + early * count]! -
          sign * odd * sine[late]! * samples[start + late * count]!;
        const mirror = slots - 1 - n;
        block[half + n] =
          sign * sine[n]! * samples[start + n * count]! - sign * odd * sine[mirror]! * samples[start + mirror * count]!;
      }
      const to = band * slots;
      for (let k = 0; k < slots; k += 1) {
        const row = k * slots;
        let sum = 0;
        for (let n = 0; n < slots; n += 1) sum += fourth[row + n]! * block[n]!;
        values[to + k] = sum;
      }
    }
    this.#reduceAliasing();
    return values;
  }

  #reduceAliasing(): void {
    const values = this.coefficients;
    for (let edge = slots; edge < values.length; edge += slots) {
      for (let distance = 0; distance < aliasing.length; distance += 1) {
        const cs = aliasingCs[distance]!;
        const ca = aliasingCa[distance]!;
        const below = values[edge - 1 - distance]!;
        const above = values[edge + distance]!;
        values[edge - 1 - distance] = below * cs + above * ca;
        values[edge + distance] = above * cs - below * ca;
      }
    }
  }
}

function tapsByPhase(): Float64Array {
  const prototype = mpegPrototype();
  return Float64Array.from({ length: prototypeLength }, (_, at) => {
    const block = at % 8;
    return (block % 2 === 0 ? 1 : -1) * prototype[Math.floor(at / 8) + 64 * block]!;
  });
}
