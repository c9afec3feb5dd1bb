/** Samples from frame to frame of AAC-LC; a frame sees two of them. */
export const aacFrameLength = 1024;
const windowLength = 2 * aacFrameLength;

/** A window as a sum of sines: `Σ terms[j] · sin((2j + 1) · π · (n + ½) / length)`. */
export type WindowShape = { name: 'sine' | 'kaiser-bessel'; terms: Float64Array };

const mostTerms = 5;
const sine: WindowShape = { name: 'sine', terms: Float64Array.of(1) };
const kaiserBessel: WindowShape = { name: 'kaiser-bessel', terms: sinesOf(kaiserBesselDerived(4)) };
export const aacWindows: readonly WindowShape[] = [kaiserBessel, sine];

/**
 * Counts, for each of the 1024 alignments a frame may have, how many coefficients of the MDCT of AAC (ISO/IEC 14496-3,
 * 4.6.11, long windows) are close to zero.
 *
 * A window that is a sum of a few sines makes a coefficient a sum of a few bins of Fourier transforms without a window,
 * and these slide on by a sample for one complex product each (Jacobsen and Lyons, The sliding DFT, 2003). Trying all
 * alignments so costs what four transforms at one alignment cost.
 */
export class SlidingMdct {
  readonly #first: number;
  readonly #coefficients: number;
  /** Fourier bins from `first - mostTerms + 1` on. */
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  /** Of both parts. */
  readonly #sums: Float64Array;
  readonly #differences: Float64Array;
  readonly #turnRe: Float64Array;
  readonly #turnIm: Float64Array;
  readonly #halfRe: Float64Array;
  readonly #halfIm: Float64Array;

  /** Coefficients `first` to `first + count − 1`. */
  constructor(first: number, count: number) {
    const bins = count + 2 * mostTerms - 1;
    this.#first = first;
    this.#coefficients = count;
    this.#re = new Float64Array(bins);
    this.#im = new Float64Array(bins);
    this.#sums = new Float64Array(bins);
    this.#differences = new Float64Array(bins);
    const lowest = first - mostTerms + 1;
    const part = (wave: (angle: number) => number, bin: number, length: number) =>
      wave((-Math.PI * (lowest + bin)) / length);
    this.#turnRe = Float64Array.from({ length: bins }, (_, bin) => part(Math.cos, bin, aacFrameLength));
    this.#turnIm = Float64Array.from({ length: bins }, (_, bin) => part(Math.sin, bin, aacFrameLength));
    this.#halfRe = Float64Array.from({ length: bins }, (_, bin) => part(Math.cos, bin, windowLength));
    this.#halfIm = Float64Array.from({ length: bins }, (_, bin) => part(Math.sin, bin, windowLength));
  }

  /**
   * @param start where a frame of alignment 0 begins; `3 · 1024` samples from there are used
   * @param counts by window and alignment; what is found is added
   */
  countZeros(samples: Float32Array, start: number, threshold: number, counts: readonly Float64Array[]): void {
    this.#begin(samples, start);
    for (let offset = 0; offset < aacFrameLength; offset += 1) {
      for (const [index, { terms }] of aacWindows.entries()) counts[index]![offset]! += this.#count(terms, threshold);
      this.#slide(samples[start + offset + windowLength]! - samples[start + offset]!);
    }
  }

  /** Share of the coefficients of a frame that are close to zero, under one of the windows. */
  zerosAt(samples: Float32Array, start: number, threshold: number, shape: number): number {
    const { terms } = aacWindows[shape]!;
    this.#begin(samples, start);
    return this.#count(terms, threshold) / this.#coefficients;
  }

  /**
   * The first transforms, by Goertzel's recursion: after a whole window it stands one step before the start again.
   * Four bins at a time, as each step waits for the one before.
   */
  #begin(samples: Float32Array, start: number): void {
    const end = start + windowLength;
    const last = this.#re.length - 1;
    for (let bin = 0; bin <= last; bin += 4) {
      const [second, third, fourth] = [Math.min(bin + 1, last), Math.min(bin + 2, last), Math.min(bin + 3, last)];
      const [a, b, c, d] = [this.#factor(bin), this.#factor(second), this.#factor(third), this.#factor(fourth)];
      let [a1, a2, b1, b2, c1, c2, d1, d2] = [0, 0, 0, 0, 0, 0, 0, 0];
      for (let at = start; at < end; at += 2) {
        const even = samples[at]!;
        const odd = samples[at + 1]!;
        a2 = even + a * a1 - a2;
        b2 = even + b * b1 - b2;
        c2 = even + c * c1 - c2;
        d2 = even + d * d1 - d2;
        a1 = odd + a * a2 - a1;
        b1 = odd + b * b2 - b1;
        c1 = odd + c * c2 - c1;
        d1 = odd + d * d2 - d1;
      }
      this.#setBin(bin, a1, a2);
      this.#setBin(second, b1, b2);
      this.#setBin(third, c1, c2);
      this.#setBin(fourth, d1, d2);
    }
  }

