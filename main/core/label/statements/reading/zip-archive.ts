import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { toReadError } from '#core/interop/read-error.ts';
import { AppError } from '#shared/errors.ts';

const mostMembers = 5000;
/** A table of ten million rows is smaller. */
const largestMember = 4 * 1024 ** 3;
/** Text shrinks to a fiftieth at best; what unpacks to more than this many times its size was made to fill a disk. */
const mostRatio = 400;
const smallMember = 4 * 1024 ** 2;

export type ZipMember = { name: string; sizeBytes: number };

/** Reads a ZIP from its end, a member at a time. Sizes and sums of what is unpacked are checked. */
export class ZipArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** `source`: a path, or a whole ZIP in memory. Throws IMPORT_INVALID, IMPORT_TOO_LARGE or a file error. */
  static async open(source: string | Buffer): Promise<ZipArchive> {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true };
    const zip = await (typeof source === 'string'
      ? openPromise(source, options)
      : fromBufferPromise(source, options)
    ).catch((error: unknown) => Promise.reject(toZipError(error)));
    try {
      if (zip.entryCount > mostMembers) throw new AppError('IMPORT_TOO_LARGE', 'This ZIP holds too many files.');
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
      return new ZipArchive(zip, entries);
    } catch (error) {
      zip.close();
      throw toZipError(error);
    }
  }

  close(): void {
    this.#zip.close();
  }

  members(): ZipMember[] {
    return [...this.#entries.values()].map((entry) => ({ name: entry.fileName, sizeBytes: entry.uncompressedSize }));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Throws IMPORT_INVALID for one that is not there, is damaged or encrypted, IMPORT_TOO_LARGE. */
  async *read(name: string, mostBytes = largestMember): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (!entry) throw new AppError('IMPORT_INVALID', 'This file is not in the ZIP.', { member: name.slice(0, 200) });
    if (entry.isEncrypted())
      throw new AppError('IMPORT_INVALID', 'This file is encrypted.', { member: name.slice(0, 200) });
    const { uncompressedSize, compressedSize } = entry;
    const isBomb = uncompressedSize > smallMember && uncompressedSize > compressedSize * mostRatio;
    if (uncompressedSize > mostBytes || isBomb) {
      throw new AppError('IMPORT_TOO_LARGE', 'This ZIP unpacks to more than a statement can be.', {
        member: name.slice(0, 200),
        sizeBytes: uncompressedSize,
      });
    }
    let stream: Readable | null = null;
    try {
      stream = await this.#zip.openReadStreamPromise(entry);
      for await (const piece of stream) yield piece as Buffer;
    } catch (error) {
      throw toZipError(error);
    } finally {
      stream?.destroy();
    }
  }

  async readWhole(name: string, mostBytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.read(name, mostBytes)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

function toZipError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof Error && 'syscall' in error) return toReadError(error);
  return new AppError('IMPORT_INVALID', 'This ZIP is damaged.', {}, { cause: error });
}
