import { createHash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { FileContent, SoundColumns } from '#core/library/scan/file-reading.ts';
import { readFile } from '#core/library/scan/reading/read-file.ts';
import { AppError } from '#shared/errors.ts';
import { AudioHasher } from './audio-hash.ts';
import { keepAttributes, keepOwner, setModified } from './file-attributes.ts';
import { areInside, leavesAsIs, readPieces, writeParts } from './file-parts.ts';
import { FileWindow } from './file-window.ts';
import type { WrittenFile } from './journal/write-worker.ts';
import { compareStamp, stepStamp } from './own-files.ts';
import { isOwnName } from './own-names.ts';
import { findPayload, type Payload } from './payload-range.ts';
import { openTagFormat } from './tags/open-tag-format.ts';
import { encodeUndoBlock, hashOfParts, invertParts, storeUndoBlock } from './undo-block.ts';
import { checkWritable, fileChanged, resolveFile } from './writable-file.ts';
import { nameFailure, realDisk, type WriteDisk } from './write-disk.ts';
import { isLengthGuessed, type OpenFile, planWrite, type Surroundings, type WritePlan } from './write-plan.ts';
import type { CopyTask, WriteOutcome } from './write-protocol.ts';

export const realSurroundings: Surroundings = { disk: realDisk, formatOf: openTagFormat };

/** The file to be written, which is only read. */
type Source = OpenFile & { path: string; stats: BigIntStats; payload: Payload };

/**
 * Makes a proven copy of a file with other tags, or as it was before a write, in `task.temporary`.
 *
 * Whatever fails, the copy is removed again, and the error has a code: those of `checkWritable` and `nameFailure`, and
 * TAGS_UNWRITABLE, TAGS_UNREADABLE, TAG_TOO_LARGE, FILE_NOT_OWNED, WRITE_UNVERIFIED, UNDO_GONE. A thread that is ended
 * leaves the copy behind: its name stands in the journal.
 */
export async function writeTags(task: CopyTask, surroundings: Surroundings = realSurroundings): Promise<WriteOutcome> {
  const { disk } = surroundings;
  try {
    const path = resolveFile(disk, task.path);
    if (!isOwnName(task.temporary) || resolveFile(disk, dirname(task.temporary)) !== dirname(path))
      throw new Error('Expected a name of ours beside the file');
    // Not to wait where a pipe has taken the file's place.
    const fd = disk.openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = disk.fstatSync(fd, { bigint: true });
      checkWritable(disk, path, stats, task.expected);
      if (stats.size === 0n) throw new AppError('FILE_EMPTY', 'The file is empty.');
      const window = new FileWindow(fd, Number(stats.size));
      return await writeCopy(task, { path, fd, stats, window, payload: findPayload(window) }, surroundings);
    } finally {
      disk.closeSync(fd);
    }
  } catch (error) {
    throw nameFailure(error);
  }
}

async function writeCopy(task: CopyTask, source: Source, surroundings: Surroundings): Promise<WriteOutcome> {
  const { disk } = surroundings;
  const { stats, window } = source;
  const plan = await planWrite(task, source, { mode: Number(stats.mode), modifiedNs: stats.mtimeNs }, surroundings);
  if (!areInside(plan.parts, window.sizeBytes)) throw unverified('The plan reaches outside of the file.');
  if (plan.appliesTo === null && leavesAsIs(window, plan.parts)) return { state: 'unchanged', stamp: stepStamp(stats) };
  const hashes = hashesOf(disk, source, source.payload);
  if (plan.appliesTo !== null && hashes.sha256 !== plan.appliesTo) throw fileChanged();

  const fd = disk.openSync(task.temporary, 'wx+', 0o600);
  try {
    return await fillCopy(task, source, hashes, plan, { disk, fd });
  } catch (error) {
    removeCopy(disk, task.temporary);
    throw error;
  } finally {
    disk.closeSync(fd);
  }
}

type Hashes = { sha256: string; audioHash: string };

