import { blockFrames, Kernel } from '../kernel/kernel.ts';

const oversampling = 4;
const halfTaps = 12;
export const truePeakTaps = 2 * halfTaps;

/**
 * The fractional phases of a 4× interpolator: a sinc with a Kaiser window (β = 7), each phase scaled to a gain of one at
 * 0 Hz. Phase 0 would be the samples themselves.
 */
export const truePeakPhases: readonly Float64Array[] = [1, 2, 3].map((phase) => {
  const kernel = Float64Array.from({ length: truePeakTaps }, (_, tap) => {
    const distance = tap - (halfTaps - 1) - phase / oversampling;
    return sinc(distance) * kaiser(distance / halfTaps, 7);
  });
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
});

/**
 * No interpolated value is further from zero than the first times the largest sample under the filter, and none further
 * from what the four taps in the middle make of it than the second; a bit more than the weights say, for the rounding of
 * 32-bit floats.
 */
const largestGain = largestSum(() => true);
const largestRest = largestSum((tap) => tap < halfTaps - 2 || tap >= halfTaps + 2);

function largestSum(isCounted: (tap: number) => boolean): number {
  const sums = truePeakPhases.map((phase) =>
    phase.reduce((sum, value, tap) => (isCounted(tap) ? sum + Math.abs(value) : sum), 0),
  );
  return 1.00001 * Math.max(...sums);
}

/** Phases 1 and 3 mirror each other, phase 2 itself: see assembly/true-peak.ts for this layout. */
function foldedFilters(): Float32Array {
  const [first, second] = truePeakPhases as [Float64Array, Float64Array];
  return Float32Array.from({ length: 3 * halfTaps }, (_, index) => {
    const tap = Math.floor(index / 3);
    const mirror = truePeakTaps - 1 - tap;
    if (index % 3 === 0) return (first[tap]! + first[mirror]!) / 2;
    return index % 3 === 1 ? (first[tap]! - first[mirror]!) / 2 : second[tap]!;
  });
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number, beta: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
}

function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let order = 1; order < 40; order += 1) {
    term *= (x / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * True peak after ITU-R BS.1770-4, annex 2: the largest value between the samples, by 4× oversampling.
 *
 * Blocks whose samples are too small to exceed the peak found so far are left out, which changes nothing in the result.
 */
export class TruePeakMeter {
  readonly #kernel: Kernel;
  readonly #filters: number;
  /** The last samples of each channel, which the filter still needs, with room for as many new ones. */
  readonly #seams: readonly number[];
  readonly #buffer: number;
  #peak = 0;

  /** @param kernel where the audio comes from; a kernel of its own without it */
  constructor(channels: number, kernel: Kernel = new Kernel()) {
    this.#kernel = kernel;
    this.#filters = kernel.place(foldedFilters());
    this.#seams = Array.from({ length: channels }, () => kernel.allocateFloats(2 * truePeakTaps));
    this.#buffer = kernel.allocateFloats(blockFrames);
  }

  push(planar: readonly Float32Array[]): void {
    const frames = planar[0]?.length ?? 0;
    for (let start = 0; start < frames; start += blockFrames) {
      for (const [channel, seam] of this.#seams.entries())
        this.#pushBlock(planar[channel]!.subarray(start, start + blockFrames), seam);
    }
  }

  /** In dB relative to full scale; null for silence. */
  result(): number | null {
    // What stands at the very end is interpolated with the silence that follows.
    this.push(this.#seams.map(() => new Float32Array(truePeakTaps)));
    return this.#peak > 0 ? 20 * Math.log10(this.#peak) : null;
  }

  #pushBlock(samples: Float32Array, seamAddress: number): void {
    const address = this.#kernel.addressOf(samples, this.#buffer);
    const seam = this.#kernel.floats(seamAddress, 2 * truePeakTaps);
    const across = Math.min(samples.length, truePeakTaps);
    seam.set(samples.subarray(0, across), truePeakTaps);
    this.#measure(seamAddress, across);
    this.#measure(address, samples.length - truePeakTaps);
    if (samples.length < truePeakTaps) seam.copyWithin(0, samples.length, samples.length + truePeakTaps);
    else seam.set(samples.subarray(samples.length - truePeakTaps));
  }

  #measure(address: number, places: number): void {
    if (places > 0)
      this.#peak = this.#kernel.exports.truePeak(address, places, this.#filters, largestGain, largestRest, this.#peak);
  }
}
