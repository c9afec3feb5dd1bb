import { type Db, prepare } from '#core/db/query.ts';
import { listDuplicateIds } from '#core/library/duplicates/duplicates.repository.ts';
import type { SmartRules } from '#shared/contract/playlists.ts';
import { AppError, toWire } from '#shared/errors.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { ParsedQuery, QueryNode, QuerySort } from '#shared/query/query-types.ts';
import { Bitset } from './bitset.ts';
import { currentGeneration } from './changed-tracks.ts';
import { positionOf } from './column-order.ts';
import { countValues } from './facet.ts';
import { findChanged } from './find-changed.ts';
import { type DirectResult, findDirectly, type SelectedTracks } from './find-directly.ts';
import { findRows, findWords, matchKey } from './find-rows.ts';
import { registerQueryFunctions } from './query-functions.ts';
import { resolveQuery } from './resolve-query.ts';
import type {
  CountRequest,
  CountResult,
  FacetRequest,
  FacetResult,
  QueryError,
  SmartView,
  ViewRequest,
  ViewResult,
} from './search-protocol.ts';
import { type Measures, takeLimit } from './take-limit.ts';
import { type SortBy, TrackSnapshot } from './track-snapshot.ts';

/** What nearly every first keystroke is. */
const firstLetters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

const idleMs = 150;

/** A library that did not change for so long is at rest. */
const quietMs = 1000;

/** From how many changed tracks on the library is read anew. */
export type ChangeLimits = {
  /** When it is at rest. */
  quiet: number;
  /** While it goes on changing. */
  busy: number;
  /** At once, because looking each of them up would take longer. */
  most: number;
};

function changeLimits(trackCount: number): ChangeLimits {
  return {
    quiet: 100,
    busy: Math.max(1000, Math.floor(trackCount / 50)),
    most: Math.max(10_000, Math.floor(trackCount / 8)),
  };
}

export type RequestOptions = {
  now: number;
  /** Throws when nobody waits for the answer any more. */
  checkpoint: () => void;
};

const withoutEnd = { checkpoint: () => {} };

/**
 * Answers queries over a connection of its own that only reads. Synchronous: it lives in a thread (reader.worker.ts).
 */
export class LibraryReader {
  readonly #db: Db;
  readonly #limits: (trackCount: number) => ChangeLimits;
  #checkpoint = () => {};
  #snapshot: TrackSnapshot | undefined;
  /** Takes the place of the snapshot once it has all that was asked of that one. */
  #successor: TrackSnapshot | undefined;
  #idleGeneration = -1;
  #wasAsked = false;
  #lastSort: SortBy[] = [];
  #duplicates: { state: string; ids: Int32Array } | undefined;

  constructor(db: Db, limits: (trackCount: number) => ChangeLimits = changeLimits) {
    this.#db = db;
    this.#limits = limits;
    registerQueryFunctions(db, () => this.#checkpoint());
  }

  openView({ text, sort, smart }: ViewRequest, options: RequestOptions): ViewResult {
    const query = parseQuery(smart ? smart.rules.text : text, options);
    // An order in the query goes before the one of the table's heads, but for what is shown of a smart playlist.
    const sortBy = smart ? sortOf([...sort, ...query.sort]) : sortOf([...query.sort, ...sort]);
    const errors = errorsOf(query);
    this.#lastSort = sortBy;
    return this.#reading(options, () => {
      const root = this.#resolve(query.root, options, within(smart));
      if (smart?.rules.limit) {
        return { ...this.#takeLimited(root, smart.rules, { own: sortOf(query.sort), shown: sortBy }, options), errors };
      }
      const current = this.#currentSnapshot();
      const direct = current ? null : findDirectly(this.#db, root, sortBy);
      if (direct) return { ids: direct.ids, durationMs: direct.durationMs, sizeBytes: direct.sizeBytes, errors };
      const snapshot = current ?? this.#newSnapshot();
      const { found, changed } = this.#find(root, sortBy, snapshot, options);
      const totals = snapshot.totals(found);
      return {
        ids: snapshot.idsInOrder(found, sortBy, changed.ids),
        durationMs: totals.durationMs + changed.durationMs,
        sizeBytes: totals.sizeBytes + changed.sizeBytes,
        errors,
      };
    });
  }

  facet(request: FacetRequest, options: RequestOptions): FacetResult {
    const query = parseQuery(request.text, options);
    return this.#reading(options, () => {
      const snapshot = this.#currentSnapshot() ?? this.#newSnapshot();
      const root = this.#resolve(query.root, options, []);
      const { found, changed } = this.#find(root, [], snapshot, options);
      return countValues(this.#db, snapshot, { found, changed: changed.ids }, request);
    });
  }

