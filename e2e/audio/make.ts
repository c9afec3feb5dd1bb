/**
 * Makes the files of this folder anew. Needs ffmpeg with libmp3lame, libvorbis and libopus on the PATH; run it only to
 * change them:
 *
 *     node_modules/.bin/node e2e/audio/make.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { keyFromPitch } from '#shared/music-key.ts';
import { playSine, playSong, type Song } from './synthesise.ts';
import { type WaveOptions, waveFile } from './wave-file.ts';

type Tags = { title: string; artist: string; album: string; genre: string; year: string };
type Recipe = {
  file: string;
  song: Song;
  tags: Tags;
  sampleRate: number;
  format: string;
  codec: string;
  hasArtwork?: boolean;
  /** Arguments for ffmpeg, or how to write a WAVE. */
  encode: string[] | Omit<WaveOptions, 'sampleRate'>;
};

const nightBus: Song = { bpm: 124, tonic: 9, isMinor: true, seconds: 16 };
const paperBoats: Song = { bpm: 100, tonic: 5, isMinor: false, seconds: 9.6 };
const glassGarden: Song = { bpm: 140, tonic: 1, isMinor: true, seconds: 12 };
const slowLanterns: Song = { bpm: 90, tonic: 7, isMinor: false, seconds: 8 };
const harbourLights: Song = { bpm: 120, tonic: 4, isMinor: true, seconds: 8 };

function tags(title: string, artist: string, album: string, genre: string, year: string): Tags {
  return { title, artist, album, genre, year };
}

const recipes: Recipe[] = [
  {
    file: 'night-bus.mp3',
    song: nightBus,
    tags: tags('Night Bus', 'Ada Vale', 'Last Stop', 'House', '2024'),
    sampleRate: 44_100,
    format: 'mp3',
    codec: 'mp3',
    hasArtwork: true,
    encode: ['-c:a', 'libmp3lame', '-b:a', '56k', '-id3v2_version', '3'],
  },
  {
    file: 'paper-boats.flac',
    song: paperBoats,
    tags: tags('Paper Boats', 'The Quiet Hours', 'Rivers', 'Indie', '2021'),
    sampleRate: 16_000,
    format: 'flac',
    codec: 'flac',
    hasArtwork: true,
    encode: ['-c:a', 'flac', '-compression_level', '12'],
  },
  {
    file: 'glass-garden.m4a',
    song: glassGarden,
    tags: tags('Glass Garden', 'Mira Sol', 'Hothouse', 'Techno', '2023'),
    sampleRate: 44_100,
    format: 'mp4',
    codec: 'aac',
    hasArtwork: true,
    encode: ['-c:a', 'aac', '-b:a', '48k', '-movflags', '+faststart'],
  },
  {
    file: 'slow-lanterns-alac.m4a',
    song: slowLanterns,
    tags: tags('Slow Lanterns', 'Mira Sol', 'Hothouse', 'Downtempo', '2023'),
    sampleRate: 12_000,
    format: 'mp4',
    codec: 'alac',
    encode: ['-c:a', 'alac'],
  },
  {
    file: 'night-bus-dub.ogg',
    song: { ...nightBus, tonic: 2 },
    tags: tags('Night Bus (Dub)', 'Ada Vale', 'Last Stop', 'Dub Techno', '2024'),
    sampleRate: 44_100,
    format: 'ogg',
    codec: 'vorbis',
    encode: ['-c:a', 'libvorbis', '-q:a', '0'],
  },
  {
    file: 'paper-boats-live.opus',
    song: { ...paperBoats, tonic: 10 },
    tags: tags('Paper Boats (Live)', 'The Quiet Hours', 'Live at the Weir', 'Indie', '2022'),
    sampleRate: 48_000,
    format: 'ogg',
    codec: 'opus',
    encode: ['-c:a', 'libopus', '-b:a', '48k'],
  },
  {
    file: 'glass-garden-edit.aac',
    song: { ...glassGarden, tonic: 6 },
    tags: tags('Glass Garden (Edit)', 'Mira Sol', '', '', ''),
    sampleRate: 44_100,
    format: 'aac',
    codec: 'aac',
    encode: ['-c:a', 'aac', '-b:a', '56k', '-write_id3v2', '1'],
  },
  {
    file: 'harbour-lights.aiff',
    song: harbourLights,
    tags: tags('Harbour Lights', 'Tomás Ría', 'Tides', 'Electronica', '2020'),
    sampleRate: 8000,
    format: 'aiff',
    codec: 'pcm',
    encode: ['-c:a', 'pcm_s16be', '-write_id3v2', '1'],
  },
  {
    file: 'harbour-lights-16.wav',
    song: { ...harbourLights, tonic: 11 },
    tags: tags('Harbour Lights 16', 'Tomas Ria', 'Tides', 'Electronica', '2020'),
    sampleRate: 8000,
    format: 'wav',
    codec: 'pcm',
    encode: { bits: 16 },
  },
  {
    file: 'harbour-lights-24.wav',
    song: { ...harbourLights, tonic: 0, seconds: 6 },
    tags: tags('Harbour Lights 24', 'Tomas Ria', 'Tides', 'Electronica', '2020'),
    sampleRate: 8000,
    format: 'wav',
    codec: 'pcm',
    encode: { bits: 24 },
  },
  {
    file: 'harbour-lights-extensible.wav',
    song: { ...harbourLights, bpm: 128, tonic: 7 },
    tags: tags('Harbour Lights Extensible', 'Tomas Ria', 'Tides', 'Electronica', '2020'),
    sampleRate: 8000,
    format: 'wav',
    codec: 'pcm',
    encode: { bits: 8, isExtensible: true },
  },
  {
    file: 'harbour-lights-rf64.wav',
    song: { ...harbourLights, bpm: 110, tonic: 2, isMinor: false },
    tags: tags('', '', '', '', ''),
    sampleRate: 8000,
    format: 'wav',
    codec: 'pcm',
    encode: { bits: 16, isRf64: true },
  },
  {
    file: 'slow-lanterns.wma',
    song: slowLanterns,
    tags: tags('Slow Lanterns', 'Mira Sol', 'Hothouse', 'Downtempo', '2023'),
    sampleRate: 22_050,
    format: 'asf',
    codec: 'asf',
    encode: ['-c:a', 'wmav2', '-b:a', '32k'],
  },
];

