import {
  findSimilar,
  type SimilarityTable,
  type SimilarOptions,
  type SimilarTrack,
  unknownParts,
} from './find-similar.ts';
import { type Hub, hubFromDistances, hubSampleSize, mutualProximity } from './mutual-proximity.ts';
import { sketchDistances, sketchLength, writeSketch } from './similarity-sketch.ts';
import {
  type DistanceScales,
  distanceParts,
  distanceWeights,
  measureScales,
  trackDistance,
  weighParts,
} from './track-distance.ts';

/** When this part of the tracks has come or gone, the library is measured anew. */
const driftPart = 0.2;

export type SimilarMatch = Omit<SimilarTrack, 'row'> & { id: number };
export type SimilarSearch = Omit<SimilarOptions, 'isLeftOut'> & { isLeftOut?: (id: number) => boolean };

/**
 * All tracks of a library, ready to be searched for the ones most like one: 340 bytes a track, for a thread that lives
 * as long as the library is open. Whole vectors stay where they are and are asked for when needed.
 *
 * What is usual in the library (scales, and who is a hub) is measured on 100 tracks when it is first needed, and again
 * when a fifth of the library has changed.
 */
export class SimilarityIndex {
  readonly #vectorOf: (id: number) => Float32Array | null;
  readonly #rows = new Map<number, number>();
  #ids = new Int32Array(64);
  #sketches = new Float32Array(64 * sketchLength);
  /** Mean and spread a row; a spread of 0 until somebody asks. */
  #hubs = new Float32Array(64 * 2);
  #changes = 0;
  #measuredAt = 0;
  #scales: DistanceScales | null = null;
  #sample = new Float32Array(0);
  /** Sketches know nothing of correlations, so their distances are a little short. */
  #stretch = 1;

