import type { BandOptions } from '../../frames/band-frames.ts';
import { PowerSpectrum } from '../../frames/power-spectrum.ts';

/**
 * Cuts mono audio that streams by into overlapping frames and gives each frame's bands.
 *
 * Frame `n` covers the samples from `n · hop` on; nothing is padded, a last frame that is not full is not measured. This
 * is the plain reference the SIMD kernel is compared with.
 */
export class PlainBandFrames {
  readonly bands: number;
  readonly #options: BandOptions;
  readonly #spectrum: PowerSpectrum;
  readonly #scale: number;
  readonly #bins: Float64Array;
  #pending: Float32Array = new Float32Array(0);

  constructor(options: BandOptions) {
    this.#options = options;
    this.bands = options.rows.starts.length;
    this.#spectrum = new PowerSpectrum(options.frameLength, options.window);
    // The sum of a Hann window is half its length; a sine has half its amplitude in each of two bins.
    this.#scale = (4 / options.frameLength) ** 2;
    this.#bins = new Float64Array(options.frameLength / 2);
  }

  /** Frame after frame, `bands` values each. */
  push(samples: Float32Array): Float32Array {
    const { frameLength, hop } = this.#options;
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    const frames = Math.max(0, Math.floor((joined.length - frameLength) / hop) + 1);
    const result = new Float32Array(frames * this.bands);
    for (let frame = 0; frame < frames; frame += 1) {
      this.#measure(joined, frame * hop, result.subarray(frame * this.bands, (frame + 1) * this.bands));
    }
    this.#pending = joined.slice(frames * hop);
    return result;
  }

  #measure(samples: Float32Array, start: number, bands: Float32Array): void {
    const { rows, input, logGain } = this.#options;
    const power = this.#spectrum.transform(samples, start);
    const bins = this.#bins;
    for (let bin = 0; bin < bins.length; bin += 1) {
      const scaled = power[bin]! * this.#scale;
      bins[bin] = input === 'power' ? scaled : Math.sqrt(scaled);
    }
    for (let row = 0; row < bands.length; row += 1) {
      const first = rows.starts[row]! - rows.offsets[row]!;
      let sum = 0;
      for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at += 1)
        sum += rows.weights[at]! * bins[first + at]!;
      bands[row] = logGain === undefined ? sum : Math.log1p(logGain * sum);
    }
  }
}
