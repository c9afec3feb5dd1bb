import { describe, expect, test } from 'vitest';
import {
  commentList,
  fileOfParts,
  MemoryWindow,
  oggOf,
  oggOfPackets,
  oggPageOf,
  oggPagesOf,
  streamInfoBlock,
  vorbisSetup,
} from '#core/testing/vorbis-files.ts';
import { oggTags } from './ogg-tags.ts';
import type { FileTags, TagChanges } from './tag-format.ts';
import { coverBlock } from './vorbis/picture-block.ts';

const options = { id3Version: 3, writeRiffInfo: true } as const;
const cover = { mimeType: 'image/png', kind: 3, description: '', bytes: Buffer.alloc(150_000, 9) };
const titled = { texts: { title: ['A title that is new'] } };

function plan(source: Buffer, changes: Partial<TagChanges>) {
  return oggTags.planTags(new MemoryWindow(source), { texts: {}, custom: {}, ...changes }, options);
}

function change(source: Buffer, changes: Partial<TagChanges>): Buffer {
  return fileOfParts(source, plan(source, changes));
}

function read(source: Buffer): FileTags {
  return oggTags.readTags(new MemoryWindow(source));
}

/** The bodies of the last pages, which are the audio. */
function audio(file: Buffer, count = 5): Buffer {
  return Buffer.concat(
    oggPagesOf(file)
      .slice(-count)
      .map(({ body }) => body),
  );
}

describe('pages of Ogg', () => {
  test.each(['vorbis', 'opus', 'speex'] as const)(
    '%s: other comments on as many pages leave the rest as it is',
    (codec) => {
      const before = oggOf(codec, commentList(['TITLE=Old', 'X=1']));
      const changed = change(before, titled);
      const pages = oggPagesOf(changed);
      const old = oggPagesOf(before);
      expect(pages).toHaveLength(old.length);
      expect(changed.subarray(pages.at(-5)!.from)).toEqual(before.subarray(old.at(-5)!.from));
      expect(read(changed)).toMatchObject({ texts: { title: ['A title that is new'] }, custom: { X: ['1'] } });
      expect(plan(changed, titled)).toEqual([{ from: 0, to: changed.length }]);
    },
  );

  test('packets of any length end where they should', () => {
    const before = oggOf('vorbis', commentList(['TITLE=Old']));
    for (let length = 1; length <= 520; length += 1) {
      const changed = change(before, { texts: { title: ['x'.repeat(length)] } });
      expect(read(changed).texts.title).toEqual(['x'.repeat(length)]);
      const [, ...headers] = oggPagesOf(changed).slice(0, -5);
      const body = Buffer.concat(headers.map((page) => page.body));
      expect(body.subarray(-vorbisSetup.length)).toEqual(vorbisSetup);
      expect(read(changed).foreign).toEqual(read(before).foreign);
    }
  });

  // TagLib #864 and #529: streams became unplayable after their headers had grown.
  test.each(['vorbis', 'opus'] as const)('%s: a cover makes more pages, and all behind get new numbers', (codec) => {
    const before = oggOf(codec, commentList(['TITLE=Old']), { sequence: 4 });
    const changed = change(before, { covers: [cover] });
    const pages = oggPagesOf(changed);
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index + 4));
    expect(pages.length).toBeGreaterThan(oggPagesOf(before).length);
    expect(audio(changed)).toEqual(audio(before));
    expect(read(changed).pictures).toMatchObject([{ kind: 3, mimeType: 'image/png', sizeBytes: 150_000 }]);
  });

  test('a cover that goes leaves its pages to the other headers', () => {
    const before = oggOf('vorbis', commentList([`METADATA_BLOCK_PICTURE=${coverBlock(cover).toString('base64')}`]));
    const changed = change(before, { covers: [] });
    expect(oggPagesOf(changed)).toHaveLength(oggPagesOf(before).length);
    expect(changed.length).toBeLessThan(before.length - 190_000);
    const headers = oggPagesOf(changed).slice(1, -5);
    expect(Buffer.concat(headers.map(({ body }) => body)).subarray(-vorbisSetup.length)).toEqual(vorbisSetup);
    expect(change(changed, { covers: [cover] }).length).toBeLessThanOrEqual(before.length + 200);
  });

  test('headers that hold less than their pages leave fewer pages', () => {
    const before = oggOf('opus', commentList([`COVERART=${Buffer.alloc(6_000_000).toString('base64')}`]));
    const changed = change(before, { covers: [] });
    const pages = oggPagesOf(changed);
    expect(pages.length).toBeLessThan(10);
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
    expect(audio(changed)).toEqual(audio(before));
  });

  test('what Opus keeps behind its comments stays', () => {
    const rest = Buffer.from([1, 2, 3, 250]);
    const before = oggOf('opus', commentList(['TITLE=Old']), { rest });
    expect(change(before, { texts: { title: ['New'] } })).toEqual(oggOf('opus', commentList(['TITLE=New']), { rest }));
  });

  test('pages of other streams stay where they are, unchanged', () => {
    const [first, ...others] = split(oggOf('vorbis', commentList(['TITLE=Old']), { serial: 1 }));
    const video = [2, 0, 0, 0].map((flags, sequence) =>
      oggPageOf({ serial: 2, sequence, flags, packets: [Buffer.from(`video ${sequence}`)] }),
    );
    const mixed = [first!, video[0]!, others[0]!, video[1]!, others[1]!, video[2]!, ...others.slice(2, 4), video[3]!];
    const before = Buffer.concat([...mixed, ...others.slice(4)]);
    const changed = change(before, { covers: [cover] });
    const ours = oggPagesOf(changed).filter(({ serial }) => serial === 1);
    expect(ours.map(({ sequence }) => sequence)).toEqual(ours.map((_, index) => index));
    for (const page of video) expect(changed.includes(page)).toBe(true);
    expect(Buffer.concat(ours.slice(-5).map(({ body }) => body))).toEqual(audio(oggOf('vorbis', commentList([]))));
  });

  test('a chained file: the first link changes, the others stay, also under the same number', () => {
    for (const serial of [7, 8]) {
      for (const isLast of [true, false]) {
        const one = oggOf('opus', commentList(['TITLE=One']), { isLast });
        const two = oggOf('opus', commentList(['TITLE=Two']), { serial });
        if (serial === 8 && !isLast) continue;
        const changed = change(Buffer.concat([one, two]), { covers: [cover] });
        expect(changed.subarray(-two.length)).toEqual(two);
        expect(read(changed).texts.title).toEqual(['One']);
        expect(oggPagesOf(changed).length).toBeGreaterThan(oggPagesOf(one).length + oggPagesOf(two).length);
      }
    }
  });
});

