import { basename } from 'node:path';
import type { Change } from '#core/changes.ts';
import { isSqliteError } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { Thumbnails } from '#core/library/artwork/thumbnails.ts';
import type { Activity } from '#shared/contract/activity.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { MetadataReader } from './2-read-metadata.ts';
import type { OwnWork } from './own-work.ts';
import { Pace } from './pace.ts';
import { findPresence } from './presence.repository.ts';
import type { RootFileSystem } from './root-check.ts';
import * as repository from './scan.repository.ts';
import { ScanRun } from './scan-run.ts';
import type { ScanScope } from './scan-scope.ts';

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
  /** A file counts as whole when it stayed as it is for so long; 0 takes every file as it is found. */
  settleMs?: number;
  isInboxOn?(): boolean;
  /** Files that were still being copied when a scan ended. False when nobody will look at them again. */
  onUnsettled?(folderId: number, paths: readonly string[]): boolean;
  onFinished?(scan: FinishedScan): void;
  rootFileSystem?: RootFileSystem;
  /** What Ledgerline itself does to files, which is no news. */
  ownWork?(): OwnWork;
  parseTimeoutMs?: number;
};

export type FinishedScan = {
  folderId: number;
  /** Whether all of the folder was looked at. */
  isWhole: boolean;
  /** When it began, and how long it took, on a clock that only goes forward. */
  startedMs: number;
  tookMs: number;
  code: ErrorCode | null;
};

/** What to look at: all, only some files (read in any case), or what something may have happened to. */
export type ScanRequest = {
  only?: readonly string[];
  touched?: readonly string[];
  /** What is missing is gone: the user said so. */
  acceptsMissing?: boolean;
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

type Waiting = { folderId: number; kind: ScanScope['kind']; paths: Set<string>; acceptsMissing: boolean };
/** More touched paths than this, and all of the folder is looked at. */
const mostTouched = 2000;
export const usualSettleMs = 2000;
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

  /** Looks at a folder again, or at some paths in it (relative, with '/'). What waits already is not done twice. */
  scan(folderId: number, request: ScanRequest = {}): void {
    if (this.#isClosed) return;
    const paths = request.only ?? request.touched ?? [];
    const kind = request.only ? 'again' : request.touched && paths.length <= mostTouched ? 'touched' : 'all';
    const all = this.#waiting.find((waiting) => waiting.folderId === folderId && waiting.kind === 'all');
    const same = this.#waiting.find((waiting) => waiting.folderId === folderId && waiting.kind === kind) ?? all;
    if (same && (kind !== 'again' || same.kind === 'again')) {
      for (const path of paths) same.paths.add(path);
      same.acceptsMissing ||= request.acceptsMissing ?? false;
    } else {
      this.#waiting.push({ folderId, kind, paths: new Set(paths), acceptsMissing: request.acceptsMissing ?? false });
    }
    this.#finished.delete(folderId);
    this.#loop ??= this.#run().finally(() => {
      this.#loop = undefined;
    });
  }

  /** Whether a folder is being scanned or waits for it. */
  isBusyWith(folderId: number): boolean {
    return this.#current?.folderId === folderId || this.#waiting.some((waiting) => waiting.folderId === folderId);
  }

  /** Goes on with the folders that an earlier process had not finished, and with pictures it had not shrunk. */
  resumeInterrupted(): void {
    for (const id of repository.listInterrupted(this.#options.db)) this.scan(id);
    if (!this.#loop) this.#thumbnails.start();
  }

  /** What identifies all of a file's sound, by its whole path; null where it cannot be read. */
  async audioHashOf(path: string): Promise<string | null> {
    const request = { path, known: null, wantsAudioHash: true };
    const [reading] = await this.#reader.read([request], this.#options.ffmpegPath() !== null);
    return reading?.type === 'content' ? (reading.content.audioHash ?? null) : null;
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
    const { folderId } = next;
    const startedMs = performance.now();
    let code: ErrorCode | null = null;
    try {
      const current = this.#begin(next);
      if (!current) return;
      this.#current = current;
      const outcome = await current.run.run();
      repository.setScanState(db, folderId, 'idle');
      if (next.kind === 'all' && outcome === 'done') repository.setScannedAt(db, folderId, now());
      if (outcome === 'offline') code = 'FOLDER_OFFLINE';
      this.#finish(folderId, 'done', null);
    } catch (error) {
      code = codeOf(error);
      if (code === 'INTERNAL') logError('A scan failed', error);
      // The user's wish is final; any other end leaves the folder marked, and the next start goes on with it.
      const isCancelled = code === 'CANCELLED' && !this.#isClosed;
      if (isCancelled || code === 'FOLDER_OFFLINE') this.#markIdle(folderId);
      this.#finish(folderId, code === 'CANCELLED' ? 'cancelled' : 'failed', code);
    }
    this.#current = undefined;
    this.#options.onChange({ topics: ['folders', 'activity'] });
    const isWhole = next.kind === 'all';
    this.#options.onFinished?.({ folderId, isWhole, startedMs, tookMs: performance.now() - startedMs, code });
    if (code === null && !isWhole && (findPresence(db, folderId)?.heldCount ?? 0) > 0) this.scan(folderId);
  }

  #begin(next: Waiting): Current | undefined {
    const { db, onChange, settleMs = usualSettleMs, onUnsettled, isInboxOn, rootFileSystem, ownWork } = this.#options;
    const folder = repository.findScanFolder(db, next.folderId);
    if (!folder) return undefined;
    repository.setScanState(db, folder.id, 'scanning');
    onChange({ topics: ['folders', 'activity'] });
    const pace = new Pace();
    if (this.#isPaused) pace.pause();
    const run = new ScanRun({
      db,
      folder,
      scope: next.kind === 'all' ? { kind: 'all' } : { kind: next.kind, paths: [...next.paths] },
      acceptsMissing: next.acceptsMissing,
      settleMs,
      reader: this.#reader,
      pace,
      hasFfmpeg: this.#options.ffmpegPath() !== null,
      now: this.#options.now,
      isInboxOn: () => isInboxOn?.() ?? false,
      ...(rootFileSystem ? { rootFileSystem } : {}),
      ...(ownWork ? { ownWork: ownWork() } : {}),
      enqueueAnalysis: this.#options.enqueueAnalysis,
      noteArtwork: (hash) => this.#thumbnails.note(hash),
      onArrivedFrom: (from) => this.#lookAgainAtHeld(from),
      onUnsettled: (paths) => onUnsettled?.(folder.id, paths) ?? false,
      onChange,
      onProgress: this.#options.onProgress,
    });
    return { ...next, run, pace, startedMs: performance.now() };
  }

  /** What a folder asks about may have moved elsewhere, which answers the question. */
  #lookAgainAtHeld(folderId: number): void {
    const isHeld = (findPresence(this.#options.db, folderId)?.heldCount ?? 0) > 0;
    if (isHeld && !this.#waiting.some((waiting) => waiting.folderId === folderId)) this.scan(folderId);
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
