const zeroCrossings = 8;
const phaseCount = 256;

/**
 * Converts mono audio to another sample rate while it streams: a Hann-windowed sinc with eight zero crossings to each
 * side, cut off at the lower of the two Nyquist frequencies.
 *
 * Made for analysis: the stop band is at −50 dB, the last few milliseconds are left out.
 */
export class Resampler {
  readonly #step: number;
  readonly #halfTaps: number;
  readonly #kernels: Float32Array[];
  #buffer: Float32Array<ArrayBuffer>;
  #buffered: number;
  /** Position of the next output sample in the buffer, in input samples. */
  #position: number;

  constructor(fromRate: number, toRate: number) {
    this.#step = fromRate / toRate;
    const widening = Math.max(1, this.#step);
    this.#halfTaps = Math.ceil(zeroCrossings * widening);
    this.#kernels = Array.from({ length: phaseCount }, (_, phase) =>
      makeKernel(this.#halfTaps, phase / phaseCount, 1 / widening),
    );
    this.#buffer = new Float32Array(2 * this.#halfTaps);
    this.#buffered = this.#halfTaps - 1;
    this.#position = this.#halfTaps - 1;
  }

  /** The output that the input so far allows; an array of its own. */
  push(input: Float32Array): Float32Array<ArrayBuffer> {
    if (this.#step === 1) return new Float32Array(input);
    this.#append(input);
    const count = Math.max(0, Math.ceil((this.#buffered - this.#halfTaps - this.#position) / this.#step));
    const output = new Float32Array(count);
    const buffer = this.#buffer;
    const taps = 2 * this.#halfTaps;
    for (let index = 0; index < count; index += 1) {
      const position = this.#position + index * this.#step;
      const base = Math.floor(position);
      const kernel = this.#kernels[Math.floor((position - base) * phaseCount)]!;
      const first = base - this.#halfTaps + 1;
      let sum = 0;
      for (let tap = 0; tap < taps; tap += 1) sum += kernel[tap]! * buffer[first + tap]!;
      output[index] = sum;
    }
    this.#position += count * this.#step;
    this.#dropUsed();
    return output;
  }

  #append(input: Float32Array): void {
    const length = this.#buffered + input.length;
    if (length > this.#buffer.length) {
      const larger = new Float32Array(length);
      larger.set(this.#buffer.subarray(0, this.#buffered));
      this.#buffer = larger;
    }
    this.#buffer.set(input, this.#buffered);
    this.#buffered = length;
  }

  #dropUsed(): void {
    const used = Math.min(this.#buffered, Math.max(0, Math.floor(this.#position) - this.#halfTaps + 1));
    this.#buffer.copyWithin(0, used, this.#buffered);
    this.#buffered -= used;
    this.#position -= used;
  }
}

function makeKernel(halfTaps: number, fraction: number, cutoff: number): Float32Array {
  const kernel = Float32Array.from({ length: 2 * halfTaps }, (_, tap) => {
    const distance = tap - halfTaps + 1 - fraction;
    const x = Math.PI * distance * cutoff;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / halfTaps);
    return (x === 0 ? 1 : Math.sin(x) / x) * Math.max(0, window);
  });
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}