async function fillCopy(
  task: CopyTask,
  source: Source,
  before: Hashes,
  plan: WritePlan,
  { disk, fd }: { disk: WriteDisk; fd: number },
): Promise<WriteOutcome> {
  keepOwner(disk, fd, source.stats);
  const written = writeParts(disk, source.fd, plan.parts, fd);
  const copy = { fd, window: new FileWindow(fd, Number(disk.fstatSync(fd, { bigint: true }).size)) };
  const after = verifyBytes(disk, source, copy, before, written);
  await plan.verify(copy, after.sha256);

  const undoBlock = task.undoDirectory === null ? null : keepWayBack(task.undoDirectory);
  keepAttributes(disk, { fd, path: task.temporary }, { path: source.path, stats: source.stats, mode: plan.mode });
  if (plan.modifiedNs !== null)
    setModified(disk, task.temporary, { accessNs: source.stats.atimeNs, modifiedNs: plan.modifiedNs });
  disk.fsyncSync(fd);
  const content = await contentOf(task, source);
  checkStillThere(disk, source);
  const file: WrittenFile = {
    before: stepStamp(source.stats),
    after: stepStamp(disk.fstatSync(fd, { bigint: true })),
    sha256Before: before.sha256,
    sha256After: after.sha256,
    audioHash: after.audioHash,
    undoBlock,
    content,
  };
  return { state: 'written', file };

  function keepWayBack(directory: string): { hash: string; sizeBytes: number } {
    const inverse = invertParts(source.window, plan.parts);
    if (hashOfParts(disk, fd, inverse) !== before.sha256) throw unverified('The way back does not lead to the file.');
    const block = encodeUndoBlock({ appliesTo: after.sha256, makes: before.sha256, parts: inverse });
    return { hash: storeUndoBlock(disk, directory, block), sizeBytes: block.length };
  }
}

/** Reads the copy back: it must be what was written, with the sound of the file. */
function verifyBytes(disk: WriteDisk, source: Source, copy: OpenFile, before: Hashes, written: string): Hashes {
  const payload = findPayload(copy.window);
  const after = hashesOf(disk, copy, payload);
  if (after.sha256 !== written) throw unverified('The disk does not give back what was written.');
  if (payload.format !== source.payload.format) throw unverified('The copy is of another format.');
  if (after.audioHash !== before.audioHash) throw unverified('The sound would change.');
  return after;
}

function hashesOf(disk: WriteDisk, { fd, window }: OpenFile, payload: Payload): Hashes {
  const whole = createHash('sha256');
  const audio = new AudioHasher(payload);
  readPieces(disk, fd, { from: 0, to: window.sizeBytes }, (piece, at) => {
    whole.update(piece);
    audio.update(at, piece);
  });
  return { sha256: whole.digest('hex'), audioHash: audio.digest() };
}

/** Read as the scan reads: the library's row is the one that the next scan would make, and the sound is what it was. */
async function contentOf({ name, temporary, hasFfmpeg }: CopyTask, source: Source): Promise<FileContent> {
  const { path, window, payload } = source;
  const options = { hasFfmpeg, name: name ?? basename(path) };
  const before = await readFile({ path, known: null }, options);
  const after = await readFile({ path: temporary, known: null }, options);
  if (before.type !== 'content' || after.type !== 'content') throw unverified('The library could not read the copy.');
  const { content } = after;
  const isSame =
    content.quickHash === before.content.quickHash &&
    isSameSound(content.sound, before.content.sound, isLengthGuessed(window, payload));
  if (!isSame || (content.problem && !before.content.problem))
    throw unverified('The library would not know the sound.');
  return content;
}

const soundFields = ['format', 'codec', 'sample_rate', 'bit_depth', 'channels', 'duration_ms'] as const;

function isSameSound(one: SoundColumns, other: SoundColumns, mayLengthDiffer: boolean): boolean {
  return soundFields.every((field) => one[field] === other[field] || (field === 'duration_ms' && mayLengthDiffer));
}

/** Somebody may have written the file while it was copied. */
function checkStillThere(disk: WriteDisk, { path, fd, stats }: Source): void {
  const states = [disk.fstatSync(fd, { bigint: true }), disk.statSync(path, { bigint: true })];
  if (states.some((state) => compareStamp(state, stepStamp(stats)) !== 'same')) throw fileChanged();
}

function removeCopy(disk: WriteDisk, temporary: string): void {
  try {
    disk.unlinkSync(temporary);
  } catch {
    // The first failure is the one to tell of; the journal knows the name and removes it later.
  }
}

function unverified(message: string): AppError {
  return new AppError('WRITE_UNVERIFIED', message);
}
