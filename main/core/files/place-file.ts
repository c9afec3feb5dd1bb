import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Disk } from './disk.ts';
import { systemCode, toFileError } from './file-error.ts';
import { moveFile } from './moving.ts';
import { lookAt, removeOwn } from './own-files.ts';
import { temporaryBeside } from './own-names.ts';

/** What is known of a file that lies where another is to be placed. */
export type Placed = 'none' | 'ours' | 'other';

/** Whether what lies there is still what we put there: `written` is the SHA-256 of that, null where we never did. */
export async function lookAtPlaced(disk: Disk, path: string, written: string | null): Promise<Placed> {
  try {
    const there = await lookAt(disk, path);
    if (!there) return 'none';
    if (written === null || !there.isFile()) return 'other';
    return (await disk.hash(path)) === written ? 'ours' : 'other';
  } catch (error) {
    throw toFileError(error);
  }
}

/**
 * Puts a copy of a file of our own at a place of the user's. Only what we put there before and nobody changed since, by its
 * SHA-256, is replaced; whoever reads it meanwhile sees the old file or the new one.
 *
 * Throws FILE_EXISTS where something else lies there, FILE_NOT_FOUND without its folder, and other file errors; nothing
 * was changed then.
 */
export async function placeFile(disk: Disk, made: string, path: string, written: string | null): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await refuseOther(disk, path, written);
    await disk.copy(made, temporary);
    await disk.copyMetadata(made, temporary);
    await disk.syncFile(temporary);
    // Copying takes a while.
    if ((await refuseOther(disk, path, written)) === 'ours') {
      await disk.rename(temporary, path);
      await disk.syncFolder(dirname(path));
    } else {
      await moveFile(disk, temporary, path, () => undefined);
    }
  } catch (error) {
    await removeOwn(disk, temporary).catch(() => undefined);
    throw toFileError(error);
  }
}

async function refuseOther(disk: Disk, path: string, written: string | null): Promise<Placed> {
  const placed = await lookAtPlaced(disk, path, written);
  if (placed === 'other') throw new AppError('FILE_EXISTS', 'Another file has that name already.');
  return placed;
}

/** Makes a folder and those above it, where they are not there. Throws file errors. */
export async function ensureFolder(disk: Disk, path: string): Promise<void> {
  try {
    if (await lookAt(disk, path)) return;
    if (dirname(path) !== path) await ensureFolder(disk, dirname(path));
    await disk.makeFolder(path);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw toFileError(error);
  }
}
