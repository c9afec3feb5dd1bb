import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { MetadataResult, MetadataTask } from '#core/library/scan/file-reading.ts';

export type ThumbnailsOptions = {
  db: Db;
  workerUrl: URL;
  directory: string;
  /** These tracks have a picture now, or none any more. */
  onMade(trackIds: number[]): void;
  logError(message: string, error: unknown): void;
};

const timeoutMs = 30_000;
const pageSize = 50;

/**
 * Makes the thumbnail of each picture once.
 *
 * The table `artwork` is the queue: a row without a size waits. It is filled in the scan's transactions, so a killed
 * process forgets nothing. The work is done while nothing is scanned, and at once for a picture that is on screen.
 */
export class Thumbnails {
  readonly #options: ThumbnailsOptions;
  readonly #pool: WorkerPool<MetadataTask, MetadataResult>;
  readonly #noted = new Set<string>();
  readonly #tried = new Set<string>();
  readonly #wanted = new Map<string, Promise<boolean>>();
  #tail: Promise<unknown> = Promise.resolve();
  #isHeld = false;
  #isClosed = false;
  #loop: Promise<void> | undefined;

  constructor(options: ThumbnailsOptions) {
    this.#options = options;
    const { workerUrl, logError } = options;
    this.#pool = new WorkerPool({
      url: workerUrl,
      size: 1,
      memoryLimitMb: 400,
      recycleAfterRuns: 2000,
      logError,
    });
  }

  /** Puts a picture into the queue, inside the caller's transaction. */
  note(hash: string): void {
    if (this.#noted.has(hash)) return;
    prepare(this.#options.db, 'INSERT OR IGNORE INTO artwork (hash, width, height) VALUES (?, 0, 0)').run(hash);
    this.#noted.add(hash);
  }

  /** Leaves the machine to something more urgent until `start`. */
  hold(): void {
    this.#isHeld = true;
  }

  start(): void {
    this.#isHeld = false;
    this.#loop ??= this.#run()
      .catch((error: unknown) => this.#options.logError('Thumbnails could not be made', error))
      .finally(() => {
        this.#loop = undefined;
      });
  }

  /** Makes a picture's thumbnail now if it waits for one. True when there is one. */
  want(hash: string): Promise<boolean> {
    const size = prepare(this.#options.db, 'SELECT width FROM artwork WHERE hash = ?').pluck().get(hash);
    if (size === undefined || this.#isClosed) return Promise.resolve(false);
    if (size !== 0) return Promise.resolve(true);
    const known = this.#wanted.get(hash);
    if (known) return known;
    const made = this.#make(hash).finally(() => this.#wanted.delete(hash));
    this.#wanted.set(hash, made);
    return made;
  }

  async waitForIdle(): Promise<void> {
    await this.#loop;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#pool.close();
    await this.#loop;
  }

  async #run(): Promise<void> {
    const next = prepare(
      this.#options.db,
      'SELECT hash FROM artwork WHERE width = 0 AND hash > ? ORDER BY hash LIMIT ?',
    );
    let after = '';
    for (;;) {
      const page = next.pluck().all(after, pageSize) as string[];
      after = page.at(-1) ?? '';
      if (page.length === 0) return;
      for (const hash of page) {
        if (this.#isHeld || this.#isClosed) return;
        if (!this.#tried.has(hash)) await this.want(hash);
      }
    }
  }

  /** The picture a file holds, as it stands there; null where it holds none. Throws WORKER_… for a file that cannot be read. */
  async readWhole(path: string): Promise<Uint8Array | null> {
    const result = await this.#pool.run({ type: 'picture', path }, { timeoutMs });
    return result.type === 'picture' ? result.bytes : null;
  }

  /** One at a time: a picture of 64 megapixels takes 256 MB while it is being shrunk. */
  #make(hash: string): Promise<boolean> {
    const made = this.#tail.then(() => this.#makeNow(hash));
    this.#tail = made.catch(() => undefined);
    return made;
  }

  async #makeNow(hash: string): Promise<boolean> {
    const { db, directory, logError } = this.#options;
    this.#tried.add(hash);
    for (const { folderPath, path } of filesWith(db, hash)) {
      if (this.#isClosed) return false;
      try {
        const task = { type: 'thumbnail', path: join(folderPath, path), hash, directory } as const;
        const result = await this.#pool.run(task, { timeoutMs });
        if (result.type !== 'thumbnail' || result.outcome === 'absent') continue;
        if (this.#isClosed) return false;
        if (result.outcome === 'broken') this.#forget(hash);
        else this.#save(hash, result.outcome);
        return result.outcome !== 'broken';
      } catch (error) {
        if (this.#isClosed) return false;
        logError('A thumbnail could not be made', error);
      }
    }
    return false;
  }

  #save(hash: string, { width, height }: { width: number; height: number }): void {
    const { db, onMade } = this.#options;
    prepare(db, 'UPDATE artwork SET width = ?, height = ? WHERE hash = ?').run(width, height, hash);
    onMade(tracksWith(db, hash));
  }

  /** A picture nobody can decode is no picture. */
  #forget(hash: string): void {
    const { db, onMade } = this.#options;
    const trackIds = tracksWith(db, hash);
    db.transaction(() => {
      prepare(db, 'UPDATE track SET artwork_hash = NULL WHERE artwork_hash = ?').run(hash);
      prepare(db, 'DELETE FROM artwork WHERE hash = ?').run(hash);
    }).immediate();
    this.#noted.delete(hash);
    onMade(trackIds);
  }
}

/** A few files that should hold the picture. */
function filesWith(db: Db, hash: string): { folderPath: string; path: string }[] {
  return prepare(
    db,
    `SELECT folder.path AS folderPath, track.path FROM track JOIN folder ON folder.id = track.folder_id
     WHERE track.artwork_hash = ? AND track.missing_since IS NULL AND folder.state = 'online' LIMIT 3`,
  ).all(hash) as { folderPath: string; path: string }[];
}

function tracksWith(db: Db, hash: string): number[] {
  return prepare(db, 'SELECT id FROM track WHERE artwork_hash = ? LIMIT 1000').pluck().all(hash) as number[];
}
