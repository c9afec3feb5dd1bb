import type { SegmentFindings, TempoFindings } from '#shared/findings.ts';
import { magnitudeOf, melBands, melFramesPerSecond } from './mel-scale.ts';
import { nameSegments, type Part } from './name-segments.ts';
import { noveltyOf, peaksOf, sharpen } from './novelty.ts';
import { snapTimes } from './snap-times.ts';

/** However long the audio: when the cells are used up, neighbours are joined and a cell lasts twice as long. */
const mostCells = 1200;
const firstCellFrames = 22;
const coefficients = 12;
/** Up to 190 Hz: kick drums and bass notes. */
const bassBands = 3;
const pitchRowsPerFrame = 252;
const pitchFramesPerSecond = 11_025 / 1024;
/** Half a pitch frame, in seconds. */
const pitchFrameCentre = 2048 / 11_025;
/** C2 to C7. */
const firstPitchRow = 36;
const lastPitchRow = 216;

/** Columns of a cell. */
const chromaAt = melBands;
const powerAt = chromaAt + 12;
const framesAt = powerAt + 1;
const punchAt = framesAt + 1;
const width = punchAt + 1;

/** Under 20 s there is one part; parts are hardly shorter than 6 s; a long mix has at most 60. */
const shortestMs = 20_000;
const shortestPartSeconds = 6;
const mostParts = 60;
/** The checkerboard reaches 10 s to each side, or six cells where those are long. */
const reachSeconds = 10;
const leastReach = 6;

/** Differences under these are not told apart: of coefficients (in the tap's units), chroma and level (in dB). */
const weights = { timbre: 1 / 0.35, chroma: 1 / 0.28, level: 1 / 4 };

export type SegmentContext = {
  tempo: Pick<TempoFindings, 'firstDownbeatMs' | 'beatsPerBar'>;
  /** In seconds. */
  beats: Float32Array;
  durationMs: number;
};

/**
 * The parts of a piece, from log-mel and pitch frames that stream by.
 *
 * Foote's novelty (ICME 2000) over cells of a quarter of a second and more: timbre, chroma and level of the 10 s before a
 * moment against those of the 10 s after it. Never more than 1,200 cells, half a megabyte.
 */
export class SegmentMeter {
  readonly #cells = new Float64Array(mostCells * width);
  #cellFrames = firstCellFrames;
  readonly #bassBefore = new Float64Array(bassBands);
  #melFrames = 0;
  #pitchFrames = 0;

  /** Frames of 40 values of the log-mel tap; every second one is read. */
  pushMel(frames: Float32Array): void {
    const count = Math.floor(frames.length / melBands);
    for (let frame = this.#melFrames % 2; frame < count; frame += 2) {
      this.#addMel(frames, frame * melBands, this.#melFrames + frame);
    }
    this.#melFrames += count;
  }

  /** Frames of 252 values of the pitch tap; without them chords are not heard. */
  pushPitch(frames: Float32Array): void {
    for (let at = 0; at + pitchRowsPerFrame <= frames.length; at += pitchRowsPerFrame) this.#addPitch(frames, at);
  }