  /** What smart playlists hold, each for itself: one that fails leaves the others. */
  count({ smart }: CountRequest, options: RequestOptions): CountResult {
    return this.#reading(options, () =>
      smart.map((each) => {
        options.checkpoint();
        try {
          return this.#countOne(each, options);
        } catch (error) {
          if (error instanceof AppError && error.code !== 'CANCELLED') return { failure: toWire(error) };
          throw error;
        }
      }),
    );
  }

  #countOne(smart: SmartView, options: RequestOptions): CountResult[number] {
    const { rules } = smart;
    const query = parseQuery(rules.text, options);
    const errors = errorsOf(query);
    const root = this.#resolve(query.root, options, within(smart));
    if (rules.limit) {
      const own = sortOf(query.sort);
      const { ids, durationMs, sizeBytes } = this.#takeLimited(root, rules, { own, shown: own }, options);
      return { summary: { count: ids.length, durationMs, sizeBytes }, errors };
    }
    const snapshot = this.#currentSnapshot() ?? this.#newSnapshot();
    const { found, changed } = this.#find(root, [], snapshot, options);
    const totals = snapshot.totals(found);
    const summary = {
      count: (found ? found.count() : snapshot.size) + changed.ids.length,
      durationMs: totals.durationMs + changed.durationMs,
      sizeBytes: totals.sizeBytes + changed.sizeBytes,
    };
    return { summary, errors };
  }

  /** The tracks that a limit takes by the rules' own order, in the order they are shown in. */
  #takeLimited(
    root: QueryNode | null,
    rules: SmartRules,
    { own, shown }: { own: SortBy[]; shown: SortBy[] },
    options: RequestOptions,
  ): DirectResult {
    const snapshot = this.#currentSnapshot() ?? this.#newSnapshot();
    const { found, changed } = this.#find(root, own, snapshot, options);
    const all = snapshot.idsInOrder(found, own, changed.ids);
    const measuresOf = measuring(snapshot, changed);
    const taken = takeLimit(all, rules, measuresOf);
    let durationMs = 0;
    let sizeBytes = 0;
    for (const id of taken) {
      const measures = measuresOf(id);
      durationMs += measures.durationMs;
      sizeBytes += measures.sizeBytes;
    }
    const isInOrder = JSON.stringify(shown) === JSON.stringify(own);
    const ids = isInOrder ? taken : this.#inOrder(taken, root, shown, snapshot, options);
    return { ids, durationMs, sizeBytes };
  }

  /** `within` are the smart playlists whose rules this is, the outermost first. */
  #resolve(root: QueryNode | null, options: RequestOptions, within: readonly number[]): QueryNode | null {
    return resolveQuery(root, {
      db: this.#db,
      now: options.now,
      within,
      takeLimited: (rules, inside) => {
        const query = parseQuery(rules.text, options);
        const own = sortOf(query.sort);
        return this.#takeLimited(this.#resolve(query.root, options, inside), rules, { own, shown: own }, options).ids;
      },
      listDuplicates: () => this.#listDuplicates(),
    });
  }

  /** What makes a group depends on many tables; whatever was written since, it is looked up again. */
  #listDuplicates(): Int32Array {
    const written = prepare(this.#db, 'SELECT total_changes()').pluck().get();
    const state = `${this.#db.pragma('data_version', { simple: true })} ${written}`;
    if (this.#duplicates?.state !== state) {
      this.#duplicates = { state, ids: Int32Array.from(listDuplicateIds(this.#db)) };
    }
    return this.#duplicates.ids;
  }

  /** Some of the tracks of a query in another order. */
  #inOrder(
    ids: Int32Array,
    root: QueryNode | null,
    sort: SortBy[],
    snapshot: TrackSnapshot,
    { checkpoint }: RequestOptions,
  ): Int32Array<ArrayBuffer> {
    const kept = new Bitset(snapshot.size);
    const others = new Set<number>();
    for (const id of ids) {
      const position = positionOf(snapshot.rows, id);
      if (position === -1 || snapshot.changes.positions.has(position)) others.add(id);
      else kept.add(position);
    }
    const changed = findChanged(root, sort, { db: this.#db, snapshot, checkpoint });
    return snapshot.idsInOrder(
      kept,
      sort,
      changed.ids.filter((id) => others.has(id)),
    );
  }

  /** How long to wait for another request before `prepareNext`: not at all when much has changed. */
  get idleMs(): number {
    const snapshot = this.#snapshot;
    return snapshot && snapshot.changes.size >= this.#limits(snapshot.size).busy ? 0 : idleMs;
  }

  /**
   * Does one piece of work that makes later requests faster: reads the library anew, column by column, when many tracks
   * changed, or looks up one of the first letters, which have the most rows. Answers after how many milliseconds to
   * come again, or null when everything is done. While the library goes on changing as little as possible is read.
   */
  prepareNext(): number | null {
    return this.#reading(withoutEnd, () => {
      const generation = currentGeneration(this.#db);
      const isQuiet = generation === this.#idleGeneration;
      this.#idleGeneration = generation;
      const snapshot = this.#currentSnapshot();
      if (!snapshot) {
        if (isQuiet) this.#newSnapshot();
        return isQuiet ? 0 : quietMs;
      }
      if (this.#successor || this.#isWorn(snapshot, isQuiet)) {
        this.#succeed(snapshot);
        return 0;
      }
      if (!isQuiet && snapshot.changes.hasDescriptions) return quietMs;
      if (snapshot.warmNext(this.#lastSort)) return 0;
      if (this.#lookUpLetter(snapshot)) return 0;
      if (snapshot.warmColumns()) return 0;
      return snapshot.changes.size >= this.#limits(snapshot.size).quiet ? quietMs : null;
    });
  }

  /** Whether so much has changed that the changes cost more than reading anew. */
  #isWorn(snapshot: TrackSnapshot, isQuiet: boolean): boolean {
    const { quiet, busy } = this.#limits(snapshot.size);
    const { size } = snapshot.changes;
    return isQuiet ? size >= quiet : this.#wasAsked && size >= busy;
  }

  #succeed(snapshot: TrackSnapshot): void {
    if (!this.#successor) {
      this.#successor = new TrackSnapshot(this.#db, snapshot);
      return;
    }
    if (!this.#catchUp(this.#successor)) {
      this.#successor = undefined;
      return;
    }
    if (this.#successor.warmLike(snapshot) || this.#successor.warmNext(this.#lastSort)) return;
    this.#snapshot = this.#successor;
    this.#successor = undefined;
    this.#wasAsked = false;
  }

  #lookUpLetter(snapshot: TrackSnapshot): boolean {
    for (const letter of firstLetters) {
      const { root } = parseQuery(letter);
      const match = root?.kind === 'term' ? root.term.matches[0] : undefined;
      if (!match || snapshot.hasWords(matchKey(undefined, match))) continue;
      findWords(undefined, match, { db: this.#db, snapshot });
      return true;
    }
    return false;
  }

  /** The rows of the snapshot that are as they were, and the tracks that changed since. */
  #find(
    root: QueryNode | null,
    sort: readonly SortBy[],
    snapshot: TrackSnapshot,
    { checkpoint }: RequestOptions,
  ): { found: Bitset | null; changed: SelectedTracks } {
    const options = { db: this.#db, snapshot, checkpoint };
    const found = findRows(root, options);
    const changed = findChanged(root, sort, options);
    checkpoint();
    const { positions, size } = snapshot.changes;
    if (size === 0) return { found, changed };
    return { found: found ? found.difference(positions) : positions.complement(), changed };
  }

  close(): void {
    this.#db.close();
  }

  /** Runs in one read transaction, so that everything read is of one state of the library. */
  #reading<Result>({ checkpoint }: Pick<RequestOptions, 'checkpoint'>, read: () => Result): Result {
    this.#checkpoint = checkpoint;
    this.#wasAsked ||= checkpoint !== withoutEnd.checkpoint;
    prepare(this.#db, 'BEGIN').run();
    try {
      return read();
    } finally {
      this.#checkpoint = () => {};
      prepare(this.#db, 'COMMIT').run();
    }
  }

  /** What is remembered, knowing all that changed; undefined where there is nothing, or too much has changed. */
  #currentSnapshot(): TrackSnapshot | undefined {
    if (this.#snapshot && !this.#catchUp(this.#snapshot)) {
      this.#snapshot = undefined;
      this.#successor = undefined;
    }
    return this.#snapshot;
  }

  #catchUp(snapshot: TrackSnapshot): boolean {
    return snapshot.changes.catchUp(this.#limits(snapshot.size).most);
  }

  #newSnapshot(): TrackSnapshot {
    this.#snapshot = new TrackSnapshot(this.#db);
    return this.#snapshot;
  }
}

function within(smart: SmartView | undefined): number[] {
  return smart?.id == null ? [] : [smart.id];
}

/** Time and size of each found track. */
function measuring(snapshot: TrackSnapshot, changed: SelectedTracks): (id: number) => Measures {
  const { durations, sizes } = snapshot.measures();
  const places = new Map(Array.from(changed.ids, (id, place) => [id, place] as const));
  return (id) => {
    const place = places.get(id);
    if (place !== undefined) return { durationMs: changed.durations[place]!, sizeBytes: changed.sizes[place]! };
    const position = positionOf(snapshot.rows, id);
    return { durationMs: durations[position]!, sizeBytes: sizes[position]! };
  };
}

/** The same column a second time says nothing more. */
function sortOf(terms: readonly Pick<QuerySort, 'field' | 'direction'>[]): SortBy[] {
  const wanted = terms.map(({ field, direction }) => ({
    field,
    isDescending: direction === 'descending',
  }));
  return wanted.filter(({ field }, index) => wanted.findIndex((other) => other.field === field) === index);
}

function errorsOf(query: ParsedQuery): QueryError[] {
  return query.errors.flatMap(({ error, range, fieldText }) =>
    error ? [{ ...error, start: range.start, end: range.end, field: fieldText ?? '' }] : [],
  );
}
