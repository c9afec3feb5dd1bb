/**
 * Power spectrum of real frames: Hann window unless another is given, radix-2 FFT of half the length.
 *
 * One instance keeps its tables and works without allocating; `size` is a power of two.
 */
export class PowerSpectrum {
  readonly size: number;
  /** `size / 2` bins, valid until the next call. */
  readonly power: Float64Array;
  readonly #window: Float64Array;
  readonly #real: Float64Array;
  readonly #imaginary: Float64Array;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #reversed: Uint32Array;

  constructor(size: number, window?: Float32Array) {
    const half = size / 2;
    this.size = size;
    this.power = new Float64Array(half);
    this.#window = window
      ? Float64Array.from(window)
      : Float64Array.from({ length: size }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size));
    this.#real = new Float64Array(half);
    this.#imaginary = new Float64Array(half);
    this.#cosines = Float64Array.from({ length: half }, (_, n) => Math.cos((2 * Math.PI * n) / size));
    this.#sines = Float64Array.from({ length: half }, (_, n) => Math.sin((2 * Math.PI * n) / size));
    const bits = Math.log2(half);
    this.#reversed = Uint32Array.from({ length: half }, (_, n) => reverseBits(n, bits));
  }

  transform(samples: Float32Array, start: number): Float64Array {
    const half = this.size / 2;
    for (let n = 0; n < half; n += 1) {
      const to = this.#reversed[n]!;
      this.#real[to] = samples[start + 2 * n]! * this.#window[2 * n]!;
      this.#imaginary[to] = samples[start + 2 * n + 1]! * this.#window[2 * n + 1]!;
    }
    this.#butterflies();
    this.#split();
    return this.power;
  }

  #butterflies(): void {
    const real = this.#real;
    const imaginary = this.#imaginary;
    const half = real.length;
    for (let width = 1; width < half; width *= 2) {
      const stride = half / width;
      for (let group = 0; group < half; group += 2 * width) {
        for (let n = 0; n < width; n += 1) {
          const cosine = this.#cosines[n * stride]!;
          const sine = this.#sines[n * stride]!;
          const low = group + n;
          const high = low + width;
          const re = real[high]! * cosine + imaginary[high]! * sine;
          const im = imaginary[high]! * cosine - real[high]! * sine;
          real[high] = real[low]! - re;
          imaginary[high] = imaginary[low]! - im;
          real[low]! += re;
          imaginary[low]! += im;
        }
      }
    }
  }

  /** Even and odd samples went in as real and imaginary parts; this takes their spectra apart. */
  #split(): void {
    const real = this.#real;
    const imaginary = this.#imaginary;
    const half = real.length;
    this.power[0] = (real[0]! + imaginary[0]!) ** 2;
    for (let bin = 1; bin < half; bin += 1) {
      const mirror = half - bin;
      const evenRe = (real[bin]! + real[mirror]!) / 2;
      const evenIm = (imaginary[bin]! - imaginary[mirror]!) / 2;
      const oddRe = (imaginary[bin]! + imaginary[mirror]!) / 2;
      const oddIm = (real[mirror]! - real[bin]!) / 2;
      const cosine = this.#cosines[bin]!;
      const sine = this.#sines[bin]!;
      const re = evenRe + oddRe * cosine + oddIm * sine;
      const im = evenIm + oddIm * cosine - oddRe * sine;
      this.power[bin] = re * re + im * im;
    }
  }
}

function reverseBits(value: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit += 1) reversed |= ((value >> bit) & 1) << (bits - 1 - bit);
  return reversed;
}
