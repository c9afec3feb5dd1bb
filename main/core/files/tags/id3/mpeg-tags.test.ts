import { describe, expect, test } from 'vitest';
import { aacFile, mp3File, noise } from '#core/testing/audio-files.ts';
import { id3v23, id3v24 } from '#core/testing/full-tags.ts';
import { soundOf, tagsIn, written } from '#core/testing/id3-file.ts';
import {
  apeTag,
  type Id3Frame,
  type Id3Options,
  id3Tag,
  id3v1Tag,
  latinFrame,
  pictureFrame,
  ratingFrame,
  userTextFrame,
} from '#core/testing/id3-tag.ts';
import { MemoryWindow } from '#core/testing/vorbis-files.ts';
import { parseId3Tag } from './id3-tag.ts';
import { mpegTags } from './mpeg-tags.ts';

function mp3(frames: readonly Id3Frame[], options: Id3Options = {}, tail?: Buffer): Buffer {
  return mp3File(id3Tag(frames, options), {}, tail);
}

const read = (file: Buffer) => tagsIn(mpegTags, file);
const write = (file: Buffer, changes: Parameters<typeof written>[2], options = {}) =>
  written(mpegTags, file, changes, options);

/** The frames of the first tag, as 'id flags body'. */
function framesIn(file: Buffer): string[] {
  const tag = parseId3Tag(new MemoryWindow(file), 0, file.length);
  expect(tag?.damage).toBeNull();
  return (tag?.frames ?? []).map(({ id, body }) => `${id} ${body.toString('latin1')}`);
}

describe('what a tag says', () => {
  test.each([
    ['2.3', id3v23, '2024'],
    ['2.4', id3v24, '2024-05-06'],
  ])('every field of ID3v%s', (_, tag, date) => {
    const tags = read(mp3File(tag));
    expect(tags.texts).toEqual({
      title: ['Títle 𝄞'],
      artist: ['Artist'],
      album: ['Album'],
      albumArtist: ['Album Artist'],
      genre: ['House'],
      trackNumber: ['3'],
      trackTotal: ['12'],
      discNumber: ['1'],
      discTotal: ['2'],
      bpm: ['124.5'],
      key: ['Am'],
      label: ['Label'],
      composer: ['Composer'],
      remixer: ['Remixer'],
      grouping: ['Grouping'],
      isrc: ['QZABC2600001'],
      comment: ['Comment'],
      date: [date],
    });
    expect(tags.rating).toEqual({ stars: 4, family: 'windows' });
    expect(tags.pictures).toMatchObject([{ mimeType: 'image/jpeg', kind: 3, description: '', sizeBytes: 3000 }]);
    expect(tags.foreign).toEqual([]);
  });

  test('frames of other programs are foreign, by the name they give them', () => {
    const tags = read(
      mp3([
        { id: 'GEOB', body: Buffer.from('\0application/octet-stream\0\0Serato Markers2\0data', 'latin1') },
        { id: 'PRIV', body: Buffer.from('TRAKTOR4\0data', 'latin1') },
        { id: 'UFID', body: Buffer.from('http://musicbrainz.org\0id', 'latin1') },
        { id: 'COMM', body: Buffer.from('\0engiTunNORM\0 0000', 'latin1') },
        ratingFrame('somebody@example.org', 128),
        latinFrame('TSSE', 'LAME'),
        userTextFrame('Energy', '7'),
      ]),
    );
    expect(tags.foreign.map(({ id }) => id)).toEqual([
      'GEOB:Serato Markers2',
      'PRIV:TRAKTOR4',
      'UFID:http://musicbrainz.org',
      'COMM:iTunNORM',
      'POPM:somebody@example.org',
      'TSSE',
    ]);
    expect(tags.custom).toEqual({ Energy: ['7'] });
  });
});

