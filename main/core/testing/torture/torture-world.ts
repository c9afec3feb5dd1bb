import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quickHash } from '#core/files/audio-hash.ts';
import { isOwnName } from '#core/files/own-names.ts';
import { aiffFile, flacFile, mp3File, vorbisFile, wavFile } from '../audio-files.ts';
import { id3Tag, textFrame } from '../id3-tag.ts';

/** Where one run of the torture lives. */
export type World = { music: string; home: string; data: string; notes: string };

export function worldAt(folder: string): World {
  return {
    music: join(folder, 'music'),
    home: join(folder, 'home'),
    data: join(folder, 'data'),
    notes: join(folder, 'notes'),
  };
}

/** Names that people's disks are full of. */
const names = [
  'Loose/01 night_bus.mp3',
  'Loose/02 - Ünder the brïdge.mp3',
  'Loose/track 03.flac',
  'Loose/deep/er/A.ogg',
  'Loose/deep/er/B.wav',
  'Rips/side a.aif',
  'Rips/CON.mp3',
  'Rips/what? no.flac',
  '..hidden/ghost.mp3',
  'Ｗｉｄｅ/名前.mp3',
  'Zoë/Zoë.mp3',
  'a'.repeat(180).concat('.mp3'),
];

/** Small music of every kind, no two with the same sound, and a cue sheet that belongs to one of them. */
export function makeWorld({ music, home, data, notes }: World): void {
  for (const folder of [music, home, data, notes]) mkdirSync(folder, { recursive: true });
  for (const [index, name] of names.entries()) {
    const path = join(music, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, musicFor(name, index));
  }
  writeFileSync(join(music, 'Loose', '01 night_bus.cue'), 'FILE "01 night_bus.mp3" MP3\n');
}

function musicFor(name: string, seed: number): Buffer {
  const options = { seed: seed + 1, payloadBytes: 6000 };
  const title = `Song ${seed}`;
  const tag = id3Tag([textFrame('TIT2', title), textFrame('TPE1', `Artist ${seed % 3}`)]);
  if (name.endsWith('.flac'))
    return flacFile(
      [
        ['TITLE', title],
        ['ARTIST', 'Flac'],
      ],
      undefined,
      options,
    );
  if (name.endsWith('.ogg'))
    return vorbisFile(
      [
        ['TITLE', title],
        ['ARTIST', 'Ogg'],
      ],
      options,
    );
  if (name.endsWith('.wav')) return wavFile({ INAM: title, IART: 'Wave' }, tag, options);
  if (name.endsWith('.aif')) return aiffFile(tag, options);
  return mp3File(tag, options);
}

/** What the disk holds: the sounds of all music, in folders and in the trash, and files of ours that should not be there. */
export function inspectWorld({ music, data }: World): { sounds: string[]; strays: string[] } {
  const sounds: string[] = [];
  const strays: string[] = [];
  const seen = new Set<string>();
  for (const path of [...filesIn(music), ...filesIn(data)]) {
    // Between two names a file has both.
    const { dev, ino } = lstatSync(path, { bigint: true });
    if (seen.has(`${dev}:${ino}`)) continue;
    seen.add(`${dev}:${ino}`);
    if (isOwnName(path)) strays.push(path);
    // Names in the trash may have any ending; notes beside them are no music.
    else if (!path.endsWith('.trashinfo') && !/\.cue(\.\d+| \d+)?$/.test(path)) sounds.push(quickHash(path).quickHash);
  }
  return { sounds: sounds.sort(), strays };
}

function filesIn(folder: string): string[] {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
