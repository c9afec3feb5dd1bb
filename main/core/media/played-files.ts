import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

type Played = { handle: FileHandle; size: number; readers: number; timer: NodeJS.Timeout | undefined; isOver: boolean };

/** A player that was paused for longer may begin again. */
const idleMs = 10 * 60_000;
const mostFiles = 4;

/**
 * The files that players are in the middle of.
 *
 * A player asks for a song stretch by stretch. Where its tags are written, or it is renamed or trashed meanwhile, the
 * stretches that follow still come from the file it began with: on these systems an open file outlives its name. Windows
 * would keep us from renaming what we hold ourselves, so nothing is held there.
 */
export class PlayedFiles {
  readonly #files = new Map<string, Played>();
  readonly #canHold: boolean;

  constructor(platform: NodeJS.Platform = process.platform) {
    this.#canHold = platform !== 'win32';
  }

  /**
   * A file to send a stretch of. `key` names what is played, `from` where the stretch begins: at 0 a player begins anew,
   * with the file that is there now. Call `read` or `leave` once.
   */
  async take(key: string, path: string, from: number): Promise<TakenFile> {
    const known = this.#files.get(key);
    if (known && from > 0) return this.#taken(known);
    const handle = await open(path, 'r');
    const { size } = await handle.stat();
    const file: Played = { handle, size, readers: 0, timer: undefined, isOver: !this.#canHold };
    if (this.#canHold) {
      this.#end(key);
      this.#files.set(key, file);
      for (const old of [...this.#files.keys()].slice(0, -mostFiles)) this.#end(old);
    }
    return this.#taken(file);
  }

  /** Lets go of all; streams under way end by themselves. */
  close(): void {
    for (const key of [...this.#files.keys()]) this.#end(key);
  }

  #taken(file: Played): TakenFile {
    file.readers += 1;
    clearTimeout(file.timer);
    const leave = () => this.#leave(file);
    return {
      size: file.size,
      leave,
      read(start, end) {
        const stream = file.handle.createReadStream({ start, end, autoClose: false });
        stream.once('close', leave);
        return stream;
      },
    };
  }

  #leave(file: Played): void {
    file.readers -= 1;
    if (file.readers > 0) return;
    if (file.isOver) void file.handle.close();
    else {
      const key = [...this.#files].find(([, other]) => other === file)?.[0];
      file.timer = setTimeout(() => key !== undefined && this.#end(key), idleMs);
      file.timer.unref();
    }
  }

  #end(key: string): void {
    const file = this.#files.get(key);
    if (!file) return;
    this.#files.delete(key);
    file.isOver = true;
    clearTimeout(file.timer);
    if (file.readers === 0) void file.handle.close();
  }
}

export type TakenFile = {
  size: number;
  /** Bytes from `start` to `end`, both included. */
  read(start: number, end: number): Readable;
  /** Where nothing is to be read after all. */
  leave(): void;
};