describe('a change', () => {
  const others: Id3Frame[] = [
    { id: 'GEOB', body: Buffer.from('\0application/octet-stream\0\0Serato Markers2\0data', 'latin1') },
    latinFrame('TIT2', 'Old'),
    { id: 'PRIV', body: noise(3, 100) },
    { id: 'XYZ1', body: Buffer.alloc(0) },
    pictureFrame(noise(4, 500)),
    ratingFrame('somebody@example.org', 128),
  ];

  test.each([3, 4] as const)('of one field of 2.%s leaves every other frame byte for byte in its place', (version) => {
    const file = mp3(others, { version, paddingBytes: 100 });
    const made = write(file, { texts: { title: ['Näw'] } });
    const [before, after] = [framesIn(file), framesIn(made)];
    expect(after.filter((_, index) => index !== 1)).toEqual(before.filter((_, index) => index !== 1));
    expect(read(made).texts.title).toEqual(['Näw']);
    // It fits: the sound stays where it is.
    expect(made).toHaveLength(file.length);
    expect(made[3]).toBe(version);
  });

  test('that does not fit gives the next ones room', () => {
    const file = mp3(others);
    const made = write(file, { texts: { title: ['A title that is longer than the old one'] } });
    expect(made.length - file.length).toBeGreaterThan(2000);
    expect(write(made, { texts: { album: ['An album'] } })).toHaveLength(made.length);
  });

  test('that is there already leaves the file alone', () => {
    const file = mp3File(id3v23);
    const same = read(file);
    expect(write(file, { texts: same.texts, rating: { stars: 4, family: 'linear' } }).equals(file)).toBe(true);
  });

  test.each([3, 4] as const)('makes a new tag of version 2.%s where there is none', (id3Version) => {
    for (const file of [mp3File(Buffer.alloc(0)), aacFile()]) {
      const made = write(file, { texts: { title: ['Tïtle'] }, custom: { Mine: ['a'] } }, { id3Version });
      expect(made[3]).toBe(id3Version);
      expect(read(made)).toMatchObject({ texts: { title: ['Tïtle'] }, custom: { Mine: ['a'] } });
      const gone = write(made, { texts: { title: [] }, custom: { mine: [] } });
      expect(gone.equals(file)).toBe(true);
    }
  });

  test('takes nothing away from a file without tags', () => {
    const file = mp3File(Buffer.alloc(0));
    expect(write(file, { texts: { title: [], artist: [''] } }).equals(file)).toBe(true);
  });

  test('joins several values in 2.3 and divides them in 2.4', () => {
    const texts = { artist: ['AC/DC', 'Björk'] };
    expect(read(write(mp3([]), { texts })).texts.artist).toEqual(['AC/DC / Björk']);
    expect(read(write(mp3([], { version: 4 }), { texts })).texts.artist).toEqual(['AC/DC', 'Björk']);
  });

  test('of a number keeps the total', () => {
    const file = mp3([latinFrame('TRCK', '03/12')]);
    expect(framesIn(write(file, { texts: { trackNumber: ['4'] } }))).toEqual(['TRCK \x004/12']);
    expect(framesIn(write(file, { texts: { trackTotal: [] } }))).toEqual(['TRCK \x0003']);
    expect(read(write(file, { texts: { trackNumber: [] } })).texts).toEqual({ trackTotal: ['12'] });
  });

  test('of the comment keeps its language, and the comments of programs', () => {
    const file = mp3([
      { id: 'COMM', body: Buffer.from('\0engiTunNORM\0 0000', 'latin1') },
      { id: 'COMM', body: Buffer.from('\0deu\0Alt', 'latin1') },
    ]);
    const made = write(file, { texts: { comment: ['Neu: ü'] } });
    expect(framesIn(made)[0]).toBe(framesIn(file)[0]);
    expect(framesIn(made)[1]?.slice(0, 9)).toBe('COMM \x01deu');
    expect(read(made).texts.comment).toEqual(['Neu: ü']);
    expect(framesIn(write(made, { texts: { comment: [] } }))).toEqual([framesIn(file)[0]]);
  });

  test.each([
    ['2026', ['TYER']],
    ['2026-11-21', ['TYER', 'TDAT']],
    ['2026-11', ['TYER', 'TDRC']],
  ])('of the date to %s', (date, ids3) => {
    const frames = [latinFrame('TDRC', '1999-01-02'), latinFrame('TDAT', '0201'), latinFrame('TYER', '1999')];
    const made3 = write(mp3(frames), { texts: { date: [date] } });
    expect(framesIn(made3).map((frame) => frame.slice(0, 4))).toEqual(ids3);
    expect(read(made3).texts.date).toEqual([date]);
    const made4 = write(mp3(frames, { version: 4 }), { texts: { date: [date] } });
    expect(framesIn(made4)).toEqual([`TDRC \x03${date}`]);
    expect(read(made4).texts.date).toEqual([date]);
  });

  test('changes what other programs call the same along, and never makes it', () => {
    const file = mp3([userTextFrame('Initialkey', 'Am'), latinFrame('TKEY', 'Am'), latinFrame('GRP1', 'Old')]);
    const made = write(file, { texts: { key: ['Gm'], grouping: ['New'] } });
    expect(framesIn(made)).toEqual(['TXXX \0Initialkey\0Gm', 'TKEY \0Gm', 'GRP1 \0New', 'TIT1 \0New']);
    expect(framesIn(write(mp3([]), { texts: { key: ['Gm'] } }))).toEqual(['TKEY \0Gm']);
    expect(write(file, { texts: { key: [], grouping: [] } }).equals(soundOf(file))).toBe(true);
  });

  test('takes away the artists one by one when the credit is another', () => {
    const file = mp3([latinFrame('TPE1', 'One & Two'), { id: 'TXXX', body: Buffer.from('\0Artists\0One\0Two') }]);
    expect(read(file)).toMatchObject({ texts: { artist: ['One & Two'] }, custom: {} });
    expect(write(file, { texts: { artist: ['One & Two'] } }).equals(file)).toBe(true);
    expect(framesIn(write(file, { texts: { artist: ['Three'] } }))).toEqual(['TPE1 \0Three']);
  });

  test('of a free field whose name stands for one of the others is refused', () => {
    for (const name of ['Initialkey', 'BPM', 'mood', '']) {
      expect(() => write(mp3([]), { custom: { [name]: ['x'] } })).toThrow(
        expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
      );
    }
  });

  test('keeps moods in the frame that the version has', () => {
    expect(framesIn(write(mp3([]), { texts: { mood: ['dark'] } }))).toEqual(['TXXX \0MOOD\0dark']);
    expect(framesIn(write(mp3([], { version: 4 }), { texts: { mood: ['dark'] } }))).toEqual(['TMOO \x03dark']);
  });

  test('of covers leaves other pictures', () => {
    const back = { id: 'APIC', body: Buffer.from('\0image/png\0\x04back\0bytes', 'latin1') };
    const file = mp3([back, pictureFrame(noise(1, 50)), pictureFrame(noise(2, 50)), latinFrame('TIT2', 'x')]);
    const cover = { mimeType: 'image/png', kind: 3, description: 'Näme', bytes: noise(9, 70) };
    const made = write(file, { covers: [cover] });
    expect(read(made).pictures).toMatchObject([
      { kind: 4, description: 'back' },
      { kind: 3, description: 'Näme', mimeType: 'image/png', sizeBytes: 70 },
    ]);
    expect(framesIn(made).map((frame) => frame.slice(0, 4))).toEqual(['APIC', 'APIC', 'TIT2']);
    const without = write(made, { covers: [] });
    expect(read(without).pictures).toMatchObject([{ kind: 4 }]);
    // Many programs show the first picture, of whatever kind it is.
    expect(read(write(without, { covers: [cover] })).pictures).toMatchObject([{ kind: 3 }, { kind: 4 }]);
  });
});

