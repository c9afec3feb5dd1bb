import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { aiffFile, mp3File, noise, wavFile } from '#core/testing/audio-files.ts';
import { id3v23, id3v24 } from '#core/testing/full-tags.ts';
import { iffFile, soundOf } from '#core/testing/id3-file.ts';
import { apeTag, id3Tag, id3v1Tag, latinFrame, syncSafe } from '#core/testing/id3-tag.ts';
import { oddTag } from '#core/testing/odd-id3.ts';
import { fileOfParts, MemoryWindow } from '#core/testing/vorbis-files.ts';
import { AppError } from '#shared/errors.ts';
import { aiffTags } from '../aiff-tags.ts';
import { riffTags } from '../riff-tags.ts';
import type { TagChanges, TagFormat } from '../tag-format.ts';
import { mpegTags } from './mpeg-tags.ts';

// Thousands of files in each test, on machines that do other things besides.
vi.setConfig({ testTimeout: 60_000 });

const changes: TagChanges = {
  texts: { title: ['New'], comment: ['Comment'], trackNumber: ['4'], date: ['2026'] },
  custom: { Mine: ['x'] },
  covers: [{ mimeType: 'image/png', kind: 3, description: '', bytes: noise(1, 200) }],
  rating: { stars: 3, family: 'windows' },
};
const allowed = ['TAGS_UNREADABLE', 'TAGS_UNWRITABLE', 'TAG_TOO_LARGE'];

/** Reads and plans; whatever is wrong has a name, and a plan that is made is a right one. */
function tryAll(format: TagFormat, file: Buffer): 'planned' | 'refused' {
  try {
    format.readTags(new MemoryWindow(file));
    const made = fileOfParts(
      file,
      format.planTags(new MemoryWindow(file), changes, { id3Version: 3, writeRiffInfo: true }),
    );
    expect(soundOf(made).equals(soundOf(file))).toBe(true);
    expect(format.readTags(new MemoryWindow(made)).texts).toMatchObject(changes.texts);
    return 'planned';
  } catch (error) {
    if (!(error instanceof AppError) || !allowed.includes(error.code)) throw error;
    return 'refused';
  }
}

const full = id3Tag([latinFrame('TIT2', 'Old'), latinFrame('TRCK', '1/2')], { paddingBytes: 20 });
const tail = Buffer.concat([apeTag({ Title: 'Old', Genre: 'Pop' }), id3v1Tag('Old', 'Artist')]);
const small = { payloadBytes: 1700 };
const wholes: [string, TagFormat, Buffer][] = [
  ['MP3 2.3', mpegTags, mp3File(full, small, tail)],
  ['MP3 2.4', mpegTags, mp3File(oddTag({ version: 4, hasFooter: true, frames: [latinFrame('TIT2', 'Old')] }), small)],
  ['MP3 2.2', mpegTags, mp3File(oddTag({ version: 2, frames: [{ id: 'TT2', body: Buffer.from('\0Old') }] }), small)],
  ['WAVE', riffTags, wavFile({ INAM: 'Old', ISFT: 'x' }, full, small)],
  ['AIFF', aiffTags, aiffFile(full, small)],
];

test.each(wholes)('%s cut off at every byte', (_, format, whole) => {
  for (let length = 0; length < whole.length; length += 1) tryAll(format, whole.subarray(0, length));
  expect(tryAll(format, whole)).toBe('planned');
});

test.each(wholes)('%s with every byte at its extremes', (_, format, whole) => {
  // The sound itself may say anything.
  const [head, behind] = [400, whole.length - 400];
  for (let at = 0; at < whole.length; at += 1) {
    if (at > head && at < behind) continue;
    for (const byte of [0, 0x7f, 0x80, 0xff]) {
      const file = Buffer.from(whole);
      file[at] = byte;
      tryAll(format, file);
    }
  }
});

test('any damage at all ends in a right plan or a named refusal', () => {
  const hits = fc.array(fc.tuple(fc.nat(9000), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 10 });
  const seeds: [TagFormat, Buffer][] = [
    [mpegTags, mp3File(id3v23, small, tail)],
    [mpegTags, mp3File(id3v24, small, tail)],
    [riffTags, wavFile({ INAM: 'Old' }, id3v24, small)],
    [aiffTags, aiffFile(id3v23, small)],
  ];
  fc.assert(
    fc.property(fc.constantFrom(...seeds), hits, ([format, whole], all) => {
      const file = Buffer.from(whole);
      for (const [at, byte] of all) if (at < file.length) file[at] = byte;
      tryAll(format, file);
    }),
    { numRuns: 1500 },
  );
});

