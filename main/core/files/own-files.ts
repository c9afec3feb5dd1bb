import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Disk } from './disk.ts';
import { systemCode } from './file-error.ts';
import type { StepStamp } from './file-step.ts';
import { isOwnName } from './own-names.ts';

/** What lies at a path, or null when nothing does. */
export async function lookAt(disk: Disk, path: string): Promise<BigIntStats | null> {
  try {
    return await disk.lstat(path);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

export function stepStamp(stats: BigIntStats): StepStamp {
  return {
    device: String(stats.dev),
    inode: String(stats.ino),
    sizeBytes: Number(stats.size),
    modifiedNs: String(stats.mtimeNs),
    mode: Number(stats.mode & 0o7777n),
  };
}

/** Whether two looks saw one file under two names. */
export function isSameInode(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino !== 0n && one.dev === other.dev && one.ino === other.ino;
}

/**
 * Whether a file is in the state that was noted: 'same', 'alike' where size and time are and the inode is another one
 * (a copy, or a file system that makes up its inodes), or 'other'. Devices are numbered anew when they are plugged in.
 */
export function compareStamp(stats: BigIntStats, noted: StepStamp): 'same' | 'alike' | 'other' {
  const isAlike = Number(stats.size) === noted.sizeBytes && stats.mtimeNs / 1000n === BigInt(noted.modifiedNs) / 1000n;
  if (!isAlike) return 'other';
  return String(stats.ino) === noted.inode && String(stats.mtimeNs) === noted.modifiedNs ? 'same' : 'alike';
}

/** Removes a temporary file of ours, if it is there. Throws where the name is not ours: that would be a bug. */
export async function removeOwn(disk: Disk, path: string): Promise<void> {
  if (!isOwnName(path)) throw new Error('Expected a temporary name of Ledgerline');
  const stats = await lookAt(disk, path);
  if (stats) await disk.unlink(path);
}

/** Takes one of a file's two names away. Throws FILE_CHANGED where `kept` is another file. */
export async function dropName(disk: Disk, path: string, kept: string): Promise<void> {
  const [here, there] = [await disk.lstat(path), await disk.lstat(kept)];
  if (!isSameInode(here, there)) throw new AppError('FILE_CHANGED', 'The file was changed by another program.');
  await disk.unlink(path);
}

/**
 * Removes a folder that we made under a name of ours, with all that is in it, which nobody but us put there. Links in it are taken away,
 * never followed. Throws where the name is not ours: that would be a bug.
 */
export async function removeOwnFolder(disk: Disk, path: string): Promise<void> {
  if (!isOwnName(path)) throw new Error('Expected a temporary name of Ledgerline');
  if (await lookAt(disk, path)) await removeTree(disk, path);
}

async function removeTree(disk: Disk, path: string): Promise<void> {
  const stats = await lookAt(disk, path);
  if (!stats?.isDirectory()) {
    if (stats) await disk.unlink(path);
    return;
  }
  for (const name of await disk.list(path)) await removeTree(disk, join(path, name));
  await disk.removeFolder(path);
}
