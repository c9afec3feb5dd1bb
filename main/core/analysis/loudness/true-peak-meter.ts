const oversampling = 4;
const halfTaps = 12;
const taps = 2 * halfTaps;
const blockFrames = 32;

/**
 * The fractional phases of a 4× interpolator: a sinc with a Kaiser window (β = 7), each phase scaled to a gain of one at
 * 0 Hz. Phase 0 would be the samples themselves.
 */
const phases: readonly Float64Array[] = [1, 2, 3].map((phase) => {
  const kernel = Float64Array.from({ length: taps }, (_, tap) => {
    const distance = tap - (halfTaps - 1) - phase / oversampling;
    return sinc(distance) * kaiser(distance / halfTaps, 7);
  });
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
});

/** No interpolated value is further from zero than this times the largest sample under the kernel. */
const largestGain = Math.max(...phases.map((phase) => phase.reduce((sum, value) => sum + Math.abs(value), 0)));

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
  /** The last samples of each channel, which the kernel still needs. */
  readonly #tails: Float32Array[];
  #buffer = new Float32Array(0);
  #peak = 0;

  constructor(channels: number) {
    this.#tails = Array.from({ length: channels }, () => new Float32Array(taps));
  }

  push(planar: readonly Float32Array[]): void {
    for (const [index, tail] of this.#tails.entries()) this.#pushChannel(planar[index]!, tail);
  }

  /** In dB relative to full scale; null for silence. */
  result(): number | null {
    // What stands at the very end is interpolated with the silence that follows.
    this.push(this.#tails.map(() => new Float32Array(taps)));
    return this.#peak > 0 ? 20 * Math.log10(this.#peak) : null;
  }

  #pushChannel(samples: Float32Array, tail: Float32Array): void {
    const length = taps + samples.length;
    if (this.#buffer.length < length) this.#buffer = new Float32Array(length);
    const buffer = this.#buffer;
    buffer.set(tail);
    buffer.set(samples, taps);
    tail.set(buffer.subarray(length - taps, length));
    let peak = this.#peak;
    for (let index = taps; index < length; index += 1) {
      const value = Math.abs(buffer[index]!);
      if (value > peak) peak = value;
    }
    const end = length - taps;
    for (let start = 0; start < end; start += blockFrames) {
      const stop = Math.min(end, start + blockFrames);
      if (largestWithin(buffer, start, stop + taps) * largestGain > peak)
        peak = interpolatedPeak(buffer, start, stop, peak);
    }
    this.#peak = peak;
  }
}

function largestWithin(buffer: Float32Array, start: number, end: number): number {
  let largest = 0;
  for (let index = start; index < end; index += 1) {
    const value = Math.abs(buffer[index]!);
    if (value > largest) largest = value;
  }
  return largest;
}

function interpolatedPeak(buffer: Float32Array, start: number, end: number, above: number): number {
  let peak = above;
  const [first, second, third] = phases as [Float64Array, Float64Array, Float64Array];
  for (let at = start; at < end; at += 1) {
    let one = 0;
    let two = 0;
    let three = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const value = buffer[at + tap]!;
      one += first[tap]! * value;
      two += second[tap]! * value;
      three += third[tap]! * value;
    }
    const largest = Math.max(Math.abs(one), Math.abs(two), Math.abs(three));
    if (largest > peak) peak = largest;
  }
  return peak;
}
