import { join } from 'node:path';
import { foldPath } from './fold-path.ts';
import type { Snapshot } from './snapshot.ts';

export type SpelledFolder = { path: string; conflict: 'folderTaken' | 'outside' | null };

/**
 * Which folder a path means: "techno" goes into "Techno" where that is there, or where the batch made it first. Two
 * folders that differ only by case would be one on another disk.
 */
export class FolderSpelling {
  readonly #snapshot: Snapshot;
  readonly #known = new Map<string, SpelledFolder>();

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** The folder of a file, by its path below a root. */
  find(root: string, path: string): SpelledFolder {
    const end = path.lastIndexOf('/');
    return end === -1 ? { path: root, conflict: null } : this.#folder(root, path.slice(0, end));
  }

  #folder(root: string, path: string): SpelledFolder {
    const key = `${root}\0${foldPath(path)}`;
    const exact = this.#known.get(`${root}\0${path}`) ?? this.#known.get(key);
    if (exact) return exact;
    const end = path.lastIndexOf('/');
    const parent = end === -1 ? { path: root, conflict: null } : this.#folder(root, path.slice(0, end));
    const name = path.slice(end + 1);
    const found = parent.conflict ? undefined : this.#existing(parent.path, name);
    const kind = found === undefined ? undefined : this.#snapshot.entries(parent.path).get(found);
    const conflict = kind === 'file' ? 'folderTaken' : kind === 'outside' ? 'outside' : parent.conflict;
    const spelled: SpelledFolder = { path: join(parent.path, found ?? name), conflict };
    // Where two spellings are there already, each keeps its own.
    this.#known.set(found === name ? `${root}\0${path}` : key, spelled);
    if (!this.#known.has(key)) this.#known.set(key, spelled);
    return spelled;
  }

  #existing(folder: string, name: string): string | undefined {
    const alike = this.#snapshot.alike(folder, name);
    return alike.includes(name) ? name : alike[0];
  }
}
