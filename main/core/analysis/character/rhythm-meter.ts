import { GrowingFloats } from '../growing-floats.ts';
import { bandFrom, melBands, melFramesPerSecond } from './mel-scale.ts';
import { countOnsets } from './onsets.ts';
import { averageAutocorrelation, clarityOf, periodHistogram } from './periodicity.ts';

/** Kick drums and bass notes. */
const lowBands = bandFrom(200);
/** Frames compared are two apart: a window is four hops long, one hop alone sees little of a new sound. */
const lag = 2;

export type Rhythm = {
  /** Onsets a second. */
  onsetRate: number;
  /** Mean rise of a band from frame to frame, in units of the log-mel tap: how busy the sound is. */
  flux: number;
  /** 0 to 1: how regular the onsets are, and those of the low bands alone. */
  pulseClarity: number;
  lowPulseClarity: number;
  /** 16 numbers that add up to 1 (or all 0): how strongly onsets repeat after 0.18 to 2.2 s, in steps of equal ratio. */
  periods: Float32Array<ArrayBuffer>;
};

/**
 * Onset strength of frames of the log-mel tap, and what follows from the whole series.
 *
 * The strength is spectral flux against the largest of three neighbouring bands two frames before (SuperFlux, Böck and
 * Widmer 2013), so that vibrato is not taken for onsets. Keeps 520 bytes a second of audio.
 */
export class RhythmMeter {
  readonly #strengths = new GrowingFloats();
  readonly #lowStrengths = new GrowingFloats();
  readonly #earlier = Array.from({ length: lag }, () => new Float32Array(melBands));
  #frames = 0;
  #lowBefore = 0;

  pushMel(frames: Float32Array): void {
    for (let at = 0; at + melBands <= frames.length; at += melBands) this.#pushFrame(frames, at);
  }

  result(): Rhythm {
    const strengths = this.#strengths.view();
    // The last window reaches three hops past its start.
    const seconds = (this.#frames + 3) / melFramesPerSecond;
    const all = averageAutocorrelation(halved(strengths), melFramesPerSecond / 2);
    const low = averageAutocorrelation(this.#lowStrengths.view(), melFramesPerSecond / 2);
    let sum = 0;
    for (const strength of strengths) sum += strength;
    return {
      onsetRate: countOnsets(strengths, melFramesPerSecond) / seconds,
      flux: strengths.length === 0 ? 0 : sum / strengths.length,
      pulseClarity: clarityOf(all, melFramesPerSecond / 2),
      lowPulseClarity: clarityOf(low, melFramesPerSecond / 2),
      periods: periodHistogram(all, melFramesPerSecond / 2),
    };
  }

  #pushFrame(frames: Float32Array, at: number): void {
    const before = this.#earlier[this.#frames % lag]!;
    let low = 0;
    let high = 0;
    if (this.#frames >= lag) {
      let left = before[0]!;
      let middle = before[0]!;
      for (let band = 0; band < melBands; band += 1) {
        const right = band + 1 < melBands ? before[band + 1]! : middle;
        const largest = left > middle ? (left > right ? left : right) : middle > right ? middle : right;
        const rise = frames[at + band]! - largest;
        if (rise > 0) {
          if (band < lowBands) low += rise;
          else high += rise;
        }
        left = middle;
        middle = right;
      }
    }
    for (let band = 0; band < melBands; band += 1) {
      const value = frames[at + band]!;
      before[band] = value > 0 ? value : 0;
    }
    this.#strengths.push((low + high) / melBands);
    if (this.#frames % 2 === 1) this.#lowStrengths.push((low + this.#lowBefore) / lowBands);
    this.#lowBefore = low;
    this.#frames += 1;
  }
}

function halved(series: Float32Array): Float32Array {
  return Float32Array.from({ length: series.length >> 1 }, (_, index) => series[2 * index]! + series[2 * index + 1]!);
}
