import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import { toFileError } from '#core/files/file-error.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { PaperFormat, PaperOptions } from '#core/papers/paper.ts';
import type { PaperPress } from '#core/papers/paper-press.ts';
import type { ReportDefinition, ReportExport, ReportResult, ReportWords } from '#shared/contract/reports.ts';
import { AppError } from '#shared/errors.ts';
import type { ReportParties } from './report-paper.ts';

export type ReportTask = { file: string; now: number; definition: ReportDefinition } & (
  | { type: 'run' }
  | {
      type: 'write';
      words: ReportWords;
      parties: ReportParties;
      format: PaperFormat;
      pageSize: PaperOptions['pageSize'];
    }
);
export type WrittenReport = { bytes: Uint8Array; missing: string };
export type ReportAnswer = ReportResult | WrittenReport;

const runTimeoutMs = 60_000;
const writeTimeoutMs = 600_000;

type ReportsOptions = {
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

type ExportOrder = {
  definition: ReportDefinition;
  format: PaperFormat;
  path: string;
  words: ReportWords;
  pageSize: PaperOptions['pageSize'];
  recipientId: number | null;
};

/** Asks threads that only read for reports, and writes them into files. */
export class Reports {
  readonly #options: ReportsOptions;
  readonly #pool: WorkerPool<ReportTask, ReportAnswer>;
  #state: ReportExport | null = null;
  #abort = new AbortController();
  #work: Promise<void> = Promise.resolve();

  constructor(options: ReportsOptions) {
    this.#options = options;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      // A long file does not keep the window waiting.
      size: 2,
      memoryLimitMb: 2000,
      recycleAfterRuns: Number.POSITIVE_INFINITY,
      logError: options.logError,
    });
  }

  get state(): ReportExport | null {
    return this.#state;
  }

  run(definition: ReportDefinition): Promise<ReportResult> {
    const { file, now } = this.#options;
    return this.#pool.run(
      { type: 'run', file, now: now(), definition },
      { timeoutMs: runTimeoutMs },
    ) as Promise<ReportResult>;
  }

  /** Begins to write. Throws INVALID_INPUT while another is being written and for what is no whole path, and FILE_EXISTS. */
  async startExport(order: ExportOrder): Promise<void> {
    if (this.#state?.state === 'writing') throw new AppError('INVALID_INPUT', 'Another report is being written.');
    const path = await this.#options.press.checkPath(order.path, `.${order.format}`);
    const parties = await this.#partiesOf(order.recipientId);
    this.#abort = new AbortController();
    this.#tell({ format: order.format, path, state: 'writing', error: null, missingLetters: '' });
    this.#work = this.#write({ ...order, path }, parties);
  }

  cancelExport(): void {
    this.#abort.abort();
  }

  async waitForIdle(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.cancelExport();
    await this.#work;
    await this.#pool.close();
  }

  async #write(order: ExportOrder, parties: ReportParties): Promise<void> {
    const { file, now, press, logError } = this.#options;
    const { definition, words, format, pageSize, path } = order;
    const { signal } = this.#abort;
    try {
      const task: ReportTask = { type: 'write', file, now: now(), definition, words, parties, format, pageSize };
      const written = (await this.#pool.run(task, { timeoutMs: writeTimeoutMs, signal })) as WrittenReport;
      await press.place(path, written.bytes, signal);
      this.#tell({ format, path, state: 'done', error: null, missingLetters: written.missing });
    } catch (error) {
      const failure = toFileError(error);
      const isCancelled = failure instanceof AppError && failure.code === 'CANCELLED';
      if (!(failure instanceof AppError)) logError('A report could not be written', error);
      const code = failure instanceof AppError ? failure.code : 'INTERNAL';
      const state = isCancelled ? 'cancelled' : 'failed';
      this.#tell({ format, path, state, error: isCancelled ? null : code, missingLetters: '' });
    }
  }

  #tell(state: ReportExport): void {
    this.#state = state;
    this.#options.onChange({ topics: ['reports'] });
  }

  async #partiesOf(recipientId: number | null): Promise<ReportParties> {
    const { db, pictures } = this.#options;
    const workspace = prepare(db, 'SELECT name, address, tax_id, logo_hash FROM workspace').get() as {
      name: string;
      address: string;
      tax_id: string;
      logo_hash: string | null;
    };
    const { logo_hash: hash } = workspace;
    const logo = hash && /^[0-9a-f]+$/.test(hash) ? await readFile(join(pictures, hash)).catch(() => null) : null;
    const recipient =
      recipientId === null
        ? undefined
        : (prepare(db, 'SELECT name, legal_name, address, country FROM person WHERE id = ?').get(recipientId) as
            | { name: string; legal_name: string; address: string; country: string }
            | undefined);
    return {
      issuer: { name: workspace.name, lines: linesOf(workspace.address, workspace.tax_id), logo },
      recipient: recipient ? linesOf(recipient.legal_name || recipient.name, recipient.address, recipient.country) : [],
    };
  }
}

function linesOf(...texts: string[]): string[] {
  return texts.flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim() !== '');
}
