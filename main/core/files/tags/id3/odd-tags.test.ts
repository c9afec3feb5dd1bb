import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { mp3File, noise } from '#core/testing/audio-files.ts';
import { tagsIn, written } from '#core/testing/id3-file.ts';
import { apeTag, id3Tag, id3v1Tag, latinFrame, pictureFrame, syncSafe } from '#core/testing/id3-tag.ts';
import { type OddFrame, type OddTag, oddTag, unsynchronised } from '#core/testing/odd-id3.ts';
import { MemoryWindow } from '#core/testing/vorbis-files.ts';
import { parseId3Tag } from './id3-tag.ts';
import { mpegTags } from './mpeg-tags.ts';

const read = (file: Buffer) => tagsIn(mpegTags, file);
const write = (file: Buffer, changes: Parameters<typeof written>[2]) => written(mpegTags, file, changes);
const tagOf = (file: Buffer) => parseId3Tag(new MemoryWindow(file), 0, file.length)!;
const title = latinFrame('TIT2', 'Old');
const retitled = { texts: { title: ['A new and longer title'] } };
/** Full of what unsynchronisation changes. */
const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0xff, 0, 0xff, 0xff, 0xff, 0xfb, 1, 0xff]);
const object: OddFrame = { id: 'GEOB', body: Buffer.concat([Buffer.from('\0x\0\0Serato Overview\0'), picture]) };

function changed(tag: OddTag): { made: Buffer; frames: string[] } {
  const file = mp3File(oddTag(tag));
  const made = write(file, retitled);
  expect(read(made).texts.title).toEqual(retitled.texts.title);
  const bare = (of: Buffer) => tagOf(of).frames.filter(({ id }) => id !== 'TIT2' && id !== 'TT2');
  const text = (of: Buffer) => bare(of).map(({ id, flags, body }) => `${id} ${flags} ${body.toString('hex')}`);
  if (tag.version > 2) expect(text(made)).toEqual(text(file));
  return { made, frames: tagOf(made).frames.map(({ id }) => id) };
}

