import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { basename, dirname } from 'node:path/posix';
import { isSkippedFolder, type WalkEntry, walk } from './1-walk.ts';
import { isAudioFileName } from './audio-extensions.ts';

/**
 * What of a folder a scan looks at. Paths are relative to it, with '/'.
 *
 * `again`: only these files, read even if they look unchanged. `touched`: files and folders something may have happened
 * to; a folder is looked at as a whole scan would, and so is what is gone.
 */
export type ScanScope =
  | { kind: 'all' }
  | { kind: 'again'; paths: readonly string[] }
  | { kind: 'touched'; paths: readonly string[] };

/** The files a scan of named paths looks at. `walks`: whether folders among them are searched. */
export async function* namedEntries(
  root: string,
  paths: readonly string[],
  walks: boolean,
): AsyncGenerator<WalkEntry[]> {
  for (const path of paths) {
    if (isPassedOver(path)) continue;
    const kind = await kindAt(join(root, path));
    if (kind === 'folder' && walks) yield* walk(root, path);
    // Where a link leads is for the walk of its folder to say.
    else if (kind === 'link' && walks) yield* walk(root, parentOf(path));
    else if (kind !== 'folder' && isAudioFileName(basename(path))) yield [{ type: 'file', path }];
  }
}

/** Paths without those that lie below another one of them, in order. */
export function outermost(paths: readonly string[]): string[] {
  const kept: string[] = [];
  const known = new Set(paths);
  for (const path of [...known].sort()) if (!hasParentIn(path, known)) kept.push(path);
  return kept;
}

function hasParentIn(path: string, known: ReadonlySet<string>): boolean {
  if (path === '') return false;
  for (let parent = parentOf(path); ; parent = parentOf(parent)) {
    if (known.has(parent)) return true;
    if (parent === '') return false;
  }
}

/** The folder of a relative path; '' is the root. */
export function parentOf(path: string): string {
  const parent = dirname(path);
  return parent === '.' ? '' : parent;
}

/** Whether a path lies in a folder that scans leave alone. */
export function isPassedOver(path: string): boolean {
  return path.split('/').slice(0, -1).some(isSkippedFolder) || (path !== '' && isSkippedFolder(basename(path)));
}

async function kindAt(path: string): Promise<'folder' | 'file' | 'link' | 'gone'> {
  try {
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) return 'link';
    return stats.isDirectory() ? 'folder' : 'file';
  } catch {
    return 'gone';
  }
}
