import { createHash, type Hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import { FileWindow } from './file-window.ts';
import { oggPageHeaderBytes } from './ogg-headers.ts';
import { findPayload, type Payload } from './payload-range.ts';

const sampleBytes = 65_536;
const hashHexDigits = 32;

export type QuickHash = {
  /** 32 hexadecimal digits; equal audio gives equal digits, whatever the tags around it say. */
  readonly quickHash: string;
  readonly payloadBytes: number;
};

/**
 * A fingerprint of the audio payload for the scanner: its length and 64 kB each of its start, middle and end.
 *
 * Synchronous, for a worker thread. Throws FILE_EMPTY; for a file without recognisable audio it covers the whole file.
 */
export function quickHash(pathOrFd: string | number): QuickHash {
  const fd = typeof pathOrFd === 'number' ? pathOrFd : openSync(pathOrFd, 'r');
  try {
    const sizeBytes = fstatSync(fd).size;
    if (sizeBytes === 0) throw new AppError('FILE_EMPTY', 'The file is empty.');
    const file = new FileWindow(fd, sizeBytes);
    return quickHashOf(file, findPayload(file));
  } finally {
    if (typeof pathOrFd === 'string') closeSync(fd);
  }
}

/** The same where the payload is known already. */
export function quickHashOf(file: FileWindow, payload: Payload): QuickHash {
  const payloadBytes = payload.ranges.reduce((sum, range) => sum + range.end - range.start, 0);
  const hash = createHash('sha256').update(`${payload.isPaged ? 'ogg' : 'raw'}:${payloadBytes}`);
  const last = Math.max(0, payloadBytes - sampleBytes);
  const starts = payloadBytes <= 3 * sampleBytes ? [0] : [0, Math.floor(last / 2), last];
  const length = starts.length === 1 ? payloadBytes : sampleBytes;
  for (const start of starts) {
    const sample = payloadBytesAt(file, payload, start, length);
    if (payload.isPaged) updateWithPageBodies(hash, sample);
    else hash.update(sample);
  }
  return { quickHash: hash.digest('hex').slice(0, hashHexDigits), payloadBytes };
}

function payloadBytesAt(file: FileWindow, payload: Payload, start: number, length: number): Buffer {
  const parts: Buffer[] = [];
  let before = 0;
  for (const range of payload.ranges) {
    const from = Math.max(range.start, range.start + start - before);
    const to = Math.min(range.end, range.start + start + length - before);
    if (to > from) parts.push(Buffer.from(file.bytes(from, to - from)));
    before += range.end - range.start;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

function updateWithPageBodies(hash: Hash, sample: Buffer): void {
  const bodies = new PageBodies();
  // A sample from the middle begins inside a page; what is before the next page cannot be told apart from a header.
  const firstPage = sample.indexOf('OggS', 0, 'latin1');
  if (firstPage === -1) hash.update(sample);
  else bodies.update(hash, sample.subarray(firstPage));
}

const pieceBytes = 1_048_576;

/** The hash that `AudioHasher` makes of a file's payload, read for this alone. Synchronous, for a worker thread. */
export function audioHashOf(path: string): string {
  const fd = openSync(path, 'r');
  try {
    const file = new FileWindow(fd, fstatSync(fd).size);
    const payload = findPayload(file);
    const hasher = new AudioHasher(payload);
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, file.sizeBytes));
    for (const { start, end } of payload.ranges) {
      for (let at = start; at < end; ) {
        const count = readSync(fd, piece, 0, Math.min(piece.length, end - at), at);
        if (count === 0) break;
        hasher.update(at, piece.subarray(0, count));
        at += count;
      }
    }
    return hasher.digest();
  } finally {
    closeSync(fd);
  }
}

/** Hashes the payload while the file is read; every byte of the payload must pass by, in order. */
export class AudioHasher {
  readonly #hash = createHash('sha256');
  readonly #payload: Payload;
  readonly #bodies = new PageBodies();

  constructor(payload: Payload) {
    this.#payload = payload;
  }

  /** Takes the bytes found at `offset` of the file and ignores what is outside of the payload. */
  update(offset: number, bytes: Uint8Array): void {
    for (const range of this.#payload.ranges) {
      const from = Math.max(range.start - offset, 0);
      const to = Math.min(range.end - offset, bytes.length);
      if (to <= from) continue;
      const part = bytes.subarray(from, to);
      if (this.#payload.isPaged) this.#bodies.update(this.#hash, part);
      else this.#hash.update(part);
    }
  }

  /** 32 hexadecimal digits. Call once, at the end. */
  digest(): string {
    return this.#hash.digest('hex').slice(0, hashHexDigits);
  }
}

/** Leaves the headers of Ogg pages out of a hash; works across pieces. Bytes that are no page count as they are. */
class PageBodies {
  #header: Buffer = Buffer.alloc(0);
  #bodyBytesLeft = 0;

  update(hash: Hash, bytes: Uint8Array): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#bodyBytesLeft > 0) {
        const length = Math.min(this.#bodyBytesLeft, bytes.length - at);
        hash.update(bytes.subarray(at, at + length));
        this.#bodyBytesLeft -= length;
        at += length;
        continue;
      }
      const wanted = this.#headerBytesWanted();
      const part = bytes.subarray(at, at + wanted - this.#header.length);
      this.#header = Buffer.concat([this.#header, part]);
      at += part.length;
      this.#endHeader(hash);
    }
  }

  #headerBytesWanted(): number {
    return this.#header.length < oggPageHeaderBytes ? oggPageHeaderBytes : oggPageHeaderBytes + this.#header[26]!;
  }

  #endHeader(hash: Hash): void {
    const header = this.#header;
    if (header.length < oggPageHeaderBytes || header.length < this.#headerBytesWanted()) return;
    if (header.toString('latin1', 0, 4) === 'OggS') {
      for (const value of header.subarray(oggPageHeaderBytes)) this.#bodyBytesLeft += value;
    } else hash.update(header);
    this.#header = Buffer.alloc(0);
  }
}
