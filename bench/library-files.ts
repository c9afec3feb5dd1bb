import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import {
  aacFile,
  aiffFile,
  flacFile,
  mp3File,
  noise,
  opusFile,
  vorbisFile,
  wavFile,
} from '#core/testing/audio-files.ts';
import {
  apeTag,
  commentFrame,
  id3Tag,
  id3v1Tag,
  latinFrame,
  pictureFrame,
  ratingFrame,
  textFrame,
} from '#core/testing/id3-tag.ts';
import { mp4File } from '#core/testing/mp4-file.ts';

export type LibraryFilesOptions = {
  files: number;
  /** About how much sound each file holds. */
  payloadBytes?: number;
};

type Song = {
  index: number;
  title: string;
  artist: string;
  album: string;
  genre: string;
  year: number;
  track: number;
  bpm: number;
  key: string;
  cover: Buffer | undefined;
};

const genres = ['House', 'Techno', 'Drum & Bass', 'Ambient', 'Soul', 'Jazz', 'Hip-Hop', 'Électro', 'Dub', 'Pop'];
const words = [
  'Night',
  'Paper',
  'Glass',
  'Slow',
  'River',
  'Émile',
  'Signal',
  'Blue',
  'North',
  'Field',
  'Ghost',
  'Wire',
];
const keys = ['Am', 'C', 'F#m', '8A', 'Bbm', 'G', '1m', 'Ebm'];
const tracksPerAlbum = 12;
const albumsPerArtist = 4;
const coverCount = 120;

/**
 * Writes a music library as people have it: artist/album folders, half of it MP3, a cover in most albums.
 *
 * Nothing is random: the same options write the same bytes.
 */
export async function writeLibraryFiles(root: string, options: LibraryFilesOptions): Promise<{ sizeBytes: number }> {
  const { files, payloadBytes = 100_000 } = options;
  const covers = await Promise.all(Array.from({ length: Math.min(coverCount, files) }, (_, index) => cover(index)));
  let sizeBytes = 0;
  for (let index = 0; index < files; index += 1) {
    const song = songAt(index, covers);
    const [extension, bytes] = fileOf(song, payloadBytes);
    const folder = join(root, song.artist, `${song.year} - ${song.album}`);
    if (song.track === 1) mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${String(song.track).padStart(2, '0')} ${song.title}.${extension}`), bytes);
    sizeBytes += bytes.length;
  }
  return { sizeBytes };
}

/** A picture of about 20 kB that differs from the others. */
async function cover(index: number): Promise<Buffer> {
  const small = sharp(noise(index + 7, 48 * 48 * 3), { raw: { width: 48, height: 48, channels: 3 } });
  return await small.resize(400, 400).jpeg({ quality: 70 }).toBuffer();
}

function songAt(index: number, covers: readonly Buffer[]): Song {
  const album = Math.floor(index / tracksPerAlbum);
  const artist = Math.floor(album / albumsPerArtist);
  const word = (value: number) => words[value % words.length]!;
  return {
    index,
    title: `${word(index)} ${word(index * 7 + 3)} ${index}`,
    artist: `${word(artist)} ${word(artist + 5)} ${artist}`,
    album: `${word(album * 5 + 1)} ${album}`,
    genre: genres[album % genres.length]!,
    year: 1985 + (album % 40),
    track: (index % tracksPerAlbum) + 1,
    bpm: 80 + (index % 90),
    key: keys[index % keys.length]!,
    cover: album % 5 === 4 ? undefined : covers[album % covers.length],
  };
}

/** Half MP3 (three kinds of tags), a quarter lossless, the rest M4A and Ogg. */
function fileOf(song: Song, payloadBytes: number): [extension: string, bytes: Buffer] {
  const options = { seed: song.index, payloadBytes };
  switch (song.index % 20) {
    case 10:
    case 11:
    case 12:
      return ['flac', flacFile(commentsOf(song), song.cover, options)];
    case 13:
    case 14:
    case 15:
      return ['m4a', m4aOf(song, payloadBytes)];
    case 16:
      return ['wav', wavFile({ INAM: song.title, IART: song.artist, IPRD: song.album }, id3Of(song, 3), options)];
    case 17:
      return ['aiff', aiffFile(id3Of(song, 3), options)];
    case 18:
      return ['ogg', vorbisFile(commentsOf(song), options)];
    case 19:
      return song.index % 40 === 39
        ? ['aac', aacFile(options)]
        : ['opus', opusFile(commentsOf(song), { ...options, payloadBytes: payloadBytes / 4 })];
    case 8:
      return ['mp3', mp3File(Buffer.alloc(0), options, id3v1Tag(song.title, song.artist))];
    case 9:
      return ['mp3', mp3File(Buffer.alloc(0), options, apeTag({ Title: song.title, Artist: song.artist }))];
    default:
      return ['mp3', mp3File(id3Of(song, song.index % 3 === 0 ? 4 : 3), options)];
  }
}

function id3Of(song: Song, version: 3 | 4): Buffer {
  const frames = [
    textFrame('TIT2', song.title),
    textFrame('TPE1', song.artist),
    textFrame('TALB', song.album),
    textFrame('TPE2', song.artist),
    latinFrame('TCON', song.genre),
    latinFrame(version === 4 ? 'TDRC' : 'TYER', String(song.year)),
    latinFrame('TRCK', `${song.track}/${tracksPerAlbum}`),
    latinFrame('TBPM', String(song.bpm)),
    latinFrame('TKEY', song.key),
    textFrame('TPUB', `Label ${song.index % 50}`),
    commentFrame('bought on a rainy day'),
    ratingFrame('Windows Media Player 9 Series', (song.index % 6) * 51),
  ];
  if (song.cover) frames.push(pictureFrame(song.cover));
  return id3Tag(frames, { version, paddingBytes: 1024 });
}

function commentsOf(song: Song): [string, string][] {
  return [
    ['TITLE', song.title],
    ['ARTIST', song.artist],
    ['ALBUM', song.album],
    ['ALBUMARTIST', song.artist],
    ['GENRE', song.genre],
    ['DATE', String(song.year)],
    ['TRACKNUMBER', String(song.track)],
    ['BPM', String(song.bpm)],
    ['INITIALKEY', song.key],
    ['LABEL', `Label ${song.index % 50}`],
    ['COMMENT', 'bought on a rainy day'],
  ];
}

function m4aOf(song: Song, payloadBytes: number): Buffer {
  const tags = {
    text: {
      '©nam': song.title,
      '©ART': song.artist,
      '©alb': song.album,
      '©gen': song.genre,
      '©day': String(song.year),
    },
    freeform: { initialkey: song.key, LABEL: `Label ${song.index % 50}` },
    tempo: song.bpm,
    track: song.track,
  };
  const picture = song.cover ? { picture: song.cover } : {};
  return mp4File({ ...tags, ...picture }, { seed: song.index, payloadBytes });
}
