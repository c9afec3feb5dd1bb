import { basename, dirname, join } from 'node:path';
import type { PlannedStep } from '#core/files/file-step.ts';
import { foldPath } from '#core/organize/plan/fold-path.ts';
import { type EntryKind, Snapshot } from '#core/organize/plan/snapshot.ts';

/** A file system of names and contents that does what steps say, and refuses what a real one would. */
export class ModelDisk {
  readonly isCaseSensitive: boolean;
  /** Path to content; a folder has null. */
  readonly entries = new Map<string, string | null>();
  readonly trash: string[] = [];
  readonly #keys = new Map<string, string>();

  constructor(isCaseSensitive: boolean) {
    this.isCaseSensitive = isCaseSensitive;
  }

  #key(path: string): string {
    return this.isCaseSensitive ? path : foldPath(path);
  }

  /** The path as it is spelled here, or undefined. */
  find(path: string): string | undefined {
    return this.#keys.get(this.#key(path));
  }

  add(path: string, content: string | null): void {
    const parent = dirname(path);
    if (parent !== '/' && this.find(parent) === undefined) this.add(parent, null);
    const there = this.find(path);
    if (there !== undefined) {
      if (content === null && this.entries.get(there) === null) return;
      throw new Error(`EEXIST ${path}`);
    }
    const spelled = join(this.find(parent) ?? '/', basename(path));
    this.#keys.set(this.#key(path), spelled);
    this.entries.set(spelled, content);
  }

  #remove(path: string): string | null {
    const spelled = this.find(path);
    if (spelled === undefined) throw new Error(`ENOENT ${path}`);
    const content = this.entries.get(spelled) as string | null;
    this.entries.delete(spelled);
    this.#keys.delete(this.#key(path));
    return content;
  }

  run({ kind, source, target }: PlannedStep): void {
    if (kind === 'makeFolder') {
      this.#needFolder(dirname(source));
      this.add(source, null);
    } else if (kind === 'removeFolder') {
      const isFull = [...this.entries.keys()].some((path) => path.startsWith(`${source}/`));
      if (isFull) throw new Error(`ENOTEMPTY ${source}`);
      this.#remove(source);
    } else if (kind === 'trash') this.trash.push(String(this.#remove(source)));
    else if (kind === 'move' && target !== null) this.#move(source, target);
    else throw new Error(`Unexpected ${kind}`);
  }

  #move(source: string, target: string): void {
    this.#needFolder(dirname(target));
    if (this.find(target) !== undefined) throw new Error(`EEXIST ${target}`);
    const content = this.#remove(source);
    if (content === null) throw new Error(`EISDIR ${source}`);
    this.add(target, content);
  }

  #needFolder(path: string): void {
    const spelled = this.find(path);
    if (path !== '/' && (spelled === undefined || this.entries.get(spelled) !== null))
      throw new Error(`ENOTDIR ${path}`);
  }

  /** Contents of all files, in the trash too. */
  contents(): string[] {
    return [...this.entries.values(), ...this.trash].filter((content) => content !== null).sort();
  }

  files(): string[] {
    return [...this.entries]
      .filter(([, content]) => content !== null)
      .map(([path]) => path)
      .sort();
  }

  snapshot(): Snapshot {
    const folders = new Map<string, [string, EntryKind][]>();
    for (const [path, content] of this.entries) {
      if (content === null && !folders.has(path)) folders.set(path, []);
      const parent = dirname(path);
      const siblings = folders.get(parent);
      const entry: [string, EntryKind] = [basename(path), content === null ? 'folder' : 'file'];
      if (siblings) siblings.push(entry);
      else folders.set(parent, [entry]);
    }
    return Snapshot.of(folders);
  }
}

/** Fills a disk with files under a root, each with its path as content. */
export function modelDisk(root: string, paths: readonly string[], isCaseSensitive = true): ModelDisk {
  const disk = new ModelDisk(isCaseSensitive);
  disk.add(root, null);
  for (const path of paths) {
    if (disk.find(join(root, path)) === undefined) disk.add(join(root, path), path);
  }
  return disk;
}
