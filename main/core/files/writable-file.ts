import type { BigIntStats } from 'node:fs';
import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { StepStamp } from './file-step.ts';
import { compareStamp } from './own-files.ts';
import type { WriteDisk } from './write-disk.ts';

/** Left free beside the copy, for whatever else lives on the disk. */
const spareBytes = 64n * 1024n * 1024n;

/** The file that a path leads to, without symbolic links. */
export function resolveFile(disk: WriteDisk, path: string): string {
  return disk.realpathSync(path);
}

/**
 * Refuses what must not be replaced by a copy: FILE_CHANGED where it is not what was expected, FILE_LINKED,
 * FILE_READ_ONLY (file or folder), DISK_FULL, FILE_UNREADABLE for what is no regular file.
 */
export function checkWritable(disk: WriteDisk, path: string, stats: BigIntStats, expected: StepStamp | null): void {
  if (!stats.isFile()) throw new AppError('FILE_UNREADABLE', 'This is not a file.');
  if (expected && compareStamp(stats, expected) === 'other') throw fileChanged();
  if (stats.nlink > 1n)
    throw new AppError('FILE_LINKED', 'The file has a second name, which would keep the old state.');
  // Who may write everything still respects that the file's owner protected it.
  if ((stats.mode & 0o222n) === 0n) throw readOnly();
  disk.accessSync(path, constants.W_OK);
  disk.accessSync(dirname(path), constants.W_OK | constants.X_OK);
  const { bavail, bsize } = disk.statfsSync(dirname(path), { bigint: true });
  if (bavail * bsize < stats.size + spareBytes) throw new AppError('DISK_FULL', 'There is no room for a copy.');
}

function readOnly(): AppError {
  return new AppError('FILE_READ_ONLY', 'The file is read-only.');
}

export function fileChanged(): AppError {
  return new AppError('FILE_CHANGED', 'The file is not what it was.');
}
