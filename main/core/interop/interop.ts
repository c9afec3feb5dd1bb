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

  constructor({ cache, ...options }: InteropOptions) {
    this.drafts = join(cache, 'exports');
    this.importer = new Importer(options);
    this.exporter = new Exporter({ ...options, directory: this.drafts });
  }

  /** Call it once, before anything is exported. */
  clean(): Promise<void> {
    return cleanDrafts(this.drafts);
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