test('damage behind the first link is no matter', () => {
  const one = oggOf('opus', commentList(['TITLE=One']));
  const two = oggOf('opus', commentList(['TITLE=Two']), { serial: 8 }).subarray(0, -7);
  const changed = change(Buffer.concat([one, two]), { covers: [cover] });
  expect(changed.subarray(-two.length)).toEqual(two);
  expect(audio(changed.subarray(0, -two.length))).toEqual(audio(one));
});

function split(file: Buffer): Buffer[] {
  return oggPagesOf(file).map(({ from, to }) => file.subarray(from, to));
}

describe('FLAC in Ogg', () => {
  const block = (type: number, body: Buffer, isLast = false) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    head[0] = type | (isLast ? 0x80 : 0);
    return Buffer.concat([head, body]);
  };
  const first = (count: number) =>
    Buffer.concat([
      Buffer.from([0x7f, ...Buffer.from('FLAC'), 1, 0, 0, count, ...Buffer.from('fLaC')]),
      block(0, streamInfoBlock.body),
    ]);
  const application = block(2, Buffer.from('testdata'), true);

  const picture = block(6, coverBlock({ ...cover, bytes: Buffer.from('old') }));

  test.each([3, 0])('a cover takes the place of blocks as a comment, and the first packet counts on: %i', (count) => {
    const before = oggOfPackets(first(count), [block(4, commentList(['TITLE=Old'])), picture, application]);
    const changed = change(before, { ...titled, covers: [cover] });
    const pages = oggPagesOf(changed);
    expect(pages[0]!.body).toEqual(first(count === 0 ? 0 : 2));
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
    expect(read(changed)).toMatchObject({
      texts: { title: ['A title that is new'] },
      pictures: [{ kind: 3, sizeBytes: 150_000 }],
    });
    expect(read(changed).foreign).toEqual(read(before).foreign);
    expect(read(before).foreign.map(({ id }) => id)).toEqual(['APPLICATION:test', 'IDENTIFICATION']);
    expect(audio(changed)).toEqual(audio(before));
    expect(plan(changed, { ...titled, covers: [cover] })).toEqual([{ from: 0, to: changed.length }]);
    expect(change(changed, { covers: [] }).length).toBeLessThan(before.length + 300);
  });

  test('headers that do not fit their own sizes are not written', () => {
    const wrong = oggOfPackets(first(3), [block(4, commentList([])), application]);
    const other = oggOfPackets(first(1), [Buffer.concat([block(4, commentList([]), true), Buffer.alloc(3)])]);
    for (const source of [wrong, other])
      expect(() => change(source, titled)).toThrow(expect.objectContaining({ code: 'TAGS_UNWRITABLE' }));
  });
});

