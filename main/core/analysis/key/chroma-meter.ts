import { PowerSpectrum } from '../frames/power-spectrum.ts';

/** The rate chroma is measured at; notes up to 5 kHz are more than a key needs. */
export const chromaRate = 11_025;

const frameLength = 4096;
const hopLength = 2048;
/** A third of a semitone each, so that a tuning off 440 Hz can be seen. */
export const chromaBins = 36;
const lowestHz = 63;
const highestHz = 2100;
/** A partial at f may belong to a note at f, f/2, … f/6; each less likely than the one before. */
const harmonicWeights = [1, 0.8, 0.64, 0.51, 0.41, 0.33];
/** Bins to each side that a peak must stand out from. */
const neighbourhood = 10;
const middleC = 261.6255653;
const silencePower = 1e-7;

/**
 * Sums up which pitch classes sound while mono audio at 11,025 Hz streams by, in 36 bins an octave from C on.
 *
 * Harmonic pitch class profile after E. Gómez (2006): peaks of the spectrum, on a square-root scale and above the mean of
 * their neighbourhood, with a share for the notes whose harmonics they may be. Each frame counts the same, however loud.
 */
export class ChromaMeter {
  readonly #spectrum = new PowerSpectrum(frameLength);
  readonly #buffer = new Float32Array(frameLength);
  readonly #levels = new Float64Array(frameLength / 2);
  readonly #frame = new Float64Array(chromaBins);
  readonly #sum = new Float64Array(chromaBins);
  #filled = 0;

  push(samples: Float32Array): void {
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + frameLength - this.#filled);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === frameLength) {
        this.#measure();
        this.#buffer.copyWithin(0, hopLength);
        this.#filled -= hopLength;
      }
    }
  }

  /** The chroma of everything so far. A last frame that is not full is measured with silence behind it. */
  result(): Float64Array {
    if (this.#filled > hopLength / 2) {
      this.#buffer.fill(0, this.#filled);
      this.#measure();
    }
    this.#filled = 0;
    return this.#sum;
  }

  #measure(): void {
    const power = this.#spectrum.transform(this.#buffer, 0);
    const frame = this.#frame.fill(0);
    const binHz = chromaRate / frameLength;
    const last = Math.min(power.length - 2 - neighbourhood, Math.ceil(highestHz / binHz));
    let largest = 0;
    for (let bin = Math.floor(lowestHz / binHz); bin <= last; bin += 1) largest = Math.max(largest, power[bin]!);
    if (largest < silencePower * frameLength) return;
    const levels = this.#levels;
    for (let bin = 0; bin <= last + neighbourhood; bin += 1) levels[bin] = power[bin]! ** 0.25;
    for (let bin = Math.max(2, Math.floor(lowestHz / binHz)); bin <= last; bin += 1) {
      const here = power[bin]!;
      if (here <= power[bin - 1]! || here < power[bin + 1]! || here < largest * 1e-5) continue;
      const height = levels[bin]! - meanAround(levels, bin);
      if (height > 0) addPeak(frame, (bin + peakOffset(power, bin)) * binHz, height);
    }
    let total = 0;
    for (const value of frame) total += value;
    if (total > 0) for (let index = 0; index < chromaBins; index += 1) this.#sum[index]! += frame[index]! / total;
  }
}

function meanAround(levels: Float64Array, bin: number): number {
  const first = Math.max(0, bin - neighbourhood);
  let sum = 0;
  for (let index = first; index <= bin + neighbourhood; index += 1) sum += levels[index]!;
  return sum / (bin + neighbourhood - first + 1);
}

/** Where between the bins a peak stands, by a parabola through the logarithms. */
function peakOffset(power: Float64Array, bin: number): number {
  const left = Math.log(power[bin - 1]! + 1e-30);
  const centre = Math.log(power[bin]! + 1e-30);
  const right = Math.log(power[bin + 1]! + 1e-30);
  const curvature = left - 2 * centre + right;
  return curvature < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curvature))) : 0;
}

function addPeak(frame: Float64Array, hz: number, amplitude: number): void {
  for (const [index, weight] of harmonicWeights.entries()) {
    const fundamental = hz / (index + 1);
    if (fundamental < lowestHz) return;
    const position = chromaBins * Math.log2(fundamental / middleC);
    const nearest = Math.round(position);
    for (let bin = nearest - 1; bin <= nearest + 1; bin += 1) {
      const closeness = Math.cos((Math.PI / 3) * Math.abs(position - bin)) ** 2;
      frame[((bin % chromaBins) + chromaBins) % chromaBins]! += weight * amplitude * closeness;
    }
  }
}
