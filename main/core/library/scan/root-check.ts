import { lstat, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '#core/db/query.ts';
import { findPresence, listCanaries, renumberDevice, setVolumeKey } from './presence.repository.ts';
import { hasTracks } from './scan.repository.ts';
import { withinTime } from './within-time.ts';

/** Known tracks that are looked for where the root may be another disk. */
const canaryCount = 64;
const answerWithinMs = 5000;
const renumberedAtOnce = 1000;

/** What a check asks of the disk; tests let it fail. */
export type RootFileSystem = {
  /** `device:inode` of a folder; null for anything else. Rejects where nothing is. */
  folderKey(path: string): Promise<string | null>;
  isEmpty(path: string): Promise<boolean>;
  exists(path: string): Promise<boolean>;
};

export const nodeRoots: RootFileSystem = {
  async folderKey(path) {
    const stats = await stat(path, { bigint: true });
    return stats.isDirectory() ? `${stats.dev}:${stats.ino}` : null;
  },
  async isEmpty(path) {
    const folder = await opendir(path);
    try {
      return (await folder.read()) === null;
    } finally {
      await folder.close();
    }
  },
  exists: (path) =>
    lstat(path).then(
      () => true,
      () => false,
    ),
};

export type RootCheckOptions = { fileSystem?: RootFileSystem; answerWithinMs?: number };

/**
 * Whether a root is there and is the one the library knows: then its `device:inode`, else null.
 *
 * It is not when nothing lies at its path, or no folder, or an empty one though it had tracks (the mount point of a disk
 * that is not connected), or a folder that is not the same as before and holds none of 64 known tracks (another disk), or
 * when there is no answer in time.
 */
export async function findRoot(
  db: Db,
  folderId: number,
  { fileSystem = nodeRoots, answerWithinMs: limitMs = answerWithinMs }: RootCheckOptions = {},
): Promise<string | null> {
  const folder = findPresence(db, folderId);
  if (!folder) return null;
  const look = async () => {
    const timely = await withinTime(lookAt(folder.path, fileSystem), limitMs);
    return timely.isLate ? null : timely.value;
  };
  const found = await look();
  const knowsTracks = hasTracks(db, folderId);
  if (!found || (found.isEmpty && knowsTracks)) return null;
  // A library of an earlier version knows tracks and not yet where they lay.
  if (found.key === folder.volumeKey || (folder.volumeKey === null && !knowsTracks)) return found.key;
  if (!(await hasCanary(db, folderId, folder.path, fileSystem, limitMs))) return null;
  // Disks may have changed places between the two questions.
  return (await look())?.key === found.key ? found.key : null;
}

/** Notes the root that was found. A disk that came back under another number keeps what is known of its files. */
export async function rememberRoot(db: Db, folderId: number, key: string): Promise<void> {
  const known = findPresence(db, folderId)?.volumeKey ?? null;
  if (known === key) return;
  const [oldDevice = '', oldInode = ''] = (known ?? '').split(':');
  const [newDevice = '', newInode = ''] = key.split(':');
  if (oldInode !== '' && oldInode === newInode && oldDevice !== newDevice) {
    while (renumberDevice(db, folderId, oldDevice, newDevice, renumberedAtOnce) > 0) {
      await new Promise(setImmediate);
    }
  }
  setVolumeKey(db, folderId, key);
}

/** Whether at least one of the folder's tracks lies below `path`, or it has none to look for. */
export async function hasCanary(
  db: Db,
  folderId: number,
  path: string,
  fileSystem: RootFileSystem = nodeRoots,
  limitMs = answerWithinMs,
): Promise<boolean> {
  const canaries = listCanaries(db, folderId, canaryCount);
  if (canaries.length === 0) return true;
  const found = await withinTime(anyExists(path, canaries, fileSystem), limitMs);
  return !found.isLate && found.value;
}

/** One after the other: the first that is there is enough, and a share that does not answer holds up one call. */
async function anyExists(path: string, canaries: readonly string[], fileSystem: RootFileSystem): Promise<boolean> {
  for (const each of canaries) if (await fileSystem.exists(join(path, each))) return true;
  return false;
}

async function lookAt(path: string, fileSystem: RootFileSystem): Promise<{ key: string; isEmpty: boolean } | null> {
  try {
    const key = await fileSystem.folderKey(path);
    return key === null ? null : { key, isEmpty: await fileSystem.isEmpty(path) };
  } catch {
    return null;
  }
}
