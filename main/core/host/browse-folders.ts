import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { audioExtensions } from '#core/library/scan/audio-extensions.ts';
import { AppError } from '#shared/errors.ts';

export type Browsed = {
  path: string | null;
  parent: string | null;
  folders: { name: string; path: string }[];
  audioFileCount: number;
  isCut: boolean;
};

const maxFolders = 2000;

/** The folders inside a folder, by name; without a path, the places where people keep music. */
export async function browseFolders(input: { path?: string | undefined; showHidden: boolean }): Promise<Browsed> {
  if (input.path === undefined) return startPlaces();
  if (!isAbsolute(input.path)) throw new AppError('INVALID_INPUT', 'Write the whole path, from the root or drive on.');
  const path = resolve(input.path);
  const entries = await readFolder(path);
  const folders: Browsed['folders'] = [];
  let audioFileCount = 0;
  for (const entry of entries) {
    if (!input.showHidden && entry.name.startsWith('.')) continue;
    if (await isFolder(path, entry)) folders.push({ name: entry.name, path: join(path, entry.name) });
    else if (audioExtensions.has(extname(entry.name).slice(1).toLowerCase())) audioFileCount += 1;
  }
  folders.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' }));
  const parent = dirname(path);
  return {
    path,
    parent: parent === path ? null : parent,
    folders: folders.slice(0, maxFolders),
    audioFileCount,
    isCut: folders.length > maxFolders,
  };
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new AppError('FOLDER_UNREADABLE', 'Ledgerline may not read this folder.', {}, { cause });
    }
    throw new AppError('FOLDER_NOT_FOUND', 'There is no such folder.', {}, { cause });
  }
}

async function isFolder(parent: string, entry: Dirent): Promise<boolean> {
  if (entry.isDirectory()) return true;
  if (!entry.isSymbolicLink()) return false;
  const target = await stat(join(parent, entry.name)).catch(() => undefined);
  return target?.isDirectory() ?? false;
}

async function startPlaces(): Promise<Browsed> {
  const home = homedir();
  const candidates = [join(home, 'Music'), home, join(home, 'Downloads'), join(home, 'Desktop'), ...volumes()];
  const folders: Browsed['folders'] = [];
  for (const path of candidates) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) folders.push({ name: path, path });
  }
  return { path: null, parent: null, folders, audioFileCount: 0, isCut: false };
}

function volumes(): string[] {
  if (process.platform === 'win32') return [...'CDEFGHIJ'].map((letter) => `${letter}:\\`);
  if (process.platform === 'darwin') return ['/Volumes', '/'];
  return ['/media', '/mnt', '/'];
}
