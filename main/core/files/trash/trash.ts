import { basename, dirname, extname, join, relative } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Disk } from '../disk.ts';
import { systemCode, toFileError } from '../file-error.ts';
import type { StepStamp } from '../file-step.ts';
import { type MoveProgress, moveFile, type NoteMove, type Preference, settleMove } from '../moving.ts';
import { lookAt } from '../own-files.ts';
import { type TrashFolder, type TrashSystem, trashFolders } from './trash-places.ts';

/** Where a file lies, or will lie, in the trash. `info` is the note the system keeps beside it, where it keeps one. */
export type TrashPlace = {
  path: string;
  info: { path: string; text: string } | null;
};

const mostNames = 10_000;
const longestName = 240;

export type TrashOptions = { disk: Disk; system: TrashSystem; now(): number };

/**
 * The system's trash: files go in, stay restorable by the system's own means, and come back out.
 *
 * Whatever goes wrong is TRASH_UNAVAILABLE (or DISK_FULL, FILE_BUSY), and the file stays where it was. Nothing is ever
 * deleted and nothing is copied: a file goes to a trash on its own file system or to none.
 */
export class Trash {
  readonly #disk: Disk;
  readonly #system: TrashSystem;
  readonly #now: () => number;

  constructor({ disk, system, now }: TrashOptions) {
    this.#disk = disk;
    this.#system = system;
    this.#now = now;
  }

  /**
   * Places a file could go to, best first, made ready one by one as they are asked for: another one is only for where the
   * one before turns out to be on another file system. Throws where there is none.
   */
  async *places(path: string): AsyncGenerator<TrashPlace> {
    let failure: unknown;
    for (const folder of await trashFolders(this.#disk, this.#system, path)) {
      let place: TrashPlace;
      try {
        await this.#make(folder);
        place = await this.#freePlace(folder, path);
      } catch (error) {
        failure = error;
        if (folder.mayFail) continue;
        break;
      }
      yield place;
    }
    throw unavailable(failure);
  }

  /** Moves a file to its place. Rejects with `OtherFileSystem` where that is on another one after all. */
  async put(path: string, place: TrashPlace, note: NoteMove): Promise<void> {
    if (place.info) {
      await this.#disk.create(place.info.path, place.info.text);
      // A file without its note could not be brought back by the system's own means.
      await this.#disk.syncFolder(dirname(place.info.path));
    }
    await moveFile(this.#disk, path, place.path, note);
  }

  /** Brings a `put` that broke off to an end: true where the file is in the trash. Throws INTERRUPTED. */
  async settle(
    path: string,
    place: TrashPlace,
    before: StepStamp,
    progress: MoveProgress | undefined,
    preference: Preference,
  ): Promise<boolean> {
    const isThere =
      progress !== undefined && (await settleMove(this.#disk, path, place.path, before, progress, preference));
    if (!isThere) await this.dropNote(place);
    return isThere;
  }

  /** Removes the note of a file that has left the trash. */
  async forget(infoPath: string): Promise<void> {
    const isInfo = infoPath.endsWith('.trashinfo') && basename(dirname(infoPath)) === 'info';
    const file = join(dirname(dirname(infoPath)), 'files', basename(infoPath, '.trashinfo'));
    if (!isInfo || (await lookAt(this.#disk, file))) return;
    if (await lookAt(this.#disk, infoPath)) await this.#disk.unlink(infoPath);
  }

  /** Removes the note on a file that did not come, by its text; another program's would say something else. */
  async dropNote({ info }: TrashPlace): Promise<void> {
    const stats = info && (await lookAt(this.#disk, info.path));
    if (!info || !stats) return;
    const found = await this.#disk.readText(info.path);
    if (found === info.text || (found === '' && stats.size === 0n)) await this.#disk.unlink(info.path);
  }

  async #make(folder: TrashFolder): Promise<void> {
    for (const { path, mode } of folder.make) {
      try {
        await this.#disk.makeFolder(path, mode);
        await this.#disk.syncFolder(dirname(path));
      } catch (error) {
        if (systemCode(error) !== 'EEXIST') throw error;
      }
    }
    // Sharing a trash with others through a link would give them the file.
    const stats = await this.#disk.lstat(folder.files);
    if (!stats.isDirectory()) throw unavailable(undefined);
  }

  async #freePlace(folder: TrashFolder, path: string): Promise<TrashPlace> {
    let taken: Set<string> | undefined;
    for (let count = 1; count <= mostNames; count += 1) {
      const name = trashName(basename(path), count);
      // A name that many files have is not asked for one by one.
      if (count === 3) taken = new Set(await this.#disk.list(folder.files));
      if (taken?.has(name) || (await this.#isTaken(folder, name))) continue;
      return { path: join(folder.files, name), info: this.#infoFor(folder, name, path) };
    }
    throw unavailable(undefined);
  }

  async #isTaken({ files, info }: TrashFolder, name: string): Promise<boolean> {
    if (await lookAt(this.#disk, join(files, name))) return true;
    return info !== null && (await lookAt(this.#disk, join(info, `${name}.trashinfo`))) !== null;
  }

  #infoFor(folder: TrashFolder, name: string, path: string): TrashPlace['info'] {
    if (folder.info === null) return null;
    const original = folder.top === null ? path : relative(folder.top, path);
    const encoded = original.split('/').map(encodeURIComponent).join('/');
    const text = `[Trash Info]\nPath=${encoded}\nDeletionDate=${localTime(this.#now())}\n`;
    return { path: join(folder.info, `${name}.trashinfo`), text };
  }
}

/** 'Song.mp3', 'Song 2.mp3', …: short enough for the note's ending. */
function trashName(name: string, count: number): string {
  const extension = extname(name).slice(0, 20);
  const number = count === 1 ? '' : ` ${count}`;
  let stem = name.slice(0, name.length - extname(name).length);
  while (Buffer.byteLength(`${stem}${number}${extension}`) > longestName) stem = [...stem].slice(0, -1).join('');
  return `${stem}${number}${extension}`;
}

/** As the specification wants it: local time without a zone. */
function localTime(now: number): string {
  const date = new Date(now);
  return new Date(now - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

export function unavailable(cause: unknown): AppError {
  const error = cause === undefined ? undefined : toFileError(cause);
  if (error && (error.code === 'DISK_FULL' || error.code === 'FILE_BUSY')) return error;
  return new AppError('TRASH_UNAVAILABLE', 'The trash of this disk cannot be used. Nothing was moved.', {}, { cause });
}