const frame = (id: string, size: number, body = Buffer.alloc(0), flags = 0) => {
  const head = Buffer.alloc(10);
  head.write(id, 0, 'latin1');
  head.writeUInt32BE(size, 4);
  head.writeUInt16BE(flags, 8);
  return Buffer.concat([head, body]);
};
const rawTag = (body: Buffer, version = 3) =>
  Buffer.concat([Buffer.from([0x49, 0x44, 0x33, version, 0, 0]), syncSafe(body.length), body]);
const bomb = deflateSync(Buffer.alloc(31 * 1024 * 1024));
/** What is left alone by readers too is left alone; nothing else is written. */
const planned = [
  '9,000 free fields of 6 kB',
  'compressed frames that claim 31 MB each',
  'an APE tag larger than the file',
  'an APE item larger than its tag',
];
const hostile: [string, TagFormat, Buffer][] = [
  [
    '9,000 free fields of 6 kB',
    mpegTags,
    mp3File(
      rawTag(
        Buffer.concat(
          Array.from({ length: 9000 }, (_, index) =>
            frame('TXXX', 6006, Buffer.from(`\0${10_000 + index}`.padEnd(6006, '\0x'))),
          ),
        ),
      ),
    ),
  ],
  [
    '10,001 frames',
    mpegTags,
    mp3File(rawTag(Buffer.concat(Array.from({ length: 10_001 }, () => frame('TIT2', 1, Buffer.from([0])))))),
  ],
  [
    'compressed frames that claim 31 MB each',
    mpegTags,
    mp3File(
      rawTag(
        Buffer.concat(
          Array.from({ length: 1000 }, () =>
            frame('TALB', bomb.length + 4, Buffer.concat([Buffer.alloc(4), bomb]), 0x80),
          ),
        ),
      ),
    ),
  ],
  ['a comment that claims 100 MB', mpegTags, mp3File(rawTag(frame('COMM', 100_000_000, Buffer.from('\0eng\0x'))))],
  ['a frame of the largest size', mpegTags, mp3File(rawTag(frame('COMM', 0xffffffff, Buffer.from('\0eng\0x'))))],
  ['a 2.4 frame of the largest size', mpegTags, mp3File(rawTag(frame('COMM', 0x7f7f7f7f, Buffer.from('\0eng\0x')), 4))],
  ['an APE tag larger than the file', mpegTags, mp3File(full, small, apeTag({ Title: 'x' }).fill(0xff, 40, 44))],
  [
    'an APE item larger than its tag',
    mpegTags,
    mp3File(full, small, Buffer.from(apeTag({ Title: 'x' })).fill(0xff, 32, 36)),
  ],
  [
    'a chunk of the largest size',
    riffTags,
    iffFile('RIFF', 'WAVE', [
      ['data', noise(1, 100)],
      ['LIST', Buffer.from('INFO')],
    ]).fill(0xff, 124, 128),
  ],
  [
    'chunks without end',
    riffTags,
    iffFile(
      'RIFF',
      'WAVE',
      Array.from({ length: 10_002 }, () => ['abcd', Buffer.alloc(0)] as const),
    ),
  ],
  [
    'INFO without end',
    riffTags,
    iffFile('RIFF', 'WAVE', [
      ['data', noise(1, 100)],
      [
        'LIST',
        Buffer.concat([Buffer.from('INFO'), ...Array.from({ length: 10_001 }, () => Buffer.from('ISFT\0\0\0\0'))]),
      ],
    ]),
  ],
];

test.each(hostile)('%s takes bounded time and memory', (name, format, file) => {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  expect(tryAll(format, file)).toBe(planned.includes(name) ? 'planned' : 'refused');
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
});

test('names that mean something to JavaScript are names', () => {
  const file = mp3File(id3Tag([{ id: 'TXXX', body: Buffer.from('\0__proto__\0polluted') }]));
  const { custom } = mpegTags.readTags(new MemoryWindow(file));
  expect(Object.entries(custom)).toEqual([['__proto__', ['polluted']]]);
});
