import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pcm16 } from './pcm16.ts';
import { midiPiece, styles, synthPiece } from './quality-music.ts';

const run = promisify(execFile);
const rate = 44_100;

/** What an item really is: never lossy, made from a lossy file, or from one nobody can prove. */
export type Truth = 'lossless' | 'transcode' | 'high bitrate';
export type Item = { path: string; kind: string; truth: Truth };

const resample = (hz: number) => `aresample=${hz}:filter_size=64,aresample=${rate}:filter_size=64`;
const steep = (hz: number) => `firequalizer=gain='if(lt(f,${hz}),0,-120)':delay=0.05:accuracy=5`;

/** Filters of ffmpeg that leave audio lossless, however it looks in a spectrum. */
const lossless: Readonly<Record<string, string[]>> = {
  'as it is': [],
  '24 bits': ['-af', 'volume=-2.3dB', '-sample_fmt', 's32'],
  'dark 4 kHz': ['-af', 'lowpass=4000:poles=2,volume=-1dB'],
  'dark 8 kHz': ['-af', 'lowpass=8000:poles=2,volume=-1dB'],
  'vinyl 12 kHz': ['-af', 'lowpass=12000:poles=1,highpass=30,volume=-2dB'],
  '32 kHz': ['-af', `${resample(32_000)},volume=-1dB`],
  '22 kHz': ['-af', `${resample(22_050)},volume=-1dB`],
  '8 bits': ['-af', 'aformat=u8,aformat=s16'],
  quiet: ['-af', 'volume=-30dB'],
  mono: ['-ac', '1'],
  'cut at 16 kHz': ['-af', `${steep(16_000)},volume=-2dB`],
  'cut at 18 kHz': ['-af', `${steep(18_000)},volume=-2dB`],
  'cut at 20 kHz': ['-af', `${steep(20_000)},volume=-2dB`],
  'loud and limited': ['-af', 'volume=9dB,alimiter=limit=0.98:level=0'],
  '48 kHz': ['-ar', '48000'],
};

type Coding = { truth: Truth; extension: string; coder: 'lame' | 'ffmpeg'; options: string[] };
const codings: Readonly<Record<string, Coding>> = {
  'mp3 128': { truth: 'transcode', extension: 'mp3', coder: 'lame', options: ['-b', '128'] },
  'mp3 160': { truth: 'transcode', extension: 'mp3', coder: 'lame', options: ['-b', '160'] },
  'mp3 192': { truth: 'transcode', extension: 'mp3', coder: 'lame', options: ['-b', '192'] },
  'mp3 V5': { truth: 'transcode', extension: 'mp3', coder: 'lame', options: ['-V', '5'] },
  'mp3 V2': { truth: 'transcode', extension: 'mp3', coder: 'lame', options: ['-V', '2'] },
  'mp3 128 ffmpeg': {
    truth: 'transcode',
    extension: 'mp3',
    coder: 'ffmpeg',
    options: ['-c:a', 'libmp3lame', '-b:a', '128k'],
  },
  'aac 128': { truth: 'transcode', extension: 'm4a', coder: 'ffmpeg', options: ['-c:a', 'aac', '-b:a', '128k'] },
  'mp3 256': { truth: 'high bitrate', extension: 'mp3', coder: 'lame', options: ['-b', '256'] },
  'mp3 320': { truth: 'high bitrate', extension: 'mp3', coder: 'lame', options: ['-b', '320'] },
  'aac 256': { truth: 'high bitrate', extension: 'm4a', coder: 'ffmpeg', options: ['-c:a', 'aac', '-b:a', '256k'] },
  'vorbis q4': {
    truth: 'high bitrate',
    extension: 'ogg',
    coder: 'ffmpeg',
    options: ['-c:a', 'libvorbis', '-q:a', '4'],
  },
  'opus 128': {
    truth: 'high bitrate',
    extension: 'opus',
    coder: 'ffmpeg',
    options: ['-c:a', 'libopus', '-b:a', '128k'],
  },
};
/** Lossless variants that are coded as well. */
const coded = ['as it is', 'dark 8 kHz', '32 kHz', 'mono', 'loud and limited'];

/**
 * Makes pieces whose history is known: rendered (where fluidsynth and a SoundFont are there) and synthesised ones, as
 * they are, altered without loss, and coded and decoded. Files that are there already are not made again.
 */
export async function makeMaterial(folder: string, soundFont: string | null, seconds = 14): Promise<Item[]> {
  const sources = await makeSources(folder, soundFont, seconds);
  const items: Item[] = [];
  const work: (() => Promise<void>)[] = [];
  for (const source of sources) {
    for (const [kind, options] of Object.entries(lossless)) {
      const path = join(folder, `${source} ${kind}.flac`);
      items.push({ path, kind, truth: 'lossless' });
      work.push(async () => {
        if (!existsSync(path)) await ffmpeg(['-i', join(folder, `${source}.wav`), ...options, path]);
        if (coded.includes(kind)) items.push(...(await code(folder, `${source} ${kind}`, kind)));
      });
    }
  }
  await Promise.all(
    [0, 1].map(async () => {
      for (let next = work.shift(); next; next = work.shift()) await next();
    }),
  );
  return items;
}

async function makeSources(folder: string, soundFont: string | null, seconds: number): Promise<string[]> {
  const names: string[] = [];
  for (let seed = 1; seed <= 5; seed += 1) {
    names.push(`synth${seed}`);
    const path = join(folder, `synth${seed}.wav`);
    if (!existsSync(path)) writeFileSync(path, pcm16(synthPiece(seed, seconds, rate), rate));
  }
  if (!soundFont) return names;
  for (const [index, style] of styles.entries()) {
    names.push(style.name);
    const path = join(folder, `${style.name}.wav`);
    if (existsSync(path)) continue;
    const midi = join(folder, `${style.name}.mid`);
    const raw = join(folder, `${style.name}.raw.wav`);
    writeFileSync(midi, midiPiece(style, 100 + index, seconds));
    await run('fluidsynth', ['-ni', '-g', '0.8', '-r', String(rate), '-F', raw, soundFont, midi]);
    await ffmpeg(['-i', raw, '-t', String(seconds), path]);
  }
  return names;
}

async function code(folder: string, name: string, kind: string): Promise<Item[]> {
  const items: Item[] = [];
  for (const [coding, { truth, extension, coder, options }] of Object.entries(codings)) {
    if (kind !== 'as it is' && !['mp3 128', 'mp3 192', 'mp3 320', 'aac 128'].includes(coding)) continue;
    const path = join(folder, `${name} ${coding}.flac`);
    items.push({ path, kind: `${coding}${kind === 'as it is' ? '' : ` of ${kind}`}`, truth });
    if (existsSync(path)) continue;
    const source = join(folder, `${name}.flac`);
    const lossy = join(folder, `${name} ${coding}.${extension}`);
    if (coder === 'ffmpeg') await ffmpeg(['-i', source, ...options, lossy]);
    else {
      const wave = join(folder, `${name} ${coding}.wav`);
      await ffmpeg(['-i', source, '-sample_fmt', 's16', wave]);
      await run('lame', ['--quiet', ...options, wave, lossy]);
    }
    await ffmpeg(['-i', lossy, '-ar', String(rate), '-sample_fmt', 's16', path]);
  }
  return items;
}

async function ffmpeg(options: string[]): Promise<void> {
  await run('ffmpeg', ['-v', 'error', '-y', ...options]);
}
