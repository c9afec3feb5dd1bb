import { readSync } from 'node:fs';

type Window = { start: number; buffer: Buffer };

/**
 * Random access to a file through two buffered windows.
 *
 * Header parsers ask for many small pieces that lie close together, at the head and at the tail; windows turn them into
 * few reads. Synchronous, for worker threads.
 */
export class FileWindow {
  readonly sizeBytes: number;
  readonly #fd: number;
  readonly #windowBytes: number;
  #windows: Window[] = [];
  /** How often the file was read; the scanner's budget is checked against it. */
  reads = 0;

  constructor(fd: number, sizeBytes: number, windowBytes = 65_536) {
    this.#fd = fd;
    this.sizeBytes = sizeBytes;
    this.#windowBytes = windowBytes;
  }

  /** Bytes from `offset` on: fewer than asked for at the end of the file, none outside of it. */
  bytes(offset: number, length: number): Buffer {
    if (!(offset >= 0) || offset >= this.sizeBytes || !(length > 0)) return Buffer.alloc(0);
    const wanted = Math.min(length, this.sizeBytes - offset);
    const found = this.#windows.find(
      ({ start, buffer }) => offset >= start && offset + wanted <= start + buffer.length,
    );
    const window = found ?? this.#load(offset, wanted);
    const from = offset - window.start;
    return window.buffer.subarray(from, from + wanted);
  }

  #load(offset: number, wanted: number): Window {
    const length = Math.min(Math.max(wanted, this.#windowBytes), this.sizeBytes);
    const start = Math.min(offset, this.sizeBytes - length);
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      this.reads += 1;
      const got = readSync(this.#fd, buffer, filled, length - filled, start + filled);
      if (got === 0) break;
      filled += got;
    }
    const window = { start, buffer: buffer.subarray(0, filled) };
    this.#windows = [window, ...this.#windows.slice(0, 1)];
    return window;
  }
}
