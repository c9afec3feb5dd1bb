import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { waveFile } from '../audio/wave-file.ts';
import { copiedRate, saltRoad, tinRoof, tinRoofEdit, tinRoofVocal, tinRoofWithLeadIn } from './recordings.ts';

const copies = import.meta.dirname;

/** One recording in five formats (e2e/copies), copied into a folder. */
export function writeCopies(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(copies)) {
    if (!['.ts', '.md'].includes(extname(name))) copyFileSync(join(copies, name), join(folder, name));
  }
}

const recordings = {
  whole: tinRoof,
  leadIn: () => tinRoofWithLeadIn(3),
  edit: tinRoofEdit,
  vocal: tinRoofVocal,
  other: saltRoad,
} as const;

/** Writes a recording as WAVE, with its title and artist. */
export function writeRecording(
  file: string,
  recording: keyof typeof recordings,
  { title, artist = 'Ada Vale', bits = 16 }: { title: string; artist?: string; bits?: 16 | 24 },
): void {
  mkdirSync(dirname(file), { recursive: true });
  const info = { INAM: title, IART: artist };
  writeFileSync(file, waveFile(recordings[recording](), { sampleRate: copiedRate, bits, info }));
}
