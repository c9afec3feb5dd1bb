import { GrowingFloats } from '../growing-floats.ts';
import { pitchFramesPerSecond, pitchRowCount, rowsPerOctave } from './pitch-rows.ts';

/** Frames are summed up in blocks of 0.74 s: shorter than most chords, and a two-hour mix has 9,700 of them. */
export const framesPerBlock = 8;
export const blockSeconds = framesPerBlock / pitchFramesPerSecond;
/** Chroma in thirds of a semitone from C on, the same of the bass, how many frames sounded and how tonal they were. */
export const blockValues = 2 * rowsPerOctave + 2;

/** C2 to C6: where the notes of chords and melodies are. */
const lowestNote = 36;
const highestNote = 180;
/** The lowest row a bass note may be on (41 Hz), and the highest (262 Hz). */
const lowestBass = 12;
const highestBass = 108;
/** Lower down, a peak is not placed well enough to say how the music is tuned. */
const lowestTuned = 72;
/** Rows to each side that a peak must stand out from: half an octave. */
const neighbourhood = 18;
/** A flat spectrum (a click) is not quite flat in rows of different widths; peaks stand out by this factor. */
const leastProminence = 1.2;
/** A partial at f may belong to a note at f, f/2, … f/6; each less likely than the one before. */
const harmonicWeights = [1, 0.8, 0.64, 0.51, 0.41, 0.33];
const harmonicRows = harmonicWeights.map((_, index) => rowsPerOctave * Math.log2(index + 1));
/** Below this magnitude (-100 dB) there is nothing but the noise of rounding. */
const silence = 1e-5;
/** A bass note is the lowest peak that has this part of the highest one. */
const bassShare = 0.3;

/**
 * Which pitch classes sound, in blocks of 0.74 s, while frames of 252 rows (`pitchRows`, magnitudes) stream by.
 *
 * Harmonic pitch class profile after E. Gómez (2006): peaks of the spectrum, on a square-root scale and above the mean of
 * their neighbourhood, with a share for the notes whose harmonics they may be. Each frame counts the same, however loud,
 * but less the more evenly it is spread over all pitches: drums and noise are.
 */
export class PitchChroma {
  readonly #blocks = new GrowingFloats();
  readonly #block = new Float64Array(blockValues);
  readonly #levels = new Float64Array(pitchRowCount);
  readonly #sums = new Float64Array(pitchRowCount + 1);
  readonly #heights = new Float64Array(pitchRowCount);
  readonly #chroma = new Float64Array(rowsPerOctave + 1);
  #frames = 0;
  #tuningCosine = 0;
  #tuningSine = 0;

