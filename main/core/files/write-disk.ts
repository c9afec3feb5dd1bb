import * as fs from 'node:fs';
import { AppError, type ErrorCode } from '#shared/errors.ts';

/** The calls the write protocol makes to a disk; tests fail each of them in turn. */
export type WriteDisk = Pick<
  typeof fs,
  | 'accessSync'
  | 'closeSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'fstatSync'
  | 'fsyncSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readSync'
  | 'readFileSync'
  | 'realpathSync'
  | 'renameSync'
  | 'statSync'
  | 'statfsSync'
  | 'unlinkSync'
  | 'utimesSync'
  | 'writeSync'
>;

export const realDisk: WriteDisk = fs;

const isWindows = process.platform === 'win32';

const codes: Readonly<Record<string, readonly [code: ErrorCode, message: string]>> = {
  ENOENT: ['FILE_NOT_FOUND', 'The file is gone.'],
  ENOTDIR: ['FILE_NOT_FOUND', 'The file is gone.'],
  ENOSPC: ['DISK_FULL', 'The disk is full.'],
  EDQUOT: ['DISK_FULL', 'The disk is full.'],
  EFBIG: ['DISK_FULL', 'The disk cannot hold a file of this size.'],
  EROFS: ['FILE_READ_ONLY', 'The disk is read-only.'],
  EBUSY: ['FILE_BUSY', 'Another program holds the file.'],
  ETXTBSY: ['FILE_BUSY', 'Another program holds the file.'],
  // Too many open files: as with a file that is held, trying again later helps.
  EMFILE: ['FILE_BUSY', 'Too many files are open.'],
  ENFILE: ['FILE_BUSY', 'Too many files are open.'],
  EEXIST: ['FILE_EXISTS', 'Another file has that name already.'],
  ENAMETOOLONG: ['PATH_TOO_LONG', 'The name is too long.'],
  ELOOP: ['FILE_NOT_FOUND', 'The link leads nowhere.'],
};

/**
 * Names what a disk refused. Anything that is no failure of the system comes back as it is.
 *
 * On Windows EPERM and EACCES mean that somebody holds the file open without sharing it.
 */
export function nameFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const isDenied = code === 'EPERM' || code === 'EACCES';
  const denied = isWindows
    ? (['FILE_BUSY', 'Another program holds the file.'] as const)
    : (['FILE_READ_ONLY', 'The file may not be written.'] as const);
  const [name, message] = codes[code] ?? (isDenied ? denied : (['FILE_UNREADABLE', 'The disk failed.'] as const));
  return new AppError(name, message, {}, { cause: error });
}
