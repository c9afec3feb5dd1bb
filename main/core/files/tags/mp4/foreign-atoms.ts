import { createHash } from 'node:crypto';
import type { FileWindow } from '#core/files/file-window.ts';
import { mostTagBytes } from '../tag-failures.ts';
import type { ForeignBlock } from '../tag-format.ts';
import { type Atom, sha256Of } from './atoms.ts';
import { type OffsetTable, offsetTables } from './chunk-offsets.ts';
import type { Movie } from './movie.ts';

/** Sound, padding, and what is listed by its parts; like sound, atoms above 64 MB are only ever copied. */
const passedOver = new Set(['mdat', 'free', 'skip', 'wide', 'moov', 'udta', 'ilst']);

/**
 * All atoms around the tags. Of a track the offsets count from the beginning of the sound they point into, so that a
 * track whose sound moved is the same while its offsets are right.
 */
export function foreignAtoms(file: FileWindow, { top, moovAtoms, udtaAtoms, metaAtoms, meta }: Movie): ForeignBlock[] {
  const sounds = top.filter(({ type }) => type === 'mdat');
  return [
    ...named(top, '').map((one) => block(file, one)),
    ...named(moovAtoms, 'moov:').map((one) =>
      one.atom.type === 'trak' ? trackBlock(file, one, sounds) : block(file, one),
    ),
    ...named(udtaAtoms, 'udta:', meta).map((one) => block(file, one)),
    ...named(metaAtoms, 'meta:')
      .filter(({ atom }) => atom.type !== 'hdlr')
      .map((one) => block(file, one)),
  ];
}

type Named = { id: string; atom: Atom };

function named(atoms: readonly Atom[], prefix: string, own: Atom | null = null): Named[] {
  return atoms
    .filter((atom) => !passedOver.has(atom.type) && atom.from !== own?.from && atom.to - atom.from <= mostTagBytes)
    .map((atom) => ({ id: `${prefix}${atom.type}`, atom }));
}

function block(file: FileWindow, { id, atom: { bodyFrom, to } }: Named): ForeignBlock {
  return { id, sha256: sha256Of(file, bodyFrom, to), sizeBytes: to - bodyFrom };
}

function trackBlock(file: FileWindow, { id, atom }: Named, sounds: readonly Atom[]): ForeignBlock {
  const tables = offsetTables(file, atom);
  if (!tables) return block(file, { id, atom });
  const hash = createHash('sha256');
  let at = atom.bodyFrom;
  for (const table of [...tables].sort((one, other) => one.from - other.from)) {
    hash.update(sha256Of(file, at, table.from));
    hash.update(relativeOffsets(file, table, sounds));
    at = table.from + table.count * table.entryBytes;
  }
  hash.update(sha256Of(file, at, atom.to));
  return { id, sha256: hash.digest('hex'), sizeBytes: atom.to - atom.bodyFrom };
}

const relativeBytes = 12;

/** For each offset which sound it points into, from 1 on, and how far; 0 and the offset where it points into none. */
function relativeOffsets(file: FileWindow, { from, count, entryBytes }: OffsetTable, sounds: readonly Atom[]): Buffer {
  const bytes = file.bytes(from, count * entryBytes);
  const relative = Buffer.alloc(count * relativeBytes);
  for (let index = 0; index < count; index += 1) {
    const at = index * entryBytes;
    const offset = entryBytes === 4 ? bytes.readUInt32BE(at) : Number(bytes.readBigUInt64BE(at));
    const sound = soundAt(sounds, offset);
    relative.writeUInt32BE(sound + 1, index * relativeBytes);
    relative.writeDoubleBE(offset - (sounds[sound]?.bodyFrom ?? 0), index * relativeBytes + 4);
  }
  return relative;
}

/** The last one that begins before an offset, or -1 where that does not reach it. */
function soundAt(sounds: readonly Atom[], offset: number): number {
  let low = 0;
  let high = sounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sounds[middle]!.bodyFrom <= offset) low = middle + 1;
    else high = middle;
  }
  return low > 0 && offset < sounds[low - 1]!.to ? low - 1 : -1;
}
