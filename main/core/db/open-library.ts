import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import { applicationId } from './application-id.ts';
import { migrate } from './migrate.ts';
import type { Db } from './query.ts';
import { type Candidate, finishReplacing, type Recovery, recoverFromBackup } from './replace-library.ts';

/** Older SQLite can corrupt a WAL database that several connections write or checkpoint (sqlite.org/wal.html). */
const sqliteFloor = [3, 51, 3] as const;

export type Library = {
  db: Db;
  /** The database file, for connections that only read. */
  file: string;
  /** Set where the file was damaged and a backup took its place just now. */
  recovery?: Recovery;
  close(): void;
};

/** Where things lie in a library's folder. */
export function libraryPaths(home: string) {
  return {
    database: join(home, 'library.db'),
    lock: join(home, 'library.lock'),
    backups: join(home, 'backups'),
    artwork: join(home, 'artwork'),
    waveforms: join(home, 'waveforms'),
    cache: join(home, 'cache'),
    models: join(home, 'models'),
    /** What files were before they were written, under the hash of its bytes. */
    undo: join(home, 'undo'),
    /** Pictures that are to be written into files, under the hash of their bytes. */
    pictures: join(home, 'pictures'),
    /** Receipts of expenses, under the hash of their bytes. */
    receipts: join(home, 'receipts'),
    exports: join(home, 'exports'),
    /** What services sign in with, as the system's keychain encrypted it. */
    secrets: join(home, 'secrets'),
    log: join(home, 'ledgerline.log'),
  };
}

/**
 * Opens the library in `home`, creates it when there is none, and brings it to the newest schema.
 *
 * Only one process may hold a library. A damaged one is kept aside and comes back from the newest of `listBackups`, where
 * there is one. Throws LIBRARY_IN_USE, LIBRARY_TOO_NEW, LIBRARY_NOT_OURS, LIBRARY_DAMAGED,
 * LIBRARY_LOCKED or DISK_FULL; in each case nothing was changed.
 */
export function openLibrary(home: string, options: { listBackups?: () => readonly Candidate[] } = {}): Library {
  mkdirSync(home, { recursive: true });
  const paths = libraryPaths(home);
  const lock = takeLock(paths.lock);
  let db: Db | undefined;
  try {
    finishReplacing(paths.database);
    const found = openOrRecover(home, paths, options.listBackups);
    db = found.db;
    const opened = db;
    guarded(() => migrate(opened, { backupDir: paths.backups }));
    return {
      db: opened,
      file: paths.database,
      ...(found.recovery ? { recovery: found.recovery } : {}),
      close() {
        if (opened.open) {
          opened.pragma('optimize');
          opened.close();
        }
        lock.close();
      },
    };
  } catch (error) {
    db?.close();
    lock.close();
    throw error;
  }
}

/** A damaged library is put away, and the newest good one of `listBackups` takes its place. */
function openOrRecover(
  home: string,
  { database }: { database: string },
  listBackups: (() => readonly Candidate[]) | undefined,
): { db: Db; recovery?: Recovery } {
  try {
    return { db: guarded(() => openDatabase(database)) };
  } catch (error) {
    const isDamaged = error instanceof AppError && error.code === 'LIBRARY_DAMAGED';
    const recovery =
      isDamaged && listBackups ? recoverFromBackup(home, database, listBackups(), Date.now()) : undefined;
    if (!recovery) throw error;
    return { db: guarded(() => openDatabase(database)), recovery };
  }
}

/** Loads the driver's native code, which else waits for the first connection; for threads, see jobs/native-gate.ts. */
export function loadDriver(): void {
  new Database(':memory:').close();
}

/** A second connection that can only read; it may stand in another thread. */
export function openReader(file: string): Db {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  applyPragmas(db);
  return db;
}

/**
 * Brings what the log holds into the file, from another thread: it waits for the disk. Writes nothing of its own, and gives way to
 * whoever writes.
 */
export function checkpoint(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    applyPragmas(db);
    db.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    db.close();
  }
}

/** Whether there is a library file in `home`; whether it can be opened is another question. */
export function hasLibrary(home: string): boolean {
  return existsSync(libraryPaths(home).database);
}

function openDatabase(file: string): Db {
  const isNew = !existsSync(file) || statSync(file).size === 0;
  const db = new Database(file);
  try {
    assertVersionFloor(db);
    // Reading the header first: a pragma that writes must not touch a file that is not ours.
    const id = db.pragma('application_id', { simple: true }) as number;
    if (!isNew && id !== applicationId) {
      throw new AppError('LIBRARY_NOT_OURS', 'The file library.db in this folder was not made by Ledgerline.');
    }
    db.pragma('journal_mode = WAL');
    applyPragmas(db);
    if (isNew) db.pragma(`application_id = ${applicationId}`);
    const answer = db.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') throw damaged();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function applyPragmas(db: Db): void {
  // FULL, because an acknowledged edit must survive a power cut; better-sqlite3 is compiled with NORMAL.
  db.pragma('synchronous = FULL');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('journal_size_limit = 67108864');
  db.pragma('cache_size = -32768');
  db.pragma('temp_store = MEMORY');
}

function assertVersionFloor(db: Db): void {
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string;
  if (!isAtLeast(version, sqliteFloor)) {
    throw new Error(`Expected SQLite ${sqliteFloor.join('.')} or newer, got ${version}`);
  }
}

export function isAtLeast(version: string, floor: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of floor.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/**
 * Holds the library for this process: an exclusive transaction in a file of its own, which the system ends with the
 * process however it dies. (An exclusive lock on the database would shut out our own reader threads.)
 */
function takeLock(file: string): { close(): void } {
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isSqliteError(error, 'SQLITE_BUSY')) {
      throw new AppError(
        'LIBRARY_IN_USE',
        'Another Ledgerline has this library open. Use that one, or close it first.',
      );
    }
    throw error;
  }
  return { close: () => lock.close() };
}

/** Works on a library's file while no process has it open. Throws LIBRARY_IN_USE. */
export function whileLocked(home: string, work: () => void): void {
  mkdirSync(home, { recursive: true });
  const lock = takeLock(libraryPaths(home).lock);
  try {
    work();
  } finally {
    lock.close();
  }
}

/** Turns SQLite's own failures into named ones. */
function guarded<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (isSqliteError(error, 'SQLITE_CORRUPT') || isSqliteError(error, 'SQLITE_NOTADB')) throw damaged(error);
    if (isSqliteError(error, 'SQLITE_BUSY')) {
      throw new AppError(
        'LIBRARY_LOCKED',
        'Another program holds the library file. Close it and try again.',
        {},
        { cause: error },
      );
    }
    if (isSqliteError(error, 'SQLITE_FULL')) throw diskFull(error);
    throw error;
  }
}

export function diskFull(cause?: unknown): AppError {
  return new AppError('DISK_FULL', 'The disk is full. Nothing was lost; free some space and try again.', {}, { cause });
}

function damaged(cause?: unknown): AppError {
  return new AppError(
    'LIBRARY_DAMAGED',
    'The library file is damaged and was left as it is. Your music is not touched. Put a copy from the backups folder beside it in its place.',
    {},
    { cause },
  );
}

/** Whether an error came from SQLite with this code or one of its extended forms. */
export function isSqliteError(error: unknown, code: string): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError && (error.code === code || error.code.startsWith(`${code}_`));
}
