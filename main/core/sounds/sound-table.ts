import { findSimilar, type SimilarityTable } from '#core/analysis/similarity/find-similar.ts';
import { hubOf, hubSampleSize } from '#core/analysis/similarity/mutual-proximity.ts';
import { sketchLength, writeSketch } from '#core/analysis/similarity/similarity-sketch.ts';
import { decodeSimilarity, type SimilarityVector } from '#core/analysis/similarity/similarity-vector.ts';
import { type DistanceParts, measureScales, usualScales } from '#core/analysis/similarity/track-distance.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { currentGeneration } from '#core/library/search/changed-tracks.ts';

/** So many changed tracks are read one by one; more, and the table is made anew. */
const mostChanges = 5000;
/** Results nobody would hear a likeness in are not shown. */
const leastLikeness = 0.02;

export type SimilarRequest = {
  id: number;
  count: number;
  /** Only one track by each artist, and none by the track's own. */
  isSpread: boolean;
};

/** `likeness` from 0 to 1; `parts` say why, in the units of `DistanceParts`. */
export type SimilarResult = { id: number; likeness: number; parts: DistanceParts };

/**
 * The sounds of a library for searches over all of them: 34 MB for 100,000 tracks, read when first asked for and kept up
 * with by the log of changes. Lives in a thread of its own (sounds.worker.ts) over a connection that only reads.
 */
