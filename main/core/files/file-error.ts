import { AppError, type ErrorCode } from '#shared/errors.ts';

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  // FAT32 ends at 4 GB.
  EFBIG: 'FILE_TOO_LARGE',
  EACCES: 'FILE_READ_ONLY',
  EPERM: 'FILE_READ_ONLY',
  EROFS: 'FILE_READ_ONLY',
  EBUSY: 'FILE_BUSY',
  ETXTBSY: 'FILE_BUSY',
  EMFILE: 'FILE_BUSY',
  ENFILE: 'FILE_BUSY',
  EAGAIN: 'FILE_BUSY',
  ENOENT: 'FILE_NOT_FOUND',
  ENOTDIR: 'FILE_NOT_FOUND',
  EEXIST: 'FILE_EXISTS',
  ENOTEMPTY: 'FILE_EXISTS',
  EISDIR: 'FILE_EXISTS',
  ENAMETOOLONG: 'PATH_TOO_LONG',
  EINVAL: 'FILE_NAME_INVALID',
  EILSEQ: 'FILE_NAME_INVALID',
  EIO: 'FILE_UNREADABLE',
  ENODEV: 'FOLDER_OFFLINE',
  ENXIO: 'FOLDER_OFFLINE',
  EHOSTDOWN: 'FOLDER_OFFLINE',
  ENOTCONN: 'FOLDER_OFFLINE',
  ESTALE: 'FOLDER_OFFLINE',
  ETIMEDOUT: 'FOLDER_OFFLINE',
  ECONNRESET: 'FOLDER_OFFLINE',
  ENETDOWN: 'FOLDER_OFFLINE',
  ENETUNREACH: 'FOLDER_OFFLINE',
  EHOSTUNREACH: 'FOLDER_OFFLINE',
};

const texts: Partial<Record<ErrorCode, string>> = {
  DISK_FULL: 'The disk is full. Nothing was lost; free some space and go on.',
  FILE_READ_ONLY: 'The system does not allow to change this file or its folder.',
  FILE_BUSY: 'Another program holds this file.',
  FILE_NOT_FOUND: 'The file or its folder is not there.',
  FILE_EXISTS: 'Another file has that name already.',
  PATH_TOO_LONG: 'That name is longer than the disk allows.',
  FILE_TOO_LARGE: 'The disk cannot hold a file that large.',
  FILE_NAME_INVALID: 'This disk does not allow that name.',
  FOLDER_OFFLINE: 'The disk is not connected.',
};

/** The system's code of a failure: 'ENOENT'; empty where it is no failure of a system call. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Names what a file system refused. What is no failure of the system comes back as it is: INTERNAL. */
export function toFileError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = codes[systemCode(error)];
  if (!code) return new AppError('INTERNAL', 'Something unexpected went wrong with this file.', {}, { cause: error });
  return new AppError(code, texts[code] ?? 'The disk could not be read or written.', {}, { cause: error });
}
