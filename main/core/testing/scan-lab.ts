import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Library, openLibrary } from '#core/db/open-library.ts';
import { Scanner, type ScannerOptions, type ScanProgress } from '#core/library/scan/scanner.ts';
import { tempFolder } from './temp-library.ts';

export type TrackShape = { id: number; path: string; title: string; isMissing: boolean };

/** A library, a music folder and a scanner between them, for tests on real files. */
export class ScanLab {
  readonly #temporary = tempFolder();
  readonly root: string;
  readonly home: string;
  readonly library: Library;
  readonly scanner: Scanner;
  readonly folderId: number;
  /** Tracks that were given to analysis, in order. */
  readonly enqueued: number[] = [];
  readonly logged: string[] = [];

  constructor(options: Partial<ScannerOptions> & { home?: string; root?: string } = {}) {
    const { home, root, ...others } = options;
    this.home = home ?? join(this.#temporary.path, 'home');
    this.root = root ?? join(this.#temporary.path, 'music');
    mkdirSync(this.root, { recursive: true });
    this.library = openLibrary(this.home);
    this.folderId = this.addFolder(this.root);
    this.scanner = new Scanner({
      db: this.library.db,
      now: () => 1000,
      logError: (message, error) => this.logged.push(`${message}: ${String(error)}`),
      workerUrl: new URL('../../workers/metadata.worker.ts', import.meta.url),
      artworkDirectory: join(this.home, 'artwork'),
      cores: 1,
      ffmpegPath: () => null,
      enqueueAnalysis: (trackId) => this.enqueued.push(trackId),
      onChange: () => undefined,
      onProgress: () => undefined,
      settleMs: 0,
      ...others,
    });
  }

  addFolder(path: string, isWatched = true): number {
    const { db } = this.library;
    db.prepare('INSERT OR IGNORE INTO folder (path, is_watched, added_at) VALUES (?, ?, 0)').run(
      path,
      isWatched ? 1 : 0,
    );
    return db.prepare('SELECT id FROM folder WHERE path = ?').pluck().get(path) as number;
  }

  write(path: string, bytes: Uint8Array): void {
    const whole = join(this.root, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, bytes);
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true });
  }

  async scan(only?: string[], folderId = this.folderId): Promise<ScanProgress | undefined> {
    this.scanner.scan(folderId, only ? { only } : {});
    await this.scanner.waitForIdle();
    return this.scanner.progress().find((progress) => progress.folderId === folderId);
  }

  tracks(): TrackShape[] {
    const sql = 'SELECT id, path, title, missing_since FROM track ORDER BY id';
    const rows = this.library.db.prepare(sql).all() as {
      id: number;
      path: string;
      title: string;
      missing_since: null;
    }[];
    return rows.map(({ missing_since, ...row }) => ({ ...row, isMissing: missing_since !== null }));
  }

  /** Where each track is, by its id: its path, or `missing` and the path it had. */
  whereabouts(): Record<number, string> {
    return Object.fromEntries(
      this.tracks().map(({ id, path, isMissing }) => [id, isMissing ? `missing ${path}` : path]),
    );
  }

  /** One column of all tracks, by path. */
  column(name: string): Record<string, unknown> {
    const rows = this.library.db.prepare(`SELECT path, ${name} AS value FROM track ORDER BY path`).all();
    return Object.fromEntries((rows as { path: string; value: unknown }[]).map(({ path, value }) => [path, value]));
  }

  problems(): Record<string, string> {
    const rows = this.library.db.prepare('SELECT path, code FROM problem ORDER BY path').all();
    return Object.fromEntries((rows as { path: string; code: string }[]).map(({ path, code }) => [path, code]));
  }

  /** Everything the scan wrote, for comparing before and after. */
  snapshot(): unknown {
    const { db } = this.library;
    return {
      tracks: db.prepare('SELECT * FROM track ORDER BY id').all(),
      problems: db.prepare('SELECT folder_id, path, code FROM problem ORDER BY path').all(),
      folders: db.prepare('SELECT id, path, state, scan_state FROM folder').all(),
    };
  }

  async close(): Promise<void> {
    await this.scanner.close();
    this.library.close();
    this.#temporary.remove();
  }
}
