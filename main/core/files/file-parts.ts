import { createHash } from 'node:crypto';
import { FileWindow } from './file-window.ts';
import type { FilePart } from './tags/tag-format.ts';
import type { WriteDisk } from './write-disk.ts';

export const pieceBytes = 1_048_576;

export function partLength(part: FilePart): number {
  return 'bytes' in part ? part.bytes.length : part.to - part.from;
}

export function partsLength(parts: readonly FilePart[]): number {
  return parts.reduce((sum, part) => sum + partLength(part), 0);
}

/** Whether every stretch lies inside of a file of `sizeBytes`. */
export function areInside(parts: readonly FilePart[], sizeBytes: number): boolean {
  return parts.every((part) => 'bytes' in part || (part.from >= 0 && part.from <= part.to && part.to <= sizeBytes));
}

/** The file that parts will make, for readers, before anything is written. */
export class PartsWindow extends FileWindow {
  readonly #source: FileWindow;
  readonly #parts: { start: number; end: number; part: FilePart }[] = [];

  constructor(source: FileWindow, parts: readonly FilePart[]) {
    super(-1, partsLength(parts));
    this.#source = source;
    let start = 0;
    for (const part of parts) {
      const end = start + partLength(part);
      if (end > start) this.#parts.push({ start, end, part });
      start = end;
    }
  }

  override bytes(offset: number, length: number): Buffer {
    if (!(offset >= 0) || offset >= this.sizeBytes || !(length > 0)) return Buffer.alloc(0);
    const wantedEnd = Math.min(offset + length, this.sizeBytes);
    const pieces: Buffer[] = [];
    for (let index = this.#indexAt(offset), at = offset; at < wantedEnd; index += 1) {
      const { start, end, part } = this.#parts[index]!;
      const until = Math.min(end, wantedEnd);
      pieces.push(
        'bytes' in part
          ? Buffer.from(part.bytes.buffer, part.bytes.byteOffset + at - start, until - at)
          : this.#source.bytes(part.from + at - start, until - at),
      );
      at = until;
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  }

  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#parts[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether parts make the very file they were planned for. */
export function leavesAsIs(file: FileWindow, parts: readonly FilePart[]): boolean {
  if (partsLength(parts) !== file.sizeBytes) return false;
  let at = 0;
  for (const part of parts) {
    const length = partLength(part);
    if ('bytes' in part) {
      if (!file.bytes(at, length).equals(part.bytes)) return false;
    } else if (part.from !== at) return false;
    at += length;
  }
  return true;
}

/** Calls back with each piece (1 MB at most, good until the next) of a stretch of an open file. */
export function readPieces(
  disk: WriteDisk,
  fd: number,
  { from, to }: { from: number; to: number },
  take: (piece: Buffer, at: number) => void,
): void {
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, Math.max(1, to - from)));
  for (let at = from; at < to; ) {
    const count = disk.readSync(fd, buffer, 0, Math.min(buffer.length, to - at), at);
    if (count === 0) break;
    take(buffer.subarray(0, count), at);
    at += count;
  }
}

/** Writes the parts one behind the other and returns the sha256 of what was written. */
export function writeParts(disk: WriteDisk, sourceFd: number, parts: readonly FilePart[], targetFd: number): string {
  const hash = createHash('sha256');
  let position = 0;
  const write = (piece: Uint8Array) => {
    hash.update(piece);
    for (let done = 0; done < piece.length; ) {
      const count = disk.writeSync(targetFd, piece, done, piece.length - done, position);
      done += count;
      position += count;
    }
  };
  for (const part of parts) {
    if ('bytes' in part)
      for (let at = 0; at < part.bytes.length; at += pieceBytes) write(part.bytes.subarray(at, at + pieceBytes));
    else readPieces(disk, sourceFd, part, write);
  }
  return hash.digest('hex');
}
