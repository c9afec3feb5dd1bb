import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import { findRoot } from '#core/library/scan/root-check.ts';
import type { FinishedScan, Scanner } from '#core/library/scan/scanner.ts';
import { SharedLooks } from '#core/library/scan/shared-looks.ts';
import type { FolderWatch } from '#shared/contract/library/folders.ts';
import { type FileSystemFacts, isOnNetwork, systemFacts } from './file-system-kind.ts';
import { RootWatch, type RootWatchOptions, type WatchFailure } from './root-watch.ts';
import { pollShare, usualTimes, type WatchTimes } from './watch-times.ts';
import { listWatchedFolders, type WatchedFolder } from './watcher.repository.ts';

export type WatcherOptions = {
  db: Db;
  scanner: Pick<Scanner, 'scan' | 'isBusyWith'>;
  /** The user's setting. */
  isOn(): boolean;
  now(): number;
  logError(message: string, error: unknown): void;
  onChange(change: Change): void;
  times?: Partial<WatchTimes>;
  facts?: FileSystemFacts;
  /** Shared with the scanner. */
  looks?: SharedLooks;
  open?: RootWatchOptions['open'];
};

/** One root as the watcher knows it. */
type Root = {
  path: string;
  mode: FolderWatch['mode'];
  reason: FolderWatch['reason'];
  watch: RootWatch | null;
  /** When all of it was last looked at, or that was asked for; on a clock that only goes forward. */
  reconciledMs: number;
  lastTookMs: number;
  /** Since when it has been in its mode. */
  sinceMs: number;
};

/** The clock of a machine that slept jumps by more than that beyond the time between two ticks. */
const sleptMs = 30_000;
/** Roots that do not answer may hold up so many calls; the others of Node's few threads are for the rest. */
const mostHanging = 2;

/**
 * Keeps the library up to date with its folders in the background.
 *
 * Events say where to look; a look at everything, at the start, every hour and whenever events may have been lost, is
 * the truth. See README.md.
 */
export class Watcher {
  readonly #options: WatcherOptions;
  readonly #times: WatchTimes;
  readonly #roots = new Map<number, Root>();
  readonly #looks: SharedLooks;
  /** Folders that are just being looked for. */
  readonly #probed = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #tickedAt = 0;
  #isStarted = false;
  #isClosed = false;

  constructor(options: WatcherOptions) {
    this.#options = options;
    this.#times = { ...usualTimes, ...options.times };
    this.#looks = options.looks ?? new SharedLooks();
  }

  start(): void {
    this.#isStarted = true;
    this.#tickedAt = this.#options.now();
    this.#timer = setInterval(() => this.#tick(), this.#times.tickMs);
    this.update();
  }

