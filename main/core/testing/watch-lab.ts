import { SharedLooks } from '#core/library/scan/shared-looks.ts';
import { Watcher, type WatcherOptions } from '#core/library/watch/watcher.ts';
import { ScanLab } from './scan-lab.ts';

const hurried = { quietMs: 40, longestMs: 400, tickMs: 25, reconcileMs: 3_600_000, pollMs: 100, readyMs: 3000 };

/** A library that watches a music folder on the real disk, in a hurry. */
export class WatchLab extends ScanLab {
  readonly watcher: Watcher;
  readonly changes: string[] = [];

  constructor(options: Partial<WatcherOptions> & { settleMs?: number; isInboxOn?: () => boolean } = {}) {
    const { settleMs = 0, isInboxOn, times, looks = new SharedLooks(), ...others } = options;
    super({
      now: () => Date.now(),
      settleMs,
      rootFileSystem: looks,
      ...(isInboxOn ? { isInboxOn } : {}),
      onFinished: (scan) => this.watcher.noteScan(scan),
      onUnsettled: (folderId, paths) => this.watcher.lookAgain(folderId, paths),
    });
    this.watcher = new Watcher({
      db: this.library.db,
      scanner: this.scanner,
      looks,
      isOn: () => true,
      now: () => Date.now(),
      logError: (message, error) => this.logged.push(`${message}: ${String(error)}`),
      onChange: () => this.changes.push(this.watcher.stateOf(this.folderId).mode),
      times: { ...hurried, ...times },
      ...others,
    });
  }

  /** Starts watching and waits until everything was looked at once. */
  async start(): Promise<void> {
    const { db } = this.library;
    db.exec('UPDATE folder SET scanned_at = NULL');
    this.watcher.start();
    await this.until(() => db.prepare('SELECT count(*) FROM folder WHERE scanned_at IS NULL').pluck().get() === 0);
    await this.scanner.waitForIdle();
  }

  folderState(): string {
    return this.library.db.prepare('SELECT state FROM folder WHERE id = ?').pluck().get(this.folderId) as string;
  }

  /** Waits until something is true; throws after some seconds, with what is there. */
  async until(isTrue: () => boolean, limitMs = 8000): Promise<void> {
    const latest = performance.now() + limitMs;
    while (!isTrue()) {
      if (performance.now() > latest) {
        throw new Error(`Waited in vain: ${JSON.stringify({ tracks: this.whereabouts(), state: this.folderState() })}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  override async close(): Promise<void> {
    await this.watcher.close();
    await super.close();
  }
}
