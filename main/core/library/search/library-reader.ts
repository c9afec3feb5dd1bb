import { type Db, prepare } from '#core/db/query.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { ParsedQuery } from '#shared/query/query-types.ts';
import { countValues } from './facet.ts';
import { findDirectly } from './find-directly.ts';
import { findRows, matchKey } from './find-rows.ts';
import { registerQueryFunctions } from './query-functions.ts';
import type { FacetRequest, FacetResult, QueryError, ViewRequest, ViewResult } from './search-protocol.ts';
import { type SortBy, TrackSnapshot } from './track-snapshot.ts';

/** What nearly every first keystroke is. */
const firstLetters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

/** A library that did not change for so long is at rest. */
const quietMs = 1000;

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
  #checkpoint = () => {};
  #snapshot: TrackSnapshot | undefined;
  #version = -1;
  #idleVersion = -1;
  #lastSort: SortBy[] = [];

  constructor(db: Db) {
    this.#db = db;
    registerQueryFunctions(db, () => this.#checkpoint());
  }

  openView({ text, sort }: ViewRequest, options: RequestOptions): ViewResult {
    const query = parseQuery(text, options);
    const sortBy = sortOf(query, sort);
    const errors = errorsOf(query);
    this.#lastSort = sortBy;
    return this.#reading(options, () => {
      const direct = this.#isCurrent() ? null : findDirectly(this.#db, query.root, sortBy);
      if (direct) return { ...direct, errors };
      const snapshot = this.#currentSnapshot();
      const found = findRows(query.root, { db: this.#db, snapshot, checkpoint: options.checkpoint });
      options.checkpoint();
      return { ids: snapshot.idsInOrder(found, sortBy), ...snapshot.totals(found), errors };
    });
  }

  facet(request: FacetRequest, options: RequestOptions): FacetResult {
    const query = parseQuery(request.text, options);
    return this.#reading(options, () => {
      const snapshot = this.#currentSnapshot();
      const found = findRows(query.root, { db: this.#db, snapshot, checkpoint: options.checkpoint });
      return countValues(this.#db, snapshot, found, request);
    });
  }

  /**
   * Does one piece of work that makes later requests faster: reads anew what a change made useless, or looks up one of
   * the first letters, which have the most rows. Answers after how many milliseconds to come again, or null when
   * everything is done. While the library goes on changing nothing is prepared: it would be useless at once.
   */
  prepareNext(): number | null {
    const version = this.#readVersion();
    if (!this.#snapshot || version !== this.#version) {
      const isQuiet = version === this.#idleVersion;
      this.#idleVersion = version;
      if (isQuiet) this.#reading(withoutEnd, () => this.#currentSnapshot().warm(this.#lastSort));
      return isQuiet ? 0 : quietMs;
    }
    for (const letter of firstLetters) {
      const { root } = parseQuery(letter);
      const match = root?.kind === 'term' ? root.term.matches[0] : undefined;
      if (!match || this.#snapshot.hasLeaf(matchKey(undefined, match))) continue;
      this.#reading(withoutEnd, () =>
        findRows(root, { db: this.#db, snapshot: this.#currentSnapshot(), ...withoutEnd }),
      );
      return 0;
    }
    return null;
  }

  close(): void {
    this.#db.close();
  }

  /** Runs in one read transaction, so that everything read is of one state of the library. */
  #reading<Result>({ checkpoint }: Pick<RequestOptions, 'checkpoint'>, read: () => Result): Result {
    this.#checkpoint = checkpoint;
    prepare(this.#db, 'BEGIN').run();
    try {
      return read();
    } finally {
      this.#checkpoint = () => {};
      prepare(this.#db, 'COMMIT').run();
    }
  }

  #isCurrent(): boolean {
    return this.#snapshot !== undefined && this.#readVersion() === this.#version;
  }

  #currentSnapshot(): TrackSnapshot {
    if (!this.#snapshot || !this.#isCurrent()) {
      this.#version = this.#readVersion();
      this.#snapshot = new TrackSnapshot(this.#db);
    }
    return this.#snapshot;
  }

  #readVersion(): number {
    // A transaction sees a fixed state only from its first read on.
    prepare(this.#db, 'SELECT 1 FROM track LIMIT 1').get();
    return this.#db.pragma('data_version', { simple: true }) as number;
  }
}

/** An order in the query goes before the one of the table's heads. */
function sortOf(query: ParsedQuery, sort: ViewRequest['sort']): SortBy[] {
  const wanted = [...query.sort, ...sort].map(({ field, direction }) => ({
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
