import { AppError } from '#shared/errors.ts';

/** All tags of one file together. */
export const mostTagBytes = 64 * 1024 * 1024;
/** Comments, frames or atoms of one tag. */
export const mostTagItems = 10_000;

export function unreadable(reason: string): AppError {
  return new AppError('TAGS_UNREADABLE', `The tags of this file cannot be read: ${reason}.`);
}

/** Where writing could lose something, or change what the user did not ask for. */
export function unwritable(reason: string): AppError {
  return new AppError('TAGS_UNWRITABLE', `The tags of this file are left as they are: ${reason}.`);
}

export function tooLarge(reason: string): AppError {
  return new AppError('TAG_TOO_LARGE', `The tags of this file are too large: ${reason}.`);
}