describe('tags that programs write', () => {
  test('2.3 unsynchronised as a whole: the frames stay what they were', () => {
    const { made } = changed({ version: 3, flags: 0x80, frames: [object, title, pictureFrame(picture)] });
    expect(made[5]).toBe(0);
    expect(made.includes(picture)).toBe(true);
  });

  test('2.4 with frames unsynchronised for themselves: they stay so, and new ones become so', () => {
    const body = Buffer.concat([syncSafe(object.body.length), unsynchronised(object.body)]);
    const tag: OddTag = { version: 4, flags: 0x80, frames: [{ id: 'GEOB', body, flags: 0x0003 }, title] };
    const { made } = changed(tag);
    expect(made[5]).toBe(0x80);
    const cover = { mimeType: 'image/jpeg', kind: 3, description: '', bytes: picture };
    const covered = write(made, { covers: [cover] });
    expect(read(covered).pictures[0]?.sizeBytes).toBe(picture.length);
    expect(covered.includes(picture)).toBe(false);
  });

  test('2.4 with the sizes of old iTunes: they become what they should be', () => {
    const { made } = changed({
      version: 4,
      hasPlainSizes: true,
      frames: [latinFrame('TPE1', 'x'.repeat(200)), title, { id: 'PRIV', body: noise(1, 700) }],
    });
    const [first] = tagOf(made).frames;
    expect(made.subarray(14, 18).equals(syncSafe(first!.body.length))).toBe(true);
  });

  test('frames that are compressed, encrypted or grouped stay as they are', () => {
    const sizes = Buffer.alloc(4);
    const frames3: OddFrame[] = [
      { id: 'TALB', body: Buffer.concat([sizes, deflateSync(Buffer.from('\0An album'))]), flags: 0x0080 },
      { id: 'TENC', body: Buffer.from('\x01secret'), flags: 0x0040 },
      { id: 'TCOM', body: Buffer.from('\x05\0Composer'), flags: 0x0020 },
      title,
    ];
    const { made } = changed({ version: 3, frames: frames3 });
    expect(read(made).texts).toMatchObject({ album: ['An album'], composer: ['Composer'] });
    expect(read(made).foreign.map(({ id }) => id)).toEqual(['TENC']);
    const body = deflateSync(Buffer.from('\x03An album'));
    const frames4: OddFrame[] = [
      { id: 'TALB', body: Buffer.concat([syncSafe(9), body]), flags: 0x0009 },
      { id: 'TENC', body: Buffer.from('\x01secret'), flags: 0x0004 },
      title,
    ];
    const made4 = changed({ version: 4, frames: frames4 }).made;
    expect(read(made4).texts.album).toEqual(['An album']);
    // A changed one is written plainly.
    expect(read(write(made4, { texts: { album: ['Other'] } })).texts.album).toEqual(['Other']);
  });

  test.each([
    ['with a checksum', Buffer.from('0000000a8000000000000000deadbeef', 'hex').subarray(0, 14)],
    ['without', Buffer.from('00000006000000000000', 'hex')],
  ])('the extended header of 2.3 %s goes: it says nothing else', (_, extended) => {
    expect(changed({ version: 3, extended, frames: [title, object] }).made[5]).toBe(0);
  });

  test('of the extended header of 2.4 only the checksum goes', () => {
    const extended = Buffer.from([0, 0, 0, 15, 1, 0x70, 0, 5, 1, 2, 3, 4, 5, 1, 0xaa]);
    const { made } = changed({ version: 4, extended, frames: [title, object] });
    expect(made[5]).toBe(0x40);
    expect(made.subarray(10, 19).toString('hex')).toBe('000000090150' + '0001aa');
  });

  test('a footer gives its place to padding', () => {
    const { made } = changed({ version: 4, hasFooter: true, frames: [title, object] });
    expect(made[5]).toBe(0);
  });

  test('rests in the padding stay', () => {
    const padding = Buffer.concat([Buffer.alloc(30), Buffer.from('a rest of something'), Buffer.alloc(8)]);
    const { made } = changed({ version: 3, frames: [title], padding });
    expect(made.includes('a rest of something')).toBe(true);
    expect(read(made).foreign.map(({ id }) => id)).toEqual(['PADDING']);
  });

  test('empty frames stay', () => {
    expect(changed({ version: 3, frames: [title, { id: 'TCOM', body: Buffer.alloc(0) }] }).frames).toEqual([
      'TIT2',
      'TCOM',
    ]);
  });
});

describe('2.2', () => {
  const old: OddTag = {
    version: 2,
    frames: [
      { id: 'TT2', body: Buffer.from('\0Old') },
      { id: 'TP1', body: Buffer.from('\0Artist') },
      { id: 'PIC', body: Buffer.concat([Buffer.from('\0JPG\x03front\0'), picture]) },
      { id: 'COM', body: Buffer.from('\0engiTunNORM\0 000003E8') },
      { id: 'GEO', body: object.body },
      { id: 'TCP', body: Buffer.from('\x001\0') },
    ],
    padding: Buffer.alloc(40),
  };

  test('becomes 2.3 when something is written, with the bodies of all frames', () => {
    const file = mp3File(oddTag(old));
    expect(read(file)).toMatchObject({
      texts: { title: ['Old'], artist: ['Artist'] },
      pictures: [{ kind: 3, description: 'front', mimeType: 'image/jpeg', sizeBytes: picture.length }],
    });
    expect(write(file, { texts: { title: ['Old'] } }).equals(file)).toBe(true);
    const { made, frames } = changed(old);
    expect(made[3]).toBe(3);
    expect(frames).toEqual(['TIT2', 'TPE1', 'APIC', 'COMM', 'GEOB', 'TCMP']);
  });

  test.each(['CRM', 'LNK', 'XYZ'])('with a %s frame, which 2.3 cannot hold, is left alone', (id) => {
    const file = mp3File(oddTag({ ...old, frames: [...old.frames, { id, body: Buffer.from('data') }] }));
    expect(() => write(file, retitled)).toThrow(expect.objectContaining({ code: 'TAGS_UNWRITABLE' }));
    expect(read(file).texts.title).toEqual(['Old']);
  });
});

