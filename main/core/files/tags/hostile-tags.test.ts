import { describe, expect, test } from 'vitest';
import { uint32be } from '#core/testing/audio-files.ts';
import { freeItem, mp4Of, textItem, udtaOf } from '#core/testing/mp4-atoms.ts';
import { atom } from '#core/testing/mp4-file.ts';
import {
  commentList,
  fileOfParts,
  flacOf,
  little,
  MemoryWindow,
  oggOf,
  oggOfPackets,
  oggPageOf,
  streamInfoBlock,
} from '#core/testing/vorbis-files.ts';
import { AppError } from '#shared/errors.ts';
import { flacTags } from './flac-tags.ts';
import { mp4Tags } from './mp4-tags.ts';
import { oggTags } from './ogg-tags.ts';
import type { TagChanges, TagFormat } from './tag-format.ts';

const changes: TagChanges = {
  texts: { title: ['A new title'], trackNumber: ['3'], bpm: ['127.5'], key: ['Am'] },
  custom: { Energy: ['7'] },
  covers: [{ mimeType: 'image/png', kind: 3, description: '', bytes: Buffer.alloc(2000, 1) }],
  rating: { stars: 4, family: 'linear' },
};
const raw = [
  'TITLE=Old',
  'TRACKNUMBER=1/2',
  'RATING=20',
  'COVERART=AAAA',
  'Energy=1',
  'METADATA_BLOCK_PICTURE=AAAAAwAAAAA=',
];

/** FLAC in Ogg begins with a packet that counts the others. */
function oggFlac(count: number, ...headers: Buffer[]): Buffer {
  const info = Buffer.concat([Buffer.from([0, 0, 0, 34]), streamInfoBlock.body]);
  const first = Buffer.concat([
    Buffer.from('\x7fFLAC\x01\0', 'latin1'),
    Buffer.from([0, count]),
    Buffer.from('fLaC'),
    info,
  ]);
  return oggOfPackets(first, headers, { audioPages: 2 });
}

function flacHeader(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type, 0, body.length >> 8, body.length & 0xff]), body]);
}

const files: [string, TagFormat, Buffer][] = [
  [
    'FLAC',
    flacTags,
    flacOf([streamInfoBlock, { type: 4, body: commentList(raw) }, { type: 1, body: Buffer.alloc(20) }]),
  ],
  ['Vorbis', oggTags, oggOf('vorbis', commentList(raw), { audioPages: 2 })],
  ['Opus', oggTags, oggOf('opus', commentList(raw), { audioPages: 2 })],
  ['FLAC in Ogg', oggTags, oggFlac(2, flacHeader(4, commentList(raw)), flacHeader(0x82, Buffer.from('testdata')))],
  [
    'MP4',
    mp4Tags,
    mp4Of({ inMoov: [udtaOf([textItem('©nam', 'Old'), freeItem('BPM', '128'), atom('trkn', Buffer.alloc(24))])] }),
  ],
];

/** Reads and plans; everything but an error by name is a fault, and so is a file that cannot be read again. */
function endure(format: TagFormat, bytes: Buffer): void {
  for (const act of [
    () => format.readTags(new MemoryWindow(bytes)),
    () => {
      const parts = format.planTags(new MemoryWindow(bytes), changes, { id3Version: 3, writeRiffInfo: true });
      format.readTags(new MemoryWindow(fileOfParts(bytes, parts)));
    },
  ]) {
    try {
      act();
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith('TAG')) throw error;
    }
  }
}

function refusal(format: TagFormat, bytes: Buffer): string {
  const began = performance.now();
  try {
    format.readTags(new MemoryWindow(bytes));
    format.planTags(new MemoryWindow(bytes), changes, { id3Version: 3, writeRiffInfo: true });
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  } finally {
    expect(performance.now() - began).toBeLessThan(3000);
  }
}

describe.each(files)('%s', (_name, format, whole) => {
  test('the file itself is fine', () => {
    const parts = format.planTags(new MemoryWindow(whole), changes, { id3Version: 3, writeRiffInfo: true });
    expect(format.readTags(new MemoryWindow(fileOfParts(whole, parts))).texts).toMatchObject(changes.texts);
  });

  test('cut off anywhere', () => {
    for (let length = 0; length < whole.length; length += length < 700 ? 1 : 97)
      endure(format, whole.subarray(0, length));
  });

  test('any number in its headers at its limits', () => {
    for (let at = 0; at < Math.min(whole.length - 8, 1000); at += 3) {
      for (const value of [0, 1, 7, 8, 0x7fffffff, 0xffffffff]) {
        const bytes = Buffer.from(whole);
        bytes.writeUInt32BE(value, at);
        endure(format, bytes);
        if (value > 0 && value < 9) {
          bytes.writeUInt32LE(value, at);
          endure(format, bytes);
        }
      }
    }
  });
});

