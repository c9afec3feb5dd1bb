import type { Readable } from 'node:stream';

/** A request for bytes that are not JSON. Hosts translate it from HTTP or from a custom protocol. */
export type MediaRequest = {
  method: 'GET' | 'HEAD';
  /** `/track/<id>` (with `?as=wav` for what the window cannot play), `/waveform/<id>` or `/artwork/<hash>`. */
  path: string;
  /** The Range header, if any. */
  range: string | null;
};

export type MediaReply = {
  status: 200 | 206 | 304 | 400 | 404 | 405 | 415 | 416 | 500;
  headers: Readonly<Record<string, string>>;
  /** Null for HEAD and for errors without text. The receiver destroys it when the client goes away. */
  body: Readable | Uint8Array | null;
};