  constructor(vectorOf: (id: number) => Float32Array | null) {
    this.#vectorOf = vectorOf;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Adds a track, or replaces its vector. */
  set(id: number, vector: Float32Array): void {
    let row = this.#rows.get(id);
    if (row === undefined) {
      row = this.#rows.size;
      if (row === this.#ids.length) this.#grow();
      this.#rows.set(id, row);
      this.#ids[row] = id;
    }
    this.#changes += 1;
    this.#hubs[2 * row + 1] = 0;
    writeSketch(this.#sketches, row, vector);
  }

  /** The last row moves into the gap. */
  remove(id: number): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#rows.delete(id);
    const last = this.#rows.size;
    this.#changes += 1;
    if (row === last) return;
    const lastId = this.#ids[last]!;
    this.#ids[row] = lastId;
    this.#rows.set(lastId, row);
    this.#sketches.copyWithin(row * sketchLength, last * sketchLength, (last + 1) * sketchLength);
    this.#hubs.copyWithin(2 * row, 2 * last, 2 * last + 2);
  }

  /** The tracks most like a vector, the most like first. */
  find(vector: Float32Array, { isLeftOut, ...options }: SimilarSearch): SimilarMatch[] {
    const scales = this.#measured();
    const sketch = new Float32Array(sketchLength);
    writeSketch(sketch, 0, vector);
    const table: SimilarityTable = {
      sketches: this.#sketches,
      rows: this.#rows.size,
      scales,
      vectorOf: (row) => this.#vectorOf(this.#ids[row]!),
      hubOf: (row) => this.#hubAt(row, scales),
    };
    const found = findSimilar(
      table,
      { vector, hub: this.#hubOfSketch(sketch, scales) },
      { ...options, ...(isLeftOut && { isLeftOut: (row: number) => isLeftOut(this.#ids[row]!) }) },
    );
    return found.map(({ row, ...match }) => ({ id: this.#ids[row]!, ...match }));
  }

  /**
   * How like a vector each of these tracks is, in their order; those that are not here are left out. Exact where they are
   * more like it than `exactFrom`; less is guessed from their sketches, and has no parts.
   */
  compare(vector: Float32Array, ids: readonly number[], exactFrom = 0): SimilarMatch[] {
    const scales = this.#measured();
    const rows = ids.map((id) => this.#rows.get(id)).filter((row) => row !== undefined);
    const sketch = new Float32Array(sketchLength);
    writeSketch(sketch, 0, vector);
    const hub = this.#hubOfSketch(sketch, scales);
    const guesses = this.#guessDistances(sketch, rows, scales);
    return rows.flatMap((row, index) => {
      const id = this.#ids[row]!;
      const guess = guesses[index]!;
      // What is far from the vector as the vector sees it cannot be near for both.
      const likeness = mutualProximity(guess, hub, hub);
      if (Math.sqrt(likeness) < exactFrom) return [{ id, distance: guess, likeness, parts: unknownParts }];
      const other = this.#vectorOf(id);
      if (other === null) return [];
      const parts = distanceParts(vector, other);
      const distance = weighParts(parts, scales);
      return [{ id, distance, likeness: mutualProximity(distance, hub, this.#hubAt(row, scales)), parts }];
    });
  }

  #guessDistances(sketch: Float32Array, rows: readonly number[], scales: DistanceScales): Float32Array {
    const sketches = new Float32Array(rows.length * sketchLength);
    for (const [index, row] of rows.entries()) {
      sketches.set(this.#sketches.subarray(row * sketchLength, (row + 1) * sketchLength), index * sketchLength);
    }
    const distances = sketchDistances(sketches, rows.length, sketch, scales, distanceWeights);
    return distances.map((distance) => distance * this.#stretch);
  }

  #hubAt(row: number, scales: DistanceScales): Hub {
    if (this.#hubs[2 * row + 1] === 0) {
      const hub = this.#hubOfSketch(this.#sketches.subarray(row * sketchLength, (row + 1) * sketchLength), scales);
      this.#hubs[2 * row] = hub.mean;
      this.#hubs[2 * row + 1] = hub.spread;
    }
    return { mean: this.#hubs[2 * row]!, spread: this.#hubs[2 * row + 1]! };
  }

  #hubOfSketch(sketch: Float32Array, scales: DistanceScales): Hub {
    const rows = this.#sample.length / sketchLength;
    const distances = sketchDistances(this.#sample, rows, sketch, scales, distanceWeights);
    return hubFromDistances(distances.map((distance) => distance * this.#stretch));
  }

  #measured(): DistanceScales {
    const hasDrifted = this.#changes - this.#measuredAt > driftPart * this.#rows.size;
    if (this.#scales !== null && !hasDrifted) return this.#scales;
    const size = this.#rows.size;
    const count = Math.min(hubSampleSize, size);
    const vectors = Array.from({ length: count }, (_, index) =>
      this.#vectorOf(this.#ids[Math.floor((index * size) / count)]!),
    ).filter((vector) => vector !== null);
    this.#scales = measureScales(vectors);
    this.#sample = new Float32Array(vectors.length * sketchLength);
    for (const [row, vector] of vectors.entries()) writeSketch(this.#sample, row, vector);
    this.#stretch = stretchOf(vectors, this.#sample, this.#scales);
    this.#hubs.fill(0);
    this.#measuredAt = this.#changes;
    return this.#scales;
  }

  #grow(): void {
    const capacity = this.#ids.length * 2;
    const larger = <T extends Int32Array | Float32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#ids = larger(this.#ids, new Int32Array(capacity));
    this.#sketches = larger(this.#sketches, new Float32Array(capacity * sketchLength));
    this.#hubs = larger(this.#hubs, new Float32Array(capacity * 2));
  }
}

function stretchOf(vectors: readonly Float32Array[], sketches: Float32Array, scales: DistanceScales): number {
  const [first] = vectors;
  if (first === undefined) return 1;
  let exact = 0;
  let short = 0;
  for (const [row, vector] of vectors.slice(0, 20).entries()) {
    const sketch = sketches.slice(row * sketchLength, (row + 1) * sketchLength);
    const distances = sketchDistances(sketches, vectors.length, sketch, scales, distanceWeights);
    for (const [other, distance] of distances.entries()) {
      if (other === row) continue;
      short += distance;
      exact += trackDistance(vector, vectors[other]!, scales);
    }
  }
  return short > 0 ? exact / short : 1;
}