describe('more than there should be', () => {
  test('comments', () => {
    const many = (count: number, text: string) => commentList(new Array<string>(count).fill(text));
    for (const text of ['TITLE=x', 'COVERART=AAAA', 'RATING=3', 'X=', '']) {
      expect(refusal(oggTags, oggOf('opus', many(10_000, text)))).toBe('none');
      expect(refusal(oggTags, oggOf('opus', many(10_001, text)))).toBe('TAG_TOO_LARGE');
    }
  });

  test('counts and lengths that the file does not hold', () => {
    const counts = [Buffer.concat([little(0), little(0xffffffff)]), Buffer.concat([little(0xffffffff), little(1)])];
    for (const list of counts) {
      expect(refusal(oggTags, oggOf('vorbis', list))).toBe('TAGS_UNWRITABLE');
      expect(refusal(flacTags, flacOf([streamInfoBlock, { type: 4, body: list }]))).toBe('TAGS_UNWRITABLE');
    }
  });

  test('blocks of FLAC', () => {
    const block = { type: 2, body: Buffer.from('test') };
    expect(refusal(flacTags, flacOf([streamInfoBlock, ...new Array(10_000).fill(block)]))).toBe('TAG_TOO_LARGE');
    const big = { type: 2, body: Buffer.alloc(0xffffff) };
    expect(refusal(flacTags, flacOf([streamInfoBlock, big, big, big, big, big]))).toBe('TAG_TOO_LARGE');
  });

  test('packets and pages of Ogg', () => {
    const empty = oggPageOf({ serial: 7, sequence: 1, packets: new Array<Buffer>(255).fill(Buffer.from([4])) });
    const [speex] = [oggOf('speex', commentList([]))];
    const first = Buffer.from(speex!.subarray(28, 108));
    first.writeUInt32LE(0xffffffff, 68);
    const head = oggPageOf({ serial: 7, sequence: 0, flags: 2, packets: [first] });
    expect(refusal(oggTags, Buffer.concat([head, ...new Array<Buffer>(20_000).fill(empty)]))).toBe('TAG_TOO_LARGE');
    const open = oggPageOf({ serial: 7, sequence: 1, packets: [Buffer.alloc(255)], ends: false });
    const opus = oggOf('opus', commentList([]), { audioPages: 0 }).subarray(0, 47);
    expect(refusal(oggTags, Buffer.concat([opus, ...new Array<Buffer>(30_000).fill(open)]))).toBe('TAGS_UNREADABLE');
    const none = oggPageOf({ serial: 7, sequence: 1, packets: [], ends: false });
    expect(refusal(oggTags, Buffer.concat([opus, ...new Array<Buffer>(100_000).fill(none)]))).toBe('TAGS_UNREADABLE');
  });

  test('atoms, and atoms in atoms', () => {
    const item = textItem('©nam', 'x');
    expect(refusal(mp4Tags, mp4Of({ inMoov: [udtaOf(new Array<Buffer>(10_000).fill(item))] }))).toBe('none');
    expect(refusal(mp4Tags, mp4Of({ inMoov: [udtaOf(new Array<Buffer>(10_001).fill(item))] }))).toBe('TAG_TOO_LARGE');
    const depth = 10_000;
    for (const type of ['udta', 'meta', 'trak', 'ilst']) {
      const head = (level: number) => Buffer.concat([uint32be(8 * (depth - level)), Buffer.from(type)]);
      const nested = Buffer.concat(Array.from({ length: depth }, (_, level) => head(level)));
      expect(['none', 'TAGS_UNWRITABLE']).toContain(refusal(mp4Tags, mp4Of({ inMoov: [nested] })));
    }
  });

  test('tracks with tables that claim too much, or lie over each other', () => {
    const table = (count: number) => atom('stco', uint32be(0), uint32be(count), Buffer.alloc(40));
    const trak = (...tables: Buffer[]) => atom('trak', atom('mdia', atom('minf', atom('stbl', ...tables))));
    for (const count of [11, 0x3fffffff, 0xffffffff])
      expect(refusal(mp4Tags, mp4Of({ inMoov: [trak(table(count))] }))).toBe('TAGS_UNWRITABLE');
    const many = new Array<Buffer>(2000).fill(trak(table(10), table(10)));
    expect(refusal(mp4Tags, mp4Of({ inMoov: many, behind: new Array<Buffer>(5000).fill(atom('mdat')) }))).toBe('none');
  });
});
