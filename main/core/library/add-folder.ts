import { statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Db } from '#core/db/query.ts';
import type { FolderId } from '#shared/contract/library/folders.ts';
import { AppError } from '#shared/errors.ts';
import { insertFolder, listFolders, mergeFolder, watchFolder } from './folders.repository.ts';

/** What to scan after a path was added: all of a folder, or only these paths in it (relative, with '/'). */
export type Added = { id: FolderId; added: boolean; only?: string[] };

/**
 * Makes a folder or a file known to the library.
 *
 * A path inside a known folder belongs to that folder, so that no file is two tracks; a folder around known ones takes
 * their tracks over with everything that hangs on them. Throws FOLDER_NOT_FOUND, FOLDER_UNREADABLE or INVALID_INPUT.
 */
export async function addPath(db: Db, path: string, now: number): Promise<Added> {
  if (!isAbsolute(path)) throw new AppError('INVALID_INPUT', 'A folder is named by its whole path.');
  const real = await resolveExisting(path);
  const isFile = statSync(real).isFile();
  const root = isFile ? dirname(real) : real;
  return db.transaction(() => addResolved(db, real, root, isFile, now)).immediate();
}

function addResolved(db: Db, real: string, root: string, isFile: boolean, now: number): Added {
  const folders = listFolders(db);
  const around = folders.find((folder) => isInside(root, folder.path) && (folder.isWatched || folder.path === root));
  if (around) {
    if (isFile) return { id: around.id, added: false, only: [slashed(relative(around.path, real))] };
    const added = around.path === root && !around.isWatched;
    if (added) watchFolder(db, around.id);
    return { id: around.id, added };
  }
  const id = insertFolder(db, root, !isFile, now);
  if (isFile) return { id, added: true, only: [slashed(relative(root, real))] };
  for (const folder of folders) {
    if (isInside(folder.path, root)) mergeFolder(db, folder.id, id, `${slashed(relative(root, folder.path))}/`);
  }
  return { id, added: true };
}

/** The place itself, with links followed. Throws FOLDER_NOT_FOUND or FOLDER_UNREADABLE. */
export async function resolveExisting(path: string): Promise<string> {
  try {
    return await realpath(resolve(path));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new AppError('FOLDER_UNREADABLE', 'Ledgerline may not read this folder.', {}, { cause });
    }
    throw new AppError(
      'FOLDER_NOT_FOUND',
      'There is no such folder. Was it moved, or is its disk not connected?',
      {},
      { cause },
    );
  }
}

/** Whether `path` is `folder` itself or lies below it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
