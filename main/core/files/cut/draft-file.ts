import { AppError } from '#shared/errors.ts';
import type { WriteDisk } from '../write-disk.ts';

/** New files get what the system takes away from this. */
const usualMode = 0o666;

/** A new file of ours that is written from its start to its end; only its head may be written again. */
export class DraftFile {
  readonly #disk: WriteDisk;
  readonly #fd: number;
  length = 0;

  /** Throws the system's error; EEXIST where there is such a file. */
  constructor(disk: WriteDisk, path: string) {
    this.#disk = disk;
    this.#fd = disk.openSync(path, 'wx', usualMode);
  }

  append(bytes: Uint8Array): void {
    this.#write(bytes, this.length);
    this.length += bytes.length;
  }

  /** Over what was written at the start; never past its end. */
  replaceHead(bytes: Uint8Array, at = 0): void {
    if (at + bytes.length > this.length) throw new Error('Expected to replace what is there');
    this.#write(bytes, at);
  }

  /** Waits until it is on the disk, and closes it. */
  end(): void {
    try {
      this.#disk.fsyncSync(this.#fd);
    } finally {
      this.#disk.closeSync(this.#fd);
    }
  }

  #write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      const written = this.#disk.writeSync(this.#fd, bytes, done, bytes.length - done, position + done);
      if (written === 0) throw new AppError('DISK_FULL', 'The disk is full.');
      done += written;
    }
  }
}
