import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Db, prepare } from '#core/db/query.ts';
import { AppError } from '#shared/errors.ts';
import type { Matcher } from './match-ladder.ts';
import { foldSpelling } from './match-ladder.ts';
import { type ItemSpelling, itemWidth, lineWidth, type PackedBatch, type StreamFigures } from './packed-batch.ts';
import { guessStore } from './store-names.ts';

/** How long a transaction holds whoever else wants to work. */
const holdMs = 5;
/** Lines written before the clock is asked. */
const stepLines = 50;

type WriterOptions = { db: Db; statementId: number; matcher: Matcher; signal: AbortSignal };

/** Brings packed rows into the library, in transactions that end before anybody waits. Until the end they count nowhere. */
export class StatementWriter {
  readonly #options: WriterOptions;
  /** What the reading thread's numbers are here. */
  readonly #items = new Map<number, number>();
  readonly #stores = new Map<number, number>();
  readonly #words = new Map<number, string>();
  #problems = 0;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Throws CANCELLED. */
  async write(batch: PackedBatch): Promise<void> {
    for (const [number, word] of batch.words) this.#words.set(number, word);
    await this.#inPieces(batch.stores.length, (at) => this.#takeStore(...(batch.stores[at] as [number, string])));
    await this.#inPieces(batch.items.length, (at) => this.#takeItem(...(batch.items[at] as [number, ItemSpelling])));
    const { db, statementId } = this.#options;
    const line = prepare(db, insertLine);
    await this.#inPieces(batch.lines.length / lineWidth, (at) => line.run(...this.#figures(batch.lines, at)));
    const sum = prepare(db, insertSum);
    await this.#inPieces(batch.sums.length / lineWidth, (at) => sum.run(...this.#figures(batch.sums, at)));
    const itemSum = prepare(
      db,
      `INSERT INTO statement_item_sum (statement_id, item_id, currency, line_count, units, net_micro, net_pico)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    await this.#inPieces(batch.itemSums.length / itemWidth, (at) => {
      const [item = 0, currency = 0, ...figures] = batch.itemSums.subarray(at * itemWidth, (at + 1) * itemWidth);
      itemSum.run(statementId, this.#items.get(item) ?? 0, this.#words.get(currency) ?? '', ...figures);
    });
    const rows = prepare(db, 'INSERT INTO statement_rows (statement_id, first_line, rows) VALUES (?, ?, ?)');
    await this.#inPieces(batch.rows.length, (at) => {
      const { firstLine, bytes } = batch.rows[at] as PackedBatch['rows'][number];
      rows.run(statementId, firstLine, bytes);
    });
    await this.#inPieces(batch.streams.length, (at) => this.#takeStream(batch.streams[at] as StreamFigures));
    const problem = prepare(
      db,
      `INSERT INTO statement_problem (statement_id, position, line, code, column_name, text) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    await this.#inPieces(batch.problems.length, (at) => {
      const { line: place, code, column, text } = batch.problems[at] as PackedBatch['problems'][number];
      problem.run(statementId, this.#problems++, place, code, column, text);
    });
  }

  /** Does `work` for 0 to `count`, in as many transactions as that takes. */
  async #inPieces(count: number, work: (at: number) => void): Promise<void> {
    const { db, signal } = this.#options;
    for (let at = 0; at < count; ) {
      if (signal.aborted) throw new AppError('CANCELLED', 'The import was cancelled.');
      const untilMs = performance.now() + holdMs;
      const transaction = db.transaction(() => {
        do {
          for (const end = Math.min(at + stepLines, count); at < end; at += 1) work(at);
        } while (at < count && performance.now() < untilMs);
      });
      // A power cut may take back the last of them: then the statement is still being imported, and goes.
      db.pragma('synchronous = NORMAL');
      try {
        transaction.immediate();
      } finally {
        db.pragma('synchronous = FULL');
      }
      await nextTurn();
    }
  }

  #figures(all: Float64Array, index: number): (number | string | null)[] {
    const at = index * lineWidth;
    const word = (offset: number) => this.#words.get(all[at + offset] as number) ?? '';
    const values: (number | string | null)[] = [
      this.#options.statementId,
      all[at] as number,
      this.#items.get(all[at + 1] as number) ?? 0,
      this.#stores.get(all[at + 2] as number) ?? 0,
      word(3),
      word(4),
      word(5),
      all[at + 6] as number,
      word(7),
    ];
    for (let offset = 8; offset < lineWidth; offset += 1) {
      const value = all[at + offset] as number;
      values.push(Number.isNaN(value) ? null : value);
    }
    return values;
  }

  #takeStore(number: number, name: string): void {
    this.#stores.set(number, storeIdOf(this.#options.db, name));
  }

  #takeItem(number: number, spelling: ItemSpelling): void {
    const { db, matcher } = this.#options;
    const { isrc, upc, catalogueNumber, artist, title, releaseTitle } = spelling;
    const known = prepare(
      db,
      `SELECT id FROM statement_item WHERE isrc = ? AND upc = ? AND catalogue_number = ? AND artist = ? AND title = ?
        AND release_title = ?`,
    ).pluck();
    const values = [isrc, upc, catalogueNumber, artist, title, releaseTitle];
    let id = known.get(...values) as number | undefined;
    if (id === undefined) {
      const match = matcher.match(spelling);
      const made = prepare(
        db,
        `INSERT INTO statement_item (isrc, upc, catalogue_number, artist, title, release_title, fold, recording_id,
          release_id, match_method) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(...values, foldSpelling(spelling), match.recordingId, match.releaseId, match.method);
      id = Number(made.lastInsertRowid);
    }
    this.#items.set(number, id);
  }

  #takeStream(figures: StreamFigures): void {
    const { line, item, from, to, streams, listeners, saves, playlistAdds, followers, subject } = figures;
    prepare(
      this.#options.db,
      `INSERT INTO stream_count (statement_id, line, item_id, store_key, from_day, to_day, streams, listeners, saves,
        playlist_adds, followers, subject) VALUES (?, ?, ?, 'spotify', ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      this.#options.statementId,
      line,
      item === null ? null : (this.#items.get(item) ?? null),
      from,
      to,
      streams,
      listeners,
      saves,
      playlistAdds,
      followers,
      subject,
    );
  }
}

export function storeIdOf(db: Db, name: string): number {
  const known = prepare(db, 'SELECT id FROM statement_store WHERE name = ?').pluck().get(name) as number | undefined;
  if (known !== undefined) return known;
  const made = prepare(db, 'INSERT INTO statement_store (name, store_key) VALUES (?, ?)').run(name, guessStore(name));
  return Number(made.lastInsertRowid);
}

const figureColumns = `units, net_micro, net_pico, gross_micro, gross_pico, fee_micro, fee_pico, withheld_micro, withheld_pico`;
const insertLine = `INSERT INTO statement_line (statement_id, line, item_id, store_id, territory, sale_type, format, month,
  currency, ${figureColumns}) VALUES (${Array(18).fill('?').join(', ')})`;
const insertSum = `INSERT INTO statement_sum (statement_id, line_count, item_id, store_id, territory, sale_type, format, month,
  currency, ${figureColumns}) VALUES (${Array(18).fill('?').join(', ')})`;
