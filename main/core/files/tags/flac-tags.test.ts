import { describe, expect, test } from 'vitest';
import type { TestBlock } from '#core/testing/vorbis-files.ts';
import {
  commentList,
  fileOfParts,
  flacFrames,
  flacOf,
  MemoryWindow,
  streamInfoBlock,
} from '#core/testing/vorbis-files.ts';
import { flacTags } from './flac-tags.ts';
import type { FileTags, TagChanges } from './tag-format.ts';
import { coverBlock } from './vorbis/picture-block.ts';

const options = { id3Version: 3, writeRiffInfo: true } as const;

function change(source: Buffer, changes: Partial<TagChanges>): Buffer {
  const parts = flacTags.planTags(new MemoryWindow(source), { texts: {}, custom: {}, ...changes }, options);
  return fileOfParts(source, parts);
}

function read(source: Buffer): FileTags {
  return flacTags.readTags(new MemoryWindow(source));
}

function comments(...list: (string | Uint8Array)[]): TestBlock {
  return { type: 4, body: commentList(list) };
}

function padding(bytes: number): TestBlock {
  return { type: 1, body: Buffer.alloc(bytes) };
}

const cover = { mimeType: 'image/jpeg', kind: 3, description: '', bytes: Buffer.from('the cover') };
const back = Buffer.from(coverBlock({ ...cover, bytes: Buffer.from('the back') }));
back.writeUInt32BE(4);

describe('blocks of FLAC', () => {
  test('padding takes what the comments need, so that the audio does not move', () => {
    const source = flacOf([streamInfoBlock, comments('TITLE=Old', 'ARTIST=Ada'), padding(100)]);
    expect(change(source, { texts: { title: ['A longer title'] } })).toEqual(
      flacOf([streamInfoBlock, comments('TITLE=A longer title', 'ARTIST=Ada'), padding(89)]),
    );
  });

  test('padding grows where the comments shrink', () => {
    const source = flacOf([streamInfoBlock, comments('TITLE=Old'), padding(10)]);
    expect(change(source, { texts: { title: [] } })).toEqual(flacOf([streamInfoBlock, comments(), padding(23)]));
  });

  test('padding that is used up to its header goes', () => {
    const source = flacOf([streamInfoBlock, comments('TITLE=Old'), padding(6)]);
    expect(change(source, { texts: { title: ['Old + ten bytes'] } }).length).toBe(source.length + 12 - 10 + 4100);
    expect(change(source, { texts: { title: ['Old, ten more'] } })).toEqual(
      flacOf([streamInfoBlock, comments('TITLE=Old, ten more')]),
    );
  });

  test('without room there are 4 kB of new padding at the end', () => {
    const source = flacOf([streamInfoBlock, comments('TITLE=Old'), { type: 2, body: Buffer.from('testdata') }]);
    expect(change(source, { texts: { title: ['Newer'] } })).toEqual(
      flacOf([streamInfoBlock, comments('TITLE=Newer'), { type: 2, body: Buffer.from('testdata') }, padding(4096)]),
    );
  });

  test('several paddings become one at the place of the last', () => {
    const picture = { type: 6, body: back };
    const source = flacOf([streamInfoBlock, padding(8), comments('TITLE=Old'), padding(30), picture]);
    expect(change(source, { texts: { title: ['Older'] } })).toEqual(
      flacOf([streamInfoBlock, comments('TITLE=Older'), padding(40), picture]),
    );
  });

  test('a big cover that goes leaves no big hole', () => {
    const big = { type: 6, body: coverBlock({ ...cover, bytes: Buffer.alloc(200_000) }) };
    const source = flacOf([streamInfoBlock, comments('TITLE=Old'), big]);
    expect(change(source, { covers: [] })).toEqual(flacOf([streamInfoBlock, comments('TITLE=Old'), padding(4096)]));
  });

  test('a file without comments gets them behind STREAMINFO', () => {
    const table = { type: 3, body: Buffer.alloc(18, 1) };
    const changed = change(flacOf([streamInfoBlock, table]), { texts: { title: ['New'] } });
    expect(changed).toEqual(
      flacOf([streamInfoBlock, { type: 4, body: commentList(['TITLE=New'], 'Ledgerline') }, table, padding(4096)]),
    );
  });

  test('front covers are replaced at their place, other pictures stay', () => {
    const old = { type: 6, body: coverBlock({ ...cover, bytes: Buffer.from('old') }) };
    const source = flacOf([streamInfoBlock, old, { type: 6, body: back }, comments('TITLE=T'), old, padding(500)]);
    const changed = change(source, { covers: [cover] });
    const mine = { type: 6, body: coverBlock(cover) };
    const room = 500 + 2 * (4 + old.body.length) - (4 + mine.body.length);
    expect(changed).toEqual(
      flacOf([streamInfoBlock, mine, { type: 6, body: back }, comments('TITLE=T'), padding(room)]),
    );
    expect(read(changed).pictures.map(({ kind, sizeBytes }) => [kind, sizeBytes])).toEqual([
      [3, 9],
      [4, 8],
    ]);
    expect(change(changed, { covers: [cover] })).toEqual(changed);
  });

  test('a picture above 16 MB is too large for a block', () => {
    const source = flacOf([streamInfoBlock, comments()]);
    const bytes = Buffer.alloc(16 * 1024 * 1024);
    expect(() => change(source, { covers: [{ ...cover, bytes }] })).toThrow(
      expect.objectContaining({ code: 'TAG_TOO_LARGE' }),
    );
  });
});

