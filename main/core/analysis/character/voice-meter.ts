import { bandFrom, melBands, melFramesPerSecond } from './mel-scale.ts';

/** What the pitch tap hands on: 252 rows, 36 an octave from C1. */
export const pitchRowsPerFrame = 252;
const rowsPerOctave = 36;
const rowOf = (hz: number) => Math.round(rowsPerOctave * Math.log2(hz / 32.703));
/** Partials of voices that stand clear of basses and of hiss. */
const lowestRow = rowOf(150);
const highestRow = rowOf(3200);
/** A partial counts from 26 dB below the frame's strongest. */
const leastPart = 0.05;
const silence = 2e-4;
const largestShift = 2.6;
/** Up to a sixteenth of a semitone between frames a partial stands still. */
const stillShift = 0.19;
const mostPeaks = 48;

const groupEdges = [200, 420, 700, 1100, 1700, 2600, 4200].map(bandFrom);
const groups = groupEdges.length - 1;
/** One-pole low passes at 43 frames/s around the rate of syllables: about 8 Hz and 2 Hz. */
const fast = 1 - Math.exp((-2 * Math.PI * 8) / (melFramesPerSecond / 2));
const slow = 1 - Math.exp((-2 * Math.PI * 2) / (melFramesPerSecond / 2));

export type VoiceSigns = {
  /** Frames in which partials glide together, as a part of the frames with partials; null without pitch frames. */
  glide: number | null;
  /** How much of the partials' magnitude goes on from frame to frame; low for drums and noise. */
  continuity: number | null;
  /** How far the spectral envelope between 200 Hz and 4 kHz moves at the rate of syllables, in units of the tap. */
  syllables: number;
};

/**
 * Signs of singing or speech.
 *
 * Keys, plucked strings and synthesisers hold the frequencies of their partials; a voice glides and trembles, and all its
 * partials move by the same interval (Regnier and Peeters, ICASSP 2009, on frequency modulation of partials). Vowels and
 * consonants change the envelope about four times a second (Scheirer and Slaney, ICASSP 1997, 4 Hz modulation energy).
 */
export class VoiceMeter {
  readonly #fast = new Float64Array(groups);
  readonly #slow = new Float64Array(groups);
  readonly #shape = new Float64Array(groups);
  #melFrame = 0;
  #movement = 0;
  #movements = 0;
  #peaks = { rows: new Float64Array(mostPeaks), heights: new Float64Array(mostPeaks), count: 0 };
  #before = { rows: new Float64Array(mostPeaks), heights: new Float64Array(mostPeaks), count: 0 };
  #pitched = 0;
  #gliding = 0;
  #held = 0;
  #heights = 0;

  pushMel(frames: Float32Array): void {
    for (let at = 0; at + melBands <= frames.length; at += melBands) {
      if (this.#melFrame % 2 === 0) this.#measureShape(frames, at);
      this.#melFrame += 1;
    }
  }

  /** Frames of 252 magnitudes. */
  pushPitch(frames: Float32Array): void {
    for (let at = 0; at + pitchRowsPerFrame <= frames.length; at += pitchRowsPerFrame) this.#followPeaks(frames, at);
  }

  result(): VoiceSigns {
    return {
      glide: this.#heights === 0 ? null : this.#gliding / Math.max(1, this.#pitched),
      continuity: this.#heights === 0 ? null : this.#held / this.#heights,
      syllables: this.#movements === 0 ? 0 : Math.sqrt(this.#movement / this.#movements),
    };
  }

  #measureShape(frames: Float32Array, at: number): void {
    let mean = 0;
    for (let group = 0; group < groups; group += 1) {
      let sum = 0;
      for (let band = groupEdges[group]!; band < groupEdges[group + 1]!; band += 1) sum += frames[at + band]!;
      this.#shape[group] = sum / (groupEdges[group + 1]! - groupEdges[group]!);
      mean += this.#shape[group]! / groups;
    }
    if (!(mean > 0.05)) return;
    let square = 0;
    for (let group = 0; group < groups; group += 1) {
      const value = this.#shape[group]! - mean;
      this.#fast[group]! += fast * (value - this.#fast[group]!);
      this.#slow[group]! += slow * (value - this.#slow[group]!);
      square += (this.#fast[group]! - this.#slow[group]!) ** 2 / groups;
    }
    this.#movement += square;
    this.#movements += 1;
  }

  #followPeaks(frames: Float32Array, at: number): void {
    [this.#peaks, this.#before] = [this.#before, this.#peaks];
    findPeaks(frames, at, this.#peaks);
    const { rows, heights, count } = this.#peaks;
    let held = 0;
    let total = 0;
    let moved = 0;
    let movedTogether = 0;
    let movers = 0;
    for (let peak = 0; peak < count; peak += 1) {
      const height = heights[peak]!;
      total += height;
      const shift = nearestShift(this.#before, rows[peak]!);
      if (Number.isNaN(shift)) continue;
      held += height;
      if (Math.abs(shift) < stillShift) continue;
      movers += 1;
      moved += height * Math.abs(shift);
      movedTogether += height * shift;
    }
    this.#heights += total;
    this.#held += held;
    if (held < 0.3 * total || count < 3) return;
    this.#pitched += 1;
    // Three partials that move the same way at once are hardly chance.
    if (movers >= 3 && Math.abs(movedTogether) > 0.8 * moved) this.#gliding += 1;
  }
}

function findPeaks(
  frames: Float32Array,
  at: number,
  peaks: { rows: Float64Array; heights: Float64Array; count: number },
) {
  peaks.count = 0;
  let largest = 0;
  for (let row = lowestRow; row <= highestRow; row += 1) largest = Math.max(largest, frames[at + row]!);
  if (!(largest > silence)) return;
  const least = leastPart * largest;
  for (let row = lowestRow; row <= highestRow && peaks.count < mostPeaks; row += 1) {
    const here = frames[at + row]!;
    const left = frames[at + row - 1]!;
    const right = frames[at + row + 1]!;
    if (here < least || here <= left || here < right) continue;
    const curvature = left - 2 * here + right;
    peaks.rows[peaks.count] = row + (curvature < 0 ? (0.5 * (left - right)) / curvature : 0);
    peaks.heights[peaks.count] = Math.sqrt(here);
    peaks.count += 1;
  }
}

/** How far the nearest peak of the frame before is from a row, or NaN where none is near. */
function nearestShift(before: { rows: Float64Array; count: number }, row: number): number {
  let nearest = Number.NaN;
  for (let peak = 0; peak < before.count; peak += 1) {
    const shift = row - before.rows[peak]!;
    if (Math.abs(shift) <= largestShift && !(Math.abs(shift) >= Math.abs(nearest))) nearest = shift;
  }
  return nearest;
}