  #factor(bin: number): number {
    return 2 * this.#turnRe[bin]!;
  }

  #setBin(bin: number, last: number, beforeLast: number): void {
    const re = this.#halfRe[bin]! * (last - beforeLast);
    const im = this.#halfIm[bin]! * (last + beforeLast);
    this.#re[bin] = re;
    this.#im[bin] = im;
    this.#sums[bin] = re + im;
    this.#differences[bin] = re - im;
  }

  #slide(change: number): void {
    const re = this.#re;
    const im = this.#im;
    const turnRe = this.#turnRe;
    const turnIm = this.#turnIm;
    const halfRe = this.#halfRe;
    const halfIm = this.#halfIm;
    const sums = this.#sums;
    const differences = this.#differences;
    for (let bin = 0; bin < re.length; bin += 1) {
      const oldRe = re[bin]!;
      const oldIm = im[bin]!;
      const cosine = turnRe[bin]!;
      const sine = turnIm[bin]!;
      const newRe = oldRe * cosine - oldIm * sine + change * halfRe[bin]!;
      const newIm = oldRe * sine + oldIm * cosine + change * halfIm[bin]!;
      re[bin] = newRe;
      im[bin] = newIm;
      sums[bin] = newRe + newIm;
      differences[bin] = newRe - newIm;
    }
  }

  /**
   * The window is a sum of sines, so each coefficient is a sum of differences of bins, seen from 45°, 135° and so on:
   * that is, of their sums of both parts for even coefficients, and of their differences for odd ones.
   */
  #count(terms: Float64Array, threshold: number): number {
    const limit = threshold * scale;
    const isSine = terms.length === 1;
    let zeros = 0;
    for (let parity = 0; parity < 2; parity += 1) {
      const bins = ((this.#first + parity) & 1) === 0 ? this.#sums : this.#differences;
      zeros += isSine
        ? countPairs(bins, parity, this.#coefficients, limit)
        : countSums(bins, parity, this.#coefficients, limit, terms);
    }
    return zeros;
  }
}

function countPairs(bins: Float64Array, from: number, count: number, limit: number): number {
  let zeros = 0;
  for (let at = from + mostTerms; at < count + mostTerms; at += 2) {
    const value = bins[at]! - bins[at - 1]!;
    if (value < limit && value > -limit) zeros += 1;
  }
  return zeros;
}

function countSums(bins: Float64Array, from: number, count: number, limit: number, terms: Float64Array): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = terms;
  let zeros = 0;
  for (let at = from + mostTerms; at < count + mostTerms; at += 2) {
    const value =
      a * (bins[at]! - bins[at - 1]!) +
      b * (bins[at + 1]! - bins[at - 2]!) +
      c * (bins[at + 2]! - bins[at - 3]!) +
      d * (bins[at + 3]! - bins[at - 4]!) +
      e * (bins[at + 4]! - bins[at - 5]!);
    if (value < limit && value > -limit) zeros += 1;
  }
  return zeros;
}

/** An orthonormal coefficient is the sums above, times `√(2 / 1024) / 2 / √2`. */
const scale = 2 * Math.SQRT2 * Math.sqrt(aacFrameLength / 2);

/** Kaiser-Bessel-derived window of ISO/IEC 14496-3, 4.6.11.3.2. */
function kaiserBesselDerived(alpha: number): Float64Array {
  const kernel = Float64Array.from({ length: aacFrameLength + 1 }, (_, n) =>
    bessel(Math.PI * alpha * Math.sqrt(1 - ((2 * n) / aacFrameLength - 1) ** 2)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  let partial = 0;
  const rising = Float64Array.from({ length: aacFrameLength }, (_, n) => {
    partial += kernel[n]!;
    return Math.sqrt(partial / sum);
  });
  return Float64Array.from([...rising, ...rising.toReversed()]);
}

/** What is left after five sines is under -60 dB. */
function sinesOf(window: Float64Array): Float64Array {
  return Float64Array.from({ length: mostTerms }, (_, j) =>
    window.reduce(
      (sum, value, n) => sum + (value * Math.sin(((2 * j + 1) * Math.PI * (n + 0.5)) / windowLength)) / aacFrameLength,
      0,
    ),
  );
}

function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let order = 1; term > 1e-17 * sum; order += 1) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}
