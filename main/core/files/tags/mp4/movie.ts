import type { FileWindow } from '#core/files/file-window.ts';
import { skipLeadingTags } from '#core/files/tag-edges.ts';
import { mostTagBytes, tooLarge, unreadable } from '../tag-failures.ts';
import { type Atom, atomsWithin, childrenOf } from './atoms.ts';
import { type Item, readItem } from './items.ts';

/** Where the tags of an MP4 file stand, and what stands around them. */
export type Movie = {
  /** The atoms of the file. */
  top: readonly Atom[];
  moov: Atom;
  /** The children of moov, of udta, of meta; the latter two empty without them. */
  moovAtoms: readonly Atom[];
  udtaAtoms: readonly Atom[];
  metaAtoms: readonly Atom[];
  udta: Atom | null;
  meta: Atom | null;
  ilst: Atom | null;
  items: readonly Item[];
  /** Where an atom could be added to moov and to udta. */
  moovEnd: number;
  udtaEnd: number;
  /** Why nothing may be written, or null. */
  damage: string | null;
};

const fragmentTypes = new Set(['moof', 'sidx', 'mfra', 'styp', 'ssix']);
const versionBytes = 4;

/** Throws TAGS_UNREADABLE without a movie atom, TAG_TOO_LARGE above 64 MB of tags or 10,000 of them. */
export function openMovie(file: FileWindow): Movie {
  const top = atomsWithin(file, skipLeadingTags(file), file.sizeBytes);
  const moovs = top.atoms.filter(({ type }) => type === 'moov');
  const moov = moovs[0];
  if (!moov) throw unreadable('there is no moov atom in it');
  if (moov.to - moov.from > mostTagBytes) throw tooLarge('its moov atom has more than 64 MB');
  const inMoov = childrenOf(file, moov);
  const udtas = inMoov.atoms.filter(({ type }) => type === 'udta');
  const udta = udtas.find((atom) => tagAtoms(file, atom).length > 0) ?? udtas[0] ?? null;
  const inUdta = udta ? childrenOf(file, udta) : null;
  const metas = udtas.flatMap((atom) => tagAtoms(file, atom));
  const meta = metas[0] ?? null;
  const inMeta = meta ? atomsWithin(file, metaBody(file, meta), meta.to) : null;
  const ilsts = inMeta?.atoms.filter(({ type }) => type === 'ilst') ?? [];
  const ilst = ilsts[0] ?? null;
  const inIlst = ilst ? childrenOf(file, ilst) : null;
  const items = inIlst?.atoms.map((atom) => readItem(file, atom)) ?? [];
  const damages: [boolean, string][] = [
    [!top.isWhole, 'it is cut off'],
    [moovs.length > 1 || metas.length > 1 || ilsts.length > 1, 'it has tags in more than one place'],
    [top.atoms.some(({ type }) => fragmentTypes.has(type)), 'it is made of fragments'],
    [inMoov.atoms.some(({ type }) => type === 'mvex' || type === 'cmov'), 'it is made of fragments or packed'],
    [[inMoov, inUdta, inMeta, inIlst].some((atoms) => atoms?.isWhole === false), 'sizes in it are wrong'],
    [items.some(({ isWhole }) => !isWhole), 'sizes in its tags are wrong'],
    [[moov, udta, meta, ilst].some((atom) => atom && isOpen(file, atom)), 'sizes in it are missing'],
    [!meta && hasOtherMeta(inUdta?.atoms ?? []), 'its tags are of another kind'],
  ];
  return {
    top: top.atoms,
    moov,
    moovAtoms: inMoov.atoms,
    udtaAtoms: inUdta?.atoms ?? [],
    metaAtoms: inMeta?.atoms ?? [],
    udta,
    meta,
    ilst,
    items,
    moovEnd: inMoov.end,
    udtaEnd: inUdta?.end ?? 0,
    damage: damages.find(([isDamaged]) => isDamaged)?.[1] ?? null,
  };
}

/** Where the children of a meta atom begin: QuickTime leaves out version and flags. */
export function metaBody(file: FileWindow, { bodyFrom }: Atom): number {
  return file.bytes(bodyFrom + 4, 4).toString('latin1') === 'hdlr' ? bodyFrom : bodyFrom + versionBytes;
}

/** The meta atoms in a udta whose handler says that they hold tags as iTunes has them. */
function tagAtoms(file: FileWindow, udta: Atom): Atom[] {
  return childrenOf(file, udta).atoms.filter((meta) => {
    if (meta.type !== 'meta') return false;
    const children = atomsWithin(file, metaBody(file, meta), meta.to).atoms;
    const handler = children.find(({ type }) => type === 'hdlr');
    // Some programs leave the handler out.
    return handler ? file.bytes(handler.bodyFrom + 8, 4).toString('latin1') === 'mdir' : children[0]?.type === 'ilst';
  });
}

function hasOtherMeta(atoms: readonly Atom[]): boolean {
  return atoms.some(({ type }) => type === 'meta');
}

/** Whether an atom reaches to the end of what it stands in, whatever that is. */
function isOpen(file: FileWindow, { from }: Atom): boolean {
  return file.bytes(from, 4).readUInt32BE(0) === 0;
}