describe('what stands around FLAC', () => {
  // rust-metaflac #20: files behind an ID3 tag were refused or damaged.
  const id3 = Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\x14'), Buffer.alloc(20, 0)]);
  // TagLib #606: an ID3v1 tag was written over the last frames.
  const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0x20)]);

  test('ID3 tags in front and behind stay as they are and are listed', () => {
    const frames = Buffer.concat([flacFrames, id3v1]);
    const source = flacOf([streamInfoBlock, comments('TITLE=Old')], frames, id3);
    const changed = change(source, { texts: { title: ['A new one'] } });
    expect(changed).toEqual(flacOf([streamInfoBlock, comments('TITLE=A new one'), padding(4096)], frames, id3));
    expect(change(changed, { texts: { title: ['A new one'] } })).toEqual(changed);
    expect(read(changed).foreign.map(({ id, sizeBytes }) => [id, sizeBytes])).toEqual([
      ['STREAMINFO', 34],
      ['ID3v2', 30],
      ['TAGS BEHIND', 128],
    ]);
    expect(read(changed).foreign).toEqual(read(source).foreign);
  });

  test('blocks that are not ours are listed by name', () => {
    const source = flacOf([
      streamInfoBlock,
      { type: 2, body: Buffer.from('riffdata') },
      { type: 3, body: Buffer.alloc(18) },
      { type: 5, body: Buffer.alloc(396) },
      { type: 77, body: Buffer.from('who knows') },
      comments('SERATO_MARKERS_V2=YXBw', Buffer.from([0x58, 0x3d, 0xff])),
    ]);
    expect(read(source).foreign.map(({ id }) => id)).toEqual([
      'COMMENT:SERATO_MARKERS_V2',
      'COMMENT:X',
      'STREAMINFO',
      'APPLICATION:riff',
      'SEEKTABLE',
      'CUESHEET',
      'BLOCK 77',
    ]);
  });
});

describe('damaged FLAC is not written', () => {
  const list = comments('TITLE=Old');
  const cutList = { type: 4, body: list.body.subarray(0, -2) };
  const cases: [string, Buffer][] = [
    ['two lists of comments', flacOf([streamInfoBlock, list, list])],
    ['STREAMINFO behind others', flacOf([list, streamInfoBlock])],
    ['two of STREAMINFO', flacOf([streamInfoBlock, streamInfoBlock, list])],
    ['STREAMINFO of another size', flacOf([{ type: 0, body: Buffer.alloc(33) }, list])],
    ['a list shorter than it says', flacOf([streamInfoBlock, cutList])],
    ['blocks that lead nowhere', flacOf([streamInfoBlock, list], Buffer.alloc(1000))],
    ['no audio', flacOf([streamInfoBlock, list], Buffer.alloc(0))],
    ['a block longer than the file', flacOf([streamInfoBlock, list]).subarray(0, 60)],
  ];

  test.each(cases)('%s', (_name, source) => {
    expect(() => change(source, { texts: { title: ['New'] } })).toThrow(
      expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
    );
  });

  test('comments are still read where their block says it is shorter', () => {
    const [before, behind] = [list.body.subarray(0, -5), list.body.subarray(-5)];
    const source = flacOf([streamInfoBlock, { type: 4, body: before }], Buffer.concat([behind, flacFrames]));
    expect(read(source).texts).toEqual({ title: ['Old'] });
  });
});
