/**
 * Every way in which a call can fail, as the user interface knows it.
 *
 * The text a user reads for a code, and whether trying again makes sense, stand in `renderer/messages`; a guard test
 * keeps the two lists equal.
 */
export const errorCodes = [
  'INTERNAL',
  'INVALID_INPUT',
  'NOT_FOUND',
  'UNSUPPORTED',
  'FORBIDDEN',
  'SIGN_IN_REFUSED',
  'SIGN_IN_LOCKED',
  'LOGIN_TAKEN',
  'MEMBER_PROTECTED',
  'PERSON_BUSY',
  'TREE_CYCLE',
  'IDENTIFIER_INVALID',
  'ALREADY_MEMBER',
  'ALREADY_INVITED',
  'INVITATION_INVALID',
  'INVITATION_OVER',
  'RIGHTS_EXCEEDED',
  'RIGHTS_SPAN',
  'RIGHTS_UNRESOLVED',
  'LIBRARY_IN_USE',
  'LIBRARY_TOO_NEW',
  'LIBRARY_DAMAGED',
  'LIBRARY_NOT_OURS',
  'LIBRARY_LOCKED',
  'DISK_FULL',
  'FOLDER_NOT_FOUND',
  'FOLDER_UNREADABLE',
  'FOLDER_NESTED',
  'FOLDER_OFFLINE',
  'FOLDER_MISMATCH',
  'FILE_NOT_FOUND',
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'FILE_TRUNCATED',
  'FILE_CHANGED',
  'FILE_NAME_INVALID',
  'FORMAT_UNKNOWN',
  'FORMAT_UNSUPPORTED',
  'TAGS_UNREADABLE',
  'TAG_TOO_LARGE',
  'AUDIO_DAMAGED',
  'AUDIO_TOO_SHORT',
  'NO_AUDIO',
  'WORKER_CRASHED',
  'WORKER_TIMEOUT',
  'QUARANTINED',
  'CANCELLED',
  'QUERY_INVALID',
  'LIST_CHANGED',
  'SET_TOO_LONG',
  'PLAYLIST_CYCLE',
  'IN_CRATE',
  'MODEL_INVALID',
  'MODEL_MISMATCH',
  'DOWNLOAD_FAILED',
  'FILE_READ_ONLY',
  'FILE_BUSY',
  'FILE_LINKED',
  'FILE_IS_LINK',
  'FILE_TOO_LARGE',
  'FILE_NOT_OWNED',
  'FILE_EXISTS',
  'PATH_OUTSIDE',
  'PATH_TOO_LONG',
  'PATTERN_INVALID',
  'PATTERN_SLOW',
  'PICTURE_INVALID',
  'TAGS_UNWRITABLE',
  'WRITE_UNVERIFIED',
  'TRASH_UNAVAILABLE',
  'INTERRUPTED',
  'UNDO_BLOCKED',
  'UNDO_GONE',
  'BACKUP_INVALID',
  'ENCODING_UNFIT',
  'CUE_LOSSY',
  'SERVICE_NOT_CONNECTED',
  'SERVICE_OFFLINE',
  'SERVICE_BUSY',
  'SERVICE_QUOTA',
  'SERVICE_SIGN_IN',
  'SERVICE_REFUSED',
  'SERVICE_ANSWER',
  'UPLOAD_MISMATCH',
  'IMPORT_UNKNOWN',
  'IMPORT_INVALID',
  'IMPORT_TOO_LARGE',
  'IMPORT_TOO_NEW',
  'IMPORT_TOO_OLD',
  'PROGRAM_RUNNING',
  'NAME_TAKEN',
  'PACK_NOT_EMPTY',
  'PACK_NOTHING_READY',
  'SERIES_EXISTS',
  'ISRC_TAKEN',
  'CODE_TAKEN',
  'RECORDING_IN_USE',
  'RELEASE_APPROVED',
  'RELEASE_NOT_APPROVED',
  'RELEASE_EMPTY',
  'CODE_SERIES_MISSING',
  'CODE_PREFIX_INVALID',
  'CODES_USED_UP',
  'SERIES_TOO_SMALL',
  'STATE_REFUSED',
  'OWN_APPROVAL',
  'WEEK_EMPTY',
  'TIMER_IN_WEEK',
  'PROJECT_IN_USE',
  'RECEIPT_INVALID',
  'RATE_MISSING',
  'PERIOD_CLOSED',
  'CURRENCY_IN_USE',
  'TIME_INVALID',
  'TIME_LOCKED',
  'TIME_OVERLAP',
  'TIME_SEVERAL',
  'TIMER_RUNNING',
  'TIMER_NOT_RUNNING',
  'SONG_EXISTS',
  'NO_WORKFLOW',
  'STEP_NAME_TAKEN',
  'SHARES_OVER',
  'LINK_WITHOUT_MESSAGE',
  'EXCHANGE_INVALID',
  'EXCHANGE_SIGNATURE',
  'EXCHANGE_TOO_LARGE',
  'EXCHANGE_TOO_NEW',
  'EXCHANGE_OWN',
  'EXCHANGE_KEY_CHANGED',
  'EXCHANGE_PENDING',
  'XML_TEXT_INVALID',
  'XML_INVALID',
  'XML_TOO_LARGE',
  'DELIVERY_EXISTS',
  'DELIVERY_MOVE_REFUSED',
  'DELIVERY_AUDIO_MISSING',
  'DELIVERY_AUDIO_LOSSY',
  'DELIVERY_ARTWORK_MISSING',
  'PACKAGES_FOLDER_MISSING',
  'RELEASE_HAS_ERRORS',
  'ERN_INVALID',
  'STORE_IN_USE',
  'ERN_INCOMPLETE',
  'SCHEMA_MISSING',
  'SCHEMA_INVALID',
  'ACKNOWLEDGEMENT_UNKNOWN',
  'SPLIT_NOT_WHOLE',
  'CURRENCY_UNKNOWN',
  'BANK_INVALID',
  'PERIOD_OVERLAPS',
  'ROYALTIES_CLOSED',
  'ROYALTIES_STALE',
  'ROYALTIES_REFUSED',
  'ROYALTIES_BUSY',
  'NOTHING_PAYABLE',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts about a failure that the interface may show or act on: ids and numbers, never a stack. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A failure that was expected and has a name.
 *
 * `message` is for people: what happened and what to do, without paths or stacks. Anything else that is thrown is a
 * bug, is logged where it happened, and crosses the boundary as `INTERNAL`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export type WireError = { code: ErrorCode; message: string; details: ErrorDetails };

/** What every transport carries back: a value or an error, never a thrown one. */
export type Reply<Value = unknown> = { ok: true; value: Value } | { ok: false; error: WireError };

/** Turns anything thrown into a plain object that can be cloned and sent. */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) return { code: error.code, message: error.message, details: error.details };
  return { code: 'INTERNAL', message: 'Something unexpected went wrong. Your library is safe.', details: {} };
}

/** The opposite of `toWire`. A code this build does not know becomes `INTERNAL`. */
export function fromWire(wire: WireError): AppError {
  const code = errorCodes.includes(wire.code) ? wire.code : 'INTERNAL';
  return new AppError(code, wire.message, wire.details);
}
