import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { toFileError } from '#core/files/file-error.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { PaperFormat } from '#core/papers/paper.ts';
import type { PaperPress } from '#core/papers/paper-press.ts';
import type { RoyaltyPeriodId, RoyaltyProblem, RoyaltyWork } from '#shared/contract/royalties.ts';
import type { StatementWords } from '#shared/contract/royalty-words.ts';
import { AppError } from '#shared/errors.ts';
import { closePeriod } from './close-period.ts';
import { keepResult } from './keep-result.ts';
import { statementName } from './papers/statement-name.ts';
import type { StatementParties } from './papers/statement-paper.ts';
import { earlierOpen, problemsOf } from './periods.repository.ts';
import { getPeriodRow, requireOpenPeriod } from './royalty-records.ts';
import type { RoyaltyAnswer, RoyaltyTask, RoyaltyTaskKind, RoyaltyTasks } from './royalty-task.ts';
import { stampOf } from './stamp.ts';

const timeoutMs = 600_000;

type RoyaltiesOptions = {
  db: Db;
  now(): number;
  /** The database file. */
  file: string;
  /** Where pictures lie under their hash. */
  pictures: string;
  press: PaperPress;
  workerUrl: URL;
  onChange(change: Change): void;
  logError(message: string, error: unknown): void;
};

export type WriteOrder = {
  periodId: number;
  payeeIds: readonly number[];
  format: PaperFormat;
  folder: string;
  pageSize: 'A4' | 'LETTER';
  words: StatementWords;
};

/** Counts periods in a thread that only reads, keeps what comes of it, and writes statements. One piece of work at a time. */
export class Royalties {
  readonly #options: RoyaltiesOptions;
  readonly #pool: WorkerPool<RoyaltyTask, RoyaltyAnswer>;
  #state: RoyaltyWork | null = null;
  #abort = new AbortController();
  #work: Promise<void> = Promise.resolve();

