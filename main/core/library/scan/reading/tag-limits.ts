import { AppError } from '#shared/errors.ts';

/** All tags of one file together. */
export const maxTagBytes = 64 * 1024 * 1024;
export const maxPictureBytes = 25 * 1024 * 1024;

export function tooLarge(cause?: unknown): AppError {
  return new AppError('TAG_TOO_LARGE', 'The tags of this file are larger than 64 MB.', {}, { cause });
}
