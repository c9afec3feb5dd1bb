import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
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
import { comments, id3v23, id3v24, oggComments, picture } from '#core/testing/full-tags.ts';
import { apeTag, id3Tag, id3v1Tag, latinFrame, syncSafe, textFrame, userTextFrame } from '#core/testing/id3-tag.ts';
import { mp4File } from '#core/testing/mp4-file.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { parseKey } from '#shared/music-key.ts';
import type { FileContent } from '../file-reading.ts';
import { readFile } from './read-file.ts';

const temporary = tempFolder();
afterAll(temporary.remove);
let made = 0;

async function read(bytes: Uint8Array, name = 'file.bin'): Promise<FileContent> {
  const path = join(temporary.path, `${made++} ${name}`);
  writeFileSync(path, bytes);
  const reading = await readFile({ path, known: null }, { hasFfmpeg: false });
  if (reading.type !== 'content') throw new Error(`Expected content, got ${JSON.stringify(reading)}`);
  return reading.content;
}

const everything = {
  title: 'Títle 𝄞',
  artist: 'Artist',
  album: 'Album',
  album_artist: 'Album Artist',
  genre: 'House',
  label: 'Label',
  comment: 'Comment',
  grouping: 'Grouping',
  composer: 'Composer',
  remixer: 'Remixer',
  isrc: 'QZABC2600001',
  year: 2024,
  track_number: 3,
  disc_number: 1,
  tag_bpm: 124.5,
  tag_key: parseKey('Am'),
  rating: 4,
  artwork_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
  title_fold: 'title 𝄞',
  artist_fold: 'artist',
  album_fold: 'album',
  album_artist_fold: 'album artist',
  genre_fold: 'house',
  label_fold: 'label',
};

test('what programs keep in comments of ID3 is no comment', async () => {
  const comment = (name: string) => ({ id: 'COMM', body: Buffer.from(`\0eng${name}\0of ${name}`, 'latin1') });
  expect((await read(mp3File(id3Tag([comment('iTunNORM'), comment('Songs-DB_Custom1')])))).tags.comment).toBe('');
  expect((await read(mp3File(id3Tag([comment('iTunNORM'), comment('Review')])))).tags.comment).toBe('of Review');
});

describe('every field of every format', () => {
  test.each<[string, Uint8Array, string]>([
    ['ID3v2.3 in MP3', mp3File(id3v23), 'mp3'],
    ['ID3v2.4 in MP3', mp3File(id3v24), 'mp3'],
    ['ID3v2.3 in WAVE', wavFile({ INAM: 'Not this' }, id3v23), 'wav'],
    ['ID3v2.4 in AIFF', aiffFile(id3v24), 'aiff'],
    ['ID3v2.3 before AAC', Buffer.concat([id3v23, aacFile()]), 'aac'],
    ['FLAC', flacFile(comments, picture), 'flac'],
    ['Opus', opusFile(oggComments), 'opus'],
    ['Vorbis', vorbisFile(oggComments), 'ogg'],
    [
      'MP4',
      mp4File({
        text: {
          '©nam': 'Títle 𝄞',
          '©ART': 'Artist',
          '©alb': 'Album',
          aART: 'Album Artist',
          '©gen': 'House',
          '©cmt': 'Comment',
          '©grp': 'Grouping',
          '©wrt': 'Composer',
          '©day': '2024-05-06',
        },
        freeform: {
          LABEL: 'Label',
          REMIXER: 'Remixer',
          ISRC: 'QZABC2600001',
          initialkey: 'Am',
          BPM: '124.5',
          rating: '80',
          DISCNUMBER: '1',
        },
        track: 3,
        picture,
      }),
      'm4a',
    ],
  ])('%s', async (_name, bytes, format) => {
    const { tags, sound, problem, hasTags } = await read(bytes);
    const expected = format === 'm4a' ? { ...everything, disc_number: null } : everything;
    expect([tags, sound.format, problem, hasTags]).toEqual([expected, format, null, true]);
  });

  test('the same picture has the same name in every format', async () => {
    const hashes = [
      await read(mp3File(id3v23)),
      await read(flacFile([], picture)),
      await read(opusFile(oggComments)),
      await read(mp4File({ picture })),
    ].map(({ tags }) => tags.artwork_hash);
    expect(new Set(hashes).size).toBe(1);
  });
});