  /** Brings the watches in line with folders and settings. Cheap: call it whenever one of them may have changed. */
  update(): void {
    if (!this.#isStarted || this.#isClosed) return;
    const folders = listWatchedFolders(this.#options.db);
    const wanted = new Map(folders.filter((folder) => this.#isToBeWatched(folder)).map((each) => [each.id, each]));
    for (const [id, root] of this.#roots) {
      const folder = wanted.get(id);
      if (folder?.path === root.path) continue;
      this.#roots.delete(id);
      void root.watch?.close();
      this.#tell();
    }
    for (const [id, folder] of wanted) if (!this.#roots.has(id)) void this.#follow(folder);
  }

  /** How changes of a folder are noticed now. */
  stateOf(folderId: number): { mode: FolderWatch['mode']; reason: FolderWatch['reason'] } {
    const { mode, reason } = this.#roots.get(folderId) ?? { mode: 'off' as const, reason: null };
    return { mode, reason };
  }

  /** Looks at everything that is watched. */
  reconcileAll(): void {
    for (const id of this.#roots.keys()) this.#reconcile(id);
  }

  /** The user asks: where events failed, they are tried again. */
  retry(folderId: number): void {
    const root = this.#roots.get(folderId);
    if (root?.mode !== 'polling') return;
    this.#roots.delete(folderId);
    this.update();
  }

  /** To be told of each scan that ended. */
  noteScan({ folderId, isWhole, startedMs, tookMs, code }: FinishedScan): void {
    const root = this.#roots.get(folderId);
    if (root && isWhole && code === null) Object.assign(root, { reconciledMs: startedMs + tookMs, lastTookMs: tookMs });
    if (code === 'FOLDER_OFFLINE' || code === null) this.update();
  }

  /** Files that a scan left, since they were still being copied. Answers whether they will be looked at again. */
  lookAgain(folderId: number, paths: readonly string[]): boolean {
    if (!this.#roots.has(folderId)) return false;
    const timer = setTimeout(() => {
      if (this.#roots.has(folderId)) this.#options.scanner.scan(folderId, { touched: paths });
    }, this.#times.quietMs);
    timer.unref();
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    const watches = [...this.#roots.values()].map(({ watch }) => watch?.close());
    this.#roots.clear();
    await Promise.all(watches);
  }

  #isToBeWatched(folder: WatchedFolder): boolean {
    return this.#options.isOn() && folder.isWhole && folder.isWanted && !folder.isOffline;
  }

  async #follow({ id, path }: WatchedFolder): Promise<void> {
    const root: Root = {
      path,
      mode: 'off',
      reason: null,
      watch: null,
      reconciledMs: performance.now(),
      lastTookMs: 0,
      sinceMs: performance.now(),
    };
    this.#roots.set(id, root);
    const isNetwork = await isOnNetwork(path, this.#options.facts ?? systemFacts);
    if (this.#roots.get(id) !== root || this.#isClosed) return;
    if (isNetwork) this.#degrade(id, root, 'network');
    else this.#hearEvents(id, root);
    this.#tell();
    if (isNetwork) this.#reconcile(id);
  }

  #hearEvents(id: number, root: Root): void {
    const { scanner, logError, open } = this.#options;
    const isCurrent = () => this.#roots.get(id) === root;
    root.mode = 'events';
    root.reason = null;
    root.watch = new RootWatch({
      path: root.path,
      times: this.#times,
      logError,
      ...(open ? { open } : {}),
      // What happened before is not heard of.
      onReady: () => isCurrent() && this.#reconcile(id),
      onTouched: (paths) => isCurrent() && scanner.scan(id, paths ? { touched: paths } : {}),
      onFailure: (reason) => isCurrent() && this.#degrade(id, root, reason),
    });
  }

  /** From now on this root, and no other, is looked at every few minutes. */
  #degrade(id: number, root: Root, reason: WatchFailure): void {
    root.watch = null;
    root.mode = 'polling';
    root.reason = reason;
    root.sinceMs = performance.now();
    this.#reconcile(id);
    this.#tell();
  }

  #reconcile(id: number): void {
    const root = this.#roots.get(id);
    if (!root) return;
    root.reconciledMs = performance.now();
    this.#options.scanner.scan(id);
  }

  #tick(): void {
    const now = this.#options.now();
    const hasSlept = Math.abs(now - this.#tickedAt) > this.#times.tickMs + sleptMs;
    this.#tickedAt = now;
    if (hasSlept) this.reconcileAll();
    for (const [id, root] of this.#roots) {
      if (this.#maySucceedNow(root)) this.retry(id);
      else if (this.#isDue(root)) this.#reconcile(id);
    }
    for (const folder of listWatchedFolders(this.#options.db)) this.#probe(folder);
  }

  /** What stood in the way of events an hour ago may be gone. */
  #maySucceedNow({ mode, reason, sinceMs }: Root): boolean {
    if (mode !== 'polling' || reason === 'network') return false;
    return performance.now() - sinceMs >= this.#times.reconcileMs;
  }

  #isDue({ mode, reconciledMs, lastTookMs }: Root): boolean {
    const { pollMs, reconcileMs } = this.#times;
    const everyMs = mode === 'polling' ? Math.max(pollMs, lastTookMs / pollShare) : reconcileMs;
    return performance.now() - reconciledMs >= everyMs;
  }

  /** A look at whether a root is there: a scan of it follows when that changed, and says what it means. */
  #probe({ id, isOffline }: WatchedFolder): void {
    const { db, scanner, logError } = this.#options;
    if (this.#probed.has(id) || scanner.isBusyWith(id)) return;
    if (isOffline && this.#looks.pending >= mostHanging) return;
    this.#probed.add(id);
    void findRoot(db, id, { fileSystem: this.#looks })
      .then((root) => {
        if ((root !== null) === isOffline && !this.#isClosed) scanner.scan(id);
      })
      .catch((error: unknown) => logError('Looking for a folder failed', error))
      .finally(() => this.#probed.delete(id));
  }

  #tell(): void {
    this.#options.onChange({ topics: ['folders'] });
  }
}
