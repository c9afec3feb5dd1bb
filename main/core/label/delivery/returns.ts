import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Changes } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { History } from '#core/history/history.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import type { deliveryReturn, ReturnRow } from '#shared/contract/deliveries.ts';
import { AppError } from '#shared/errors.ts';
import { readDeliverySettings } from './delivery-settings.ts';
import { type MatchedRow, matchOutcomes, outcomeEdits, plainRows } from './match-outcomes.ts';
import { readOutcomes } from './outcomes-of-answers.ts';

type ReturnsOptions = {
  db: Db;
  now(): number;
  history: History;
  changes: Changes;
  notifications: Notifications;
  logError(message: string, error: unknown): void;
};

type Kept = z.output<typeof deliveryReturn>;

const mostBytes = 16 * 1024 * 1024;
const mostFiles = 2000;
const mostDepth = 4;
/** A file that was written to so recently may not be whole. One of a day to come has the time of a clock that is wrong. */
const settleMs = 2000;

/** Reads what arrives in the folder for returns, each file once, by what it holds. No file there is ever touched. */
export class Returns {
  readonly #options: ReturnsOptions;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;
  /** Files that were read, by path, size and time: they are not hashed again. */
  readonly #seen = new Set<string>();

  constructor(options: ReturnsOptions) {
    this.#options = options;
  }

  look(): Promise<void> {
    this.#work = this.#work
      .then(() => this.#look())
      .catch((error) => this.#options.logError('The folder for returns could not be read', error));
    return this.#work;
  }

  list(): Kept[] {
    const rows = prepare(
      this.#options.db,
      'SELECT name, at, state, rows, problem, problem_row AS problemRow FROM delivery_return ORDER BY at DESC, name LIMIT 200',
    ).all() as (Omit<Kept, 'rows'> & { rows: string })[];
    return rows.map((row) => ({ ...row, rows: JSON.parse(row.rows) as ReturnRow[] }));
  }

  waitForIdle(): Promise<void> {
    return this.#work;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
  }

  async #look(): Promise<void> {
    const { returnsFolder } = readDeliverySettings(this.#options.db);
    if (returnsFolder === '') return;
    const files: string[] = [];
    await listFiles(returnsFolder, '', 1, files);
    for (const name of files.sort()) {
      if (this.#isClosed) return;
      await this.#read(join(returnsFolder, ...name.split('/')), name);
    }
  }

  async #read(path: string, name: string): Promise<void> {
    const { db, now } = this.#options;
    const stats = await lstat(path).catch(() => null);
    if (!stats?.isFile() || Math.abs(now() - stats.mtimeMs) < settleMs) return;
    const key = `${path}\n${stats.size}\n${stats.mtimeMs}`;
    if (this.#seen.has(key)) return;
    if (stats.size > mostBytes) {
      this.#seen.add(key);
      this.#keep(createHash('sha256').update(key).digest('hex'), {
        name,
        state: 'unreadable',
        rows: [],
        problem: 'FILE_TOO_LARGE',
        problemRow: 0,
      });
      return;
    }
    const bytes = await readFile(path).catch(() => null);
    if (!bytes) return;
    this.#seen.add(key);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (prepare(db, 'SELECT 1 FROM delivery_return WHERE sha256 = ?').get(sha256) !== undefined) return;
    this.#take(sha256, name, bytes);
  }

  #take(sha256: string, name: string, bytes: Uint8Array): void {
    const { db, now, history, logError } = this.#options;
    let rows: MatchedRow[];
    try {
      rows = matchOutcomes(db, readOutcomes(bytes, name));
    } catch (error) {
      if (!(error instanceof AppError)) logError('A file from a store could not be read', error);
      const problem = error instanceof AppError ? error.code : 'INTERNAL';
      const problemRow = error instanceof AppError ? Number(error.details.row ?? 0) : 0;
      this.#keep(sha256, { name, state: 'unreadable', rows: [], problem, problemRow });
      return;
    }
    db.transaction(() => {
      const edits = outcomeEdits(db, rows, now());
      if (edits.length > 0) history.apply('editDelivery', edits, name);
      const taken = rows.filter(({ problem }) => problem === '' || problem === 'unchanged').length;
      const state = taken === rows.length ? 'applied' : taken > 0 ? 'partly' : 'unmatched';
      this.#keep(sha256, { name, state, rows: plainRows(rows), problem: '', problemRow: 0 });
    }).immediate();
    this.#tell(rows);
  }

  #keep(sha256: string, kept: Omit<Kept, 'at'>): void {
    const { db, now, changes } = this.#options;
    prepare(
      db,
      'INSERT OR IGNORE INTO delivery_return (sha256, name, at, state, rows, problem, problem_row) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ).run(...[sha256, kept.name, now(), kept.state, JSON.stringify(kept.rows), kept.problem, kept.problemRow]);
    changes.add({ topics: ['deliveries'] });
  }

  #tell(rows: readonly MatchedRow[]): void {
    for (const { to, title, storeName, deliveryId, problem, outcome } of rows) {
      if (deliveryId === null || problem !== '') continue;
      const about = { personId: null, view: 'deliveries', item: deliveryId, mergeKey: `delivery:${deliveryId}` };
      if (to === 'live') {
        const facts = { title, store: storeName };
        this.#options.notifications.add({ kind: 'deliveryLive', severity: 'good', facts, ...about });
      } else if (to === 'rejected' || to === 'processingFailed' || to === 'deliveryFailed') {
        const facts = { title, store: storeName, reason: outcome.note || outcome.status };
        this.#options.notifications.add({ kind: 'deliveryFailed', severity: 'error', facts, ...about });
      }
    }
  }
}

/** Sheets and messages below the folder, with '/'; links are passed over. */
async function listFiles(root: string, within: string, depth: number, found: string[]): Promise<void> {
  const entries = await readdir(join(root, within), { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (found.length >= mostFiles) return;
    const name = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isFile() && /\.(csv|tsv|txt|xml)$/i.test(entry.name)) found.push(name);
    else if (entry.isDirectory() && depth < mostDepth) await listFiles(root, name, depth + 1, found);
  }
}
