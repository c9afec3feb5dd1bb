import { basename } from 'node:path';
import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import type { History } from '#core/history/history.ts';
import type { Activity } from '#shared/contract/activity.ts';
import { type ImportOptions, type ImportState, importOptions, type PathRule } from '#shared/contract/interop.ts';
import { AppError } from '#shared/errors.ts';
import type { ForeignFormat } from '../foreign-format.ts';
import { detectFormat } from '../formats.ts';
import { ImportPass } from './import-pass.ts';
import { addReport, emptyCounts, finishReport, removeReport } from './import-reports.repository.ts';
import { suggestRules } from './suggest-rules.ts';

type ImporterOptions = {
  db: Db;
  now(): number;
  history: History;
  /** A folder of our own, where copies of databases lie while they are read. */
  scratch: string;
  logError(message: string, error: unknown): void;
  onChange(change: Change): void;
  onProgress(): void;
};

/** Tracks read to find out how paths fit, and how many of them are looked at. */
const sampleTracks = 2000;
const sampleSize = 100;
const toldEveryMs = 250;

/** Imports another program's library: one file at a time, first as a preview. */
export class Importer {
  readonly #options: ImporterOptions;
  #format: ForeignFormat | null = null;
  #state: ImportState | null = null;
  #abort = new AbortController();
  #work: Promise<void> = Promise.resolve();
  #toldAt = 0;

  constructor(options: ImporterOptions) {
    this.#options = options;
  }

  get state(): ImportState | null {
    return this.#state;
  }

  /** Throws IMPORT_UNKNOWN, or why the file cannot be read. Ends what was going on before. */
  async open(path: string): Promise<ForeignFormat> {
    const format = await detectFormat(path);
    await this.close();
    this.#format = format;
    this.#state = {
      ...{ path, format: format.id, options: importOptions.parse({}), paths: [], misses: [], done: 0 },
      ...{ state: 'reading', counts: emptyCounts(), error: null, reportId: null, operation: null },
    };
    this.#start((signal) => this.#preview(signal));
    return format;
  }

  /** Throws NOT_FOUND where no file is open. */
  async preview(options: ImportOptions): Promise<void> {
    await this.#rest();
    Object.assign(this.#opened(), { options, state: 'reading', error: null });
    this.#start((signal) => this.#preview(signal));
  }

  /** Throws NOT_FOUND where no file is open, INVALID_INPUT where it was imported. */
  async run(options: ImportOptions): Promise<void> {
    const state = this.#opened();
    if (state.state === 'importing') throw new AppError('INVALID_INPUT', 'This file is being imported.');
    await this.#rest();
    Object.assign(state, { options, state: 'importing', error: null });
    this.#start((signal) => this.#import(signal));
  }

  /** Ends what runs; an import that is under way is taken back. */
  async close(): Promise<void> {
    await this.#rest();
    this.#state = null;
    this.#format = null;
    this.#options.onChange({ topics: ['interop'] });
  }

  waitForIdle(): Promise<void> {
    return this.#work;
  }

  activity(): Activity | null {
    const state = this.#state;
    if (state?.state !== 'importing') return null;
    return {
      ...{ id: 'import', kind: 'interop', state: 'running', subject: basename(state.path), done: state.done },
      ...{ total: state.counts.tracks, failed: 0, rate: null, workers: 1, secondsLeft: null, finishedAt: null },
    };
  }

  cancel(): void {
    this.#abort.abort();
  }

  #opened(): ImportState {
    if (!this.#state) throw new AppError('NOT_FOUND', 'No file is open for import.');
    return this.#state;
  }

  async #rest(): Promise<void> {
    this.#abort.abort();
    await this.#work;
    this.#abort = new AbortController();
  }

  #start(work: (signal: AbortSignal) => Promise<void>): void {
    const { logError, onChange } = this.#options;
    const { signal } = this.#abort;
    onChange({ topics: ['interop'] });
    this.#work = work(signal)
      .catch((error: unknown) => {
        if (!(error instanceof AppError)) logError('An import failed', error);
        const code = error instanceof AppError ? error.code : 'INTERNAL';
        if (this.#state) Object.assign(this.#state, { state: 'failed', error: code });
      })
      .finally(() => {
        this.#options.onProgress();
        onChange({ topics: ['interop'] });
      });
  }

  async #preview(signal: AbortSignal): Promise<void> {
    const state = this.#opened();
    const rules = await this.#rules(signal);
    const pass = this.#pass(state, rules, signal, null);
    await pass.run();
    Object.assign(state, { state: 'ready', counts: pass.counts, misses: pass.misses, done: pass.counts.tracks });
  }

  async #import(signal: AbortSignal): Promise<void> {
    const { db, now, history, onChange } = this.#options;
    const state = this.#opened();
    const rules = await this.#rules(signal);
    const { path, format } = state;
    const reportId = addReport(db, { at: now(), format, path });
    const operation = history.grow('importLibrary', basename(path));
    const pass = this.#pass(state, rules, signal, { operation, reportId });
    try {
      await pass.run();
    } catch (error) {
      // All or nothing: what was done so far goes back.
      operation.finish();
      if (operation.id !== null) history.undo(operation.id);
      removeReport(db, reportId);
      throw error;
    }
    db.transaction(() => {
      operation.finish();
      finishReport(db, reportId, operation.id, pass.counts);
    }).immediate();
    const { counts, misses } = pass;
    Object.assign(state, { state: 'done', counts, misses, done: counts.tracks, reportId, operation: operation.id });
    onChange({ topics: ['interop', 'tracks', 'playlists', 'cues', 'history'] });
  }

  #pass(
    state: ImportState,
    rules: PathRule[],
    signal: AbortSignal,
    target: ConstructorParameters<typeof ImportPass>[0]['target'],
  ): ImportPass {
    const { db, now, scratch } = this.#options;
    Object.assign(state, { paths: rules, done: 0 });
    const { path, options } = state;
    const onProgress = ({ tracks }: ImportState['counts']) => {
      state.done = tracks;
      this.#tell();
    };
    const format = this.#format!;
    return new ImportPass({ db, now, path, options, rules, signal, target, scratch, format, onProgress });
  }

  /** Those the user gave, or what fits a sample of the file. */
  async #rules(signal: AbortSignal): Promise<PathRule[]> {
    const { path, options } = this.#opened();
    if (options.paths) return options.paths;
    const { scratch } = this.#options;
    const paths: string[] = [];
    for await (const part of this.#format?.read?.(path, { signal, scratch }) ?? []) {
      if (part.part === 'track') paths.push(part.track.path);
      if (paths.length >= sampleTracks) break;
    }
    const step = Math.max(1, Math.floor(paths.length / sampleSize));
    return suggestRules(
      this.#options.db,
      paths.filter((_, index) => index % step === 0),
    );
  }

  #tell(): void {
    const at = performance.now();
    if (at - this.#toldAt < toldEveryMs) return;
    this.#toldAt = at;
    this.#options.onProgress();
    this.#options.onChange({ topics: ['interop'] });
  }
}