describe('damaged Ogg is not written', () => {
  const file = oggOf('vorbis', commentList(['TITLE=Old']));
  const pages = split(file);
  const flipped = (page: number) => {
    const bytes = Buffer.from(file);
    bytes[oggPagesOf(file)[page]!.to - 1]! ^= 1;
    return bytes;
  };
  const skeleton = oggPageOf({
    serial: 9,
    sequence: 0,
    flags: 2,
    packets: [Buffer.from(`fishead\0\x04\0\0\0${'\0'.repeat(68)}`, 'latin1')],
  });
  const audioInHeaders = oggOfPackets(Buffer.from(oggPagesOf(file)[0]!.body), [
    oggPagesOf(file)[1]!.body,
    Buffer.concat([vorbisSetup]),
  ]);
  const cases: [string, Buffer, Partial<TagChanges>][] = [
    ['a header page with a wrong checksum', flipped(1), titled],
    ['a first page with a wrong checksum', flipped(0), titled],
    ['a list of comments without its last bit', oggOf('vorbis', commentList([]), { rest: Buffer.from([0]) }), titled],
    ['a list of comments without its end', oggOf('vorbis', commentList([]), { rest: Buffer.alloc(0) }), titled],
    ['a list shorter than it says', oggOf('opus', commentList(['TITLE=Old']).subarray(0, -1)), titled],
    ['an audio page with a wrong checksum, to be numbered anew', flipped(5), { covers: [cover] }],
    ['a missing page, to be numbered anew', Buffer.concat(pages.toSpliced(5, 1)), { covers: [cover] }],
    ['bytes between the pages', Buffer.concat(pages.toSpliced(5, 0, Buffer.alloc(50))), { covers: [cover] }],
    ['a page that is cut off', file.subarray(0, -10), { covers: [cover] }],
    ['an index of offsets', Buffer.concat([skeleton, file]), titled],
  ];

  test.each(cases)('%s', (_name, source, changes) => {
    expect(() => change(source, changes)).toThrow(expect.objectContaining({ code: 'TAGS_UNWRITABLE' }));
  });

  test('damage in the audio is no matter while no page changes its number', () => {
    for (const source of [flipped(5), Buffer.concat(pages.toSpliced(5, 1)), file.subarray(0, -10)]) {
      expect(read(change(source, titled)).texts.title).toEqual(titled.texts.title);
    }
  });

  test('audio on a page of the headers', () => {
    const [first, comments] = oggPagesOf(audioInHeaders);
    const both = oggPageOf({
      serial: 7,
      sequence: 1,
      packets: [comments!.body, vorbisSetup, Buffer.from('sound')],
    });
    const source = Buffer.concat([audioInHeaders.subarray(first!.from, first!.to), both]);
    expect(read(source).texts.title).toEqual(['Old']);
    expect(() => change(source, titled)).toThrow(expect.objectContaining({ code: 'TAGS_UNWRITABLE' }));
  });
});
