import { basename } from 'node:path';
import type { Change } from '#core/changes.ts';
import { isSqliteError } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { Thumbnails } from '#core/library/artwork/thumbnails.ts';
import type { Activity } from '#shared/contract/activity.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { MetadataReader } from './2-read-metadata.ts';
import { Pace } from './pace.ts';
import * as repository from './scan.repository.ts';
import { ScanRun } from './scan-run.ts';

export type ScannerOptions = {
  db: Db;
  now(): number;
  logError(message: string, error: unknown): void;
  workerUrl: URL;
  artworkDirectory: string;
  cores: number;
  /** Null without a decoder for what Ledgerline cannot decode itself. */
  ffmpegPath(): string | null;
  /** Adds an analysis job; called inside the scanner's transaction. */
  enqueueAnalysis(trackId: number): void;
  onChange(change: Change): void;
  /** Called for every batch; the listener limits the rate. */
  onProgress(): void;
  parseTimeoutMs?: number;
};

export type ScanProgress = {
  folderId: number;
  state: 'running' | 'paused' | 'waiting' | 'done' | 'cancelled' | 'failed';
  done: number;
  /** Null while files are still being found. */
  total: number | null;
  failed: number;
  filesPerSecond: number | null;
  secondsLeft: number | null;
  /** Why it failed. */
  code: ErrorCode | null;
  finishedAt: number | null;
};

type Waiting = { folderId: number; only: string[] | undefined };
type Current = Waiting & { run: ScanRun; pace: Pace; startedMs: number };

const rateAfterMs = 500;

/** Brings the library in line with the folders: one folder at a time, the others wait. See README.md. */
export class Scanner {
  readonly #options: ScannerOptions;
  readonly #reader: MetadataReader;
  readonly #thumbnails: Thumbnails;
  readonly #finished = new Map<number, ScanProgress>();
  #waiting: Waiting[] = [];
  #current: Current | undefined;
  #isPaused = false;
  #isClosed = false;
  #loop: Promise<void> | undefined;

