import { realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';

/** Folders outside of a root that symbolic links in it lead to: where they lie, and what they are called in the root. */
export class LinkedFolders {
  readonly #root: string;
  readonly #nameOfTarget = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The folder a link leads to, to be watched; null where a scan would not follow it, or it is watched already. */
  async follow(link: string): Promise<string | null> {
    try {
      const [root, target] = [await realpath(this.#root), await realpath(link)];
      if (isBelow(target, root) || isBelow(root, target) || !(await stat(target)).isDirectory()) return null;
      if ([...this.#nameOfTarget.keys()].some((known) => isBelow(target, known))) return null;
      this.#nameOfTarget.set(target, link);
      return target;
    } catch {
      // A link that leads nowhere, or in a circle.
      return null;
    }
  }

  /** The link is gone; answers with the folder it led to. */
  drop(link: string): string | null {
    for (const [target, name] of this.#nameOfTarget) {
      if (name !== link) continue;
      this.#nameOfTarget.delete(target);
      return target;
    }
    return null;
  }

  /** What a path is called in the root. */
  nameOf(path: string): string {
    for (const [target, name] of this.#nameOfTarget) {
      if (isBelow(path, target)) return name + path.slice(target.length);
    }
    return path;
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
