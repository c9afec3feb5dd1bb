import type { Stats } from 'node:fs';
import { relative, sep } from 'node:path';
import { type ChokidarOptions, type FSWatcher, watch } from 'chokidar';
import { isSkippedFolder } from '#core/library/scan/1-walk.ts';
import type { FolderWatch } from '#shared/contract/library/folders.ts';
import { LinkedFolders } from './linked-folders.ts';
import type { WatchTimes } from './watch-times.ts';

export type WatchFailure = NonNullable<FolderWatch['reason']>;

export type RootWatchOptions = {
  path: string;
  times: WatchTimes;
  /** Files and folders something may have happened to, relative with '/'; null when that is not known: all of it. */
  onTouched(paths: readonly string[] | null): void;
  /** The watches are placed: what happens from now on is heard. */
  onReady(): void;
  /** Events cannot be had any more; this watch has ended. */
  onFailure(reason: WatchFailure): void;
  logError(message: string, error: unknown): void;
  open?(path: string, options: ChokidarOptions): FSWatcher;
};

/** More touched paths at a time, and all of the root is looked at. */
const mostTouched = 2000;
/** The system drops events without a word when so many come at once (fs.inotify.max_queued_events is 16,384). */
const mostEvents = 8000;
/** So many errors within so long end it. */
const mostErrors = 10;
const errorsWithinMs = 10_000;
const logEveryMs = 1000;

/**
 * Hears of changes below one root. Events are hints: which files and folders to look at, after a while without any.
 *
 * Only folders are watched, which needs one watch each: the system tells what happens to the files in them.
 */
export class RootWatch {
  readonly #options: RootWatchOptions;
  readonly #watcher: FSWatcher;
  readonly #folders = new Set<string>();
  readonly #links: LinkedFolders;
  #touched = new Set<string>();
  #events = 0;
  #isAll = false;
  #firstAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #readyTimer: NodeJS.Timeout | undefined;
  #errors: number[] = [];
  #loggedAtMs = Number.NEGATIVE_INFINITY;
  #isReady = false;
  #isClosed = false;

  constructor(options: RootWatchOptions) {
    this.#options = options;
    const { path, open = watch, times } = options;
    this.#links = new LinkedFolders(path);
    this.#watcher = open(path, {
      followSymlinks: false,
      ignorePermissionErrors: true,
      atomic: false,
      ignored: (each, stats) => (stats !== undefined && !isFolderOrLink(stats)) || this.#isPassedOver(each),
    });
    this.#watcher.on('raw', (event, name, details) => this.#hear(event, name, details));
    this.#watcher.on('addDir', (each) => {
      this.#folders.add(each);
      if (this.#isReady) this.#touch(each);
    });
    this.#watcher.on(
      'add',
      (each) => void this.#links.follow(each).then((target) => target && this.#watcher.add(target)),
    );
    this.#watcher.on('unlink', (each) => {
      const target = this.#links.drop(each);
      if (target) this.#watcher.unwatch(target);
    });
    this.#watcher.on('unlinkDir', (each) => {
      this.#folders.delete(each);
      this.#touch(each);
    });
    this.#watcher.on('error', (error) => this.#fail(error));
    this.#watcher.on('ready', () => this.#ready());
    this.#readyTimer = setTimeout(() => this.#ready(), times.readyMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#readyTimer);
    await this.#watcher.close();
  }

  #ready(): void {
    if (this.#isReady || this.#isClosed) return;
    this.#isReady = true;
    clearTimeout(this.#readyTimer);
    this.#options.onReady();
  }

  #hear(event: string, name: string | Buffer | null, details: unknown): void {
    this.#events += 1;
    if (this.#events > mostEvents) this.#isAll = true;
    const folder = watchedPath(details);
    if (folder === null || name === null) {
      this.#touch(folder ?? this.#options.path);
      return;
    }
    const path = `${folder}${sep}${String(name)}`;
    // That something in a subfolder changed is told by the watch of that one.
    if (event === 'change' && this.#folders.has(path)) return;
    this.#touch(path);
  }

  #touch(wholePath: string): void {
    if (this.#isClosed || this.#isPassedOver(wholePath)) return;
    this.#touched.add(relative(this.#options.path, this.#links.nameOf(wholePath)).split(sep).join('/'));
    this.#wait();
  }

  #wait(): void {
    const { quietMs, longestMs } = this.#options.times;
    const now = performance.now();
    if (this.#timer === undefined) this.#firstAtMs = now;
    clearTimeout(this.#timer);
    const delay = Math.max(0, Math.min(quietMs, this.#firstAtMs + longestMs - now));
    this.#timer = setTimeout(() => this.#tell(), delay);
  }

  #tell(): void {
    this.#timer = undefined;
    const isAll = this.#isAll || this.#touched.size > mostTouched;
    const paths = isAll ? null : [...this.#touched];
    this.#touched = new Set();
    this.#events = 0;
    this.#isAll = false;
    if (!this.#isClosed) this.#options.onTouched(paths);
  }

  #isPassedOver(wholePath: string): boolean {
    const way = relative(this.#options.path, this.#links.nameOf(wholePath));
    if (way.startsWith(`..${sep}`) || way === '..') return true;
    return way !== '' && way.split(sep).some(isSkippedFolder);
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    const now = performance.now();
    if (now - this.#loggedAtMs >= logEveryMs) {
      this.#loggedAtMs = now;
      this.#options.logError('Watching a folder failed', error);
    }
    this.#errors = [...this.#errors.filter((at) => now - at < errorsWithinMs), now];
    const reason = reasonOf(error) ?? (this.#errors.length > mostErrors ? 'error' : null);
    if (reason) this.#end(reason);
    else {
      // What happened meanwhile is not known.
      this.#isAll = true;
      this.#wait();
    }
  }

  #end(reason: WatchFailure): void {
    void this.close();
    this.#options.onFailure(reason);
  }
}

function isFolderOrLink(stats: Stats): boolean {
  return stats.isDirectory() || stats.isSymbolicLink();
}

function reasonOf(error: unknown): WatchFailure | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC') return 'limit';
  return code === 'EMFILE' || code === 'ENFILE' ? 'handles' : null;
}

function watchedPath(details: unknown): string | null {
  const isKnown = typeof details === 'object' && details !== null && 'watchedPath' in details;
  return isKnown && typeof details.watchedPath === 'string' ? details.watchedPath : null;
}
