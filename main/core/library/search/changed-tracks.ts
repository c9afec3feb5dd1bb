import { type Db, prepare } from '#core/db/query.ts';
import { Bitset } from './bitset.ts';
import { positionOf, type Rows } from './column-order.ts';

type Change = {
  generation: number;
  /** Whether more may differ than what analysis found, the rating and whether the file is there. */
  isDescription: boolean;
};

/** The ids from `low` to `high` that something is true of. */
export type FindAmong = (low: number, high: number) => ReadonlySet<number>;

/** Names the state of the library that this transaction sees. */
export function currentGeneration(db: Db): number {
  return (prepare(db, 'SELECT max(generation) FROM track_change').pluck().get() as number | null) ?? 0;
}

/**
 * The tracks that changed, came or went since a state of the library, as the triggers of the table `track` noted them
 * in `track_change`. What was remembered of all the others still holds.
 */
export class ChangedTracks {
  /** Positions of those that were there before. */
  readonly positions: Bitset;
  readonly #db: Db;
  readonly #rows: Rows;
  readonly #changes = new Map<number, Change>();
  readonly #describedIds: number[] = [];
  #generation: number;
  #json = '[]';
  #wordsOf = new Map<string, ReadonlySet<number>>();

  constructor(db: Db, rows: Rows) {
    this.#db = db;
    this.#rows = rows;
    this.#generation = currentGeneration(db);
    this.positions = new Bitset(rows.ids.length);
  }

  get size(): number {
    return this.#changes.size;
  }

  /** Whether tracks came or went, or may have other texts, paths or properties of their file. */
  get hasDescriptions(): boolean {
    return this.#describedIds.length > 0;
  }

  /** Those tracks. */
  get describedIds(): readonly number[] {
    return this.#describedIds;
  }

  /** All of them. */
  get ids(): readonly number[] {
    return [...this.#changes.keys()];
  }

  /** The ids as JSON, for SQL. */
  get json(): string {
    return this.#json;
  }

  /** When a track changed last; 0 for one that did not. */
  generationOf(id: number): number {
    return this.#changes.get(id)?.generation ?? 0;
  }

  /**
   * Brings the changes up to what this transaction sees. False when that is too much: more than `limit` tracks, all of
   * them, or more than is kept.
   */
  catchUp(limit: number): boolean {
    const newest = currentGeneration(this.#db);
    if (newest === this.#generation) return true;
    const oldest = prepare(this.#db, 'SELECT min(generation) FROM track_change').pluck().get() as number | null;
    if (newest < this.#generation || oldest === null || oldest > this.#generation + 1) return false;
    const news = prepare(
      this.#db,
      `SELECT track_id, max(generation), max(is_description) FROM track_change WHERE generation > ?
       GROUP BY track_id LIMIT ?`,
    )
      .raw()
      .all(this.#generation, limit + 1) as [number | null, number, 0 | 1][];
    if (news.length > limit) return false;
    for (const [id, generation, isDescription] of news) {
      if (id === null) return false;
      this.#add(id, generation, isDescription === 1);
    }
    this.#generation = newest;
    this.#json = JSON.stringify([...this.#changes.keys()]);
    return this.size <= limit;
  }

  #add(id: number, generation: number, isDescription: boolean): void {
    const known = this.#changes.get(id);
    this.#changes.set(id, { generation, isDescription: isDescription || (known?.isDescription ?? false) });
    if (isDescription) {
      if (!known?.isDescription) this.#describedIds.push(id);
      this.#wordsOf.clear();
    }
    const position = positionOf(this.#rows, id);
    if (position !== -1) this.positions.add(position);
  }

  /**
   * Those whose texts meet a match of the full-text index. `findAmong` asks the index for ids of a stretch; of tracks
   * whose texts are as they were, `before` knows the answer.
   */
  withWords(key: string, before: Bitset, findAmong: FindAmong): number[] {
    let described = this.#wordsOf.get(key);
    if (!described) {
      described = this.hasDescriptions ? findAmong(...stretchOf(this.#describedIds)) : new Set<number>();
      this.#wordsOf.set(key, described);
    }
    const ids: number[] = [];
    for (const [id, { isDescription }] of this.#changes) {
      if (isDescription ? described.has(id) : before.has(positionOf(this.#rows, id))) ids.push(id);
    }
    return ids;
  }
}

/** Least and greatest. Not by `Math.min(...ids)`: many thousand arguments overflow the stack. */
export function stretchOf(ids: readonly number[]): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const id of ids) {
    low = Math.min(low, id);
    high = Math.max(high, id);
  }
  return [low, high];
}
