import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { type BigIntStats, constants, createReadStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import { isoTime } from './file-attributes.ts';
import { systemCode } from './file-error.ts';

/**
 * Every call that Ledgerline makes to change users' files, and those it needs to look before it does.
 *
 * Nothing else under main/ may write to, rename or remove what is not in the library's own folder (a test guards that).
 * Each call is one step that either happens or does not; a test can let any of them fail, or end the process around it.
 * Rejects with the system's own errors.
 */
export type Disk = {
  /** Of the name itself, never of what a link leads to. */
  lstat(path: string): Promise<BigIntStats>;
  /** Of what a link leads to. */
  stat(path: string): Promise<BigIntStats>;
  realpath(path: string): Promise<string>;
  /** Names in a folder. */
  list(path: string): Promise<string[]>;
  readText(path: string): Promise<string>;
  /** SHA-256 of the whole content, hexadecimal. */
  hash(path: string): Promise<string>;
  /** Makes a file that was not there (EEXIST), with that in it; only its owner may read it unless `mode` says more. */
  create(path: string, content: string | Uint8Array, mode?: number): Promise<void>;
  /** Copies into a file that was not there (EEXIST). */
  copy(from: string, to: string): Promise<void>;
  /** Time of modification, mode, owner and extended attributes, as far as they can be set. */
  copyMetadata(from: string, to: string): Promise<void>;
  /** A second name for a file; never replaces one (EEXIST). */
  link(from: string, to: string): Promise<void>;
  /** Replaces what is at `to`: callers make sure that this is ours. */
  rename(from: string, to: string): Promise<void>;
  /** Takes a name away: only through own-files.ts, which makes sure that it is ours or that the file has another one. */
  unlink(path: string): Promise<void>;
  makeFolder(path: string, mode?: number): Promise<void>;
  /** Only where it is empty (ENOTEMPTY). */
  removeFolder(path: string): Promise<void>;
  /** Waits until a file's content is on the disk. */
  syncFile(path: string): Promise<void>;
  /** Waits until a folder's names are on the disk. */
  syncFolder(path: string): Promise<void>;
  freeBytes(path: string): Promise<number>;
};

export type DiskCall = keyof Disk;

/** Has `before` called before each call, with its number from 1; what it throws or rejects with, the call ends with. */
export function wrapDisk(
  disk: Disk,
  before: (call: DiskCall, count: number, args: readonly unknown[]) => void | Promise<void>,
  after?: (call: DiskCall, count: number) => void | Promise<void>,
): Disk {
  let calls = 0;
  const wrapped = Object.entries(disk).map(([name, work]) => [
    name,
    async (...args: unknown[]) => {
      calls += 1;
      const count = calls;
      await before(name as DiskCall, count, args);
      const result = await (work as (...values: unknown[]) => Promise<unknown>)(...args);
      await after?.(name as DiskCall, count);
      return result;
    },
  ]);
  return Object.fromEntries(wrapped) as Disk;
}

const patientCalls: readonly DiskCall[] = [
  'rename',
  'link',
  'unlink',
  'create',
  'copy',
  'removeFolder',
  'copyMetadata',
];
const busyCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);
const longestWaitMs = 10_000;

/**
 * Tries again where a virus scanner, an indexer or a player holds a file for a moment, as they do on Windows.
 *
 * After ten seconds the call fails with FILE_BUSY.
 */
export function patientDisk(disk: Disk, waitMs = longestWaitMs): Disk {
  const patient = Object.entries(disk).map(([name, work]) => {
    const call = work as (...values: unknown[]) => Promise<unknown>;
    if (!patientCalls.includes(name as DiskCall)) return [name, call];
    return [name, (...args: unknown[]) => untilFree(() => call(...args), waitMs)];
  });
  return Object.fromEntries(patient) as Disk;
}

async function untilFree<Value>(call: () => Promise<Value>, waitMs: number): Promise<Value> {
  const endMs = performance.now() + waitMs;
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
    try {
      return await call();
    } catch (error) {
      if (!busyCodes.has(systemCode(error))) throw error;
      if (performance.now() + pauseMs > endMs) {
        throw new AppError('FILE_BUSY', 'Another program holds this file.', {}, { cause: error });
      }
      await delay(pauseMs);
    }
  }
}

