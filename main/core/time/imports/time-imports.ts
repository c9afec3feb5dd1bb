import { setImmediate as nextTurn } from 'node:timers/promises';
import { currentActor } from '#core/actor.ts';
import type { Change } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { GrowingOperation } from '#core/history/growing-operation.ts';
import type { History } from '#core/history/history.ts';
import type { ImportOptions, TimeImportPreview, TimeImportState } from '#shared/contract/imports.ts';
import { AppError } from '#shared/errors.ts';
import { makeEntry, makeTargets } from './make-records.ts';
import { type ImportPlan, planImport, previewOf } from './plan-import.ts';
import { readTimeExport } from './read-export.ts';
import { readExportFiles } from './read-files.ts';
import type { TimeExport } from './time-rows.ts';

/** Entries made in one transaction: others write in between. */
const pieceSize = 100;
const tellEveryMs = 250;

type ImportsOptions = {
  db: Db;
  now(): number;
  history: History;
  onChange(change: Change): void;
  logError(message: string, error: unknown): void;
};

/** Takes over the time that other programs tracked, each import as one operation. */
export class TimeImports {
  readonly #options: ImportsOptions;
  #state: TimeImportState | null = null;
  #work: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  get state(): TimeImportState | null {
    return this.#state;
  }

  async preview(options: ImportOptions): Promise<TimeImportPreview> {
    const { read, plan, zone } = await this.#plan(options);
    return previewOf(this.#options.db, read, plan, zone);
  }

  /** Begins. Throws INVALID_INPUT while another import runs. */
  async start(options: ImportOptions): Promise<void> {
    if (this.#state?.state === 'importing') throw new AppError('INVALID_INPUT', 'Another import runs.');
    const { read, plan, zone } = await this.#plan(options);
    this.#tell({ state: 'importing', done: 0, total: plan.entries.length, operation: null, error: null });
    this.#work = this.#run(read, plan, zone);
  }

  async waitForIdle(): Promise<void> {
    await this.#work;
  }

  /** An import that is under way is taken back. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#work;
  }

  async #plan(options: ImportOptions): Promise<{ read: TimeExport; plan: ImportPlan; zone: string }> {
    const files = await readExportFiles(options.files);
    const read = await readTimeExport(files, { order: options.dateOrder });
    const { db } = this.#options;
    const own = prepare(db, 'SELECT time_zone FROM workspace').pluck().get() as string;
    const zone = options.zone ?? (own || Intl.DateTimeFormat().resolvedOptions().timeZone);
    return { read, zone, plan: await planImport(db, read, { ...options, zone }, currentActor().personId) };
  }

  async #run(read: TimeExport, plan: ImportPlan, zone: string): Promise<void> {
    const { db, history, logError } = this.#options;
    const total = plan.entries.length;
    const subject = plan.entries[0]?.row.file ?? read.projects[0]?.name ?? '';
    const operation = history.grow('importTime', subject);
    try {
      await this.#makeAll(plan, operation, zone);
      db.transaction(() => operation.finish()).immediate();
      this.#tell({ state: 'done', done: total, total, operation: operation.id, error: null });
    } catch (error) {
      if (!(error instanceof AppError)) logError('An import of time failed', error);
      takeBack(operation, history);
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      this.#tell({ state: 'failed', done: 0, total, operation: null, error: code });
    }
    this.#options.onChange({ topics: ['time', 'people', 'reports', 'history'] });
  }

  async #makeAll(plan: ImportPlan, operation: GrowingOperation, zone: string): Promise<void> {
    const { db, now } = this.#options;
    const numbers = db
      .transaction(() => {
        const made = makeTargets(db, plan, now());
        operation.add(made.changes, now());
        return made.numbers;
      })
      .immediate();
    const total = plan.entries.length;
    let toldAt = now();
    for (let start = 0; start < total; start += pieceSize) {
      if (this.#isClosed) throw new AppError('CANCELLED', 'The import was ended.');
      const piece = plan.entries.slice(start, start + pieceSize);
      db.transaction(() =>
        operation.add(
          piece.map((entry) => makeEntry(db, entry, numbers, zone, now())),
          now(),
        ),
      ).immediate();
      await nextTurn();
      if (now() - toldAt < tellEveryMs) continue;
      toldAt = now();
      this.#tell({ state: 'importing', done: start + piece.length, total, operation: null, error: null });
    }
  }

  #tell(state: TimeImportState): void {
    this.#state = state;
    this.#options.onChange({ topics: ['time'] });
  }
}

/** Nothing of a failed import stays. */
function takeBack(operation: GrowingOperation, history: History): void {
  operation.finish();
  if (operation.id !== null) history.undo(operation.id);
}