  constructor(options: RoyaltiesOptions) {
    this.#options = options;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      // One looks while another counts.
      size: 2,
      memoryLimitMb: 3000,
      recycleAfterRuns: Number.POSITIVE_INFINITY,
      logError: options.logError,
    });
  }

  get state(): RoyaltyWork | null {
    return this.#state;
  }

  /** Asks a thread; throws what it throws. */
  ask<Kind extends RoyaltyTaskKind>(
    kind: Kind,
    input: RoyaltyTasks[Kind]['input'],
    signal?: AbortSignal,
  ): Promise<RoyaltyTasks[Kind]['output']> {
    const task = { kind, file: this.#options.file, ...input } as unknown as RoyaltyTask;
    return this.#pool.run(task, { timeoutMs, ...(signal ? { signal } : {}) });
  }

  /** Begins to count a period. Throws ROYALTIES_BUSY, ROYALTIES_CLOSED, NOT_FOUND. */
  startCalculate(periodId: RoyaltyPeriodId): void {
    const { db } = this.#options;
    const period = requireOpenPeriod(db, periodId);
    const earlier = earlierOpen(db, period);
    this.#begin('calculate', periodId);
    if (earlier.length > 0) this.#end({ state: 'refused', problems: earlier });
    else this.#work = this.#run(() => this.#calculate(periodId));
  }

  /** Throws ROYALTIES_CLOSED, ROYALTIES_STALE, ROYALTIES_REFUSED and LIBRARY_DAMAGED. */
  async close(periodId: RoyaltyPeriodId, name: string, by: number | null): Promise<void> {
    const { db, now, onChange } = this.#options;
    if (this.#state?.state === 'running') throw busy();
    const period = requireOpenPeriod(db, periodId);
    if (period.name !== name) {
      throw new AppError('INVALID_INPUT', 'Say the name of the period that is to be closed.', { at: 'name' });
    }
    if (period.calculatedAt === null || period.stamp !== stampOf(db)) {
      throw stale(name);
    }
    const problems = problemsOf(db, period);
    const [first] = problems;
    if (first) {
      throw new AppError('ROYALTIES_REFUSED', 'Something stands in the way of closing.', {
        code: first.code,
        name: first.names[0] ?? '',
        value: first.value,
        count: problems.length,
      });
    }
    // What was kept is read once more, so that nothing is closed that cannot be proved.
    await this.ask('verify', { periodId });
    if (requireOpenPeriod(db, periodId).stamp !== stampOf(db)) throw stale(name);
    closePeriod(db, periodId, { at: now(), by });
    onChange({ topics: ['royalties', 'statements'] });
  }

  /** Begins to write statements. Throws ROYALTIES_BUSY. */
  startWrite(order: WriteOrder): void {
    this.#begin('write', order.periodId as RoyaltyPeriodId);
    this.#work = this.#run(() => this.#write(order));
  }

  cancel(): void {
    this.#abort.abort();
  }

  async waitForIdle(): Promise<void> {
    await this.#work;
  }

  async closeDown(): Promise<void> {
    this.cancel();
    await this.#work;
    await this.#pool.close();
  }

  #begin(kind: RoyaltyWork['kind'], periodId: RoyaltyPeriodId): void {
    if (this.#state?.state === 'running') throw busy();
    this.#abort = new AbortController();
    this.#tell({ kind, periodId, state: 'running', problems: [], error: null, paths: [] });
  }

  async #run(work: () => Promise<Partial<RoyaltyWork>>): Promise<void> {
    try {
      this.#end({ state: 'done', ...(await work()) });
    } catch (error) {
      const failure = toFileError(error);
      const isCancelled = failure instanceof AppError && failure.code === 'CANCELLED';
      if (!(failure instanceof AppError)) this.#options.logError('Royalties could not be worked on', error);
      const code = failure instanceof AppError ? failure.code : 'INTERNAL';
      this.#end({ state: isCancelled ? 'cancelled' : 'failed', error: isCancelled ? null : code });
    }
  }

  async #calculate(periodId: number): Promise<{ state: 'done' | 'refused'; problems: RoyaltyProblem[] }> {
    const { db, now } = this.#options;
    const stamp = stampOf(db);
    const answer = await this.ask('calculate', { periodId }, this.#abort.signal);
    if (answer.kind === 'refused') return { state: 'refused', problems: answer.problems };
    keepResult(db, periodId, answer, { at: now(), stamp });
    return { state: 'done', problems: [] };
  }

  async #write({ periodId, payeeIds, format, folder, pageSize, words }: WriteOrder): Promise<Partial<RoyaltyWork>> {
    const { db, press, now } = this.#options;
    const parties = await this.#partiesOf(words);
    const period = getPeriodRow(db, periodId);
    const paths: string[] = [];
    for (const payeeId of payeeIds) {
      const task = { periodId, payeeId, format, pageSize, words, parties, now: now() };
      const { bytes } = await this.ask('paper', task, this.#abort.signal);
      const payee = prepare(db, 'SELECT name FROM payee WHERE id = ?').pluck().get(payeeId) as string;
      const stem = statementName(period.name, payee);
      paths.push(await placeNumbered(press, folder, stem, format, bytes, this.#abort.signal));
    }
    return { paths };
  }

  #end(outcome: Partial<RoyaltyWork>): void {
    if (this.#state) this.#tell({ ...this.#state, ...outcome });
  }

  #tell(state: RoyaltyWork): void {
    this.#state = state;
    this.#options.onChange({ topics: ['royalties'] });
  }

  async #partiesOf({ madeOn }: StatementWords): Promise<StatementParties> {
    const { db, pictures } = this.#options;
    const workspace = prepare(db, 'SELECT name, address, tax_id, logo_hash FROM workspace').get() as {
      name: string;
      address: string;
      tax_id: string;
      logo_hash: string | null;
    };
    const { logo_hash: hash } = workspace;
    const logo = hash && /^[0-9a-f]+$/.test(hash) ? await readFile(join(pictures, hash)).catch(() => null) : null;
    const lines = [...workspace.address.split(/\r?\n/), workspace.tax_id].filter((line) => line.trim() !== '');
    return { issuer: { name: workspace.name, lines, logo }, madeOn };
  }
}

function stale(name: string): AppError {
  return new AppError('ROYALTIES_STALE', 'Calculate the period again before it is closed.', { name });
}

function busy(): AppError {
  return new AppError('ROYALTIES_BUSY', 'Royalties are being worked on already.');
}

/** Under its name, or with a number behind it where something has that name already. Throws file errors. */
async function placeNumbered(
  press: PaperPress,
  folder: string,
  stem: string,
  format: PaperFormat,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${stem}${number === 1 ? '' : ` (${number})`}.${format}`);
    try {
      await press.place(path, bytes, signal);
      return path;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'FILE_EXISTS' || number > 999) throw error;
    }
  }
}
