import { bandFrom, bandHz, bandWidthHz, magnitudeOf, melBands, melFramesPerSecond } from './mel-scale.ts';

/** Spectra change slowly: every fourth frame tells the same. */
const stride = 4;
const rolloffPart = 0.85;
const bassBands = bandFrom(250);
const trebleFrom = bandFrom(4000);
/** Sum of band magnitudes below which a frame is silence, about −70 dB of full scale. */
const silence = 0.0003;

export type SpectralProfile = {
  /** Means over the frames that are not silent; 0 where all are. */
  centroidHz: number;
  rolloffHz: number;
  flatness: number;
  /** Parts of the magnitude below 250 Hz and above 4 kHz. */
  bassPart: number;
  treblePart: number;
  /** How much the centroid moves, in octaves (standard deviation). */
  centroidSpread: number;
  /** How rough frames are: the mean difference of neighbouring bands' logarithms, in nepers. */
  unevenness: number;
  /** Part of the frames that are not silent. */
  soundingPart: number;
};

/**
 * Means of spectral descriptors over frames of the log-mel tap, on magnitudes as in Essentia and librosa.
 *
 * Centroid: the mean frequency weighed with magnitude. Roll-off: below it lie 85 % of the magnitude. Flatness: geometric
 * by arithmetic mean of the bands' densities, so noise whose bands are wide enough reads nearly 1, a tone 0.
 */
export class SpectralMeter {
  readonly #magnitudes = new Float64Array(melBands);
  #frame = 0;
  #measured = 0;
  #sounding = 0;
  readonly #sums = new Float64Array(8);

  pushMel(frames: Float32Array): void {
    const count = Math.floor(frames.length / melBands);
    let frame = (stride - (this.#frame % stride)) % stride;
    for (; frame < count; frame += stride) this.#measure(frames, frame * melBands);
    this.#frame += count;
  }

  result(): SpectralProfile {
    const [centroid, rolloff, flatness, bass, treble, octaves, octaves2, unevenness] = this
      .#sums as unknown as number[];
    const mean = (sum: number | undefined) => (this.#sounding === 0 ? 0 : (sum ?? 0) / this.#sounding);
    return {
      centroidHz: mean(centroid),
      rolloffHz: mean(rolloff),
      flatness: Math.min(1, mean(flatness)),
      bassPart: mean(bass),
      treblePart: mean(treble),
      centroidSpread: Math.sqrt(Math.max(0, mean(octaves2) - mean(octaves) ** 2)),
      unevenness: mean(unevenness),
      soundingPart: this.#measured === 0 ? 0 : this.#sounding / this.#measured,
    };
  }

  /** Seconds measured so far. */
  get seconds(): number {
    return this.#frame / melFramesPerSecond;
  }

  #measure(frames: Float32Array, at: number): void {
    this.#measured += 1;
    const magnitudes = this.#magnitudes;
    let total = 0;
    let weighted = 0;
    let bass = 0;
    let treble = 0;
    for (let band = 0; band < melBands; band += 1) {
      const magnitude = magnitudeOf(frames[at + band]!);
      magnitudes[band] = magnitude;
      total += magnitude;
      weighted += magnitude * bandHz[band]!;
      if (band < bassBands) bass += magnitude;
      else if (band >= trebleFrom) treble += magnitude;
    }
    if (!(total > silence)) return;
    this.#sounding += 1;
    const sums = this.#sums;
    sums[0]! += weighted / total;
    sums[1]! += rolloffOf(magnitudes, total);
    sums[3]! += bass / total;
    sums[4]! += treble / total;
    const octave = Math.log2(weighted / total);
    sums[5]! += octave;
    sums[6]! += octave * octave;
    this.#measureShape(total);
  }

  #measureShape(total: number): void {
    let logarithms = 0;
    let densities = 0;
    let steps = 0;
    let before = 0;
    const floor = total * 1e-7;
    for (let band = 0; band < melBands; band += 1) {
      const density = (this.#magnitudes[band]! + floor) / bandWidthHz[band]!;
      const logarithm = Math.log(density);
      logarithms += logarithm;
      densities += density;
      if (band > 0) steps += Math.abs(logarithm - before);
      before = logarithm;
    }
    this.#sums[2]! += Math.exp(logarithms / melBands) / (densities / melBands);
    this.#sums[7]! += steps / (melBands - 1);
  }
}

function rolloffOf(magnitudes: Float64Array, total: number): number {
  let sum = 0;
  const goal = rolloffPart * total;
  for (let band = 0; band < melBands; band += 1) {
    const magnitude = magnitudes[band]!;
    if (sum + magnitude >= goal) {
      const part = magnitude === 0 ? 0 : (goal - sum) / magnitude;
      return Math.max(0, bandHz[band]! + (part - 0.5) * bandWidthHz[band]!);
    }
    sum += magnitude;
  }
  return bandHz[melBands - 1]!;
}
