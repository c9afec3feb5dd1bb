import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toFileError } from '#core/files/file-error.ts';
import { AppError } from '#shared/errors.ts';

/** What a browser may send of one file. */
const largestBytes = 1024 ** 3;
const mostFiles = 100;

export type UploadedFile = { path: string; name: string; bytes: number };

/** Files that a browser hands over piece by piece, in a folder of our own until they are looked at no more. */
export class StatementUploads {
  readonly #directory: string;
  readonly #files = new Map<string, UploadedFile>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Takes away what a process left that died. */
  async clean(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Pieces come in order, without gaps. Throws INVALID_INPUT, IMPORT_TOO_LARGE and file errors. */
  async take(
    upload: string | null,
    { name, at, bytes }: { name: string; at: number; bytes: Uint8Array },
  ): Promise<string> {
    const id = upload ?? this.#begin(name);
    const file = this.#files.get(id);
    if (!file || file.bytes !== at) throw new AppError('INVALID_INPUT', 'That piece does not follow the one before.');
    if (at + bytes.length > largestBytes) {
      await this.drop(id);
      throw new AppError('IMPORT_TOO_LARGE', 'That file is too large to be sent.');
    }
    try {
      await mkdir(this.#directory, { recursive: true });
      const handle = await open(file.path, at === 0 ? 'wx' : 'r+');
      try {
        await handle.write(bytes, 0, bytes.length, at);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw toFileError(error);
    }
    file.bytes = at + bytes.length;
    return id;
  }

  /** Throws NOT_FOUND. */
  get(id: string): UploadedFile {
    const file = this.#files.get(id);
    if (!file) throw new AppError('NOT_FOUND', 'That file is not here any more.');
    return file;
  }

  async drop(id: string): Promise<void> {
    const file = this.#files.get(id);
    this.#files.delete(id);
    if (file) await rm(file.path, { force: true });
  }

  #begin(name: string): string {
    if (this.#files.size >= mostFiles) throw new AppError('INVALID_INPUT', 'Too many files at once.');
    const id = randomUUID();
    this.#files.set(id, { path: join(this.#directory, id), name, bytes: 0 });
    return id;
  }
}

/** Throws file errors, and INVALID_INPUT for a folder. */
export async function sizeOfFile(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new AppError('INVALID_INPUT', 'That is no file.');
    return found.size;
  } catch (error) {
    throw toFileError(error);
  }
}
