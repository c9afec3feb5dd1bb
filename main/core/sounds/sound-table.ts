import { SimilarityIndex } from '#core/analysis/similarity/similarity-index.ts';
import { decodeSimilarity, type SimilarityVector } from '#core/analysis/similarity/similarity-vector.ts';
import type { DistanceParts } from '#core/analysis/similarity/track-distance.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { TrackChanges } from '#core/library/search/track-changes.ts';

/** What is looked for among others by more than its sound need not be found to the last one: so many, times the number. */
const shortlistPart = 2;
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

type SoundRow = [id: number, artist: string, similarity: Uint8Array];

/**
 * The sounds of a library for searches over all of them, read when first asked for and kept up with by the log of
 * changes. Lives in a thread of its own (sounds.worker.ts) over a connection that only reads.
 */
export class SoundTable {
  readonly #db: Db;
  readonly #changes: TrackChanges;
  #index: SimilarityIndex;
  #artists = new Map<number, string>();

  constructor(db: Db) {
    this.#db = db;
    this.#changes = new TrackChanges(db);
    this.#index = this.#newIndex();
  }

  /** The tracks most like one; empty for one that has no sound yet. */
  findSimilar({ id, count, isSpread }: SimilarRequest): SimilarResult[] {
    this.#refresh();
    const vector = this.#artists.has(id) ? this.#vectorOf(id) : null;
    if (!vector) return [];
    const artist = this.#artists.get(id) ?? '';
    const isLeftOut = (other: number) =>
      other === id || (isSpread && artist !== '' && this.#artists.get(other) === artist);
    const seen = new Set<string>();
    const results: SimilarResult[] = [];
    for (const match of this.#index.find(vector, { count: isSpread ? count * 4 : count, isLeftOut })) {
      const by = this.#artists.get(match.id) ?? '';
      if (match.likeness < leastLikeness || (isSpread && by !== '' && seen.has(by))) continue;
      seen.add(by);
      results.push({ id: match.id, likeness: match.likeness, parts: match.parts });
      if (results.length === count) break;
    }
    return results;
  }

  /** The tracks most like one among those that `isWanted` says. */
  findAmong(id: number, count: number, isWanted: (id: number) => boolean): SimilarResult[] {
    this.#refresh();
    const vector = this.#artists.has(id) ? this.#vectorOf(id) : null;
    if (!vector) return [];
    const isLeftOut = (other: number) => other === id || !isWanted(other);
    return this.#index.find(vector, { count, shortlist: shortlistPart * count, isLeftOut });
  }

  /**
   * How much each of these sounds like a track; those without a sound are left out. What is less alike than `exactFrom` is
   * only guessed, and has no parts.
   */
  compare(id: number, others: readonly number[], exactFrom: number): SimilarResult[] {
    this.#refresh();
    const vector = this.#artists.has(id) ? this.#vectorOf(id) : null;
    return vector ? this.#index.compare(vector, others, exactFrom) : [];
  }

  /** Whether it was heard what a track sounds like. */
  knows(id: number): boolean {
    this.#refresh();
    return this.#artists.has(id);
  }

  #refresh(): void {
    const changed = this.#changes.take();
    if (changed === 'all') this.#load();
    else for (const id of changed) this.#reread(id);
  }

  #load(): void {
    this.#index = this.#newIndex();
    this.#artists = new Map();
    const rows = prepare(this.#db, `${selectSounds} ORDER BY track.id`).raw();
    for (const row of rows.iterate() as IterableIterator<SoundRow>) this.#put(row);
  }

  #reread(id: number): void {
    const row = prepare(this.#db, `${selectSounds} AND track.id = ?`).raw().get(id) as SoundRow | undefined;
    if (row && this.#put(row)) return;
    this.#index.remove(id);
    this.#artists.delete(id);
  }

  #put([id, artist, bytes]: SoundRow): boolean {
    const vector = decodeSimilarity(bytes);
    if (!vector) return false;
    this.#index.set(id, vector);
    this.#artists.set(id, artist);
    return true;
  }

  #newIndex(): SimilarityIndex {
    return new SimilarityIndex((id) => this.#vectorOf(id));
  }

  #vectorOf(id: number): SimilarityVector | null {
    const bytes = prepare(this.#db, `${selectSimilarity} WHERE track.id = ?`).pluck().get(id) as
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
