import { join } from 'node:path';
import type { Context } from '#core/context.ts';
import { Rematch } from './rematch.ts';
import { StatementExporter } from './statement-export.ts';
import { StatementImports } from './statement-imports.ts';
import { StatementReader } from './statement-reader.ts';
import { StatementUploads } from './uploads.ts';

type Needed = Pick<Context, 'platform' | 'db' | 'changes' | 'history' | 'disk' | 'press'> & {
  /** The database file, for threads that only read. */
  file: string;
  /** The library's cache. */
  cache: string;
  /** Where files are made before they are placed. */
  drafts: string;
  onProgress(): void;
};

/** What statements need while the core lives. */
export class StatementParts {
  readonly uploads: StatementUploads;
  readonly imports: StatementImports;
  readonly reader: StatementReader;
  readonly rematch: Rematch;
  readonly exporter: StatementExporter;

  constructor({ platform, db, changes, history, disk, press, file, cache, drafts, onProgress }: Needed) {
    const { now, logError } = platform;
    const onChange: typeof changes.add = (change) => changes.add(change);
    this.uploads = new StatementUploads(join(cache, 'statements'));
    this.imports = new StatementImports({
      ...{ db, file, history, now, logError, uploads: this.uploads, onProgress },
      workerUrl: platform.workerUrl('statements'),
      onChange,
    });
    this.exporter = new StatementExporter({ db, now, disk, press, drafts, onChange, logError });
    this.reader = new StatementReader({ file, logError, workerUrl: platform.workerUrl('statement-queries') });
    this.rematch = new Rematch({ db, changes, logError });
  }

  async waitForIdle(): Promise<void> {
    await this.imports.waitForIdle();
    await this.rematch.waitForIdle();
    await this.exporter.waitForIdle();
  }

  async close(): Promise<void> {
    await this.imports.close();
    await this.rematch.close();
    await this.exporter.close();
    await this.reader.close();
  }
}
