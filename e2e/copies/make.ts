/**
 * Makes the files of this folder anew. Needs ffmpeg with libmp3lame, libvorbis and libopus on the PATH; run it only to
 * change them:
 *
 *     node_modules/.bin/node e2e/copies/make.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waveFile } from '../audio/wave-file.ts';
import { copiedRate, tinRoof } from './recordings.ts';

const copies: { file: string; encode: string[]; tags: Record<string, string> }[] = [
  {
    file: '07 - Tin_Roof_320.mp3',
    encode: ['-c:a', 'libmp3lame', '-b:a', '320k', '-id3v2_version', '3'],
    tags: { title: 'Tin Roof', artist: 'Ada Vale', album: 'Gutters', genre: 'House' },
  },
  {
    file: 'tin roof 128.mp3',
    encode: ['-c:a', 'libmp3lame', '-b:a', '128k', '-id3v2_version', '4'],
    tags: { title: 'Tin Roof', artist: 'ada vale' },
  },
  { file: 'Ada Vale - Tin Roof.flac', encode: ['-c:a', 'flac'], tags: { title: 'Tin Roof', artist: 'Ada Vale' } },
  { file: 'tin-roof.ogg', encode: ['-c:a', 'libvorbis', '-q:a', '2'], tags: { title: 'tin roof', artist: 'Ada Vale' } },
  { file: 'Track 7.opus', encode: ['-c:a', 'libopus', '-b:a', '64k'], tags: { title: 'Tin Roof (Original Mix)' } },
];

const folder = mkdtempSync(join(tmpdir(), 'copies-'));
const wave = join(folder, 'tin-roof.wav');
writeFileSync(wave, waveFile(tinRoof(), { sampleRate: copiedRate, bits: 16 }));
for (const { file, encode, tags } of copies) {
  const metadata = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
  const target = join(import.meta.dirname, file);
  execFileSync('ffmpeg', ['-y', '-v', 'error', '-i', wave, ...metadata, '-bitexact', ...encode, target]);
}
rmSync(folder, { recursive: true });
