import type { FileWindow } from '#core/files/file-window.ts';
import { editedFile, type FileEdit, wholeFile } from '../part-list.ts';
import { mostTagBytes, tooLarge, unwritable } from '../tag-failures.ts';
import type { FilePart } from '../tag-format.ts';
import { type Atom, newAtom, sizeEdit } from './atoms.ts';
import { movedOffsets } from './chunk-offsets.ts';
import { type Item, number32 } from './items.ts';
import type { Movie } from './movie.ts';

const headerBytes = 8;
const newPaddingBytes = 2048;
const mostKeptPaddingBytes = 65_536;

/** What is put into the file, and which atoms of it that makes longer, the innermost first. */
type Change = {
  edits: FileEdit[];
  grownBytes: number;
  chain: readonly Atom[];
  /** Where padding can be added, and the first of the chain that is around it. */
  paddingAt: number;
  paddingHolder: number;
};

/** What is done to the padding. Atoms of the chain from `holder` on have it inside. */
type Padding = { edits: FileEdit[]; grownBytes: number; holder: number };

/**
 * The file with other items in `ilst`, which is created where it is missing.
 *
 * Padding takes up the difference where there is enough of it. Else what stands behind moov moves, and with it the
 * offsets of all tracks.
 */
export function planItems(file: FileWindow, movie: Movie, items: readonly Item[]): FilePart[] {
  if (items === movie.items) return wholeFile(file.sizeBytes);
  if (items.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0) > mostTagBytes)
    throw tooLarge('they would have more than 64 MB');
  const change = changeOf(movie, items);
  const padding = paddingFor(movie, change);
  const sizes = change.chain.flatMap((atom, index) => {
    const grown = change.grownBytes + (index >= padding.holder ? padding.grownBytes : 0);
    return grown === 0 ? [] : sizeEdit(file, atom, grown);
  });
  const shift = change.grownBytes + padding.grownBytes;
  const offsets = shift !== 0 && isSoundBehind(movie) ? movedSound(file, movie, shift) : [];
  return editedFile(file.sizeBytes, [...change.edits, ...padding.edits, ...sizes, ...offsets]);
}

function changeOf(
  { moov, udta, meta, ilst, metaAtoms, items, moovEnd, udtaEnd }: Movie,
  changed: readonly Item[],
): Change {
  if (ilst && meta && udta) {
    const edits = itemEdits(ilst, items, changed);
    const grownBytes = edits.reduce((sum, { from, to, bytes }) => sum + bytes.length - (to - from), 0);
    return { edits, grownBytes, chain: [ilst, meta, udta, moov], paddingAt: ilst.to, paddingHolder: 1 };
  }
  const list = newAtom('ilst', ...changed.map(({ bytes }) => bytes!));
  if (meta && udta) {
    const handler = metaAtoms.find(({ type }) => type === 'hdlr');
    return inserted(handler?.to ?? metaAtoms[0]?.from ?? meta.to, list, [meta, udta, moov]);
  }
  const made = newAtom('meta', number32(0), handlerAtom(), list);
  return udta ? inserted(udtaEnd, made, [udta, moov]) : inserted(moovEnd, newAtom('udta', made), [moov]);
}

function inserted(at: number, bytes: Buffer, chain: readonly Atom[]): Change {
  return { edits: [{ from: at, to: at, bytes }], grownBytes: bytes.length, chain, paddingAt: at, paddingHolder: 0 };
}

function handlerAtom(): Buffer {
  const body = Buffer.alloc(25);
  body.write('mdirappl', 8, 'latin1');
  return newAtom('hdlr', body);
}

function itemEdits(ilst: Atom, before: readonly Item[], changed: readonly Item[]): FileEdit[] {
  const kept = new Set(changed);
  const edits: FileEdit[] = [];
  let at = ilst.bodyFrom;
  for (const { atom, bytes } of changed) {
    if (atom) at = atom.to;
    else edits.push({ from: at, to: at, bytes: bytes! });
  }
  const gone = before.filter((item) => !kept.has(item)).map(({ atom }) => atom!);
  return [...edits, ...gone.map(({ from, to }) => ({ from, to, bytes: Buffer.alloc(0) }))];
}

function paddingFor(movie: Movie, { grownBytes, chain, paddingAt, paddingHolder }: Change): Padding {
  if (grownBytes === 0) return { edits: [], grownBytes: 0, holder: chain.length };
  const present = freeAtoms(movie, chain);
  for (const { atom, holder } of present) {
    const size = atom.to - atom.from;
    if (isPaddingSize(size - grownBytes, size))
      return { edits: [freed(atom, size - grownBytes)], grownBytes: -grownBytes, holder };
  }
  const addition = { from: paddingAt, to: paddingAt };
  if (grownBytes < 0 && isPaddingSize(-grownBytes, 0))
    return { edits: [freed(addition, -grownBytes)], grownBytes: -grownBytes, holder: paddingHolder };
  if (!isSoundBehind(movie)) return { edits: [], grownBytes: 0, holder: chain.length };
  const old = present.find(({ holder }) => holder < chain.length);
  const place = old?.atom ?? addition;
  const grown = newPaddingBytes - (place.to - place.from);
  return { edits: [freed(place, newPaddingBytes)], grownBytes: grown, holder: old?.holder ?? paddingHolder };
}

/** Padding in the atoms around the tags, from the inside outwards, and directly behind moov. */
function freeAtoms({ top, moov, udta, meta, moovAtoms, udtaAtoms, metaAtoms }: Movie, chain: readonly Atom[]) {
  const inside: [Atom | null, readonly Atom[]][] = [
    [meta, metaAtoms],
    [udta, udtaAtoms],
    [moov, moovAtoms],
  ];
  const found = inside.flatMap(([holder, atoms]) =>
    holder ? atoms.filter(isFree).map((atom) => ({ atom, holder: chain.indexOf(holder) })) : [],
  );
  const behind = top[top.indexOf(moov) + 1];
  return behind && isFree(behind) ? [...found, { atom: behind, holder: chain.length }] : found;
}

function isFree({ type }: Atom): boolean {
  return type === 'free' || type === 'skip';
}

function isPaddingSize(size: number, oldSize: number): boolean {
  return size === 0 || (size >= headerBytes && size <= Math.max(mostKeptPaddingBytes, oldSize));
}

function freed({ from, to }: { from: number; to: number }, size: number): FileEdit {
  return { from, to, bytes: size === 0 ? Buffer.alloc(0) : newAtom('free', Buffer.alloc(size - headerBytes)) };
}

function isSoundBehind({ top, moov }: Movie): boolean {
  return top.some(({ type, from }) => type === 'mdat' && from >= moov.to);
}

function movedSound(file: FileWindow, { top, moov, moovAtoms }: Movie, shift: number): FileEdit[] {
  // Items of a meta atom of the file have offsets of their own.
  if (top.some(({ type }) => type === 'meta')) throw unwritable('it holds pictures or data with offsets of their own');
  const traks = moovAtoms.filter(({ type }) => type === 'trak');
  return movedOffsets(file, traks, moov, shift);
}
