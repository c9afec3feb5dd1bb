import { readdirSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Disk, DiskCall } from '#core/files/disk.ts';
import { wrapDisk } from '#core/files/disk.ts';

/** As the system reports it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made up by a test`), { code, syscall: 'test' });
}

/** A disk of which some calls fail. `calls` counts them all, from 1. */
export function failingDisk(disk: Disk, code: string, isFailing: (count: number, call: DiskCall) => boolean) {
  const seen = { calls: 0, failed: 0 };
  const failing = wrapDisk(disk, (call, count) => {
    seen.calls = count;
    if (!isFailing(count, call)) return;
    seen.failed += 1;
    throw systemError(code);
  });
  return { disk: failing, seen };
}

/** A disk whose N-th call, before or after it is done, never comes back: for what waits for it, the process is dead. */
export function haltingDisk(disk: Disk, at: number, when: 'before' | 'after') {
  const never = new Promise<void>(() => undefined);
  let isHalted = false;
  let onHalt: () => void = () => undefined;
  const halted = new Promise<void>((resolve) => {
    onHalt = resolve;
  });
  const halt = (side: 'before' | 'after') => (_call: DiskCall, count: number) => {
    if (!isHalted && (count !== at || side !== when)) return undefined;
    isHalted = true;
    onHalt();
    return never;
  };
  return { disk: wrapDisk(disk, halt('before'), halt('after')), halted, hasHalted: () => isHalted };
}

/** A disk whose N-th call ends the process, before or after it is done. */
export function killingDisk(disk: Disk, at: number, when: 'before' | 'after'): Disk {
  const kill = (side: 'before' | 'after') => (_call: DiskCall, count: number) => {
    if (count === at && side === when) process.kill(process.pid, 'SIGKILL');
  };
  return wrapDisk(disk, kill('before'), kill('after'));
}

/** A disk without hard links, as memory sticks are. */
export function linklessDisk(disk: Disk): Disk {
  return { ...disk, link: () => Promise.reject(systemError('EPERM')) };
}

/** A disk that gives a file another inode with another name, as network shares and exFAT do. */
export function renumberingDisk(disk: Disk): Disk {
  const renamed = new Set<string>();
  return {
    ...disk,
    async lstat(path) {
      const stats = await disk.lstat(path);
      return renamed.has(path) ? Object.assign(stats, { ino: stats.ino + 1_000_000n }) : stats;
    },
    async rename(from, to) {
      await disk.rename(from, to);
      renamed.add(to);
    },
  };
}

/** A disk that says where file systems are mounted. */
export function mounted(disk: Disk, points: readonly string[]): Pick<Disk, 'readText'> {
  const lines = ['/', ...points].map((point, index) => `${index} 1 0:1 / ${point} rw - ext4 disk rw\n`);
  return { readText: async (path) => (path === '/proc/self/mountinfo' ? lines.join('') : await disk.readText(path)) };
}

/** A disk on which `folder` and everything below counts as another file system, mounted there. */
export function parted(disk: Disk, folder: string): Disk {
  const isFar = (path: string) => path === folder || path.startsWith(folder + sep);
  const guarded = (work: Disk['link']) => async (from: string, to: string) => {
    if (isFar(from) !== isFar(to)) throw systemError('EXDEV');
    await work(from, to);
  };
  const numbered = (look: Disk['lstat']) => async (path: string) => {
    const stats = await look(path);
    if (isFar(path)) Object.assign(stats, { dev: stats.dev + 1n });
    return stats;
  };
  return {
    ...disk,
    link: guarded(disk.link),
    rename: guarded(disk.rename),
    lstat: numbered(disk.lstat),
    stat: numbered(disk.stat),
    ...mounted(disk, [dirname(folder), folder]),
  };
}

/** A disk that takes 'Ä.mp3' and 'ä.mp3', composed or not, for one name, as those of macOS and Windows do. */
export function caseBlindDisk(disk: Disk): Disk {
  const real = (path: string): string => {
    const parts = path.split(sep);
    return parts.slice(1).reduce((folder, part) => join(folder, spelledIn(folder, part)), sep);
  };
  const blind = <Args extends string[], Value>(work: (...args: Args) => Promise<Value>) => {
    return (...args: Args) => work(...(args.map(real) as Args));
  };
  return {
    ...disk,
    lstat: blind(disk.lstat),
    stat: blind(disk.stat),
    realpath: blind(disk.realpath),
    list: blind(disk.list),
    readText: blind(disk.readText),
    hash: blind(disk.hash),
    link: blind(disk.link),
    unlink: blind(disk.unlink),
    removeFolder: blind(disk.removeFolder),
    syncFile: blind(disk.syncFile),
    syncFolder: blind(disk.syncFolder),
    copy: blind(disk.copy),
    create: (path, content, mode) => disk.create(real(path), content, mode),
    makeFolder: (path, mode) => disk.makeFolder(real(path), mode),
    rename: (from, to) => disk.rename(real(from), real(from) === real(to) ? to : real(to)),
  };
}

function spelledIn(folder: string, name: string): string {
  const fold = (text: string) => text.normalize('NFC').toLowerCase();
  try {
    const names = readdirSync(folder);
    if (names.includes(name)) return name;
    return names.find((other) => fold(other) === fold(name)) ?? name;
  } catch {
    return name;
  }
}
