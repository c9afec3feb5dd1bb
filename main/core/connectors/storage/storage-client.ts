import type { StoredKind } from '#shared/contract/storage.ts';

/** A file on its way: read in parts, so that none is held whole. */
export type UploadSource = {
  kind: StoredKind;
  /** What the user calls it, with its ending. */
  name: string;
  sizeBytes: number;
  sha256: string;
  md5: string;
  read(start: number, length: number): Promise<Uint8Array>;
};

export type Uploaded = { item: string; url: string };

/** Goes on where `state` was saved; null for a beginning. `save` keeps what is done, with the share of it. */
export type UploadRun = { state: unknown; save(state: unknown, share: number): void; signal: AbortSignal };

/**
 * What a storage service can do with files. Uploading ends only once the service holds the same bytes, by size and hash;
 * throws UPLOAD_MISMATCH where it does not, and SERVICE_… errors.
 */
export type StorageClient = {
  upload(source: UploadSource, run: UploadRun): Promise<Uploaded>;
  /** Takes it away; one that is gone is no error. Throws SERVICE_REFUSED for one that lies elsewhere. */
  remove(stored: Uploaded & { kind: StoredKind }): Promise<void>;
  /** Takes back what an upload that will not go on has left there. */
  discard(state: unknown): Promise<void>;
};