  /** Empty for no audio; one part for silence and for less than 20 s. */
  result({ tempo, beats, durationMs }: SegmentContext): SegmentFindings {
    const cells = Math.ceil(this.#melFrames / this.#cellFrames);
    if (cells === 0 || durationMs <= 0) return [];
    const cellMs = (1000 * this.#cellFrames) / melFramesPerSecond;
    const edges = [0, cells];
    if (durationMs >= shortestMs) edges.splice(1, 0, ...this.#boundaries(cells));
    const times = snapTimes(
      edges.slice(1, -1).map((cell) => cell * cellMs),
      { beatsMs: beats.map((beat) => beat * 1000), ...tempo },
    );
    const parts = edges.slice(1).map((end, index) => this.#partOf(edges[index]!, end));
    const kinds = nameSegments(parts);
    const starts = [0, ...times.map((time) => Math.min(durationMs, Math.round(time)))];
    const ends = [...starts.slice(1), durationMs];
    // Snapping may leave a part without length: its neighbours have its time.
    const kept = parts.flatMap((part, index) =>
      ends[index]! - starts[index]! >= 1 ? [{ ...part, kind: kinds[index]!, startMs: starts[index]! }] : [],
    );
    const loudest = Math.max(...kept.map((part) => part.levelDb));
    return kept.map(({ kind, levelDb, startMs }, index) => ({
      startMs: index === 0 ? 0 : startMs,
      endMs: kept[index + 1]?.startMs ?? durationMs,
      kind,
      // Half as loud for 10 dB less, as ears have it.
      energy: Math.round(1000 * 2 ** ((levelDb - loudest) / 10)) / 1000,
    }));
  }

  #cellOf(melFrame: number): number {
    while (melFrame >= this.#cellFrames * mostCells) this.#joinCells();
    return Math.floor(melFrame / this.#cellFrames) * width;
  }

  #addMel(frames: Float32Array, at: number, frame: number): void {
    const cell = this.#cellOf(frame);
    const cells = this.#cells;
    let power = 0;
    for (let band = 0; band < bassBands; band += 1) {
      const value = frames[at + band]! > 0 ? Math.min(frames[at + band]!, 10) : 0;
      cells[cell + punchAt]! += Math.max(0, value - this.#bassBefore[band]!);
      this.#bassBefore[band] = value;
    }
    for (let band = 0; band < melBands; band += 1) {
      const value = frames[at + band]!;
      if (!(value > 0)) continue;
      cells[cell + band]! += Math.min(value, 10);
      power += magnitudeOf(value) ** 2;
    }
    cells[cell + powerAt]! += power;
    cells[cell + framesAt]! += 1;
  }

  #addPitch(frames: Float32Array, at: number): void {
    const time = this.#pitchFrames / pitchFramesPerSecond + pitchFrameCentre;
    const cell = this.#cellOf(Math.floor(time * melFramesPerSecond)) + chromaAt;
    for (let row = firstPitchRow; row < lastPitchRow; row += 1) {
      const value = frames[at + row]!;
      // Rows 0 and its neighbours are C: three to a semitone.
      if (value > 0) this.#cells[cell + (Math.round(row / 3) % 12)]! += value;
    }
    this.#pitchFrames += 1;
  }

  #joinCells(): void {
    const cells = this.#cells;
    for (let cell = 0; cell < mostCells / 2; cell += 1) {
      for (let column = 0; column < width; column += 1) {
        cells[cell * width + column] = cells[2 * cell * width + column]! + cells[(2 * cell + 1) * width + column]!;
      }
    }
    cells.fill(0, (mostCells / 2) * width);
    this.#cellFrames *= 2;
  }

  #boundaries(cells: number): number[] {
    const seconds = this.#cellFrames / melFramesPerSecond;
    const reach = Math.min(Math.max(leastReach, Math.round(reachSeconds / seconds)), Math.floor(cells / 3));
    const features = this.#features(cells);
    const novelty = noveltyOf(features, cells, reach);
    const distance = Math.max(2, Math.round(shortestPartSeconds / seconds));
    return peaksOf(novelty, { distance, most: mostParts - 1 })
      .map((peak) => sharpen(features, cells, peak, Math.max(1, reach >> 2)))
      .filter((cell, index, all) => cell >= distance && cell <= cells - distance && cell > (all[index - 1] ?? 0));
  }

  /** One row a cell: 12 cepstral coefficients, 12 chroma, level, scaled so that a distance of 1 can be heard. */
  #features(cells: number): Float64Array[] {
    const cosines = Array.from({ length: coefficients }, (_, row) =>
      Float64Array.from({ length: melBands }, (_, band) => Math.cos((Math.PI * (row + 1) * (band + 0.5)) / melBands)),
    );
    const levels = Float64Array.from({ length: cells }, (_, cell) => this.#levelDb(cell, cell + 1));
    const loudest = Math.max(...levels);
    return Array.from({ length: cells }, (_, cell) => {
      const at = cell * width;
      const row = new Float64Array(coefficients + 13);
      const frames = Math.max(1, this.#cells[at + framesAt]!);
      for (let index = 0; index < coefficients; index += 1) {
        let sum = 0;
        for (let band = 0; band < melBands; band += 1) sum += cosines[index]![band]! * this.#cells[at + band]!;
        row[index] = (sum / frames / melBands) * weights.timbre;
      }
      let norm = 0;
      for (let pitch = 0; pitch < 12; pitch += 1) norm += this.#cells[at + chromaAt + pitch]! ** 2;
      for (let pitch = 0; pitch < 12; pitch += 1) {
        const value = norm > 0 ? this.#cells[at + chromaAt + pitch]! / Math.sqrt(norm) : 0;
        row[coefficients + pitch] = value * weights.chroma;
      }
      row[coefficients + 12] = Math.max(levels[cell]!, loudest - 40) * weights.level;
      return row;
    });
  }

  #levelDb(from: number, to: number): number {
    const power = this.#sum(from, to, powerAt) / Math.max(1, this.#sum(from, to, framesAt));
    return 10 * Math.log10(power + 1e-9);
  }

  #sum(from: number, to: number, column: number): number {
    let sum = 0;
    for (let cell = from; cell < to; cell += 1) sum += this.#cells[cell * width + column]!;
    return sum;
  }

  #bandLevel(from: number, to: number, firstBand: number, lastBand: number): number {
    let sum = 0;
    let frames = 0;
    for (let cell = from; cell < to; cell += 1) {
      for (let band = firstBand; band < lastBand; band += 1) sum += this.#cells[cell * width + band]!;
      frames += this.#cells[cell * width + framesAt]!;
    }
    return sum / Math.max(1, frames) / (lastBand - firstBand);
  }

  #partOf(from: number, to: number): Part {
    const third = Math.max(1, Math.floor((to - from) / 3));
    const rise = this.#levelDb(to - third, to) - this.#levelDb(from, from + third);
    const brightening =
      this.#bandLevel(to - third, to, melBands / 2, melBands) -
      this.#bandLevel(from, from + third, melBands / 2, melBands);
    return {
      cells: to - from,
      levelDb: this.#levelDb(from, to),
      bass: magnitudeOf(this.#bandLevel(from, to, 0, bassBands)),
      punch: this.#sum(from, to, punchAt) / bassBands / Math.max(1, this.#sum(from, to, framesAt)),
      riseDb: to - from < 3 ? 0 : rise,
      brightening: to - from < 3 ? 0 : brightening,
    };
  }
}
