import type { FileWindow } from '#core/files/file-window.ts';
import type { FileEdit } from '../part-list.ts';
import { tooLarge, unwritable } from '../tag-failures.ts';
import { type Atom, childrenOf } from './atoms.ts';

/** A table that says where in the file the sound of a track lies. */
export type OffsetTable = { from: number; count: number; entryBytes: 4 | 8 };

const mostTableBytes = 64 * 1024 * 1024;
const path = ['mdia', 'minf', 'stbl'];

/** The tables of a trak atom; null where they are damaged or other offsets stand beside them. */
export function offsetTables(file: FileWindow, trak: Atom): OffsetTable[] | null {
  let atoms: readonly Atom[] = [trak];
  for (const type of ['trak', ...path]) {
    const inside: Atom[] = [];
    for (const atom of atoms.filter((one) => one.type === type)) {
      const children = childrenOf(file, atom);
      if (!children.isWhole) return null;
      inside.push(...children.atoms);
    }
    atoms = inside;
  }
  if (atoms.some(({ type }) => type === 'saio')) return null;
  const tables: OffsetTable[] = [];
  for (const { type, bodyFrom, to } of atoms) {
    if (type !== 'stco' && type !== 'co64') continue;
    const entryBytes = type === 'stco' ? 4 : 8;
    const count = to - bodyFrom >= 8 ? file.bytes(bodyFrom + 4, 4).readUInt32BE(0) : 0;
    if (to - bodyFrom < 8 || count * entryBytes > to - bodyFrom - 8) return null;
    if (count * entryBytes > mostTableBytes) throw tooLarge('a table in it has more than 64 MB');
    tables.push({ from: bodyFrom + 8, count, entryBytes });
  }
  return tables;
}

/** The tables with everything behind `from` moved by `shift` bytes. Offsets into moov itself cannot be right. */
export function movedOffsets(
  file: FileWindow,
  traks: readonly Atom[],
  moov: { from: number; to: number },
  shift: number,
): FileEdit[] {
  return traks.flatMap((trak) => {
    const tables = offsetTables(file, trak);
    if (!tables) throw unwritable('where its sound lies cannot be told');
    return tables.flatMap((table) => movedTable(file, table, moov, shift) ?? []);
  });
}

function movedTable(
  file: FileWindow,
  { from, count, entryBytes }: OffsetTable,
  moov: { from: number; to: number },
  shift: number,
): FileEdit | null {
  const bytes = Buffer.from(file.bytes(from, count * entryBytes));
  let isMoved = false;
  for (let at = 0; at < bytes.length; at += entryBytes) {
    const offset = entryBytes === 4 ? bytes.readUInt32BE(at) : Number(bytes.readBigUInt64BE(at));
    if (offset < moov.from) continue;
    if (offset < moov.to || offset > file.sizeBytes) throw unwritable('its sound is not where it should be');
    const moved = offset + shift;
    if (entryBytes === 4 && moved > 0xffffffff) throw unwritable('its offsets have no room for larger tags');
    if (entryBytes === 4) bytes.writeUInt32BE(moved, at);
    else bytes.writeBigUInt64BE(BigInt(moved), at);
    isMoved = true;
  }
  return isMoved ? { from, to: from + bytes.length, bytes } : null;
}
