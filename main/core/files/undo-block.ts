import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import { partLength, readPieces } from './file-parts.ts';
import type { FileWindow } from './file-window.ts';
import { StretchFinder } from './stretches.ts';
import type { FilePart } from './tags/tag-format.ts';
import type { WriteDisk } from './write-disk.ts';

/**
 * The way back from a file to what it was, as stretches of the file and the bytes that are no longer in it.
 *
 * On disk: the magic, then deflated: sha256 of the file it applies to, sha256 of what it makes, the number of parts, each
 * part (kind, start, length), and the bytes.
 */
export type UndoBlock = { appliesTo: string; makes: string; parts: FilePart[] };

const magic = Buffer.from('LLUNDO1\n', 'latin1');
const hashBytes = 32;
const headBytes = 2 * hashBytes + 4;
const entryBytes = 13;
const mostParts = 1_000_000;
/** Twice what tags may take: old ones and what lies around them. */
const mostLiteralBytes = 128 * 1024 * 1024;

/** The parts of the file that `parts` make, of which `source`, for which they were planned, consists. */
export function invertParts(source: FileWindow, parts: readonly FilePart[]): FilePart[] {
  const copies: { from: number; to: number; at: number }[] = [];
  const made = new MadeBytes(parts);
  let position = 0;
  for (const part of parts) {
    if ('to' in part && part.to > part.from) copies.push({ ...part, at: position });
    position += partLength(part);
  }
  copies.sort((one, other) => one.from - other.from);
  const inverse: FilePart[] = [];
  let at = 0;
  let literalBytes = 0;
  const fill = (to: number) => {
    literalBytes += to - at;
    if (literalBytes > mostLiteralBytes) throw new AppError('TAG_TOO_LARGE', 'Too much of the file would be replaced.');
    if (to > at) for (const part of made.partsOf(Buffer.from(source.bytes(at, to - at)))) inverse.push(part);
  };
  for (const copy of copies) {
    if (copy.to <= at) continue;
    const start = Math.max(copy.from, at);
    fill(start);
    inverse.push({ from: copy.at + start - copy.from, to: copy.at + copy.to - copy.from });
    at = copy.to;
  }
  fill(source.sizeBytes);
  return inverse;
}

/** All bytes that a write makes anew, one behind the other, and where they lie in the new file. */
class MadeBytes {
  readonly #pieces: { start: number; length: number; at: number }[] = [];
  readonly #finder: StretchFinder;

  constructor(parts: readonly FilePart[]) {
    const bytes: Uint8Array[] = [];
    let start = 0;
    let at = 0;
    for (const part of parts) {
      const length = partLength(part);
      if ('bytes' in part && length > 0) {
        bytes.push(part.bytes);
        this.#pieces.push({ start, length, at });
        start += length;
      }
      at += length;
    }
    this.#finder = new StretchFinder(Buffer.concat(bytes));
  }

  /** Old bytes, by what of them stands in the new ones too: a frame that was written again is not kept twice. */
  partsOf(old: Buffer): FilePart[] {
    const parts: FilePart[] = [];
    let at = 0;
    for (const stretch of this.#finder.find(old)) {
      if (stretch.at > at) parts.push({ bytes: old.subarray(at, stretch.at) });
      parts.push(...this.#placesOf(stretch.from, stretch.length));
      at = stretch.at + stretch.length;
    }
    if (at < old.length) parts.push({ bytes: old.subarray(at) });
    return parts;
  }

  #placesOf(from: number, length: number): FilePart[] {
    const places: FilePart[] = [];
    for (let index = this.#pieceAt(from); index < this.#pieces.length; index += 1) {
      const { start, length: pieceLength, at } = this.#pieces[index]!;
      if (start >= from + length) break;
      const first = Math.max(from, start);
      places.push({ from: at + first - start, to: at + Math.min(from + length, start + pieceLength) - start });
    }
    return places;
  }

