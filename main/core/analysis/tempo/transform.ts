/** Fast Fourier transform of complex series in place; radix 2, tables kept, no allocation. `size` is a power of two. */
export class ComplexTransform {
  readonly size: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #reversed: Uint32Array;

  constructor(size: number) {
    this.size = size;
    this.real = new Float64Array(size);
    this.imaginary = new Float64Array(size);
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, n) => Math.cos((2 * Math.PI * n) / size));
    this.#sines = Float64Array.from({ length: size / 2 }, (_, n) => Math.sin((2 * Math.PI * n) / size));
    this.#reversed = new Uint32Array(size);
    for (let n = 1; n < size; n += 1) this.#reversed[n] = (this.#reversed[n >> 1]! >> 1) | (n & 1 ? size / 2 : 0);
  }

  /** Transforms `real` and `imaginary`; the sum of `x[n] · exp(-2πi·kn/size)`. */
  forward(): void {
    const { real, imaginary, size } = this;
    const reversed = this.#reversed;
    const cosines = this.#cosines;
    const sines = this.#sines;
    for (let n = 1; n < size; n += 1) {
      const other = reversed[n]!;
      if (other <= n) continue;
      const re = real[n]!;
      const im = imaginary[n]!;
      real[n] = real[other]!;
      imaginary[n] = imaginary[other]!;
      real[other] = re;
      imaginary[other] = im;
    }
    for (let width = 1; width < size; width *= 2) {
      const stride = size / 2 / width;
      for (let n = 0; n < width; n += 1) {
        const cosine = cosines[n * stride]!;
        const sine = sines[n * stride]!;
        for (let low = n; low < size; low += 2 * width) {
          const high = low + width;
          const re = real[high]! * cosine + imaginary[high]! * sine;
          const im = imaginary[high]! * cosine - real[high]! * sine;
          real[high] = real[low]! - re;
          imaginary[high] = imaginary[low]! - im;
          real[low] = real[low]! + re;
          imaginary[low] = imaginary[low]! + im;
        }
      }
    }
  }
}