export class SoundTable {
  readonly #db: Db;
  #generation = -1;
  #ids = new Int32Array(0);
  #artists: string[] = [];
  #rowOf = new Map<number, number>();
  #sample: SimilarityVector[] = [];
  #table: SimilarityTable = this.#emptyTable(0);
  #nextHub = 0;
  #loadedRows = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The tracks most like one; empty for one that has no sound yet. */
  findSimilar({ id, count, isSpread }: SimilarRequest): SimilarResult[] {
    this.#refresh();
    const row = this.#rowOf.get(id);
    const vector = row === undefined ? null : this.#vectorOf(row);
    if (row === undefined || !vector) return [];
    const artist = this.#artists[row];
    const found = findSimilar(
      this.#table,
      { vector, hub: hubOf(vector, this.#sample, this.#table.scales) },
      {
        count: isSpread ? count * 4 : count,
        isLeftOut: (other) =>
          other === row || this.#ids[other] === 0 || (isSpread && artist !== '' && this.#artists[other] === artist),
      },
    );
    const seen = new Set<string>();
    const results: SimilarResult[] = [];
    for (const { row: other, likeness, parts } of found) {
      const by = this.#artists[other] ?? '';
      if (likeness < leastLikeness || (isSpread && by !== '' && seen.has(by))) continue;
      seen.add(by);
      results.push({ id: this.#ids[other]!, likeness, parts });
      if (results.length === count) break;
    }
    return results;
  }

  /** Measures the hub of some more tracks; false when all are known. */
  measureHubs(most: number): boolean {
    const { hubs, rows, scales } = this.#table;
    for (let done = 0; done < most && this.#nextHub < rows; this.#nextHub += 1) {
      if (hubs[2 * this.#nextHub + 1] !== 0 || this.#ids[this.#nextHub] === 0) continue;
      const vector = this.#vectorOf(this.#nextHub);
      if (!vector) continue;
      const { mean, spread } = hubOf(vector, this.#sample, scales);
      hubs.set([mean, spread], 2 * this.#nextHub);
      done += 1;
    }
    return this.#nextHub < rows;
  }

  #refresh(): void {
    const newest = currentGeneration(this.#db);
    if (newest === this.#generation) return;
    const changed = this.#generation < 0 ? null : this.#changedSince(this.#generation);
    this.#generation = newest;
    // A sample of what was there long ago says little of a library twice as large.
    const isOutgrown = this.#table.rows > 2 * this.#loadedRows || this.#table.rows === 0;
    if (changed === null || changed.length > mostChanges || isOutgrown) this.#load();
    else for (const id of changed) this.#reread(id);
  }

  /** Null where the log does not reach back so far, or any track may have changed. */
  #changedSince(generation: number): number[] | null {
    const oldest = prepare(this.#db, 'SELECT min(generation) FROM track_change').pluck().get() as number | null;
    if (oldest === null || oldest > generation + 1) return null;
    const ids = prepare(this.#db, 'SELECT DISTINCT track_id FROM track_change WHERE generation > ? LIMIT ?')
      .pluck()
      .all(generation, mostChanges + 1) as (number | null)[];
    return ids.includes(null) ? null : (ids as number[]);
  }

  #load(): void {
    const sounds = prepare(this.#db, `${selectSounds} ORDER BY track.id`).raw();
    const count = prepare(this.#db, 'SELECT count(*) FROM track').pluck().get() as number;
    this.#table = this.#emptyTable(count);
    this.#ids = new Int32Array(count);
    this.#artists = [];
    this.#rowOf = new Map();
    this.#sample = [];
    this.#nextHub = 0;
    const sampleEvery = Math.max(1, Math.floor(count / hubSampleSize));
    for (const [id, artist, bytes] of sounds.iterate() as IterableIterator<[number, string, Uint8Array]>) {
      const vector = decodeSimilarity(bytes);
      if (!vector) continue;
      const row = this.#append(id, artist, vector);
      if (row % sampleEvery === 0 && this.#sample.length < hubSampleSize) this.#sample.push(vector);
    }
    this.#loadedRows = this.#table.rows;
    this.#table.scales = this.#sample.length < 12 ? usualScales : measureScales(this.#sample);
  }

  #reread(id: number): void {
    const known = this.#rowOf.get(id);
    const sound = prepare(this.#db, `${selectSounds} AND track.id = ?`).raw().get(id) as
      | [number, string, Uint8Array]
      | undefined;
    const vector = sound && decodeSimilarity(sound[2]);
    if (!sound || !vector) {
      if (known !== undefined) this.#ids[known] = 0;
      this.#rowOf.delete(id);
      return;
    }
    if (known === undefined) {
      this.#append(id, sound[1], vector);
      return;
    }
    this.#artists[known] = sound[1];
    writeSketch(this.#table.sketches, known, vector);
    this.#table.hubs.fill(0, 2 * known, 2 * known + 2);
    this.#nextHub = Math.min(this.#nextHub, known);
  }

  #append(id: number, artist: string, vector: SimilarityVector): number {
    const row = this.#table.rows;
    if ((row + 1) * sketchLength > this.#table.sketches.length) this.#grow();
    this.#table.rows += 1;
    this.#ids[row] = id;
    this.#artists[row] = artist;
    this.#rowOf.set(id, row);
    writeSketch(this.#table.sketches, row, vector);
    return row;
  }

  #grow(): void {
    const { rows, sketches, hubs, scales } = this.#table;
    const grown = this.#emptyTable(Math.ceil(rows * 1.25) + 64);
    grown.sketches.set(sketches);
    grown.hubs.set(hubs);
    this.#table = { ...grown, rows, scales };
    const ids = new Int32Array(grown.hubs.length / 2);
    ids.set(this.#ids);
    this.#ids = ids;
  }

  #emptyTable(capacity: number): SimilarityTable {
    return {
      sketches: new Float32Array(capacity * sketchLength),
      hubs: new Float32Array(capacity * 2),
      rows: 0,
      scales: usualScales,
      vectorOf: (row) => this.#vectorOf(row),
    };
  }

  #vectorOf(row: number): SimilarityVector | null {
    const bytes = prepare(this.#db, `${selectSimilarity} WHERE track.id = ?`).pluck().get(this.#ids[row]) as
      | Uint8Array
      | null
      | undefined;
    return bytes ? decodeSimilarity(bytes) : null;
  }
}

const selectSimilarity = 'SELECT similarity FROM track JOIN analysis ON analysis.audio_hash = track.audio_hash';
const selectSounds = `SELECT track.id, track.artist_fold, analysis.similarity
  FROM track JOIN analysis ON analysis.audio_hash = track.audio_hash
  WHERE analysis.similarity IS NOT NULL AND track.missing_since IS NULL`;
