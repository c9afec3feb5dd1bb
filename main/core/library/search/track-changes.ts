import { type Db, prepare } from '#core/db/query.ts';
import { currentGeneration } from './changed-tracks.ts';

/** So many changed tracks are worth being read one by one. */
const mostChanges = 5000;

/** Tells, each time it is asked, which tracks changed since it was asked last; for tables of a thread that only reads. */
export class TrackChanges {
  readonly #db: Db;
  #generation = -1;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The state of the library that was told last. */
  get generation(): number {
    return this.#generation;
  }

  /** 'all' at first, where too many changed, and where the log does not reach back so far. */
  take(): 'all' | readonly number[] {
    const newest = currentGeneration(this.#db);
    if (newest === this.#generation) return [];
    const changed = this.#generation < 0 ? 'all' : this.#since(this.#generation);
    this.#generation = newest;
    return changed;
  }

  #since(generation: number): 'all' | number[] {
    const oldest = prepare(this.#db, 'SELECT min(generation) FROM track_change').pluck().get() as number | null;
    if (oldest === null || oldest > generation + 1) return 'all';
    const ids = prepare(this.#db, 'SELECT DISTINCT track_id FROM track_change WHERE generation > ? LIMIT ?')
      .pluck()
      .all(generation, mostChanges + 1) as (number | null)[];
    return ids.length > mostChanges || ids.includes(null) ? 'all' : (ids as number[]);
  }
}