test('sound is described by what the file holds', async () => {
  const files = [
    mp3File(id3v23, { payloadBytes: 417 * 100 }),
    mp3File(Buffer.alloc(0), { payloadBytes: 417 * 100 }, id3v1Tag('T', 'A')),
    flacFile(comments),
    wavFile({}, undefined, { payloadBytes: 176_400 }),
    aiffFile(undefined, { payloadBytes: 176_400 }),
    opusFile(comments, { payloadBytes: 2000 }),
    vorbisFile(comments, { payloadBytes: 20_000 }),
    mp4File({}),
  ];
  const sounds = await Promise.all(files.map(async (bytes) => (await read(bytes)).sound));
  const shown = sounds.map((sound) => [
    sound.codec,
    sound.is_lossless,
    sound.sample_rate,
    sound.channels,
    sound.duration_ms,
  ]);
  expect(shown).toEqual([
    ['MP3', 0, 44_100, 2, 2606],
    ['MP3', 0, 44_100, 2, 2606],
    ['FLAC', 1, 44_100, 2, expect.any(Number)],
    ['PCM', 1, 44_100, 2, 1000],
    ['PCM', 1, 44_100, 2, 1000],
    ['Opus', 0, 48_000, 2, 9994],
    ['Vorbis', 0, 44_100, 2, 5000],
    ['AAC', 0, 44_100, 2, 10_000],
  ]);
  expect(sounds.map(({ analysis_state }) => analysis_state)).toEqual(sounds.map(() => 'waiting'));
});

describe('what programs do to ID3', () => {
  async function tagsOf(tag: Uint8Array, tail?: Uint8Array) {
    return (await read(mp3File(tag, {}, tail))).tags;
  }

  test('several artists and genres are joined, with and without numbers', async () => {
    const tag = id3Tag([latinFrame('TPE1', 'One\0Two\0Three'), latinFrame('TCON', '(18)\x0031\0House')], {
      version: 4,
    });
    expect(await tagsOf(tag)).toMatchObject({ artist: 'One, Two, Three', genre: 'Techno, Trance, House' });
    expect(await tagsOf(id3Tag([latinFrame('TCON', '(31)Trance')]))).toMatchObject({ genre: 'Trance' });
  });

  test('a credit is kept beside the artists one by one', async () => {
    const tag = id3Tag([latinFrame('TPE1', 'One feat. Two'), userTextFrame('ARTISTS', 'One\0Two')]);
    expect(await tagsOf(tag)).toMatchObject({ artist: 'One feat. Two' });
  });

  test('keys and tempos in fields of their own', async () => {
    const tag = id3Tag([userTextFrame('INITIALKEY', '8A'), userTextFrame('BPM', '174,5')]);
    expect(await tagsOf(tag)).toMatchObject({ tag_key: parseKey('Am'), tag_bpm: 174.5 });
  });

  test('whole tags without synchronisation patterns (2.3)', async () => {
    const plain = id3Tag([textFrame('TIT2', 'Ünsync'), textFrame('TPE1', 'Ÿ')]);
    const bytes: number[] = [];
    for (const [index, byte] of plain.subarray(10).entries()) {
      bytes.push(byte);
      const next = plain[index + 11] ?? 0;
      if (byte === 0xff && (next === 0 || next >= 0xe0)) bytes.push(0);
    }
    const tag = Buffer.concat([
      Buffer.from([0x49, 0x44, 0x33, 3, 0, 0x80]),
      syncSafe(bytes.length),
      Buffer.from(bytes),
    ]);
    expect(await tagsOf(tag)).toMatchObject({ title: 'Ünsync', artist: 'Ÿ' });
  });

  test('frame sizes as old iTunes wrote them (2.4)', async () => {
    const body = [textFrame('TIT2', 'x'.repeat(100)), textFrame('TPE1', 'Artist')].map(({ id, body: text }) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(text.length);
      return Buffer.concat([Buffer.from(id), size, Buffer.alloc(2), text]);
    });
    const all = Buffer.concat(body);
    const tag = Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0]), syncSafe(all.length), all]);
    expect(await tagsOf(tag)).toMatchObject({ title: 'x'.repeat(100), artist: 'Artist' });
  });

  test('compressed frames are inflated, encrypted ones left out (2.3)', async () => {
    const { body } = textFrame('TIT2', 'Compressed');
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length);
    const frame = (flags: number, content: Uint8Array) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(content.length);
      return Buffer.concat([Buffer.from('TIT2'), length, Buffer.from([0, flags]), content]);
    };
    const all = Buffer.concat([frame(0x40, noise(1, 40)), frame(0x80, Buffer.concat([size, deflateSync(body)]))]);
    const tag = Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 3, 0, 0]), syncSafe(all.length), all]);
    expect(await tagsOf(tag)).toMatchObject({ title: 'Compressed' });
  });

  test('the first of several tags counts, then ID3v1', async () => {
    const two = Buffer.concat([
      id3Tag([textFrame('TIT2', 'First')]),
      id3Tag([textFrame('TIT2', 'Second'), textFrame('TALB', 'Album')]),
    ]);
    expect(await tagsOf(two, id3v1Tag('Last', 'Artist of ID3v1'))).toMatchObject({
      title: 'First',
      album: 'Album',
      artist: 'Artist of ID3v1',
      year: 2001,
      genre: 'Rock',
    });
  });

  test('APE tags', async () => {
    const ape = apeTag({ Title: 'Ape', Artist: 'Artist', BPM: '99' });
    expect(await tagsOf(Buffer.alloc(0), ape)).toMatchObject({ title: 'Ape', artist: 'Artist', tag_bpm: 99 });
  });
});

