import type { Readable } from 'node:stream';

/** A request for bytes that are not JSON. Hosts translate it from HTTP or from a custom protocol. */
export type MediaRequest = {
  /** POST brings a file to one of `uploadPaths`; the answer is JSON: its hash, size, and what more is known of it. */
  method: 'GET' | 'HEAD' | 'POST';
  /** `/track/<id>` (with `?as=wav` for what the window cannot play), `/waveform/<id>`, `/artwork/<hash>` or `/receipt/<hash>`. */
  path: string;
  /** The Range header, if any. */
  range: string | null;
  /** Of POST. Hosts read no more than `maxUploadBytes`. */
  body?: Uint8Array;
};

/** Where pictures for tags are brought to. */
export const picturePath = '/picture/new';

/** Where receipts of expenses are brought to. */
export const receiptPath = '/receipt/new';

export const uploadPaths: readonly string[] = [picturePath, receiptPath];

/** A little more than a picture may have, so that the core can say that it is too large. */
export const maxUploadBytes = 25 * 1024 * 1024 + 1;

export type MediaReply = {
  status: 200 | 206 | 304 | 400 | 404 | 405 | 413 | 415 | 416 | 500;
  headers: Readonly<Record<string, string>>;
  /** Null for HEAD and for errors without text. The receiver destroys it when the client goes away. */
  body: Readable | Uint8Array | null;
};
