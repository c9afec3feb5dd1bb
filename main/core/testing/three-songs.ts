import { deepEqual } from 'node:assert/strict';
import { mp3File } from './audio-files.ts';
import { id3Tag, textFrame } from './id3-tag.ts';
import type { ScanLab } from './scan-lab.ts';

export function song(title: string, seed: number, album = 'Album'): Buffer {
  return mp3File(id3Tag([textFrame('TIT2', title), textFrame('TALB', album)]), { seed });
}

/** Three songs with ids 1 to 3. */
export async function scanThree(lab: ScanLab): Promise<void> {
  lab.write('a.mp3', song('A', 1));
  await lab.scan();
  lab.write('b/b.mp3', song('B', 2));
  await lab.scan();
  lab.write('c/c.mp3', song('C', 3));
  await lab.scan();
  deepEqual(
    lab.tracks().map(({ id, title }) => `${id}${title}`),
    ['1A', '2B', '3C'],
  );
}
