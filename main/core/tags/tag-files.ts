import { join } from 'node:path';
import { type Db, prepare } from '#core/db/query.ts';
import type { WriteInput } from '#core/files/file-step.ts';
import type { FilesWorker } from '#core/files/files-worker.ts';
import type { FileTags } from '#core/files/tags/tag-format.ts';
import type { TagPreview } from '#core/files/write-protocol.ts';
import type { SeratoTags } from '#core/interop/serato/tags-in-file.ts';
import { AppError } from '#shared/errors.ts';

type Looker = Pick<FilesWorker, 'readTags' | 'previewTags' | 'readSeratoTags'>;

/** Asks the files of tracks what they say and what they would say. Nothing here writes. */
export class TagFiles {
  readonly #db: Db;
  readonly #worker: Looker;

  constructor(db: Db, worker: Looker) {
    this.#db = db;
    this.#worker = worker;
  }

  /** Everything the file says. Throws NOT_FOUND, FOLDER_OFFLINE, and what reading throws. */
  async read(trackId: number): Promise<FileTags> {
    return this.#worker.readTags(this.#locate(trackId));
  }

  /** What Serato left in the file; null where that is nothing. Throws the same. */
  async readSerato(trackId: number): Promise<SeratoTags | null> {
    return this.#worker.readSeratoTags(this.#locate(trackId));
  }

  /** Throws the same. */
  async preview(trackId: number, input: WriteInput): Promise<TagPreview> {
    return this.#worker.previewTags(this.#locate(trackId), input);
  }

  #locate(trackId: number): string {
    const row = prepare(
      this.#db,
      `SELECT folder.path AS root, folder.state, track.path FROM track JOIN folder ON folder.id = folder_id WHERE track.id = ?`,
    ).get(trackId) as { root: string; state: string; path: string } | undefined;
    if (!row) throw new AppError('NOT_FOUND', 'That track is no longer in the library.', { id: trackId });
    if (row.state === 'offline') throw new AppError('FOLDER_OFFLINE', 'The folder of that track is not connected.');
    return join(row.root, row.path);
  }
}
