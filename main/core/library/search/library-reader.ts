import { type Db, prepare } from '#core/db/query.ts';
import { parseQuery } from '#shared/query/parse-query.ts';
import type { ParsedQuery } from '#shared/query/query-types.ts';
import { countValues } from './facet.ts';
import { findRows, matchKey } from './find-rows.ts';
import { registerQueryFunctions } from './query-functions.ts';
import type { FacetRequest, FacetResult, QueryError, ViewRequest, ViewResult } from './search-protocol.ts';
import { type SortBy, TrackSnapshot } from './track-snapshot.ts';

/** What nearly every first keystroke is. */
const firstLetters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

export type RequestOptions = {
  now: number;
  /** Throws when nobody waits for the answer any more. */
  checkpoint: () => void;
};

/**
 * Answers queries over a connection of its own that only reads. Synchronous: it lives in a thread (reader.worker.ts).
 */
export class LibraryReader {
  readonly #db: Db;
  #checkpoint = () => {};
  #snapshot: TrackSnapshot | undefined;
  #version = -1;

  constructor(db: Db) {
    this.#db = db;
    registerQueryFunctions(db, () => this.#checkpoint());
  }

  openView({ text, sort }: ViewRequest, options: RequestOptions): ViewResult {
    const query = parseQuery(text, options);
    return this.#reading(options, (snapshot) => {
      const found = findRows(query.root, { db: this.#db, snapshot, checkpoint: options.checkpoint });
      options.checkpoint();
      const ids = snapshot.idsInOrder(found, sortOf(query, sort));
      return { ids, ...snapshot.totals(found), errors: errorsOf(query) };
    });
  }

  facet(request: FacetRequest, options: RequestOptions): FacetResult {
    const query = parseQuery(request.text, options);
    return this.#reading(options, (snapshot) => {
      const found = findRows(query.root, { db: this.#db, snapshot, checkpoint: options.checkpoint });
      return countValues(this.#db, snapshot, found, request);
    });
  }

  /**
   * Looks one of the first letters up in advance, which have the most rows. Answers false when there is nothing left to
   * prepare, or the library has changed since the last request: while it does, preparing would never end.
   */
  prepareNext(): boolean {
    const snapshot = this.#snapshot;
    if (!snapshot || this.#readVersion() !== this.#version) return false;
    for (const letter of firstLetters) {
      const { root } = parseQuery(letter);
      const match = root?.kind === 'term' ? root.term.matches[0] : undefined;
      if (!match || snapshot.hasLeaf(matchKey(undefined, match))) continue;
      this.#reading({ checkpoint: () => {} }, (current) =>
        findRows(root, { db: this.#db, snapshot: current, checkpoint: () => {} }),
      );
      return true;
    }
    return false;
  }

  close(): void {
    this.#db.close();
  }

  /** Runs in one read transaction, so that all columns are of one state of the library. */
  #reading<Result>(
    { checkpoint }: Pick<RequestOptions, 'checkpoint'>,
    read: (snapshot: TrackSnapshot) => Result,
  ): Result {
    this.#checkpoint = checkpoint;
    prepare(this.#db, 'BEGIN').run();
    try {
      return read(this.#currentSnapshot());
    } finally {
      this.#checkpoint = () => {};
      prepare(this.#db, 'COMMIT').run();
    }
  }

  #currentSnapshot(): TrackSnapshot {
    const version = this.#readVersion();
    if (!this.#snapshot || version !== this.#version) {
      this.#snapshot = new TrackSnapshot(this.#db);
      this.#version = version;
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
