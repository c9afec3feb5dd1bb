import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseFile } from 'music-metadata';
import { afterAll, expect, test } from 'vitest';
import { aiffFile, flacFile, mp3File, opusFile, vorbisFile, wavFile } from '#core/testing/audio-files.ts';
import { comments, id3v23, id3v24, oggComments, picture } from '#core/testing/full-tags.ts';
import { id3Tag, latinFrame, textFrame } from '#core/testing/id3-tag.ts';
import { mp4File } from '#core/testing/mp4-file.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { readFile } from './read-file.ts';

const temporary = tempFolder();
afterAll(temporary.remove);

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
