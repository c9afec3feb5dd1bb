import { spawnSync } from 'node:child_process';
import type { BigIntStats } from 'node:fs';
import { AppError } from '#shared/errors.ts';
import type { WriteDisk } from './write-disk.ts';

/** Windows has none, and the package no build for it. */
const xattr = process.platform === 'win32' ? null : await import('@napi-rs/xattr');

/** Attributes that the system sets by itself and lets nobody else set. */
const ofTheSystem = /^(security\.|trusted\.|system\.(?!posix_acl_)|com\.apple\.(provenance|macl|rootless))/;
const nsASecond = 1_000_000_000n;

/** Gives an empty new file the owner of another one. Throws FILE_NOT_OWNED where the system does not allow it. */
export function keepOwner(disk: WriteDisk, fd: number, { uid, gid }: BigIntStats): void {
  const made = disk.fstatSync(fd, { bigint: true });
  if (made.uid === uid && made.gid === gid) return;
  try {
    disk.fchownSync(fd, Number(uid), Number(gid));
  } catch (cause) {
    throw new AppError('FILE_NOT_OWNED', 'The file belongs to another user.', {}, { cause });
  }
}

/**
 * Gives a copy everything else that its file has: mode, extended attributes with the access list among them, and the
 * time of its making where the system can. Throws WRITE_UNVERIFIED where one is lost.
 */
export function keepAttributes(
  disk: WriteDisk,
  copy: { fd: number; path: string },
  file: { path: string; stats: BigIntStats; mode: number },
): void {
  disk.fchmodSync(copy.fd, file.mode & 0o7777);
  copyExtended(file.path, copy.path);
  const made = disk.fstatSync(copy.fd, { bigint: true });
  if ((Number(made.mode) & 0o7777) !== (file.mode & 0o7777)) throw lost('The rights of the file could not be kept.');
  if (process.platform === 'darwin') keepBirth(disk, copy.path, file.stats);
}

function copyExtended(source: string, target: string): void {
  if (!xattr) return;
  const extended = extendedAttributes(source);
  for (const [name, value] of extended) {
    try {
      xattr.setAttributeSync(target, name, value);
    } catch (cause) {
      if (!ofTheSystem.test(name)) throw lost('The attributes of the file could not be kept.', cause);
    }
  }
  const made = extendedAttributes(target);
  for (const [name, value] of extended) {
    if (!ofTheSystem.test(name) && !made.get(name)?.equals(value)) throw lost('An attribute of the file was lost.');
  }
}

/** By name; empty where the disk has none. */
export function extendedAttributes(path: string): Map<string, Buffer> {
  const values = new Map<string, Buffer>();
  for (const name of namesOf(path)) {
    const value = xattr?.getAttributeSync(path, name);
    if (value) values.set(name, value);
  }
  return values;
}

function namesOf(path: string): string[] {
  try {
    return xattr?.listAttributesSync(path) ?? [];
  } catch {
    // Disks without attributes refuse the question.
    return [];
  }
}

/** A file cannot be younger than its last change: setting an earlier one moves its birth there, and back does not. */
function keepBirth(disk: WriteDisk, path: string, { birthtimeNs, atimeNs }: BigIntStats): void {
  const { mtimeNs } = disk.statSync(path, { bigint: true });
  if (birthtimeNs <= 0n || birthtimeNs >= mtimeNs) return;
  disk.utimesSync(path, secondsOf(atimeNs), secondsOf(birthtimeNs));
  disk.utimesSync(path, secondsOf(atimeNs), secondsOf(mtimeNs));
}

/**
 * Sets the time of modification to the nanosecond. Node's own call rounds to about a quarter of a microsecond, so that
 * `touch` is asked for the rest; where there is none, the rounded time stays.
 */
export function setModified(disk: WriteDisk, path: string, times: { accessNs: bigint; modifiedNs: bigint }): void {
  disk.utimesSync(path, secondsOf(times.accessNs), secondsOf(times.modifiedNs));
  if (process.platform === 'win32') return;
  if (disk.statSync(path, { bigint: true }).mtimeNs === times.modifiedNs) return;
  spawnSync('touch', ['-m', '-d', isoTime(times.modifiedNs), '--', path], { stdio: 'ignore', timeout: 5000 });
}

function secondsOf(ns: bigint): number {
  return Number(ns) / Number(nsASecond);
}

/** '2026-11-21T15:35:09.123456789Z' */
export function isoTime(ns: bigint): string {
  const fraction = ((ns % nsASecond) + nsASecond) % nsASecond;
  const seconds = (ns - fraction) / nsASecond;
  const [date] = new Date(Number(seconds) * 1000).toISOString().split('.');
  return `${date}.${String(fraction).padStart(9, '0')}Z`;
}

function lost(message: string, cause?: unknown): AppError {
  return new AppError('WRITE_UNVERIFIED', message, {}, { cause });
}