describe('what other writers have lost', () => {
  const serato = ['Overview', 'Analysis', 'Autotags', 'Markers_', 'Markers2', 'BeatGrid', 'Offsets_'].map(
    (name, index) => ({
      id: 'GEOB',
      body: Buffer.concat([Buffer.from(`\0application/octet-stream\0\0Serato ${name}\0`, 'latin1'), noise(index, 300)]),
    }),
  );

  test.each([3, 4] as const)(
    'cues and grids of Serato in 2.%s (onetagger#121, node-id3#180, mp3tag.js#614)',
    (version) => {
      const file = mp3([...serato, latinFrame('TIT2', 'x')], { version });
      const made = write(file, { texts: { title: ['y'], genre: ['House'] }, rating: { stars: 3, family: 'linear' } });
      expect(framesIn(made).slice(0, 7)).toEqual(framesIn(file).slice(0, 7));
      expect(read(made).foreign).toEqual(read(file).foreign);
    },
  );

  test('texts and covers of 2.4 in every encoding (node-id3#107)', () => {
    const cover = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]), noise(6, 40_000)]);
    const frames = [
      { id: 'TPE1', body: Buffer.from('\x03Ärtist\0Zweite', 'utf8') },
      { id: 'TALB', body: Buffer.concat([Buffer.from([2]), Buffer.from('Älbum', 'utf16le').swap16()]) },
      pictureFrame(cover),
    ];
    const file = mp3(frames, { version: 4 });
    const made = write(file, { texts: { title: ['x'] } });
    expect(framesIn(made).slice(0, 3)).toEqual(framesIn(file));
    expect(read(made).texts).toEqual({ title: ['x'], artist: ['Ärtist', 'Zweite'], album: ['Älbum'] });
    expect(read(made).pictures).toEqual(read(file).pictures);
  });

  test('the date of 2.4 (node-id3#110)', () => {
    const file = mp3([latinFrame('TDRC', '2024-05-06T07:08'), latinFrame('TDRL', '2025')], { version: 4 });
    const made = write(file, { texts: { title: ['x'] } });
    expect(framesIn(made).slice(0, 2)).toEqual(framesIn(file));
    expect(read(made).texts.date).toEqual(['2024-05-06']);
  });

  test('fields that nobody asked for (mixxx#12587)', () => {
    const file = mp3([latinFrame('TBPM', '127.98'), latinFrame('TCON', '(17)'), latinFrame('TKEY', '8A')]);
    const made = write(file, { texts: { title: ['x'] } });
    expect(framesIn(made).slice(0, 3)).toEqual(framesIn(file));
  });
});

