import { createHash } from 'node:crypto';
import type { FileWindow } from '#core/files/file-window.ts';
import { mostTagItems, tooLarge } from '../tag-failures.ts';

/** An atom of an MP4 file: where its header, its body and its end lie. */
export type Atom = {
  readonly type: string;
  readonly from: number;
  readonly bodyFrom: number;
  readonly to: number;
};

export type Atoms = {
  readonly atoms: readonly Atom[];
  /** Where the last one ends. */
  readonly end: number;
  /** False where a size leads outside, or something is left that is no atom. */
  readonly isWhole: boolean;
};

const pieceBytes = 1_048_576;

/**
 * The atoms between two offsets. A size of 0 means up to the end; sizes that lead outside are cut, and nothing is read
 * behind them. Four bytes of 0 may close a list. Throws TAG_TOO_LARGE above 10,000.
 */
export function atomsWithin(file: FileWindow, from: number, to: number): Atoms {
  const atoms: Atom[] = [];
  let at = from;
  while (at + 8 <= to) {
    const head = file.bytes(at, 16);
    if (head.length < 8) break;
    const size = head.readUInt32BE(0);
    const isLong = size === 1;
    if (isLong && head.length < 16) break;
    const bodyFrom = at + (isLong ? 16 : 8);
    const end = size === 0 ? to : at + (isLong ? Number(head.readBigUInt64BE(8)) : size);
    if (end < bodyFrom || bodyFrom > to) break;
    if (atoms.length === mostTagItems) throw tooLarge('there are more than 10,000 atoms');
    atoms.push({ type: head.toString('latin1', 4, 8), from: at, bodyFrom, to: Math.min(end, to) });
    if (end > to) return { atoms, end: to, isWhole: false };
    at = end;
  }
  const isClosed = at === to || (to - at === 4 && file.bytes(at, 4).equals(Buffer.alloc(4)));
  return { atoms, end: at, isWhole: isClosed };
}

export function childrenOf(file: FileWindow, { bodyFrom, to }: Atom): Atoms {
  return atomsWithin(file, bodyFrom, to);
}

/** An atom with a body of these parts. */
export function newAtom(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(parts.reduce((sum, { length }) => sum + length, 8));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...parts]);
}

/** The number that states the size of an atom, for another size: where it stands, and its bytes. */
export function sizeEdit(file: FileWindow, { from, to }: Atom, grownBytes: number) {
  const isLong = file.bytes(from, 4).readUInt32BE(0) === 1;
  const size = to - from + grownBytes;
  if (!isLong && size > 0xffffffff) throw tooLarge('an atom would be larger than 4 GB');
  const bytes = Buffer.alloc(isLong ? 8 : 4);
  if (isLong) bytes.writeBigUInt64BE(BigInt(size));
  else bytes.writeUInt32BE(size);
  const at = isLong ? from + 8 : from;
  return { from: at, to: at + bytes.length, bytes };
}

export function sha256Of(file: FileWindow, from: number, to: number): string {
  const hash = createHash('sha256');
  for (let at = from; at < to; at += pieceBytes) hash.update(file.bytes(at, Math.min(pieceBytes, to - at)));
  return hash.digest('hex');
}