  #pieceAt(from: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pieces[middle]!.start <= from) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The sha256 of what parts make of an open file. */
export function hashOfParts(disk: WriteDisk, fd: number, parts: readonly FilePart[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    if ('bytes' in part) hash.update(part.bytes);
    else readPieces(disk, fd, part, (piece) => hash.update(piece));
  }
  return hash.digest('hex');
}

export function encodeUndoBlock({ appliesTo, makes, parts }: UndoBlock): Buffer {
  const head = Buffer.alloc(headBytes + parts.length * entryBytes);
  head.write(appliesTo, 0, 'hex');
  head.write(makes, hashBytes, 'hex');
  head.writeUInt32BE(parts.length, 2 * hashBytes);
  const literals: Uint8Array[] = [];
  for (const [index, part] of parts.entries()) {
    const at = headBytes + index * entryBytes;
    head.writeUInt8('bytes' in part ? 1 : 0, at);
    head.writeUIntBE('bytes' in part ? 0 : part.from, at + 1, 6);
    head.writeUIntBE(partLength(part), at + 7, 6);
    if ('bytes' in part) literals.push(part.bytes);
  }
  return Buffer.concat([magic, deflateRawSync(Buffer.concat([head, ...literals]))]);
}

/** Throws UNDO_GONE for what is no block of ours. */
export function decodeUndoBlock(block: Uint8Array): UndoBlock {
  try {
    return decode(block);
  } catch (cause) {
    throw new AppError('UNDO_GONE', 'What the file was before is damaged.', {}, { cause });
  }
}

function decode(block: Uint8Array): UndoBlock {
  if (!magic.equals(block.subarray(0, magic.length))) throw new Error('Expected an undo block');
  const maxOutputLength = headBytes + mostParts * entryBytes + mostLiteralBytes;
  const data = inflateRawSync(block.subarray(magic.length), { maxOutputLength });
  const count = data.readUInt32BE(2 * hashBytes);
  let literalAt = headBytes + count * entryBytes;
  const parts: FilePart[] = [];
  for (let at = headBytes; at < headBytes + count * entryBytes; at += entryBytes) {
    const from = data.readUIntBE(at + 1, 6);
    const length = data.readUIntBE(at + 7, 6);
    if (data[at] === 0) {
      parts.push({ from, to: from + length });
      continue;
    }
    if (literalAt + length > data.length) throw new Error('Expected the bytes of a part');
    parts.push({ bytes: data.subarray(literalAt, literalAt + length) });
    literalAt += length;
  }
  if (literalAt !== data.length) throw new Error('Expected no more bytes');
  return {
    appliesTo: data.toString('hex', 0, hashBytes),
    makes: data.toString('hex', hashBytes, 2 * hashBytes),
    parts,
  };
}

/** Keeps a block under the sha256 of its bytes, on the disk for good before this returns. */
export function storeUndoBlock(disk: WriteDisk, directory: string, block: Buffer): string {
  const hash = createHash('sha256').update(block).digest('hex');
  const draft = join(directory, `.${hash.slice(0, 16)}.${randomUUID()}.draft`);
  disk.mkdirSync(directory, { recursive: true });
  const fd = disk.openSync(draft, 'wx', 0o600);
  try {
    try {
      for (let at = 0; at < block.length; ) at += disk.writeSync(fd, block, at, block.length - at);
      disk.fsyncSync(fd);
    } finally {
      disk.closeSync(fd);
    }
    disk.renameSync(draft, join(directory, hash));
  } catch (error) {
    removeDraft(disk, draft);
    throw error;
  }
  syncFolder(disk, directory);
  return hash;
}

function removeDraft(disk: WriteDisk, draft: string): void {
  try {
    disk.unlinkSync(draft);
  } catch {
    // The first failure is the one to tell of; a draft in our own folder harms nobody.
  }
}

/** A name is there for good only when its folder is. Windows does not let folders be opened, and needs it less. */
function syncFolder(disk: WriteDisk, directory: string): void {
  if (process.platform === 'win32') return;
  const fd = disk.openSync(directory, 'r');
  try {
    disk.fsyncSync(fd);
  } finally {
    disk.closeSync(fd);
  }
}

/** Throws UNDO_GONE where the block is no longer there, or not what it was. */
export function loadUndoBlock(disk: WriteDisk, directory: string, hash: string): UndoBlock {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new AppError('UNDO_GONE', 'What the file was before is not kept.');
  const block = readBlock(disk, join(directory, hash));
  if (!block || createHash('sha256').update(block).digest('hex') !== hash)
    throw new AppError('UNDO_GONE', 'What the file was before is no longer kept.');
  return decodeUndoBlock(block);
}

function readBlock(disk: WriteDisk, path: string): Buffer | null {
  try {
    return disk.readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
