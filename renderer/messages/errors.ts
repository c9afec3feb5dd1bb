import type { ErrorCode } from '#shared/errors.ts';
import type { Text } from './use-text.ts';

/** Whether trying the same again, after a while or after the cause is gone, can end otherwise. */
const retryable: Readonly<Record<ErrorCode, boolean>> = {
  INTERNAL: true,
  INVALID_INPUT: false,
  NOT_FOUND: false,
  UNSUPPORTED: false,
  LIBRARY_IN_USE: true,
  LIBRARY_TOO_NEW: false,
  LIBRARY_DAMAGED: false,
  LIBRARY_NOT_OURS: false,
  LIBRARY_LOCKED: true,
  DISK_FULL: true,
  FOLDER_NOT_FOUND: true,
  FOLDER_UNREADABLE: true,
  FOLDER_NESTED: false,
  FOLDER_OFFLINE: true,
  FOLDER_MISMATCH: false,
  FILE_NOT_FOUND: true,
  FILE_UNREADABLE: true,
  FILE_EMPTY: true,
  FILE_TRUNCATED: true,
  FILE_CHANGED: true,
  FILE_NAME_INVALID: false,
  FORMAT_UNKNOWN: true,
  FORMAT_UNSUPPORTED: true,
  TAGS_UNREADABLE: true,
  TAG_TOO_LARGE: true,
  AUDIO_DAMAGED: true,
  AUDIO_TOO_SHORT: true,
  NO_AUDIO: true,
  WORKER_CRASHED: true,
  WORKER_TIMEOUT: true,
  QUARANTINED: true,
  CANCELLED: true,
  QUERY_INVALID: false,
  MODEL_INVALID: false,
  MODEL_MISMATCH: false,
  DOWNLOAD_FAILED: true,
  FILE_READ_ONLY: true,
  FILE_BUSY: true,
  FILE_LINKED: false,
  FILE_IS_LINK: false,
  FILE_TOO_LARGE: false,
  FILE_NOT_OWNED: false,
  FILE_EXISTS: true,
  PATH_OUTSIDE: false,
  PATH_TOO_LONG: false,
  PATTERN_INVALID: false,
  PATTERN_SLOW: false,
  PICTURE_INVALID: false,
  TAGS_UNWRITABLE: false,
  WRITE_UNVERIFIED: true,
  TRASH_UNAVAILABLE: true,
  INTERRUPTED: true,
  UNDO_BLOCKED: true,
  UNDO_GONE: false,
  BACKUP_INVALID: false,
  IMPORT_UNKNOWN: false,
  IMPORT_INVALID: false,
  IMPORT_TOO_LARGE: false,
};

export function isRetryable(code: ErrorCode): boolean {
  return retryable[code];
}

export function errorText(t: Text, code: ErrorCode): string {
  return t(`error.${code}`);
}