test('nonsense in numbers is no number, and texts are texts', async () => {
  const { tags } = await read(
    flacFile([
      ['BPM', 'NaN'],
      ['DATE', '99999999'],
      ['TRACKNUMBER', '-3'],
      ['DISCNUMBER', 'Infinity'],
      ['INITIALKEY', 'H# whatever'],
      ['RATING', '1e300'],
      ['TITLE', '  nul\0inside \ud800 '],
      ['ALBUM', 'x'.repeat(1_500_000)],
    ]),
  );
  const { tag_bpm, year, track_number, disc_number, tag_key, rating, title, album } = tags;
  expect({ tag_bpm, year, track_number, disc_number, tag_key, rating, title, albumLength: album.length }).toEqual({
    tag_bpm: null,
    year: 9999,
    track_number: null,
    disc_number: null,
    tag_key: null,
    rating: 5,
    title: 'nul inside \ufffd',
    albumLength: 1_000_000,
  });
});

test('without a title a track sorts by its file name', async () => {
  const { tags } = await read(mp3File(Buffer.alloc(0)), 'Élan.mp3');
  expect([tags.title, tags.title_fold.endsWith(' elan')]).toEqual(['', true]);
});

test('other formats are indexed by their tags and not analysed, unless there is a decoder for them', async () => {
  const path = join(temporary.path, 'x.ape');
  const head = Buffer.alloc(200);
  head.write('MAC ', 0, 'latin1');
  writeFileSync(path, Buffer.concat([head, noise(1, 4000), apeTag({ Title: 'Ape' })]));
  const states = await Promise.all(
    [false, true].map(async (hasFfmpeg) => {
      const reading = await readFile({ path, known: null }, { hasFfmpeg });
      return reading.type === 'content'
        ? [reading.content.sound.format, reading.content.sound.analysis_state]
        : reading;
    }),
  );
  expect(states).toEqual([
    ['ape', 'unsupported'],
    ['ape', 'waiting'],
  ]);
});

test('a file that changes while it is read is not taken', async () => {
  const path = join(temporary.path, 'growing.mp3');
  writeFileSync(path, mp3File(id3v23));
  let grown = 0;
  const options = {
    hasFfmpeg: false,
    onRead: (isReading: boolean) => {
      if (isReading) appendFileSync(path, noise(grown++, 417));
    },
  };
  expect(await readFile({ path, known: null }, options)).toEqual({ type: 'refused', code: 'FILE_CHANGED' });
  let isFirst = true;
  const once = {
    hasFfmpeg: false,
    onRead: () => {
      if (isFirst) appendFileSync(path, noise(9, 417));
      isFirst = false;
    },
  };
  expect(await readFile({ path, known: null }, once)).toMatchObject({ type: 'content' });
});
