import { systemCode, toFileError } from '#core/files/file-error.ts';
import { AppError } from '#shared/errors.ts';

/** Why a file another program wrote cannot be read. */
export function toReadError(error: unknown): AppError {
  const code = systemCode(error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR') {
    return new AppError('FILE_UNREADABLE', 'This file cannot be read.', { reason: code }, { cause: error });
  }
  return toFileError(error);
}