  /** Whole frames, one after the other. */
  push(frames: Float32Array): void {
    for (let start = 0; start + pitchRowCount <= frames.length; start += pitchRowCount) {
      this.#measure(frames, start);
      this.#frames += 1;
      if (this.#frames % framesPerBlock === 0) this.#endBlock();
    }
  }

  /** Call once, at the end. */
  result(): PitchBlocks {
    if (this.#frames % framesPerBlock > 0) this.#endBlock();
    const cents = (100 * Math.atan2(this.#tuningSine, this.#tuningCosine)) / (2 * Math.PI);
    return {
      values: this.#blocks.view(),
      count: this.#blocks.length / blockValues,
      tuningCents: cents,
    };
  }

  #endBlock(): void {
    for (const value of this.#block) this.#blocks.push(value);
    this.#block.fill(0);
  }

  #measure(frames: Float32Array, start: number): void {
    const levels = this.#levels;
    const sums = this.#sums;
    let loudest = 0;
    for (let row = 0; row < pitchRowCount; row += 1) {
      const magnitude = frames[start + row]!;
      // Not a number compares as false, so it counts as silence.
      const level = magnitude > 0 && magnitude < 1e6 ? Math.sqrt(magnitude) : 0;
      levels[row] = level;
      sums[row + 1] = sums[row]! + level;
      if (level > loudest) loudest = level;
    }
    if (loudest * loudest < silence) return;
    this.#block[2 * rowsPerOctave]! += 1;
    this.#findPeaks();
    this.#addPeaks();
    this.#addBass();
    this.#addChroma();
  }

  /** How far each peak stands out; 0 where there is none. */
  #findPeaks(): void {
    const levels = this.#levels;
    const sums = this.#sums;
    const heights = this.#heights.fill(0);
    for (let row = 1; row < pitchRowCount - 1; row += 1) {
      const level = levels[row]!;
      if (level <= levels[row - 1]! || level < levels[row + 1]!) continue;
      const first = row > neighbourhood ? row - neighbourhood : 0;
      const end = row + neighbourhood + 1 < pitchRowCount ? row + neighbourhood + 1 : pitchRowCount;
      const mean = (sums[end]! - sums[first]!) / (end - first);
      if (level > leastProminence * mean) heights[row] = level - mean;
    }
  }

  /** Where between the rows a peak stands, by a parabola. */
  #position(row: number): number {
    const left = this.#levels[row - 1]!;
    const right = this.#levels[row + 1]!;
    const curvature = left - 2 * this.#levels[row]! + right;
    return curvature < 0 ? row + (0.5 * (left - right)) / curvature : row;
  }

  #addPeaks(): void {
    const chroma = this.#chroma.fill(0);
    const heights = this.#heights;
    for (let row = 1; row < pitchRowCount - 1; row += 1) {
      const height = heights[row]!;
      if (height === 0) continue;
      const position = this.#position(row);
      if (row >= lowestTuned) {
        const angle = (2 * Math.PI * position) / 3;
        this.#tuningCosine += height * Math.cos(angle);
        this.#tuningSine += height * Math.sin(angle);
      }
      for (let harmonic = 0; harmonic < harmonicWeights.length; harmonic += 1) {
        const note = position - harmonicRows[harmonic]!;
        if (note < lowestNote - 1) break;
        if (note < highestNote - 1) addBetween(chroma, note, height * harmonicWeights[harmonic]!);
      }
    }
    chroma[0]! += chroma[rowsPerOctave]!;
  }

  #addChroma(): void {
    const chroma = this.#chroma;
    let total = 0;
    let highest = 0;
    for (let bin = 0; bin < rowsPerOctave; bin += 1) {
      total += chroma[bin]!;
      if (chroma[bin]! > highest) highest = chroma[bin]!;
    }
    if (total === 0) return;
    const tonality = 1 - total / (rowsPerOctave * highest);
    for (let bin = 0; bin < rowsPerOctave; bin += 1) this.#block[bin]! += (tonality * chroma[bin]!) / highest;
    this.#block[2 * rowsPerOctave + 1]! += tonality;
  }

  #addBass(): void {
    const heights = this.#heights;
    let highest = 0;
    for (let row = lowestBass; row < highestBass; row += 1) if (heights[row]! > highest) highest = heights[row]!;
    if (highest === 0) return;
    for (let row = lowestBass; row < highestBass; row += 1) {
      if (heights[row]! < bassShare * highest) continue;
      const position = this.#position(row) % rowsPerOctave;
      const below = Math.floor(position);
      this.#block[rowsPerOctave + below]! += 1 - (position - below);
      this.#block[rowsPerOctave + ((below + 1) % rowsPerOctave)]! += position - below;
      return;
    }
  }
}

export type PitchBlocks = {
  /** `blockValues` a block. */
  values: Float32Array;
  count: number;
  /** How far the notes are from those of 440 Hz, -50 to 50. */
  tuningCents: number;
};

/** Shares a value between the two bins a note lies between; bin 36 stands for bin 0. */
function addBetween(chroma: Float64Array, note: number, value: number): void {
  const position = note % rowsPerOctave;
  const below = Math.floor(position);
  chroma[below]! += value * (1 - (position - below));
  chroma[below + 1]! += value * (position - below);
}
