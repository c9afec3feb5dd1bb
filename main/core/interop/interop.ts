import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '#core/changes.ts';
import type { Db } from '#core/db/query.ts';
import type { Disk } from '#core/files/disk.ts';
import type { History } from '#core/history/history.ts';
import type { SearchReader } from '#core/library/search/search-reader.ts';
import { cleanDrafts } from './export/draft-file.ts';
import { Exporter } from './export/exporter.ts';
import { Importer } from './import/importer.ts';

type InteropOptions = {
  db: Db;
  now(): number;
  history: History;
  disk: Disk;
  search: SearchReader;
  /** The library's cache. */
  cache: string;
  version: string;
  logError(message: string, error: unknown): void;
  onChange(change: Change): void;
  onProgress(): void;
};

/** What comes from other programs, and what goes to them. */
export class Interop {
  readonly importer: Importer;
  readonly exporter: Exporter;
  /** Where files of ours are made before they are placed. */
  readonly drafts: string;
  /** Where copies of other programs' databases lie while they are read. */
  readonly #copies: string;

  constructor({ cache, ...options }: InteropOptions) {
    this.drafts = join(cache, 'exports');
    this.#copies = join(cache, 'imports');
    this.importer = new Importer({ ...options, scratch: this.#copies });
    this.exporter = new Exporter({ ...options, directory: this.drafts });
  }

  /** Takes away what a process that died left. Call it once, before anything is imported or exported. */
  async clean(): Promise<void> {
    await cleanDrafts(this.drafts);
    await rm(this.#copies, { recursive: true, force: true });
  }

  async waitForIdle(): Promise<void> {
    await this.importer.waitForIdle();
    await this.exporter.waitForIdle();
  }

  /** An import that is under way is taken back. */
  async close(): Promise<void> {
    this.importer.cancel();
    await this.importer.waitForIdle();
    await this.exporter.close();
  }
}
