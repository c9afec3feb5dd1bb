import { readSync } from 'node:fs';
import { FileWindow } from '#core/files/file-window.ts';

const headBytes = 65_536;
const tailBytes = 4096;
/** One file at a time is read in a thread, so the buffers are reused: nobody may keep a piece of them. */
const headBuffer = Buffer.allocUnsafeSlow(headBytes);
const tailBuffer = Buffer.allocUnsafeSlow(tailBytes);

/**
 * Random access to a file where most is asked of its start and a little of its end.
 *
 * A tagged file costs two reads. The bytes handed out are good until the next file is opened.
 */
export class ScanWindow extends FileWindow {
  readonly #fd: number;
  readonly #onRead: ((isReading: boolean) => void) | undefined;
  readonly #head: Buffer;
  #tail: Buffer | undefined;
  readonly #tailStart: number;

  constructor(fd: number, sizeBytes: number, onRead?: (isReading: boolean) => void) {
    super(fd, sizeBytes);
    this.#fd = fd;
    this.#onRead = onRead;
    this.#head = this.#fill(headBuffer, 0, Math.min(headBytes, sizeBytes));
    this.#tailStart = Math.max(0, sizeBytes - tailBytes);
  }

  override bytes(offset: number, length: number): Buffer {
    const end = offset + length;
    if (offset >= 0 && end <= this.#head.length) return this.#head.subarray(offset, end);
    if (offset >= this.#tailStart && this.#tailStart >= this.#head.length) {
      this.#tail ??= this.#fill(tailBuffer, this.#tailStart, this.sizeBytes - this.#tailStart);
      const from = offset - this.#tailStart;
      return this.#tail.subarray(from, from + Math.max(0, length));
    }
    this.#onRead?.(true);
    const bytes = super.bytes(offset, length);
    this.#onRead?.(false);
    return bytes;
  }

  /** Copies what there is from `offset` on into `target`; returns how much that was. */
  copy(target: Uint8Array, offset: number, length: number): number {
    if (length > headBytes && offset + length > this.#head.length) {
      this.#onRead?.(true);
      const got = readFully(this.#fd, target, offset, Math.min(length, Math.max(0, this.sizeBytes - offset)));
      this.#onRead?.(false);
      return got;
    }
    const bytes = this.bytes(offset, length);
    target.set(bytes);
    return bytes.length;
  }

  #fill(buffer: Buffer, offset: number, length: number): Buffer {
    this.#onRead?.(true);
    this.reads += 1;
    const got = readFully(this.#fd, buffer, offset, length);
    this.#onRead?.(false);
    return buffer.subarray(0, got);
  }
}

function readFully(fd: number, target: Uint8Array, offset: number, length: number): number {
  let filled = 0;
  while (filled < length) {
    const got = readSync(fd, target, filled, length - filled, offset + filled);
    if (got === 0) break;
    filled += got;
  }
  return filled;
}
