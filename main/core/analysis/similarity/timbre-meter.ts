import type { KeyFindings } from '#shared/findings.ts';
import { pitchOfKey } from '#shared/music-key.ts';
import { melBands } from '../character/mel-scale.ts';
import { RhythmMeter } from '../character/rhythm-meter.ts';
import { choleskyInPlace } from './cholesky.ts';
import { cepstralCount, layout, type SimilarityVector, similarityLength } from './similarity-vector.ts';

/** Every fourth frame of 12 ms: what is left out is like what is measured. */
const stride = 4;
/** Added to each variance, so that steady sound has a Gaussian too and bits lost by a codec do not count. */
const leastVariance = 0.02;
/** Fewer frames than this, 12 s of them, are mixed with the spread that music has in general. */
const enoughFrames = 256;
const typicalVariance = 0.25;
/** Mean band value under which a frame is silence. */
const silence = 0.02;

const cosines = Float64Array.from({ length: cepstralCount * melBands }, (_, index) => {
  const row = Math.floor(index / melBands);
  const scale = Math.sqrt((row === 0 ? 1 : 2) / melBands);
  return scale * Math.cos((Math.PI * row * ((index % melBands) + 0.5)) / melBands);
});

export type SimilarityContext = {
  key: Pick<KeyFindings, 'key' | 'chroma'>;
  bpm: number | null;
  lufs: number | null;
  rangeLu: number;
  /** 0 to 1 and -1 to 1; a half and 0 where there is no character. */
  arousal: number;
  valence: number;
};

/**
 * The similarity vector of the audio whose log-mel frames stream by: a Gaussian of 25 mel-frequency cepstral coefficients
 * (Mandel and Ellis 2005), with the periods of its onsets and its chroma from the tonic up.
 *
 * The tap's logarithm has a floor at -60 dB, so hiss that a codec drops does not count. Silent frames are left out.
 */
export class TimbreMeter {
  readonly #rhythm: RhythmMeter | null;
  readonly #onsets: { periods(): Float32Array } | undefined;
  readonly #cepstrum = new Float64Array(cepstralCount);
  readonly #sums = new Float64Array(cepstralCount);
  /** Of products, around the first frame's values so that little is lost to rounding. */
  readonly #products = new Float64Array(cepstralCount * cepstralCount);
  readonly #origin = new Float64Array(cepstralCount);
  #frame = 0;
  #measured = 0;

  /** Onsets are measured here unless another meter of the same frames has them: `new TimbreMeter(characterMeter)`. */
  constructor(onsets?: { periods(): Float32Array }) {
    this.#onsets = onsets;
    this.#rhythm = onsets === undefined ? new RhythmMeter() : null;
  }

  pushMel(frames: Float32Array): void {
    this.#rhythm?.pushMel(frames);
    const count = Math.floor(frames.length / melBands);
    let frame = (stride - (this.#frame % stride)) % stride;
    for (; frame < count; frame += stride) this.#measure(frames, frame * melBands);
    this.#frame += count;
  }

  /** Null where nothing sounds. */
  result({ key, bpm, lufs, rangeLu, arousal, valence }: SimilarityContext): SimilarityVector | null {
    if (this.#measured === 0) return null;
    const vector = new Float32Array(similarityLength);
    this.#writeGaussian(vector);
    vector.set(this.#onsets?.periods() ?? this.#rhythm?.result().periods ?? [], layout.rhythm);
    vector.set(chromaFromTonic(key), layout.chroma);
    vector[layout.bpm] = bpm ?? 0;
    vector[layout.lufs] = Math.max(-70, lufs ?? -70);
    vector[layout.rangeLu] = rangeLu;
    vector[layout.arousal] = arousal;
    vector[layout.valence] = valence;
    return vector.map((value) => (Number.isFinite(value) ? value : 0));
  }

  #measure(frames: Float32Array, at: number): void {
    const cepstrum = this.#cepstrum.fill(0);
    let sum = 0;
    for (let band = 0; band < melBands; band += 1) sum += frames[at + band]!;
    // Also for NaN, which compares with nothing.
    if (!(sum > silence * melBands && sum < 20 * melBands)) return;
    for (let row = 0; row < cepstralCount; row += 1) {
      const weights = row * melBands;
      let value = 0;
      for (let band = 0; band < melBands; band += 1) value += cosines[weights + band]! * frames[at + band]!;
      cepstrum[row] = value;
    }
    if (this.#measured === 0) this.#origin.set(cepstrum);
    this.#measured += 1;
    for (let row = 0; row < cepstralCount; row += 1) {
      const value = cepstrum[row]! - this.#origin[row]!;
      cepstrum[row] = value;
      this.#sums[row]! += value;
      const products = row * cepstralCount;
      for (let column = 0; column <= row; column += 1) this.#products[products + column]! += value * cepstrum[column]!;
    }
  }

  #writeGaussian(vector: Float32Array): void {
    const count = this.#measured;
    const full = new Float64Array(cepstralCount * cepstralCount);
    const trust = count / (count + Math.max(0, enoughFrames - count) / 8);
    let at: number = layout.covariance;
    for (let row = 0; row < cepstralCount; row += 1) {
      const mean = this.#sums[row]! / count;
      vector[layout.mean + row] = mean + this.#origin[row]!;
      for (let column = row; column < cepstralCount; column += 1) {
        const product = this.#products[column * cepstralCount + row]! / count;
        const covariance = trust * (product - (mean * this.#sums[column]!) / count);
        const own = row === column ? leastVariance + (1 - trust) * typicalVariance : 0;
        vector[at] = covariance + own;
        full[row * cepstralCount + column] = vector[at]!;
        full[column * cepstralCount + row] = vector[at]!;
        at += 1;
      }
    }
    vector[layout.logDeterminant] = choleskyInPlace(full, cepstralCount);
  }
}

/** Chroma turned so that it begins with the tonic, adding up to 1; as it stands where no key is known. */
function chromaFromTonic({ key, chroma }: SimilarityContext['key']): number[] {
  const tonic = key === null ? 0 : pitchOfKey(key);
  const total = chroma.reduce((sum, value) => sum + value, 0);
  return chroma.map((_, step) => (total > 0 ? chroma[(step + tonic) % 12]! / total : 0));
}
