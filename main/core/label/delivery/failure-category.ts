import type { DeliveryError } from '#shared/delivery/error-categories.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';

/** What a failure of our own steps means for a delivery; what is not named is `unknown`. */
const categories: Partial<Record<ErrorCode, DeliveryError>> = {
  RELEASE_NOT_APPROVED: 'metadataInvalid',
  RELEASE_HAS_ERRORS: 'metadataInvalid',
  NOT_FOUND: 'metadataInvalid',
  ERN_INCOMPLETE: 'metadataInvalid',
  ERN_INVALID: 'metadataInvalid',
  XML_TEXT_INVALID: 'metadataInvalid',
  DELIVERY_AUDIO_LOSSY: 'contentFormat',
  FORMAT_UNSUPPORTED: 'contentFormat',
  FORMAT_UNKNOWN: 'contentFormat',
  FILE_TOO_LARGE: 'contentFormat',
  NO_AUDIO: 'contentQuality',
  AUDIO_DAMAGED: 'contentQuality',
  DELIVERY_ARTWORK_MISSING: 'artworkInvalid',
  PICTURE_INVALID: 'artworkInvalid',
  // A disk that is not connected comes back.
  DELIVERY_AUDIO_MISSING: 'systemStorage',
  FILE_NOT_FOUND: 'systemStorage',
  FILE_UNREADABLE: 'systemStorage',
  FILE_READ_ONLY: 'systemStorage',
  FOLDER_NOT_FOUND: 'systemStorage',
  FOLDER_UNREADABLE: 'systemStorage',
  FOLDER_OFFLINE: 'systemStorage',
  PACKAGES_FOLDER_MISSING: 'systemStorage',
  DISK_FULL: 'systemStorage',
  FILE_BUSY: 'deliveryInterrupted',
  FILE_CHANGED: 'deliveryInterrupted',
  FILE_EXISTS: 'deliveryInterrupted',
  INTERRUPTED: 'deliveryInterrupted',
  WRITE_UNVERIFIED: 'deliveryCorrupt',
  WORKER_TIMEOUT: 'deliveryTimeout',
  WORKER_CRASHED: 'systemInternal',
};

export type DeliveryFailure = { category: DeliveryError; code: string; text: string };

export function failureOf(error: unknown): DeliveryFailure {
  if (!(error instanceof AppError)) return { category: 'systemInternal', code: 'INTERNAL', text: '' };
  return { category: categories[error.code] ?? 'unknown', code: error.code, text: error.message };
}