  constructor(options: ScannerOptions) {
    this.#options = options;
    const { db, workerUrl, logError } = options;
    this.#reader = new MetadataReader({
      workerUrl,
      logError,
      threads: Math.max(1, Math.min(3, options.cores - 1)),
      ...(options.parseTimeoutMs === undefined ? {} : { parseTimeoutMs: options.parseTimeoutMs }),
    });
    this.#thumbnails = new Thumbnails({
      db,
      workerUrl,
      logError,
      directory: options.artworkDirectory,
      onMade: (trackIds) => options.onChange({ topics: ['tracks'], trackIds }),
    });
  }

  /** Pictures of the library; ask here for one that is wanted on screen. */
  get thumbnails(): Thumbnails {
    return this.#thumbnails;
  }

  /** Looks at a folder again, or only at some paths in it (relative, with '/'), which are then read in any case. */
  scan(folderId: number, options: { only?: string[] } = {}): void {
    if (this.#isClosed) return;
    const { only } = options;
    const same = this.#waiting.find((waiting) => waiting.folderId === folderId && !waiting.only === !only);
    if (same) same.only?.push(...(only ?? []));
    else this.#waiting.push({ folderId, only: only ? [...only] : undefined });
    this.#finished.delete(folderId);
    this.#loop ??= this.#run().finally(() => {
      this.#loop = undefined;
    });
  }

  /** Goes on with the folders that an earlier process had not finished, and with pictures it had not shrunk. */
  resumeInterrupted(): void {
    for (const id of repository.listInterrupted(this.#options.db)) this.scan(id);
    if (!this.#loop) this.#thumbnails.start();
  }

  pause(): void {
    this.#isPaused = true;
    this.#current?.pace.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#current?.pace.resume();
  }

  /** Stops scanning a folder; what was read stays. Resolves when nothing of it runs any more. */
  async cancel(folderId: number): Promise<void> {
    this.#waiting = this.#waiting.filter((waiting) => waiting.folderId !== folderId);
    const current = this.#current;
    if (current?.folderId !== folderId) return;
    current.pace.end();
    while (this.#current === current) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  cancelActivity(id: string): void {
    const folderId = Number(/^scan:(\d+)$/.exec(id)?.[1]);
    if (Number.isInteger(folderId)) void this.cancel(folderId);
  }

  progress(): ScanProgress[] {
    const current = this.#current;
    return [
      ...(current ? [this.#progressOf(current)] : []),
      ...this.#waiting.map(({ folderId }) => ({ ...nothingYet, folderId })),
      ...this.#finished.values(),
    ];
  }

  activities(): Activity[] {
    return this.progress().flatMap((progress) => {
      const folder = repository.findScanFolder(this.#options.db, progress.folderId);
      return folder ? [toActivity(progress, basename(folder.path) || folder.path, this.#reader.threads)] : [];
    });
  }

  /** Resolves when nothing runs or waits, or all of it is paused. Thumbnails may still be made. */
  async waitForIdle(): Promise<void> {
    while (this.#loop && !this.#isPaused) {
      await Promise.race([this.#loop, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  }

  /** Stops; a folder under way is taken up again by `resumeInterrupted` of the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting = [];
    this.#current?.pace.end();
    await this.#loop;
    await Promise.all([this.#reader.close(), this.#thumbnails.close()]);
  }

  async #run(): Promise<void> {
    this.#thumbnails.hold();
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#scanFolder(next);
    if (!this.#isClosed) this.#thumbnails.start();
    this.#options.onProgress();
  }

  async #scanFolder(next: Waiting): Promise<void> {
    const { db, now, logError } = this.#options;
    try {
      const current = this.#begin(next);
      if (!current) return;
      this.#current = current;
      await current.run.run();
      repository.setScanState(db, next.folderId, 'idle');
      if (!next.only) repository.setScannedAt(db, next.folderId, now());
      this.#finish(next.folderId, 'done', null);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'INTERNAL') logError('A scan failed', error);
      // The user's wish is final; any other end leaves the folder marked, and the next start goes on with it.
      const isCancelled = code === 'CANCELLED' && !this.#isClosed;
      if (isCancelled || code === 'FOLDER_OFFLINE') this.#markIdle(next.folderId);
      this.#finish(next.folderId, code === 'CANCELLED' ? 'cancelled' : 'failed', code);
    }
    this.#current = undefined;
    this.#options.onChange({ topics: ['folders', 'activity'] });
  }

  #begin(next: Waiting): Current | undefined {
    const { db, onChange } = this.#options;
    const folder = repository.findScanFolder(db, next.folderId);
    if (!folder) return undefined;
    repository.setScanState(db, folder.id, 'scanning');
    onChange({ topics: ['folders', 'activity'] });
    const pace = new Pace();
    if (this.#isPaused) pace.pause();
    const run = new ScanRun({
      db,
      folder,
      only: next.only,
      reader: this.#reader,
      pace,
      hasFfmpeg: this.#options.ffmpegPath() !== null,
      now: this.#options.now,
      enqueueAnalysis: this.#options.enqueueAnalysis,
      noteArtwork: (hash) => this.#thumbnails.note(hash),
      onChange,
      onProgress: this.#options.onProgress,
    });
    return { ...next, run, pace, startedMs: performance.now() };
  }

  #markIdle(folderId: number): void {
    try {
      repository.setScanState(this.#options.db, folderId, 'idle');
    } catch (error) {
      this.#options.logError('The state of a folder could not be saved', error);
    }
  }

  #finish(folderId: number, state: ScanProgress['state'], code: ErrorCode | null): void {
    const progress = this.#current ? this.#progressOf(this.#current) : { ...nothingYet, folderId };
    const finishedAt = this.#options.now();
    this.#finished.set(folderId, { ...progress, state, code, filesPerSecond: null, secondsLeft: null, finishedAt });
  }

  #progressOf({ folderId, run, startedMs }: Current): ScanProgress {
    const { done, total, failed } = run.progress;
    const elapsedMs = performance.now() - startedMs;
    const filesPerSecond = elapsedMs > rateAfterMs ? (done * 1000) / elapsedMs : null;
    return {
      folderId,
      state: this.#isPaused ? 'paused' : 'running',
      done,
      total,
      failed,
      filesPerSecond,
      secondsLeft: filesPerSecond && total !== null && !this.#isPaused ? (total - done) / filesPerSecond : null,
      code: null,
      finishedAt: null,
    };
  }
}

const nothingYet = {
  state: 'waiting',
  done: 0,
  total: null,
  failed: 0,
  filesPerSecond: null,
  secondsLeft: null,
  code: null,
  finishedAt: null,
} as const;

function toActivity(progress: ScanProgress, subject: string, workers: number): Activity {
  const { folderId, filesPerSecond, code: _code, ...rest } = progress;
  return { id: `scan:${folderId}`, kind: 'scan', subject, rate: filesPerSecond, workers, ...rest };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  if (isSqliteError(error, 'SQLITE_FULL')) return 'DISK_FULL';
  if (isSqliteError(error, 'SQLITE_BUSY') || isSqliteError(error, 'SQLITE_LOCKED')) return 'LIBRARY_LOCKED';
  if (isSqliteError(error, 'SQLITE_CORRUPT') || isSqliteError(error, 'SQLITE_NOTADB')) return 'LIBRARY_DAMAGED';
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') return 'FOLDER_UNREADABLE';
  return 'INTERNAL';
}
