import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { carryAccounts } from '#core/db/carry-accounts.ts';
import { hasLibrary, isSqliteError, libraryPaths, openReader, whileLocked } from '#core/db/open-library.ts';
import { replaceLibrary } from '#core/db/replace-library.ts';
import type { Finding } from '#shared/contract/backups.ts';
import { AppError } from '#shared/errors.ts';
import { listAllBackups } from './backup-folder.ts';
import { checkBackups, checkSpace, examine } from './doctor.ts';

export type KnownBackup = { name: string; path: string; kind: string; at: number; sizeBytes: number };

/** For the command line: what can be done with a library that no window has open. */
export function listBackups(home: string): KnownBackup[] {
  return listAllBackups(home);
}

/** Looks at a library, also while another process uses it, and at one that cannot be opened. Throws NOT_FOUND without one. */
export function examineLibrary(home: string): Finding[] {
  if (!hasLibrary(home)) throw new AppError('NOT_FOUND', 'There is no library here yet. Import a folder first.');
  try {
    const db = openReader(libraryPaths(home).database);
    try {
      return examine(db, home);
    } finally {
      db.close();
    }
  } catch (error) {
    if (!isSqliteError(error, 'SQLITE_CORRUPT') && !isSqliteError(error, 'SQLITE_NOTADB')) throw error;
    return [
      { check: 'database', outcome: 'bad', count: 1, detail: error.message },
      checkBackups(home),
      checkSpace(home),
    ];
  }
}

/**
 * Puts a backup in the place of the library: by its name, by the path of its file, or the newest one. Answers with it, and
 * with the folder that keeps what was there. Throws NOT_FOUND, BACKUP_INVALID or LIBRARY_IN_USE; nothing was changed then.
 */
export function restoreBackup(home: string, which: string, now: number): { name: string; keptFolder: string } {
  const path = findBackup(home, which);
  const { database } = libraryPaths(home);
  let keptFolder = join(home, `kept-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
  whileLocked(home, () => {
    try {
      keptFolder = replaceLibrary(database, path, keptFolder, (file) => carryAccounts(file, now));
    } catch (cause) {
      const message = 'This backup cannot be used. Your library was left as it is.';
      throw new AppError('BACKUP_INVALID', message, {}, { cause });
    }
  });
  return { name: path, keptFolder };
}

function findBackup(home: string, which: string): string {
  const known = listAllBackups(home);
  const found = which === 'latest' ? known[0] : known.find(({ name }) => name === which);
  if (found) return found.path;
  const path = isAbsolute(which) ? which : resolve(which);
  if (which !== 'latest' && existsSync(path)) return path;
  throw new AppError('NOT_FOUND', 'There is no such backup. "ledgerline restore --list" names them.');
}