describe('at the end of a file', () => {
  test('an APE tag of 131 bytes is no ID3v1 tag, though its name reads like one', () => {
    const ape = apeTag({ Title: 'Old', Note: 'x'.repeat(37) });
    expect(ape).toHaveLength(131);
    const file = mp3File(id3Tag([title]), {}, ape);
    expect(read(file).custom).toEqual({ Note: ['x'.repeat(37)] });
    expect(read(write(file, retitled)).texts).toEqual(retitled.texts);
  });

  test('a tag of 2.4 with its footer does not contradict the one at the start', () => {
    const appended = oddTag({ version: 4, hasFooter: true, frames: [title, latinFrame('TALB', 'Album'), object] });
    const file = mp3File(Buffer.alloc(0), {}, Buffer.concat([appended, id3v1Tag('Old', '')]));
    expect(read(file).texts).toMatchObject({ title: ['Old'], album: ['Album'] });
    const made = write(file, retitled);
    expect(read(made).texts).toMatchObject({ title: retitled.texts.title, album: ['Album'] });
    expect(made.toString('latin1', made.length - 138, made.length - 135)).toBe('3DI');
  });

  test.each([
    ['LYRICSBEGININD0000200' + '000021LYRICS200', 'LYRICS3'],
    ['LYRICSBEGINsome old lyrics\xffLYRICSEND', 'LYRICS3'],
  ])('Lyrics3 stays: %s', (lyrics, id) => {
    const file = mp3File(id3Tag([title]), {}, Buffer.concat([Buffer.from(lyrics, 'latin1'), id3v1Tag('Old', 'x')]));
    const made = write(file, retitled);
    expect(made.toString('latin1')).toContain(lyrics);
    expect(read(made).foreign.map((block) => block.id)).toEqual([id]);
  });
});

describe('what is damaged is read as far as it goes and left alone', () => {
  const good = id3Tag([title, latinFrame('TALB', 'Album')]);
  const broken: [string, Buffer][] = [
    ['a tag longer than the file', id3Tag([title], { claimedBytes: 1_000_000 })],
    [
      'a frame longer than its tag',
      oddTag({ version: 3, frames: [title], padding: Buffer.from('TALB\0\0\xff\0\0\0x', 'latin1') }),
    ],
    ['something between the frames', oddTag({ version: 3, frames: [title], padding: Buffer.from('\x01\x02junk') })],
    [
      'frames behind padding',
      oddTag({ version: 3, frames: [title], padding: Buffer.concat([Buffer.alloc(5), good.subarray(10)]) }),
    ],
    ['a size that is none', Buffer.from(good).fill(0xff, 6, 7)],
    ['a footer that is missing', Buffer.from(good).fill(4, 3, 4).fill(0x10, 5, 6)],
    ['an unknown version', Buffer.from(good).fill(5, 3, 4)],
    [
      'a tag of 2.2 compressed as a whole',
      oddTag({ version: 2, flags: 0x40, frames: [{ id: 'TT2', body: Buffer.from('\0x') }] }),
    ],
    [
      'an extended header longer than the tag',
      oddTag({ version: 3, extended: Buffer.from('7fffffff0000', 'hex'), frames: [title] }),
    ],
    ['nine tags in a row', Buffer.concat(Array.from({ length: 9 }, () => good))],
  ];
  test.each(broken)('%s', (_, tag) => {
    const file = mp3File(tag);
    expect(() => write(file, retitled)).toThrow(expect.objectContaining({ code: 'TAGS_UNWRITABLE' }));
    read(file);
  });

  test('a file without sound', () => {
    expect(() => write(Buffer.concat([good, Buffer.alloc(5000)]), retitled)).toThrow(
      expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
    );
  });
});
