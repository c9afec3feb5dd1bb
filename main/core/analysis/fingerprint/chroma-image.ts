import { type Classifier, classifiers, widestClassifier } from './classifiers.ts';

const pitches = 12;
/** Over time. */
const smoothing = [0.25, 0.75, 1, 0.75, 0.25] as const;
/** Frames with less than this in them count as silence. */
const silenceNorm = 0.01;
const grayCode = [0, 1, 3, 2] as const;

/**
 * Chroma frames of a recording as an image, and the bits that Chromaprint reads from it (src/chroma_filter.cpp,
 * chroma_normalizer.h, integral_image.h, filter_utils.h, fingerprint_calculator.cpp; LGPL 2.1 or later, written anew from
 * the algorithm). Kept as sums over everything above and to the left, so that an area costs four look-ups.
 */
export class ChromaImage {
  /** The last frames, unsmoothed. */
  readonly #recent = new Float64Array(smoothing.length * pitches);
  #frames = 0;
  /** Row after row, `pitches + 1` sums each; row 0 and column 0 are zero. */
  readonly #sums: Float64Array;
  #rows = 0;

  constructor(mostFrames: number) {
    this.#sums = new Float64Array((mostFrames + 1) * (pitches + 1));
  }

  /** Energies of the 12 pitch classes from A on. */
  push(energies: Float64Array): void {
    this.#recent.copyWithin(0, pitches);
    this.#recent.set(energies, (smoothing.length - 1) * pitches);
    this.#frames += 1;
    if (this.#frames < smoothing.length) return;
    const row = new Float64Array(pitches);
    for (const [frame, weight] of smoothing.entries())
      for (let pitch = 0; pitch < pitches; pitch += 1) row[pitch]! += weight * this.#recent[frame * pitches + pitch]!;
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    this.#append(norm < silenceNorm ? row.fill(0) : row.map((value) => value / norm));
  }

  #append(row: Float64Array): void {
    const sums = this.#sums;
    const above = this.#rows * (pitches + 1);
    const here = above + pitches + 1;
    let sum = 0;
    for (let pitch = 0; pitch < pitches; pitch += 1) {
      sum += row[pitch]!;
      sums[here + pitch + 1] = sums[above + pitch + 1]! + sum;
    }
    this.#rows += 1;
  }

  /** 32 bits for each place that all classifiers fit on. */
  items(): Uint32Array<ArrayBuffer> {
    const count = Math.max(0, this.#rows - widestClassifier + 1);
    return Uint32Array.from({ length: count }, (_, x) =>
      classifiers.reduce((bits, classifier) => (bits << 2) | grayCode[this.#classify(classifier, x)]!, 0),
    );
  }

  #classify(classifier: Classifier, x: number): number {
    const value = this.#difference(classifier, x);
    const [low, middle, high] = classifier.thresholds;
    return value < middle ? (value < low ? 0 : 1) : value < high ? 2 : 3;
  }

  /** Log ratio of the sums of two areas of a rectangle. */
  #difference({ shape, y, height, width }: Classifier, x: number): number {
    const all = this.#area(x, y, width, height);
    if (shape === 0) return Math.log(1 + all);
    const marked = this.#markedArea(shape, x, y, width, height);
    return Math.log(1 + marked) - Math.log(1 + all - marked);
  }

  #markedArea(shape: Classifier['shape'], x: number, y: number, width: number, height: number): number {
    const halfHeight = Math.floor(height / 2);
    const halfWidth = Math.floor(width / 2);
    const third = Math.floor((shape === 4 ? height : width) / 3);
    if (shape === 1) return this.#area(x, y + halfHeight, width, height - halfHeight);
    if (shape === 2) return this.#area(x + halfWidth, y, width - halfWidth, height);
    if (shape === 4) return this.#area(x, y + third, width, third);
    if (shape === 5) return this.#area(x + third, y, third, height);
    return (
      this.#area(x, y + halfHeight, halfWidth, height - halfHeight) +
      this.#area(x + halfWidth, y, width - halfWidth, halfHeight)
    );
  }

  #area(x: number, y: number, width: number, height: number): number {
    const sums = this.#sums;
    const top = x * (pitches + 1);
    const bottom = (x + width) * (pitches + 1);
    return sums[bottom + y + height]! - sums[bottom + y]! - sums[top + y + height]! + sums[top + y]!;
  }
}
