import { type BigIntStats, constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import type { ReadOptions } from '../foreign-format.ts';
import { toReadError } from '../read-error.ts';

/** What SQLite keeps beside a database: what was written last may still stand there. */
const companions = ['', '-wal', '-journal'];
const attempts = 3;
const pageRows = 100;

export type Row = Readonly<Record<string, unknown>>;

/** A copy of another program's database, which is never written to, locked or even opened itself. */
export class ForeignDatabase {
  readonly #db: Database.Database;
  readonly #folder: string;

  private constructor(db: Database.Database, folder: string) {
    this.#db = db;
    this.#folder = folder;
  }

  /**
   * Copies a database with what was written last, and opens the copy. Throws FILE_BUSY where the program does not leave it
   * alone for as long as that takes, IMPORT_INVALID where it is no database, or a file error.
   */
  static async open(file: string, { scratch = tmpdir() }: ReadOptions): Promise<ForeignDatabase> {
    let folder: string;
    try {
      await mkdir(scratch, { recursive: true });
      folder = await mkdtemp(join(scratch, 'ledgerline-import-'));
    } catch (error) {
      throw toReadError(error);
    }
    try {
      const copy = join(folder, 'library.sqlite');
      await copyWhole(file, copy);
      return new ForeignDatabase(openCopy(copy), folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error instanceof AppError ? error : toReadError(error);
    }
  }

  /** The columns of a table; none where there is no such table. */
  columns(table: string): Set<string> {
    return new Set(this.all('SELECT name FROM pragma_table_info(?)', table).map(({ name }) => String(name)));
  }

  /** Makes rows of a table findable by a column, in the copy. Throws IMPORT_INVALID for a damaged database. */
  index(table: 'cues' | 'PlaylistTracks' | 'PlaylistEntity', column: string): void {
    try {
      this.#db.pragma('query_only = OFF');
      this.#db.exec(`CREATE INDEX IF NOT EXISTS ledgerline_${table} ON ${table} (${column})`);
      this.#db.pragma('query_only = ON');
    } catch (error) {
      throw damaged(error);
    }
  }

  /** Throws IMPORT_INVALID for a damaged database. */
  all(sql: string, ...values: unknown[]): Row[] {
    try {
      return this.#db.prepare(sql).all(...values) as Row[];
    } catch (error) {
      throw damaged(error);
    }
  }

  /**
   * Rows in pages, by a query that takes the last `id` and how many: `… WHERE id > ? ORDER BY id LIMIT ?`. Between
   * pages others get their turn.
   */
  async *pages(sql: string, signal?: AbortSignal): AsyncGenerator<Row[]> {
    let last = 0;
    for (;;) {
      if (signal?.aborted) throw new AppError('CANCELLED', 'Reading was cancelled.');
      const page = this.all(sql, last, pageRows);
      if (page.length === 0) return;
      yield page;
      last = Number(page.at(-1)?.id);
      await nextTurn();
    }
  }

  async close(): Promise<void> {
    this.#db.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function openCopy(copy: string): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(copy, { fileMustExist: true });
    // Its views and triggers are not ours to trust.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    db.pragma('query_only = ON');
    return db;
  } catch (error) {
    db?.close();
    throw damaged(error);
  }
}

/** A copy that was made while nothing changed. */
async function copyWhole(file: string, copy: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await stamps(file);
    for (const companion of companions) {
      await rm(`${copy}${companion}`, { force: true });
      if (before.has(companion))
        await copyFile(`${file}${companion}`, `${copy}${companion}`, constants.COPYFILE_FICLONE);
    }
    const after = await stamps(file);
    if (companions.every((companion) => before.get(companion) === after.get(companion))) return;
  }
  throw new AppError('FILE_BUSY', 'Another program writes to this library. Close it and try again.');
}

async function stamps(file: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const companion of companions) {
    const stats: BigIntStats | null = await stat(`${file}${companion}`, { bigint: true }).catch((error) => {
      if (companion !== '') return null;
      throw toReadError(error);
    });
    if (stats && stats.size === 0n && companion === '') throw new AppError('IMPORT_INVALID', 'This file is empty.');
    if (stats) found.set(companion, `${stats.size} ${stats.mtimeNs} ${stats.ino}`);
  }
  return found;
}

function damaged(error: unknown): AppError {
  return new AppError('IMPORT_INVALID', 'This is no database, or it is damaged.', {}, { cause: error });
}

const magic = Buffer.from('SQLite format 3\0');

export function isDatabase(head: Uint8Array): boolean {
  return magic.equals(head.subarray(0, magic.length));
}

export function textIn(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** Also of numbers that were written as text; null for anything else. */
export function numberIn(row: Row, column: string): number | null {
  const value = row[column];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Above 0 and rounded: where programs know nothing, they say 0. */
export function countIn(row: Row, column: string): number | null {
  const number = numberIn(row, column);
  return number !== null && number >= 1 && number < Number.MAX_SAFE_INTEGER ? Math.round(number) : null;
}

export function bytesIn(row: Row, column: string): Buffer | null {
  const value = row[column];
  return Buffer.isBuffer(value) && value.length > 0 ? value : null;
}
