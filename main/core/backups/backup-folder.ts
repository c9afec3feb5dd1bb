import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { libraryPaths } from '#core/db/open-library.ts';
import { type BackupFile, byAge, listBackupFiles } from './backup-files.ts';

/** Where backups go, in a plain file: it must be known when the library itself cannot be read. */
function fileOf(home: string): string {
  return join(home, 'backup-folder.txt');
}

export function ownBackupFolder(home: string): string {
  return libraryPaths(home).backups;
}

export function readBackupFolder(home: string): string {
  try {
    return readFileSync(fileOf(home), 'utf8').trim() || ownBackupFolder(home);
  } catch {
    return ownBackupFolder(home);
  }
}

/** Null for the library's own. */
export function writeBackupFolder(home: string, folder: string | null): void {
  if (folder === null) {
    rmSync(fileOf(home), { force: true });
    return;
  }
  writeFileSync(`${fileOf(home)}.draft`, `${folder}\n`);
  renameSync(`${fileOf(home)}.draft`, fileOf(home));
}

/** All there are, also those made before the folder was changed; newest first. */
export function listAllBackups(home: string): BackupFile[] {
  const folders = new Set([readBackupFolder(home), ownBackupFolder(home)]);
  return byAge(
    [...folders].flatMap((folder) => listBackupFiles(folder)),
    Date.now(),
  );
}
