import { posix } from 'node:path';
import { safeName } from '#shared/name-template/safe-name.ts';
import type { ExportSource, WriteOptions } from '../foreign-format.ts';
import { driveRootOf, isAbsolutePlace } from '../foreign-path.ts';
import { seratoRecord, seratoTextRecord } from './records.ts';

/** What Serato puts between the names of a crate's path, in the name of its file. */
export const crateDivider = '%%';

/** What a new crate shows, as Serato itself lists it. */
const columns = ['song', 'artist', 'bpm', 'key', 'album', 'length', 'comment'];

/**
 * A crate of Serato DJ up to 3. Each drive has its own crates, and their paths start at its root: tracks on another drive
 * than the crate are left out.
 */
export function* writeCrate(source: ExportSource, { folder = '', leaveOut }: WriteOptions): Generator<Uint8Array> {
  yield seratoTextRecord('vrsn', '1.0/Serato ScratchLive Crate');
  yield seratoRecord('osrt', seratoTextRecord('tvcn', '#'), seratoRecord('brev', Buffer.of(0)));
  for (const column of columns) {
    yield seratoRecord('ovct', seratoTextRecord('tvcn', column), seratoTextRecord('tvcw', '0'));
  }
  const root = driveRootOf(`${folder}/`);
  for (const track of source.tracks()) {
    const path = isAbsolutePlace(track.path) ? track.path : posix.normalize(`${folder}/${track.path}`);
    if (driveRootOf(path).toLowerCase() !== root.toLowerCase()) leaveOut?.(track);
    else yield seratoRecord('otrk', seratoTextRecord('ptrk', path.slice(root.length)));
  }
}

/**
 * Where a crate lies within a folder somebody chose: the drive or `Music`, `_Serato_` in it, or that folder's
 * `Subcrates`.
 */
export function crateFile(path: readonly string[], root: string): string {
  const names = path.map((name) => safeName(name.replaceAll(crateDivider, '%'), nameRules).name || '_');
  const file = `${names.join(crateDivider)}.crate`;
  const last = posix.basename(root);
  if (last === 'Subcrates') return file;
  return last === '_Serato_' ? `Subcrates/${file}` : `_Serato_/Subcrates/${file}`;
}

const nameRules = { system: 'windows', hasPlainPunctuation: false } as const;
