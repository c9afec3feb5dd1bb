import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { foldPath } from './fold-path.ts';

/** 'outside' is a link to a folder that does not lie in the folder of the library. */
export type EntryKind = 'file' | 'folder' | 'outside';

/** What lies in the folders that a plan is about; a folder that is not there is not in it. Absolute paths. */
export class Snapshot {
  readonly #folders = new Map<string, Map<string, EntryKind>>();
  readonly #folded = new Map<string, Map<string, string[]>>();

  static of(folders: Iterable<readonly [string, Iterable<readonly [string, EntryKind]>]>): Snapshot {
    const snapshot = new Snapshot();
    for (const [folder, entries] of folders) snapshot.#folders.set(folder, new Map(entries));
    return snapshot;
  }

  has(folder: string): boolean {
    return this.#folders.has(folder);
  }

  entries(folder: string): ReadonlyMap<string, EntryKind> {
    return this.#folders.get(folder) ?? new Map();
  }

  /** Names in a folder that some file system takes for the same as this one. */
  alike(folder: string, name: string): readonly string[] {
    return this.#index(folder).get(foldPath(name)) ?? [];
  }

  /** Reads the folders on the way from a root to a file below it, those not read before. Paths with '/'. */
  async addPath(root: string, path: string): Promise<void> {
    const names = path.split('/').slice(0, -1);
    await this.#add(root, root);
    let folder = root;
    for (const name of names) {
      const found = this.alike(folder, name);
      const next = found.includes(name) ? name : found[0];
      if (next === undefined || this.entries(folder).get(next) !== 'folder') return;
      folder = join(folder, next);
      await this.#add(folder, root);
    }
  }

  async #add(folder: string, root: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    const children = await readdir(folder, { withFileTypes: true }).catch(ignoreAbsent);
    if (!children) return;
    const entries = new Map<string, EntryKind>();
    for (const child of children) entries.set(child.name, await kindOf(child, folder, root));
    this.#folders.set(folder, entries);
  }

  #index(folder: string): Map<string, string[]> {
    const known = this.#folded.get(folder);
    if (known) return known;
    const index = new Map<string, string[]>();
    for (const name of this.entries(folder).keys()) {
      const folded = foldPath(name);
      const alike = index.get(folded);
      if (alike) alike.push(name);
      else index.set(folded, [name]);
    }
    this.#folded.set(folder, index);
    return index;
  }
}

function ignoreAbsent(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  return undefined;
}

async function kindOf(child: Dirent, folder: string, root: string): Promise<EntryKind> {
  if (child.isDirectory()) return 'folder';
  if (!child.isSymbolicLink()) return 'file';
  const [target, home] = await Promise.all([realpath(join(folder, child.name)).catch(() => null), realpath(root)]);
  if (target === null) return 'file';
  const isFolder = await readdir(target).then(
    () => true,
    () => false,
  );
  if (!isFolder) return 'file';
  return target.startsWith(home.endsWith(sep) ? home : home + sep) ? 'folder' : 'outside';
}
