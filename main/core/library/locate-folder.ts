import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Db } from '#core/db/query.ts';
import { relocateSteps } from '#core/files/journal/relocate-steps.ts';
import type { FolderId } from '#shared/contract/library/folders.ts';
import { AppError } from '#shared/errors.ts';
import { isInside, resolveExisting } from './add-folder.ts';
import { findFolder, listFolders } from './folders.repository.ts';
import { setFolderPath, setHeldCount } from './scan/presence.repository.ts';
import { hasCanary } from './scan/root-check.ts';
import { setFolderState } from './scan/scan.repository.ts';

/**
 * A folder was moved, or its disk is connected elsewhere: from now on it lies at `path`, also for what was done in it
 * before; nothing else changes.
 *
 * Throws FOLDER_NOT_FOUND, FOLDER_UNREADABLE, FOLDER_NESTED, FOLDER_MISMATCH or INVALID_INPUT.
 */
export async function locateFolder(db: Db, id: FolderId, path: string): Promise<void> {
  if (!isAbsolute(path)) throw new AppError('INVALID_INPUT', 'A folder is named by its whole path.');
  const real = await resolveExisting(path);
  if (!statSync(real).isDirectory()) throw new AppError('FOLDER_NOT_FOUND', 'This is a file and no folder.');
  const isTaken = listFolders(db).some(
    (folder) => folder.id !== id && (isInside(real, folder.path) || isInside(folder.path, real)),
  );
  if (isTaken) throw new AppError('FOLDER_NESTED', 'This place belongs to another folder of the library.');
  if (!(await hasCanary(db, id, real))) {
    throw new AppError('FOLDER_MISMATCH', 'None of the tracks of this folder lie there.');
  }
  const before = findFolder(db, id)?.path;
  db.transaction(() => {
    if (before !== undefined) relocateSteps(db, before, real);
    setFolderPath(db, id, real);
    setFolderState(db, id, 'online');
    setHeldCount(db, id, 0);
  }).immediate();
}
