import type { Db } from '#core/db/query.ts';
import { currentGeneration } from '#core/library/search/changed-tracks.ts';
import type { SetPlan } from '#shared/contract/playlists.ts';
import type { PlaceFilter } from '#shared/contract/sets.ts';
import type { EntryState } from '../playlists.repository.ts';
import { factsOfEntry, readEnds, readEntryTracks, readLibraryTracks } from './read-set-tracks.ts';
import { SetTracksBuilder } from './set-tracks.ts';
import { type SolvedSet, type SolveRequest, solveSet } from './solve-set.ts';
import { type PlaceLimits, suggestTracks } from './suggest-tracks.ts';

export type SolveQuestion = {
  plan: SetPlan;
  entries: readonly EntryState[];
  /** Tracks it may be taken from; null for the whole library. */
  pool: Int32Array | null;
  seed: number;
};
/** A row of the answer: an entry that stays, by its place among the entries asked with, or a track. */
export type SolvedRow = { entry: number } | { trackId: number };
export type SolveAnswer = Pick<SolvedSet, 'problems' | 'leftOut'> & { rows: SolvedRow[] };

export type SuggestQuestion = Omit<SolveQuestion, 'seed'> & {
  place: number;
  isNew: boolean;
  filters: readonly PlaceFilter[];
  count: number;
  now: number;
};
export type SuggestAnswer = {
  candidates: { trackId: number; step: ReturnType<typeof suggestTracks>['suggestions'][number]['step'] }[];
  limits: PlaceLimits;
};

/** In pools up to this size all ends are read at once. */
const smallPool = 3000;

/**
 * The library's tracks as sets are built from them, read when first asked for and anew when the library has changed.
 * Lives in a thread of its own (sets.worker.ts) over a connection that only reads.
 */
export class SetTable {
  readonly #db: Db;
  #builder = new SetTracksBuilder(0);
  #endsKnown = new Uint8Array(0);
  #generation = -1;

  constructor(db: Db) {
    this.#db = db;
  }

  *solve({ plan, entries, pool, seed }: SolveQuestion): Generator<void, SolveAnswer> {
    if (plan.takesFrom === 'playlist') return yield* this.#putInOrder(plan, entries, seed);
    this.#refresh();
    yield;
    const rowOf = this.#rowsFor(entries);
    const places = [...entries.keys()].filter((place) => entries[place]!.isLocked);
    const locks = places.map((place) => ({ row: rowOf(place), place, isLast: place === entries.length - 1 }));
    const { tracks } = this.#builder;
    const rows = this.#poolRows(pool);
    const familiar = [...entries.keys()].filter((place) => !entries[place]!.isLocked).map(rowOf);
    const request = {
      ...{ tracks, pool: rows, locks, wish: plan, seed, familiar, usesAll: false },
      loadEnds: this.#loadEnds,
    };
    if (rows.length <= smallPool) this.#loadEnds(rows);
    const solved = yield* solveSet(request);
    const lockedPlaceOf = new Map(locks.map(({ row, place }) => [row, place]));
    return answerOf(solved, (row) => {
      const entry = lockedPlaceOf.get(row);
      return entry === undefined ? { trackId: tracks.ids[row]! } : { entry };
    });
  }

  suggest(question: SuggestQuestion): SuggestAnswer {
    const { entries, place, isNew, plan, pool, ...rest } = question;
    this.#refresh();
    const rowOf = this.#rowsFor(entries);
    const order = [...entries.keys()].filter((index) => isNew || index !== place).map(rowOf);
    // What is to be replaced is no candidate for its own place.
    const replaced = isNew || place >= entries.length ? null : rowOf(place);
    const { tracks } = this.#builder;
    const { suggestions, limits } = suggestTracks({
      ...rest,
      tracks,
      order,
      place,
      replaced,
      wish: plan,
      pool: this.#poolRows(pool),
      loadEnds: this.#loadEnds,
    });
    return { limits, candidates: suggestions.map(({ row, step }) => ({ trackId: tracks.ids[row]!, step })) };
  }

  /** Only what is in the list, all of it: rows are entries here, so that one that stands twice stays twice. */
  *#putInOrder(plan: SetPlan, entries: readonly EntryState[], seed: number): Generator<void, SolveAnswer> {
    const tracks = readEntryTracks(this.#db, entries);
    yield;
    const places = [...entries.keys()];
    const locks = places
      .filter((place) => entries[place]!.isLocked)
      .map((place) => ({ row: place, place, isLast: place === entries.length - 1 }));
    const wish = { ...plan, durationMs: null, trackCount: entries.length };
    const request: SolveRequest = {
      ...{ tracks, locks, wish, seed, familiar: [], usesAll: true, pool: Int32Array.from(places) },
      loadEnds: () => undefined,
    };
    return answerOf(yield* solveSet(request), (entry) => ({ entry }));
  }

  #refresh(): void {
    const newest = currentGeneration(this.#db);
    if (newest === this.#generation) return;
    // Numbers of artists and recordings hang together: a part read anew would not fit the rest.
    this.#builder = readLibraryTracks(this.#db);
    this.#endsKnown = new Uint8Array(this.#builder.tracks.ids.length);
    this.#libraryCount = this.#builder.tracks.count;
    this.#generation = newest;
  }

  #libraryCount = 0;

  /** The row of each entry; those that are not in the library get rows of their own behind it, for this question. */
  #rowsFor(entries: readonly EntryState[]): (place: number) => number {
    this.#builder.shrinkTo(this.#libraryCount);
    const rows = entries.map((entry) => {
      const row = entry.trackId === null ? -1 : this.#findRow(entry.trackId);
      return row >= 0 ? row : this.#builder.add(factsOfEntry(entry));
    });
    return (place) => rows[place]!;
  }

  #poolRows(pool: Int32Array | null): Int32Array {
    if (pool === null) return Int32Array.from({ length: this.#libraryCount }, (_, row) => row);
    // In the order of rows, so that the order of a search changes nothing.
    return pool
      .map((id) => this.#findRow(id))
      .filter((row) => row >= 0)
      .sort();
  }

  #findRow(id: number): number {
    const { ids } = this.#builder.tracks;
    let [low, high] = [0, this.#libraryCount - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = ids[middle]!;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  readonly #loadEnds = (rows: Iterable<number>): void => {
    const { tracks } = this.#builder;
    const unknown: number[] = [];
    for (const row of rows) {
      if (row >= this.#libraryCount || this.#endsKnown[row] === 1) continue;
      this.#endsKnown[row] = 1;
      unknown.push(row);
    }
    readEnds(this.#db, tracks, unknown);
  };
}

function answerOf({ order, problems, leftOut }: SolvedSet, rowOf: (row: number) => SolvedRow): SolveAnswer {
  return { problems, leftOut, rows: Array.from(order, rowOf) };
}
