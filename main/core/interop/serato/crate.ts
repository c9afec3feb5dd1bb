import type { ExportSource } from '../foreign-format.ts';
import { seratoRecord, seratoTextRecord } from './records.ts';

/** What a new crate shows, as Serato itself lists it. */
const columns = ['song', 'artist', 'bpm', 'key', 'album', 'length', 'comment'];

/**
 * A crate of Serato DJ up to 3. Paths start at the root of the drive the crate's `_Serato_` lies on: what they are given
 * with in front ('/', 'C:/') is left out.
 */
export function* writeCrate(source: ExportSource): Generator<Uint8Array> {
  yield seratoTextRecord('vrsn', '1.0/Serato ScratchLive Crate');
  yield seratoRecord('osrt', seratoTextRecord('tvcn', '#'), seratoRecord('brev', Buffer.of(0)));
  for (const column of columns) {
    yield seratoRecord('ovct', seratoTextRecord('tvcn', column), seratoTextRecord('tvcw', '0'));
  }
  for (const track of source.tracks()) {
    yield seratoRecord('otrk', seratoTextRecord('ptrk', pathFromRoot(track.path)));
  }
}

/** 'Music/a.mp3' of '/Music/a.mp3' and 'C:/Music/a.mp3'. */
export function pathFromRoot(path: string): string {
  return path.replace(/^[a-z]:(?=\/)/i, '').replace(/^\/+/, '');
}