describe('ratings', () => {
  test('known programs keep their family and their counter', () => {
    const file = mp3([
      ratingFrame('somebody@example.org', 255),
      ratingFrame('traktor@native-instruments.de', 102),
      ratingFrame('Windows Media Player 9 Series', 64),
    ]);
    expect(read(file).rating).toEqual({ stars: 2, family: 'linear' });
    const made = write(file, { rating: { stars: 4, family: 'windows' } });
    expect(framesIn(made)).toEqual([
      'POPM somebody@example.org\0\xff\0\0\0\x07',
      'POPM traktor@native-instruments.de\0\xcc\0\0\0\x07',
      'POPM Windows Media Player 9 Series\0\xc4\0\0\0\x07',
    ]);
    const none = write(made, { rating: { stars: 0, family: 'windows' } });
    expect(read(none).rating).toBeNull();
    expect(framesIn(none)[2]).toBe('POPM Windows Media Player 9 Series\0\0\0\0\0\x07');
  });

  test.each([
    ['windows', 196],
    ['linear', 204],
  ] as const)('without one, ours is written in the family %s', (family, byte) => {
    const made = write(mp3([ratingFrame('somebody@example.org', 255)]), { rating: { stars: 4, family } });
    expect(read(made).rating).toEqual({ stars: 4, family });
    expect(framesIn(made)[1]?.charCodeAt(framesIn(made)[1]!.indexOf('\0') + 1)).toBe(byte);
    const other = write(made, { rating: { stars: 3, family: family === 'linear' ? 'windows' : 'linear' } });
    expect(read(other).rating?.stars).toBe(3);
    expect(framesIn(other)).toHaveLength(2);
    // Theirs says five stars, and is not ours to change: ours says that there are none.
    expect(read(write(made, { rating: { stars: 0, family } })).rating).toBeNull();
  });

  test('ours goes with its stars', () => {
    const made = write(mp3([latinFrame('TIT2', 'x')]), { rating: { stars: 5, family: 'windows' } });
    expect(framesIn(write(made, { rating: { stars: 0, family: 'windows' } }))).toEqual(['TIT2 \0x']);
  });
});

describe('several tags in one file', () => {
  test('what the others say of a changed field is changed along or taken away', () => {
    const second = id3Tag([latinFrame('TIT2', 'Other'), latinFrame('TALB', 'Second')]);
    const ape = apeTag({ Title: 'Ape', Genre: 'House', Unknown: 'kept' });
    const tail = Buffer.concat([ape, id3v1Tag('Old title', 'Artist')]);
    const file = Buffer.concat([id3Tag([latinFrame('TPE1', 'One')]), second, mp3File(Buffer.alloc(0), {}, tail)]);
    expect(read(file).texts).toMatchObject({ title: ['Other'], artist: ['One'], album: ['Second'], genre: ['House'] });
    const made = write(file, { texts: { title: ['Ünique → title of more than thirty letters'], genre: ['Techno'] } });
    expect(read(made).texts).toMatchObject({
      title: ['Ünique → title of more than thirty letters'],
      genre: ['Techno'],
      album: ['Second'],
    });
    const text = made.toString('latin1');
    expect(text).not.toContain('Other');
    expect(text).toContain(Buffer.from('Title\0Ünique → title of').toString('latin1'));
    expect(made.toString('latin1', made.length - 125, made.length - 95)).toBe('Ünique ? title of more than th');
    expect(made[made.length - 1]).toBe(18);
    expect(text).toContain('Unknown\0kept');
    const gone = write(made, { texts: { title: [] } });
    expect(read(gone).texts.title).toBeUndefined();
  });

  test('a new tag says all that the old ones say, for readers that look no further', () => {
    const file = mp3File(Buffer.alloc(0), {}, id3v1Tag('Title', 'Artist'));
    const made = write(file, { texts: { album: ['Album'] } });
    expect(framesIn(made)).toEqual(
      expect.arrayContaining(['TIT2 \0Title', 'TPE1 \0Artist', 'TALB \0Album', 'TYER \x002001']),
    );
  });

  test('ID3v1 and APE are never made', () => {
    const made = write(mp3([]), { texts: { title: ['x'] } });
    expect(soundOf(made).equals(made.subarray(made.length - soundOf(made).length))).toBe(true);
  });
});
