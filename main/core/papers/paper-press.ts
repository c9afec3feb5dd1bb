import { basename, isAbsolute, normalize } from 'node:path';
import type { Disk } from '#core/files/disk.ts';
import { toFileError } from '#core/files/file-error.ts';
import { lookAtPlaced, placeFile } from '#core/files/place-file.ts';
import { draftPath, dropDraft, writeDraft } from '#core/interop/export/draft-file.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import { AppError } from '#shared/errors.ts';
import type { Paper, PaperFormat, PaperOptions } from './paper.ts';

export type PaperTask = { paper: Paper; format: PaperFormat; options: PaperOptions };

/** A hundred thousand rows as PDF are two thousand pages. */
const timeoutMs = 600_000;

type PressOptions = {
  disk: Disk;
  /** A folder of our own, where files are made before they are placed. */
  drafts: string;
  workerUrl: URL;
  logError(message: string, error: unknown): void;
};

/** Writes papers in a thread of their own, and puts them where the user wants them. Nothing is ever overwritten. */
export class PaperPress {
  readonly #options: PressOptions;
  readonly #pool: WorkerPool<PaperTask, Uint8Array>;

  constructor(options: PressOptions) {
    this.#options = options;
    this.#pool = new WorkerPool({
      url: options.workerUrl,
      size: 1,
      memoryLimitMb: 2000,
      recycleAfterRuns: 20,
      logError: options.logError,
    });
  }

  write(task: PaperTask, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#pool.run(task, { timeoutMs, ...(signal ? { signal } : {}) });
  }

  /** The whole path of a file that is not there yet, with the end its kind of file has. Throws INVALID_INPUT and FILE_EXISTS. */
  async checkPath(path: string, extension = ''): Promise<string> {
    if (!isAbsolute(path)) throw new AppError('INVALID_INPUT', 'Expected the whole path of a file.');
    // What others typed stands in it: it must not become a file that the system runs or reads as its own.
    if (!basename(path).toLowerCase().endsWith(extension)) {
      throw new AppError('INVALID_INPUT', `The name of the file has to end with ${extension}.`, { at: 'path' });
    }
    const whole = normalize(path);
    const placed = await lookAtPlaced(this.#options.disk, whole, null);
    if (placed !== 'none') throw new AppError('FILE_EXISTS', 'Another file has that name already.');
    return whole;
  }

  /** Throws FILE_EXISTS, CANCELLED and file errors; nothing was written then. */
  async save(path: string, task: PaperTask, signal: AbortSignal = new AbortController().signal): Promise<void> {
    const target = await this.checkPath(path);
    await this.place(target, await this.write(task, signal), signal);
  }

  /** Puts a file that is made already where the user wants it. Throws what `save` does. */
  async place(path: string, bytes: Uint8Array, signal: AbortSignal = new AbortController().signal): Promise<void> {
    const target = await this.checkPath(path);
    const draft = draftPath(this.#options.drafts);
    try {
      if (signal.aborted) throw new AppError('CANCELLED', 'The file is not wanted any more.');
      await writeDraft(draft, [bytes], signal);
      await placeFile(this.#options.disk, draft, target, null);
    } catch (error) {
      throw toFileError(error);
    } finally {
      await dropDraft(draft);
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