/** The file systems of this machine. */
export const nodeDisk: Disk = {
  lstat: (path) => fs.lstat(path, { bigint: true }),
  stat: (path) => fs.stat(path, { bigint: true }),
  realpath: (path) => fs.realpath(path),
  list: (path) => fs.readdir(path),
  readText: (path) => fs.readFile(path, 'utf8'),
  hash: hashFile,
  create: createFile,
  async copy(from, to) {
    await fs.copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    // So that metadata can be set; the mode is a part of them.
    await fs.chmod(to, 0o600);
  },
  copyMetadata,
  link: (from, to) => fs.link(from, to),
  rename: (from, to) => fs.rename(from, to),
  unlink: (path) => fs.unlink(path),
  async makeFolder(path, mode) {
    await fs.mkdir(path);
    // The mode of mkdir is cut by the umask.
    if (mode !== undefined) await fs.chmod(path, mode & 0o7777);
  },
  removeFolder: (path) => fs.rmdir(path),
  syncFile: (path) => sync(path, process.platform === 'win32' ? 'r+' : 'r'),
  syncFolder,
  async freeBytes(path) {
    const { bavail, bsize } = await fs.statfs(path, { bigint: true });
    return Number(bavail * bsize);
  },
};

/** The file systems of this machine, with the patience that Windows needs. */
export function systemDisk(platform: NodeJS.Platform = process.platform): Disk {
  return platform === 'win32' ? patientDisk(nodeDisk) : nodeDisk;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  // A megabyte for every small file would keep the collector at work.
  const highWaterMark = Math.min(Math.max((await fs.stat(path)).size, 4096), 1_048_576);
  for await (const piece of createReadStream(path, { highWaterMark })) hash.update(piece as Buffer);
  return hash.digest('hex');
}

async function createFile(path: string, content: string | Uint8Array, mode = 0o600): Promise<void> {
  const file = await fs.open(path, 'wx', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function sync(path: string, flags: string): Promise<void> {
  const file = await fs.open(path, flags);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    await sync(path, 'r');
  } catch (error) {
    // Some network and user-space file systems have no such thing.
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(systemCode(error))) throw error;
  }
}

async function copyMetadata(from: string, to: string): Promise<void> {
  const stats = await fs.stat(from, { bigint: true });
  await copyAttributes(from, to);
  const own = await fs.stat(to, { bigint: true });
  if (own.uid !== stats.uid || own.gid !== stats.gid) {
    // Only the administrator may give files away; the original, with its owner, stays in the trash.
    await fs.chown(to, Number(stats.uid), Number(stats.gid)).catch(() => undefined);
  }
  await ignoring(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'], fs.chmod(to, Number(stats.mode & 0o7777n)));
  await fs.utimes(to, toSeconds(stats.atimeNs), toSeconds(stats.mtimeNs));
  if (process.platform !== 'win32' && (await fs.stat(to, { bigint: true })).mtimeNs !== stats.mtimeNs) {
    await touch(to, isoTime(stats.mtimeNs));
  }
}

/** Node rounds times to a quarter of a microsecond; where there is no `touch`, that is what remains. */
async function touch(path: string, time: string): Promise<void> {
  await new Promise((resolve) => {
    execFile('touch', ['-m', '-d', time, '--', path], { timeout: 5000 }, resolve);
  });
}

/**
 * Seconds as a float: whole ones exactly, so that `touch` need not be asked, others in the middle of their microsecond,
 * so that rounding cannot leave it.
 */
function toSeconds(nanoseconds: bigint): number {
  if (nanoseconds % 1_000_000_000n === 0n) return Number(nanoseconds / 1_000_000_000n);
  return Number(nanoseconds / 1000n) / 1e6 + 3e-7;
}

/** Finder tags, ratings of file managers, access lists; what the other file system does not have is left out. */
async function copyAttributes(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { getAttribute, listAttributes, setAttribute } = await import('@napi-rs/xattr');
  const names = await listAttributes(from).catch(() => []);
  for (const name of names) {
    const value = await getAttribute(from, name).catch(() => null);
    if (value === null) continue;
    await setAttribute(to, name, value).catch((error: unknown) => {
      if (String(error).includes('os error 28')) throw Object.assign(new Error('No space left'), { code: 'ENOSPC' });
    });
  }
}

async function ignoring(codes: readonly string[], work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!codes.includes(systemCode(error))) throw error;
  }
}
