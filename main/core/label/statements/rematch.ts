import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Change, Changes } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { Matcher } from './match-ladder.ts';
import type { ItemSpelling } from './packed-batch.ts';

/** Catalogues change in bursts: a release with all its recordings. */
const waitMs = 300;
const holdMs = 6;

type Row = ItemSpelling & { id: number; recordingId: number | null; releaseId: number | null; method: string };

type RematchOptions = {
  db: Db;
  changes: Changes;
  logError(message: string, error: unknown): void;
};

/** Keeps items matched while the catalogue changes. What was matched or ignored by hand stays as it is. */
export class Rematch {
  readonly #options: RematchOptions;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: RematchOptions) {
    this.#options = options;
    options.changes.listen((change) => this.#note(change));
  }

  /** Looks again soon. */
  touch(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => this.#begin(), waitMs);
    this.#timer.unref();
  }

  async waitForIdle(): Promise<void> {
    if (this.#timer !== undefined) this.#begin();
    await this.#work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#work;
  }

  #note({ topics }: Change): void {
    if (topics.includes('recordings') || topics.includes('releases')) this.touch();
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work = this.#work.then(() => this.#run()).catch((error) => this.#options.logError('Matching failed', error));
  }

  async #run(): Promise<void> {
    const { db, changes } = this.#options;
    const matcher = new Matcher(db);
    let changed = 0;
    for (let after = 0; !this.#isClosed; ) {
      const rows = prepare(db, nextItems).all(after) as Row[];
      const last = rows.at(-1);
      if (!last) break;
      for (let at = 0; at < rows.length && !this.#isClosed; ) {
        const untilMs = performance.now() + holdMs;
        db.transaction(() => {
          do changed += this.#look(matcher, rows[at++] as Row) ? 1 : 0;
          while (at < rows.length && performance.now() < untilMs);
        }).immediate();
        await nextTurn();
      }
      after = last.id;
    }
    if (changed > 0) changes.add({ topics: ['statements', 'royalties'] });
  }

  #look(matcher: Matcher, row: Row): boolean {
    const match = matcher.match(row);
    const isSame =
      match.method === row.method && match.recordingId === row.recordingId && match.releaseId === row.releaseId;
    if (isSame) return false;
    // Somebody may have matched it by hand since it was read.
    const { changes } = prepare(
      this.#options.db,
      `UPDATE statement_item SET recording_id = ?, release_id = ?, match_method = ?
       WHERE id = ? AND match_method NOT IN ('hand', 'ignored')`,
    ).run(match.recordingId, match.releaseId, match.method, row.id);
    return changes > 0;
  }
}

const nextItems = `SELECT id, isrc, upc, catalogue_number AS catalogueNumber, artist, title, release_title AS releaseTitle,
    recording_id AS recordingId, release_id AS releaseId, match_method AS method
  FROM statement_item WHERE id > ? AND match_method NOT IN ('hand', 'ignored') ORDER BY id LIMIT 500`;
