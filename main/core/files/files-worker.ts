import { stat } from 'node:fs/promises';
import type { SeratoTags } from '#core/interop/serato/tags-in-file.ts';
import { WorkerPool } from '#core/jobs/worker-pool.ts';
import type { WriteInput } from './file-step.ts';
import type { CutTask, WriteTask, WriteWorker, WrittenFile } from './journal/write-worker.ts';
import type { FileTags } from './tags/tag-format.ts';
import { nameFailure } from './write-disk.ts';
import { type FilesResult, type FilesTask, filesPool, filesTimeoutMs, type TagPreview } from './write-protocol.ts';

export type FilesWorkerOptions = {
  workerUrl: URL;
  /** Where undo blocks are kept. */
  undoDirectory: string;
  /** Where pictures lie that were chosen for tags. */
  pictureDirectory: string;
  ffmpegPath(): string | null;
  logError(message: string, error: unknown): void;
};

/**
 * Everything that reads or makes tags of files, in threads of its own: one for writing and one for looking, so that a
 * preview does not wait for a large file.
 *
 * A file that hangs its thread or needs too much memory is WORKER_TIMEOUT or WORKER_CRASHED.
 */
export class FilesWorker implements WriteWorker {
  readonly #options: FilesWorkerOptions;
  readonly #writer: WorkerPool<FilesTask, FilesResult>;
  readonly #reader: WorkerPool<FilesTask, FilesResult>;
  #last: Promise<unknown> = Promise.resolve();
  #lastLook: Promise<unknown> = Promise.resolve();

  constructor(options: FilesWorkerOptions) {
    const pool = { url: options.workerUrl, size: 1, logError: options.logError, ...filesPool };
    this.#options = options;
    this.#writer = new WorkerPool(pool);
    this.#reader = new WorkerPool(pool);
  }

  /**
   * Makes `temporary`, a proven copy of `path` with other tags or as it was. See `writeTags` for what may fail. Where a
   * thread had to be ended, what it left in `temporary` is the caller's to remove.
   */
  async write({ path, temporary, input }: WriteTask): Promise<WrittenFile | 'unchanged'> {
    const { undoDirectory, pictureDirectory, ffmpegPath } = this.#options;
    const hasFfmpeg = ffmpegPath() !== null;
    const write = { path, temporary, expected: null, input, undoDirectory, pictureDirectory, hasFfmpeg };
    const done = await this.#inTurn({ type: 'write', write }, path);
    if (done.type !== 'written') throw new Error('Expected the outcome of a write');
    return done.outcome.state === 'written' ? done.outcome.file : 'unchanged';
  }

  /** Makes `temporary`, a new file of a part of `source`. See `SoundCutter` for what may fail. */
  async cut(task: CutTask): Promise<void> {
    const { pictureDirectory, ffmpegPath } = this.#options;
    await this.#inTurn({ type: 'cut', task, pictureDirectory, ffmpegPath: ffmpegPath() }, task.source);
  }

  async readTags(path: string): Promise<FileTags> {
    const done = await this.#look({ type: 'read', path }, path);
    if (done.type !== 'tags') throw new Error('Expected tags');
    return done.tags;
  }

  /** What Serato left in a file; null where that is nothing. */
  async readSeratoTags(path: string): Promise<SeratoTags | null> {
    const done = await this.#look({ type: 'serato', path }, path);
    if (done.type !== 'serato') throw new Error('Expected tags of Serato');
    return done.serato;
  }

  /** What a write would change, without writing. */
  async previewTags(path: string, input: WriteInput): Promise<TagPreview> {
    const { pictureDirectory } = this.#options;
    const done = await this.#look({ type: 'preview', path, input, pictureDirectory }, path);
    if (done.type !== 'preview') throw new Error('Expected a preview');
    return done.preview;
  }

  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#reader.close()]);
  }

  #inTurn(task: FilesTask, path: string): Promise<FilesResult> {
    const result = this.#last.then(() => this.#run(this.#writer, task, path));
    this.#last = result.catch(() => undefined);
    return result;
  }

  #look(task: FilesTask, path: string): Promise<FilesResult> {
    const result = this.#lastLook.then(() => this.#run(this.#reader, task, path));
    this.#lastLook = result.catch(() => undefined);
    return result;
  }

  /** One after the other: a pool starts what it is given at once. */
  async #run(pool: WorkerPool<FilesTask, FilesResult>, task: FilesTask, path: string): Promise<FilesResult> {
    return pool.run(task, { timeoutMs: filesTimeoutMs(task, await sizeOf(path)) });
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw nameFailure(error);
  }
}
