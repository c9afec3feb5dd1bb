import type { BigIntStats } from 'node:fs';
import { basename, dirname } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { Disk } from './disk.ts';
import { systemCode } from './file-error.ts';
import type { StepStamp } from './file-step.ts';
import { compareStamp, dropName, isSameInode, lookAt } from './own-files.ts';
import { temporaryBeside } from './own-names.ts';

/** How far a move has come; noted in the journal before each call that would need it to be understood afterwards. */
export type MoveProgress = {
  /** 'link': a second name, then the first is taken away. 'placeholder': an empty file holds the name until the rename. */
  way: 'link' | 'placeholder';
  /** A name of ours on the way, where only the spelling changes. */
  through?: string;
};

export type NoteMove = (progress: MoveProgress) => void;

/** Which end a move that broke off is brought to where both are as easy. */
export type Preference = 'forward' | 'back';

/** The target is on another file system; nothing was begun. */
export class OtherFileSystem extends Error {}

/** What file systems without hard links answer; EISDIR is how Node names it on Windows. */
const noLinkCodes = new Set(['EISDIR', 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/**
 * Moves a file within its file system and never onto another one.
 *
 * Rejects with FILE_EXISTS, `OtherFileSystem`, or the system's error; what was begun is then brought to an end by
 * `settleMove`.
 */
export async function moveFile(disk: Disk, from: string, to: string, note: NoteMove): Promise<void> {
  const there = await lookAt(disk, to);
  if (!there) return await moveOnto(disk, from, to, note, {});
  if (!(await isOtherSpelling(disk, from, to, there))) throw taken();
  const through = temporaryBeside(from);
  note({ way: 'link', through });
  await disk.rename(from, through);
  await moveOnto(disk, through, to, note, { through });
}

async function moveOnto(
  disk: Disk,
  from: string,
  to: string,
  note: NoteMove,
  rest: { through?: string },
): Promise<void> {
  note({ way: 'link', ...rest });
  try {
    await disk.link(from, to);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST') throw taken();
    if (code === 'EXDEV' && rest.through === undefined) throw new OtherFileSystem();
    if (!noLinkCodes.has(code)) throw error;
    return await moveOverPlaceholder(disk, from, to, note, rest);
  }
  await disk.syncFolder(dirname(to));
  await dropName(disk, from, to);
  await disk.syncFolder(dirname(from));
}

async function moveOverPlaceholder(
  disk: Disk,
  from: string,
  to: string,
  note: NoteMove,
  rest: { through?: string },
): Promise<void> {
  note({ way: 'placeholder', ...rest });
  try {
    await disk.create(to, '');
  } catch (error) {
    throw systemCode(error) === 'EEXIST' ? taken() : error;
  }
  const placeholder = await disk.lstat(to);
  if (placeholder.size !== 0n) throw new AppError('FILE_CHANGED', 'The file was changed by another program.');
  try {
    await disk.rename(from, to);
  } catch (error) {
    if (systemCode(error) !== 'EXDEV' || rest.through !== undefined) throw error;
    await dropPlaceholder(disk, to);
    throw new OtherFileSystem();
  }
  await disk.syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await disk.syncFolder(dirname(from));
}

/** Whether two paths with one name are one entry, because only their folders are spelled in two ways. */
export async function isSamePlace(disk: Disk, from: string, to: string): Promise<boolean> {
  if (basename(from) !== basename(to)) return false;
  const [folder, other] = [await lookAt(disk, dirname(from)), await lookAt(disk, dirname(to))];
  return folder !== null && other !== null && isSameInode(folder, other);
}

/** Whether both paths are one entry of one folder, spelled in two ways that the file system takes for one. */
async function isOtherSpelling(disk: Disk, from: string, to: string, there: BigIntStats): Promise<boolean> {
  if (basename(from) === basename(to)) return false;
  const here = await disk.lstat(from);
  if (!isSameInode(here, there)) return false;
  const [folder, other] = [await disk.lstat(dirname(from)), await disk.lstat(dirname(to))];
  if (!isSameInode(folder, other)) return false;
  return !(await disk.list(dirname(from))).includes(basename(to));
}

/**
 * Brings a move that broke off to one of its ends: true where the file is at `to`, false where it is at `from` and
 * nothing of ours is at `to`. Throws INTERRUPTED, and touches nothing, where the files are not as the move left them.
 */
export async function settleMove(
  disk: Disk,
  from: string,
  to: string,
  before: StepStamp,
  progress: MoveProgress,
  preference: Preference,
): Promise<boolean> {
  const { through } = progress;
  if (through === undefined) return await settleOnto(disk, from, to, before, progress, preference);
  if (await lookAt(disk, through)) {
    const isThere = await settleOnto(disk, through, to, before, progress, preference);
    if (isThere) return true;
    if (await lookAt(disk, from)) throw interrupted();
    await moveOnto(disk, through, from, () => undefined, {});
    return false;
  }
  const names = await disk.list(dirname(from));
  if (names.includes(basename(to))) return true;
  if (names.includes(basename(from))) return false;
  throw interrupted();
}

async function settleOnto(
  disk: Disk,
  from: string,
  to: string,
  before: StepStamp,
  { way }: MoveProgress,
  preference: Preference,
): Promise<boolean> {
  const [here, there] = [await lookAt(disk, from), await lookAt(disk, to)];
  if (here && !there) return false;
  if (!here && there && isMoved(there, before, way)) return true;
  if (here && there && isSameInode(here, there)) {
    const [dropped, kept] = preference === 'forward' ? [from, to] : [to, from];
    await dropName(disk, dropped, kept);
    await disk.syncFolder(dirname(dropped));
    return preference === 'forward';
  }
  // A link that was made would be the same file: what is at the target came from somebody else.
  const isAtStart = String(here?.ino) === before.inode && String(there?.ino) !== before.inode;
  if (here && there && way === 'link' && isAtStart) return false;
  if (here && there && way === 'placeholder' && there.isFile() && there.size === 0n) {
    await dropPlaceholder(disk, to);
    return false;
  }
  throw interrupted();
}

/** Removes an empty file that the journal knows for ours. */
async function dropPlaceholder(disk: Disk, path: string): Promise<void> {
  const stats = await disk.lstat(path);
  if (!stats.isFile() || stats.size !== 0n) throw interrupted();
  await disk.unlink(path);
}

/** File systems without hard links often have no lasting inodes either. */
function isMoved(there: BigIntStats, before: StepStamp, way: MoveProgress['way']): boolean {
  return String(there.ino) === before.inode || (way === 'placeholder' && compareStamp(there, before) !== 'other');
}

function taken(): AppError {
  return new AppError('FILE_EXISTS', 'Another file has that name already. Nothing was overwritten.');
}

export function interrupted(): AppError {
  return new AppError('INTERRUPTED', 'The files are not as Ledgerline left them. Nothing was touched.');
}
