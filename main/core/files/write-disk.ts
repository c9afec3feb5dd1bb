import * as fs from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { systemCode, toFileError } from './file-error.ts';

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

/**
 * Names what a disk refused; anything that is no failure of the system comes back as it is.
 *
 * On Windows EPERM and EACCES mean that somebody holds the file open without sharing it.
 */
export function nameFailure(error: unknown): unknown {
  if (error instanceof AppError || systemCode(error) === '') return error;
  const isDenied = ['EPERM', 'EACCES'].includes(systemCode(error));
  if (isDenied && process.platform === 'win32')
    return new AppError('FILE_BUSY', 'Another program holds this file.', {}, { cause: error });
  return toFileError(error);
}