const folder = import.meta.dirname;
const work = mkdtempSync(join(tmpdir(), 'ledgerline-audio-'));
try {
  const cover = join(work, 'cover.png');
  writeFileSync(cover, coverPicture(96));
  const expected = recipes.map((recipe) => makeFile(recipe, cover));
  for (const [file, samples] of [
    ['sine.flac', playSine(440, 4, 16_000)],
    ['silence.flac', new Float32Array(3 * 16_000)],
  ] as const) {
    const wave = join(work, 'plain.wav');
    writeFileSync(wave, waveFile(samples, { bits: 16, sampleRate: 16_000 }));
    ffmpeg(['-i', wave, '-metadata', `title=${file.slice(0, -5)}`, '-c:a', 'flac', join(folder, file)]);
  }
  writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
} finally {
  rmSync(work, { recursive: true });
}

function makeFile({ file, song, tags, sampleRate, format, codec, hasArtwork = false, encode }: Recipe, cover: string) {
  const samples = playSong(song, sampleRate);
  const path = join(folder, file);
  if (Array.isArray(encode)) {
    const wave = join(work, 'source.wav');
    writeFileSync(wave, waveFile(samples, { bits: 16, sampleRate }));
    const picture = hasArtwork
      ? ['-i', cover, '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v', 'attached_pic']
      : [];
    const metadata = Object.entries(tags)
      .filter(([, value]) => value !== '')
      .flatMap(([name, value]) => ['-metadata', `${name === 'year' ? 'date' : name}=${value}`]);
    ffmpeg(['-i', wave, ...picture, ...metadata, ...encode, path]);
  } else {
    const info = { INAM: tags.title, IART: tags.artist, IPRD: tags.album, IGNR: tags.genre, ICRD: tags.year };
    const filled = Object.fromEntries(Object.entries(info).filter(([, value]) => value !== ''));
    writeFileSync(path, waveFile(samples, { ...encode, sampleRate, info: filled }));
  }
  return {
    file,
    ...tags,
    bpm: song.bpm,
    key: keyFromPitch(song.tonic, song.isMinor ? 'minor' : 'major'),
    format,
    codec,
    sampleRate,
    channels: 1,
    durationMs: Math.round((1000 * samples.length) / sampleRate),
    hasArtwork,
  };
}

function ffmpeg(args: string[]): void {
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-bitexact',
    ...args.slice(0, -1),
    '-fflags',
    '+bitexact',
    args.at(-1)!,
  ]);
}

/** A square PNG with a gradient. */
function coverPicture(size: number): Buffer {
  const rows = Buffer.alloc(size * (1 + 3 * size));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) rows.set([2 * x, 96, 2 * y], y * (1 + 3 * size) + 1 + 3 * x);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, body: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, checksum]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
