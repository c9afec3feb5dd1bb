import { homedir } from 'node:os';
import { dirname, isAbsolute, join, parse } from 'node:path';
import type { Disk } from '../disk.ts';
import { lookAt } from '../own-files.ts';

/** What decides where the trash is; tests make it up. */
export type TrashSystem = {
  platform: NodeJS.Platform;
  home: string;
  /** XDG_DATA_HOME or its default. */
  dataHome: string;
  userId: number;
};

export function thisSystem(): TrashSystem {
  const home = homedir();
  const named = process.env.XDG_DATA_HOME ?? '';
  // A relative one is to be ignored, says its specification.
  const dataHome = isAbsolute(named) ? named : join(home, '.local', 'share');
  return { platform: process.platform, home, dataHome, userId: process.getuid?.() ?? 0 };
}

/** A trash that could be used: its folders, and which to make where they are missing, outer ones first. */
export type TrashFolder = {
  files: string;
  /** Where notes on the files go; null where the system keeps none. */
  info: string | null;
  /** Notes name paths from here; null where they name them whole. */
  top: string | null;
  make: { path: string; mode: number }[];
  /** Whether the next one may be tried where this cannot be used. */
  mayFail: boolean;
};

/** A folder of ours where Windows keeps no trash that a program without native code could use. */
export const ownTrashName = 'Ledgerline Trash';

/**
 * The trashes on the file system of `path`, best first.
 *
 * Linux and other Unix: the freedesktop.org specification. macOS: ~/.Trash and .Trashes on other volumes. Windows: a
 * folder of ours for each volume, because the format of $Recycle.Bin is undocumented and needs the user's SID, and a
 * wrong entry there is deleted by the system without asking.
 */
export async function trashFolders(disk: Disk, system: TrashSystem, path: string): Promise<TrashFolder[]> {
  // Where it really lies: links may lead to another disk.
  const folder = await disk.realpath(dirname(path));
  const { dev } = await disk.stat(folder);
  if (system.platform === 'win32') return await windowsFolders(disk, system, folder, dev);
  const tops = await topFolders(disk, system, folder, dev);
  if (system.platform === 'darwin') return await macFolders(disk, system, dev, tops);
  const own = await homeFolder(disk, system, dev);
  const others = await Promise.all(tops.map((top) => volumeFolders(disk, system, top)));
  return [...own, ...others.flat()];
}

async function homeFolder(disk: Disk, { dataHome }: TrashSystem, dev: bigint): Promise<TrashFolder[]> {
  const trash = join(dataHome, 'Trash');
  const missing: string[] = [];
  let path = trash;
  while (!(await lookAt(disk, path)) && dirname(path) !== path) {
    missing.unshift(path);
    path = dirname(path);
  }
  if ((await disk.stat(path)).dev !== dev) return [];
  return [specified(trash, null, missing)];
}

/** `$top/.Trash/$uid` where the administrator made it as it should be, then `$top/.Trash-$uid`. */
async function volumeFolders(disk: Disk, { userId }: TrashSystem, top: string): Promise<TrashFolder[]> {
  const shared = join(top, '.Trash');
  const stats = await lookAt(disk, shared);
  const isSound = stats?.isDirectory() && (stats.mode & 0o1000n) !== 0n;
  const own = join(top, `.Trash-${userId}`);
  const inShared = join(shared, String(userId));
  return [...(isSound ? [specified(inShared, top, [inShared], true)] : []), specified(own, top, [own])];
}

function specified(trash: string, top: string | null, missing: readonly string[], mayFail = false): TrashFolder {
  const [files, info] = [join(trash, 'files'), join(trash, 'info')];
  return { files, info, top, make: [...missing, files, info].map((path) => ({ path, mode: 0o700 })), mayFail };
}

async function macFolders(
  disk: Disk,
  { home, userId }: TrashSystem,
  dev: bigint,
  tops: readonly string[],
): Promise<TrashFolder[]> {
  const plain = (files: string, make: TrashFolder['make']) => ({ files, info: null, top: null, make, mayFail: false });
  if ((await disk.stat(home)).dev === dev) {
    const files = join(home, '.Trash');
    return [plain(files, [{ path: files, mode: 0o700 }])];
  }
  return tops.map((top) => {
    const [all, files] = [join(top, '.Trashes'), join(top, '.Trashes', String(userId))];
    return plain(files, [
      { path: all, mode: 0o1333 },
      { path: files, mode: 0o700 },
    ]);
  });
}

async function windowsFolders(disk: Disk, { home }: TrashSystem, folder: string, dev: bigint): Promise<TrashFolder[]> {
  const isHome = (await disk.stat(home)).dev === dev;
  const files = join(isHome ? home : parse(folder).root, ownTrashName);
  return [{ files, info: null, top: null, make: [{ path: files, mode: 0o700 }], mayFail: false }];
}

/** The top of a folder's file system: as Linux lists it; elsewhere as device numbers show it. */
async function topFolders(disk: Disk, system: TrashSystem, folder: string, dev: bigint): Promise<string[]> {
  const mounts = system.platform === 'linux' ? await disk.readText('/proc/self/mountinfo').catch(() => '') : '';
  const mounted = mountPointOf(mounts, folder);
  if (mounted !== null) return [mounted];
  let top = folder;
  for (let above = dirname(top); above !== top; above = dirname(top)) {
    if ((await disk.stat(above)).dev !== dev) break;
    top = above;
  }
  return [top];
}

/** The longest mount point around a folder; spaces and the like are written in octal there. */
export function mountPointOf(mountInfo: string, folder: string): string | null {
  let best: string | null = null;
  for (const line of mountInfo.split('\n')) {
    const point = line
      .split(' ')[4]
      ?.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
    if (!point || (best !== null && point.length < best.length)) continue;
    if (`${folder}/`.startsWith(point.endsWith('/') ? point : `${point}/`)) best = point;
  }
  return best;
}
