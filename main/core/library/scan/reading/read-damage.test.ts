import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFile } from 'music-metadata';
import { afterAll, expect, test } from 'vitest';
import {
  aiffFile,
  flacFile,
  flacPicture,
  mp3File,
  noise,
  opusFile,
  vorbisFile,
  wavFile,
} from '#core/testing/audio-files.ts';
import { commentFrame, id3Tag, latinFrame, pictureFrame, ratingFrame, textFrame } from '#core/testing/id3-tag.ts';
import { mp4File } from '#core/testing/mp4-file.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { readFile } from './read-file.ts';

const temporary = tempFolder();
afterAll(temporary.remove);
const picture = noise(5, 3000);
const frames = [
  textFrame('TIT2', 'Títle 𝄞'),
  textFrame('TPE1', 'Artist'),
  textFrame('TALB', 'Album'),
  textFrame('TPE2', 'Album Artist'),
  latinFrame('TCON', 'House'),
  latinFrame('TRCK', '3/12'),
  latinFrame('TPOS', '1/2'),
  latinFrame('TBPM', '124.5'),
  latinFrame('TKEY', 'Am'),
  textFrame('TPUB', 'Label'),
  textFrame('TCOM', 'Composer'),
  textFrame('TPE4', 'Remixer'),
  textFrame('TIT1', 'Grouping'),
  latinFrame('TSRC', 'QZABC2600001'),
  commentFrame('Comment'),
  ratingFrame('Windows Media Player 9 Series', 196),
  pictureFrame(picture),
];
const comments: [string, string][] = [
  ['TITLE', 'Títle 𝄞'],
  ['ARTIST', 'Artist'],
  ['ALBUM', 'Album'],
  ['ALBUMARTIST', 'Album Artist'],
  ['GENRE', 'House'],
  ['TRACKNUMBER', '3'],
  ['DISCNUMBER', '1/2'],
  ['BPM', '124.5'],
  ['INITIALKEY', 'Am'],
  ['LABEL', 'Label'],
  ['COMPOSER', 'Composer'],
  ['REMIXER', 'Remixer'],
  ['GROUPING', 'Grouping'],
  ['ISRC', 'QZABC2600001'],
  ['COMMENT', 'Comment'],
  ['DATE', '2024-05-06'],
  ['RATING', '80'],
];
const id3v23 = id3Tag([...frames, latinFrame('TYER', '2024')]);
const id3v24 = id3Tag([...frames, latinFrame('TDRC', '2024-05-06T07:08')], { version: 4 });
const oggComments: [string, string][] = [
  ...comments,
  ['METADATA_BLOCK_PICTURE', flacPicture(picture).toString('base64')],
];

test('our own readers agree with music-metadata', async () => {
  const word = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    .filter((text) => !text.includes('\0') && text.trim() === text && text.isWellFormed());
  const song = fc.record({
    title: word,
    artist: word,
    album: word,
    track: fc.integer({ min: 1, max: 99 }),
    seed: fc.nat(1000),
  });
  await fc.assert(
    fc.asyncProperty(song, fc.constantFrom('mp3', 'flac', 'opus', 'ogg', 'aif'), async (values, kind) => {
      const { title, artist, album, track, seed } = values;
      const tag = id3Tag(
        [textFrame('TIT2', title), textFrame('TPE1', artist), textFrame('TALB', album), latinFrame('TRCK', `${track}`)],
        { version: seed % 2 ? 3 : 4, paddingBytes: seed },
      );
      const list: [string, string][] = [
        ['TITLE', title],
        ['ARTIST', artist],
        ['ALBUM', album],
        ['TRACKNUMBER', `${track}`],
      ];
      const bytes = {
        mp3: mp3File(tag, { seed }),
        aif: aiffFile(tag, { seed }),
        flac: flacFile(list, undefined, { seed }),
        opus: opusFile(list, { seed }),
        ogg: vorbisFile(list, { seed }),
      }[kind];
      const path = join(temporary.path, `oracle.${kind}`);
      writeFileSync(path, bytes);
      const { common, format } = await parseFile(path, { duration: true });
      const reading = await readFile({ path, known: null }, { hasFfmpeg: false });
      const content = reading.type === 'content' ? reading.content : undefined;
      expect([content?.tags.title, content?.tags.artist, content?.tags.album, content?.tags.track_number]).toEqual([
        common.title?.trim(),
        common.artist?.trim(),
        common.album?.trim(),
        common.track.no,
      ]);
      expect([content?.sound.sample_rate, content?.sound.channels]).toEqual([
        format.sampleRate,
        format.numberOfChannels,
      ]);
      expect(Math.abs((content?.sound.duration_ms ?? 0) - (format.duration ?? 0) * 1000)).toBeLessThan(60);
    }),
    { numRuns: 100 },
  );
});

test('damage of any kind ends in content or a named refusal, never in an exception', async () => {
  const wholes = [
    mp3File(id3v23),
    mp3File(id3v24),
    flacFile(comments, picture),
    opusFile(oggComments),
    vorbisFile(oggComments),
    wavFile({ INAM: 'x' }, id3v23),
    aiffFile(id3v24),
    mp4File({ text: { '©nam': 'x' }, picture }),
  ];
  const path = join(temporary.path, 'damaged.bin');
  const damage = fc.array(fc.tuple(fc.nat(9000), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...wholes), damage, fc.option(fc.nat(9000)), async (whole, hits, cut) => {
      const bytes = Buffer.from(cut === null ? whole : whole.subarray(0, cut + 1));
      for (const [at, byte] of hits) if (at < bytes.length) bytes[at] = byte;
      writeFileSync(path, bytes);
      const reading = await readFile({ path, known: null }, { hasFfmpeg: false });
      expect(['content', 'refused']).toContain(reading.type);
    }),
    { numRuns: 600 },
  );
});
