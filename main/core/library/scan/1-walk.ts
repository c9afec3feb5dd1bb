import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { isAudioFileName } from './audio-extensions.ts';
import { answered, longestAnswerMs } from './within-time.ts';

/** Folders in which systems and programs keep their own copies. */
const skippedFolders = new Set([
  '@eadir',
  '$recycle.bin',
  'system volume information',
  '__macosx',
  'lost+found',
  '#recycle',
  // Ours, where the system has none (core/files/trash).
  'ledgerline trash',
]);

/** Paths are relative to the root, with '/' between their parts. */
export type WalkEntry =
  | { type: 'file'; path: string }
  /** A folder that could not be read, or a name that is no text. What lies behind it is unknown, not gone. */
  | { type: 'problem'; path: string; code: ErrorCode; isFolder: boolean };

/** The calls a walk makes; tests let them fail. */
export type WalkFileSystem = {
  readdir(path: string): Promise<Dirent[]>;
  realpath(path: string): Promise<string>;
};

export const nodeFileSystem: WalkFileSystem = {
  readdir: (path) => readdir(path, { withFileTypes: true }),
  realpath: (path) => realpath(path),
};

/**
 * Finds the audio files below a folder, one folder at a time, each once.
 *
 * A symbolic link is followed unless it leads into the root or to a folder around it: what it shows there has a name of
 * its own already. Throws only when the root itself cannot be read, or FOLDER_UNREADABLE when a disk does not answer: a dead
 * network share would hold up every folder after it too.
 */
export async function* walk(
  root: string,
  start = '',
  fileSystem: WalkFileSystem = nodeFileSystem,
  answerWithinMs = longestAnswerMs,
): AsyncGenerator<WalkEntry[]> {
  const links = new Links(await fileSystem.realpath(root), fileSystem);
  const waiting = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries: WalkEntry[] = [];
    let children: Dirent[];
    try {
      children = await answered(fileSystem.readdir(join(root, folder)), answerWithinMs);
    } catch (error) {
      if (folder === '' || error instanceof AppError) throw error;
      // A folder that went away while we walked has nothing to tell; its files will be found missing.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      yield [{ type: 'problem', path: folder, code: 'FOLDER_UNREADABLE', isFolder: true }];
      continue;
    }
    const folders: string[] = [];
    for (const child of children) {
      const path = folder === '' ? child.name : `${folder}/${child.name}`;
      // Awaiting only where something has to be asked: most entries are plain files.
      const kind = child.isSymbolicLink() ? await linkedKind(child.name, join(root, path), links) : kindOf(child);
      if (kind === 'other') continue;
      if (isDoubtful(child.name) && (await isLostName(child.name, join(root, path)))) {
        entries.push({ type: 'problem', path, code: 'FILE_NAME_INVALID', isFolder: kind === 'folder' });
      } else if (kind === 'folder') folders.push(path);
      else entries.push({ type: 'file', path });
    }
    for (const path of folders.sort().reverse()) waiting.push(path);
    if (entries.length > 0) yield entries;
  }
}

type Kind = 'folder' | 'file' | 'other';

async function linkedKind(name: string, path: string, links: Links): Promise<Kind> {
  const target = await links.follow(path);
  if (target === 'folder' && !isSkippedFolder(name)) return 'folder';
  return target === 'file' && isAudioFileName(name) ? 'file' : 'other';
}

function kindOf(child: Dirent): Kind {
  if (child.isDirectory()) return isSkippedFolder(child.name) ? 'other' : 'folder';
  // Some network file systems do not say what an entry is.
  const isSpecial = child.isFIFO() || child.isSocket() || child.isBlockDevice() || child.isCharacterDevice();
  return !isSpecial && isAudioFileName(child.name) ? 'file' : 'other';
}

/** Whether scans leave a file or folder of this name alone. */
export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || skippedFolders.has(name.toLowerCase());
}

/** Bytes that are no text reach us as replacement characters. */
function isDoubtful(name: string): boolean {
  return name.includes('\ufffd') || !name.isWellFormed();
}

/** Whether a doubtful name does not find its file again. */
async function isLostName(name: string, path: string): Promise<boolean> {
  try {
    await lstat(path);
    return !name.isWellFormed();
  } catch {
    return true;
  }
}

/** Follows symbolic links, each target once. */
class Links {
  readonly #realRoot: string;
  readonly #fileSystem: WalkFileSystem;
  readonly #seen = new Set<string>();

  constructor(realRoot: string, fileSystem: WalkFileSystem) {
    this.#realRoot = realRoot;
    this.#fileSystem = fileSystem;
  }

  async follow(path: string): Promise<Kind> {
    try {
      const target = await this.#fileSystem.realpath(path);
      const stats = await stat(target);
      if (isBelow(target, this.#realRoot) || (stats.isDirectory() && isBelow(this.#realRoot, target))) return 'other';
      if ([...this.#seen].some((seen) => isBelow(target, seen))) return 'other';
      if (!stats.isDirectory()) return stats.isFile() ? 'file' : 'other';
      this.#seen.add(target);
      return 'folder';
    } catch {
      // A link that leads nowhere, or in a circle.
      return 'other';
    }
  }
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
