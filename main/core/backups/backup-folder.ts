import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { libraryPaths } from '#core/db/open-library.ts';
import { AppError } from '#shared/errors.ts';
import { type BackupFile, byAge, listBackupFiles } from './backup-files.ts';

/** `name` is a folder in it that only this library uses: two may share a disk for their backups. */
const choice = z.object({ chosen: z.string().min(1), name: z.string().regex(/^ledgerline-[0-9a-f]{8}$/) });

/** Where backups go, in a plain file: it must be known when the library itself cannot be read. */
function fileOf(home: string): string {
  return join(home, 'backup-folder.json');
}

function readChoice(home: string): z.output<typeof choice> | null {
  try {
    return choice.parse(JSON.parse(readFileSync(fileOf(home), 'utf8')));
  } catch {
    return null;
  }
}

/** The folder the user chose; null where it is the library's own. */
export function chosenBackupFolder(home: string): string | null {
  return readChoice(home)?.chosen ?? null;
}

export function ownBackupFolder(home: string): string {
  return libraryPaths(home).backups;
}

/** Where backups go now: the library's own folder while the chosen one is not there. */
export function reachableBackupFolder(home: string): string {
  const known = readChoice(home);
  const folder = known && join(known.chosen, known.name);
  return folder && existsSync(folder) ? folder : ownBackupFolder(home);
}

/** Takes a folder from now on, or the library's own for null. Throws FOLDER_UNREADABLE, and nothing changes then. */
export function chooseBackupFolder(home: string, chosen: string | null): void {
  if (chosen === null) {
    rmSync(fileOf(home), { force: true });
    return;
  }
  const name = readChoice(home)?.name ?? `ledgerline-${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(join(chosen, name), { recursive: true });
  } catch (cause) {
    throw new AppError('FOLDER_UNREADABLE', 'The folder for backups cannot be used.', {}, { cause });
  }
  writeFileSync(`${fileOf(home)}.draft`, JSON.stringify({ chosen, name }));
  renameSync(`${fileOf(home)}.draft`, fileOf(home));
}

/** All there are, also those made before the folder was changed or while it was away; the best to take first. */
export function listAllBackups(home: string, now = Date.now()): BackupFile[] {
  const folders = new Set([reachableBackupFolder(home), ownBackupFolder(home)]);
  return byAge(
    [...folders].flatMap((folder) => listBackupFiles(folder)),
    now,
  );
}
