import { linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, truncateSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Disk } from '#core/files/disk.ts';

/** A change of names that a power cut may take back, and in which folders it stands. */
type NameChange = { folders: Set<string>; takeBack(): void };

/**
 * A disk that forgets, when its power is cut, whatever was not waited for: names in folders that were not synced, and the
 * content of files that were not. What was synced stays; that is the least any file system promises.
 *
 * `keep` is a folder beside the others, on the same device, for what might have to come back.
 */
export class PowerCutDisk {
  readonly disk: Disk;
  readonly #keep: string;
  readonly #unsynced = new Map<string, string>();
  #changes: NameChange[] = [];
  #kept = 0;

  constructor(disk: Disk, keep: string, options: { syncsNothing?: boolean } = {}) {
    this.#keep = keep;
    mkdirSync(keep, { recursive: true });
    this.disk = {
      ...disk,
      create: async (path, content, mode) => {
        // Waits for the content itself.
        await disk.create(path, content, mode);
        if (options.syncsNothing) this.#unsynced.set(inodeOf(path), path);
        this.#note([path], () => unlinkSync(path));
      },
      copy: async (from, to) => {
        await disk.copy(from, to);
        this.#made(to);
      },
      link: async (from, to) => {
        await disk.link(from, to);
        this.#note([to], () => unlinkSync(to));
      },
      rename: async (from, to) => {
        const replaced = this.#keepCopy(to);
        const inode = inodeOf(from);
        await disk.rename(from, to);
        if (this.#unsynced.has(inode)) this.#unsynced.set(inode, to);
        this.#note([from, to], () => {
          renameSync(to, from);
          if (replaced) linkSync(replaced, to);
        });
      },
      unlink: async (path) => {
        const kept = this.#keepCopy(path);
        await disk.unlink(path);
        this.#note([path], () => kept && linkSync(kept, path));
      },
      makeFolder: async (path, mode) => {
        await disk.makeFolder(path, mode);
        this.#note([path], () => rmdirSync(path));
      },
      removeFolder: async (path) => {
        const { mode } = lstatSync(path);
        await disk.removeFolder(path);
        this.#note([path], () => void mkdirSync(path, mode & 0o777));
      },
      syncFile: async (path) => {
        await disk.syncFile(path);
        if (!options.syncsNothing) this.#unsynced.delete(inodeOf(path));
      },
      syncFolder: async (path) => {
        await disk.syncFolder(path);
        if (options.syncsNothing) return;
        for (const change of this.#changes) change.folders.delete(path);
        this.#changes = this.#changes.filter(({ folders }) => folders.size > 0);
      },
    };
  }

  /** The power is gone: takes back what nobody waited for, the newest first. */
  cut(): void {
    for (const [inode, path] of this.#unsynced) {
      if (lstatSync(path, { throwIfNoEntry: false })?.isFile() && inodeOf(path) === inode) truncateSync(path, 0);
    }
    for (const change of this.#changes.reverse()) change.takeBack();
    this.#changes = [];
    this.#unsynced.clear();
  }

  #made(path: string): void {
    this.#unsynced.set(inodeOf(path), path);
    this.#note([path], () => unlinkSync(path));
  }

  #note(paths: readonly string[], takeBack: () => void): void {
    this.#changes.push({ folders: new Set(paths.map((path) => dirname(path))), takeBack });
  }

  /** A second name for what is about to lose its own. */
  #keepCopy(path: string): string | null {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isFile()) return null;
    this.#kept += 1;
    const kept = join(this.#keep, String(this.#kept));
    linkSync(path, kept);
    return kept;
  }
}

function inodeOf(path: string): string {
  const { dev, ino } = lstatSync(path, { bigint: true });
  return `${dev}:${ino}`;
}
