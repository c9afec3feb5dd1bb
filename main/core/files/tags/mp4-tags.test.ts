import { describe, expect, test } from 'vitest';
import { uint32be } from '#core/testing/audio-files.ts';
import {
  dataOf,
  freeItem,
  freeOf,
  handlerOf,
  metaOf,
  mp4Of,
  mp4Sound,
  soundOf,
  textItem,
  udtaOf,
} from '#core/testing/mp4-atoms.ts';
import { atom } from '#core/testing/mp4-file.ts';
import { fileOfParts, MemoryWindow } from '#core/testing/vorbis-files.ts';
import { mp4Tags } from './mp4-tags.ts';
import type { FileTags, TagChanges } from './tag-format.ts';

const options = { id3Version: 3, writeRiffInfo: true } as const;
const title = textItem('©nam', 'Old');
const foreign = [
  freeItem('markersv2', 'AQFBUUZ=', 'com.serato.dj', 0),
  freeItem('iTunSMPB', ' 00000000 00000840'),
  atom('cpil', dataOf(21, Buffer.from([1]))),
  atom('rtng', dataOf(21, Buffer.from([4]))),
];
const titled = (text: string) => ({ texts: { title: [text] } });

function plan(source: Buffer, changes: Partial<TagChanges>) {
  return mp4Tags.planTags(new MemoryWindow(source), { texts: {}, custom: {}, ...changes }, options);
}

function change(source: Buffer, changes: Partial<TagChanges>): Buffer {
  return fileOfParts(source, plan(source, changes));
}

function read(source: Buffer): FileTags {
  return mp4Tags.readTags(new MemoryWindow(source));
}

/** The tags of items, in a file of their own. */
function readItems(...items: Buffer[]): FileTags {
  return read(mp4Of({ inMoov: [udtaOf(items)] }));
}

/** `ilst` after a change, when it was `items`. */
function changeItems(items: readonly Buffer[], changes: Partial<TagChanges>, wanted: readonly Buffer[]): void {
  const source = mp4Of({ inMoov: [udtaOf(items, freeOf(1000))] });
  const grown = Buffer.concat(wanted).length - Buffer.concat(items).length;
  const changed = change(source, changes);
  expect(changed).toEqual(mp4Of({ inMoov: [udtaOf(wanted, freeOf(1000 - grown))] }));
  expect(plan(changed, changes)).toEqual([{ from: 0, to: changed.length }]);
  expect(read(changed).foreign).toEqual(read(source).foreign);
}

describe('room in MP4', () => {
  test('padding beside the tags takes what they need, so that nothing moves', () => {
    const before = mp4Of({ inMoov: [udtaOf([title, ...foreign], freeOf(100))] });
    const after = mp4Of({ inMoov: [udtaOf([textItem('©nam', 'Longer'), ...foreign], freeOf(97))] });
    expect(change(before, titled('Longer'))).toEqual(after);
    expect(change(after, titled('Old'))).toEqual(before);
    const none = mp4Of({ inMoov: [udtaOf([textItem('©nam', `Old${'.'.repeat(100)}`), ...foreign])] });
    expect(change(before, titled(`Old${'.'.repeat(100)}`))).toEqual(none);
  });

  test('padding around the tags and behind moov does as well', () => {
    const longer = [textItem('©nam', 'Longer')];
    const tail = freeOf(50);
    expect(change(mp4Of({ inMoov: [atom('udta', metaOf([title]), freeOf(30))] }), titled('Longer'))).toEqual(
      mp4Of({ inMoov: [atom('udta', metaOf(longer), freeOf(27))] }),
    );
    expect(change(mp4Of({ inMoov: [freeOf(30), udtaOf([title])] }), titled('Longer'))).toEqual(
      mp4Of({ inMoov: [freeOf(27), udtaOf(longer)] }),
    );
    expect(change(mp4Of({ inMoov: [udtaOf([title])], between: [tail] }), titled('Longer'))).toEqual(
      mp4Of({ inMoov: [udtaOf(longer)], between: [freeOf(47)] }),
    );
  });

  test('shorter tags leave padding', () => {
    const before = mp4Of({ inMoov: [udtaOf([textItem('©nam', 'A long title'), ...foreign])] });
    expect(change(before, titled('Old'))).toEqual(mp4Of({ inMoov: [udtaOf([title, ...foreign], freeOf(9))] }));
  });

  test.each([
    { isWide: false, soundSize: 'plain' },
    { isWide: true, soundSize: 'long' },
    { isWide: false, soundSize: 'open' },
  ] as const)('without room the sound moves, and all tracks find it: %o', (layout) => {
    const before = mp4Of({ inMoov: [udtaOf([title, ...foreign], freeOf(8))], ...layout });
    const after = mp4Of({ inMoov: [udtaOf([textItem('©nam', 'Longer'), ...foreign], freeOf(2048))], ...layout });
    const changed = change(before, titled('Longer'));
    expect(changed).toEqual(after);
    expect(soundOf(changed)).toEqual(soundOf(before));
    expect(soundOf(changed)).toHaveLength(8);
    expect(read(changed).foreign).toEqual(read(before).foreign);
  });

  test('offsets in front of moov stay', () => {
    const source = mp4Of({ inMoov: [udtaOf([title])], tracks: 1 });
    const entry = source.indexOf('stco') + 12;
    source.writeUInt32BE(4, entry);
    const changed = change(source, titled('Longer'));
    const moved = changed.indexOf('stco') + 12;
    expect(changed.readUInt32BE(moved)).toBe(4);
    expect(changed.readUInt32BE(moved + 4)).toBe(source.readUInt32BE(entry + 4) + changed.length - source.length);
  });

  test('a big cover that goes leaves no big hole', () => {
    const cover = atom('covr', dataOf(13, Buffer.alloc(200_000, 1)));
    const before = mp4Of({ inMoov: [udtaOf([title, cover])] });
    expect(change(before, { covers: [] })).toEqual(mp4Of({ inMoov: [udtaOf([title], freeOf(2048))] }));
  });

  test('sound in front of moov stays where it is', () => {
    const before = mp4Of({ inMoov: [udtaOf([title])], isSoundFirst: true });
    const changed = change(before, titled('Longer'));
    expect(changed).toEqual(mp4Of({ inMoov: [udtaOf([textItem('©nam', 'Longer')])], isSoundFirst: true }));
    expect(soundOf(changed)[0]).toEqual(mp4Sound.subarray(0, 50));
  });

  test('what is missing is created: ilst, meta, udta', () => {
    const added = textItem('©nam', 'New');
    const other = atom('©xyz', Buffer.from('a place'));
    const cases: [Buffer[], Buffer[]][] = [
      [[], [udtaOf([added]), freeOf(2048)]],
      [[atom('udta', other)], [atom('udta', other, metaOf([added]), freeOf(2048))]],
      [[atom('udta', other, uint32be(0))], [atom('udta', other, metaOf([added]), freeOf(2048), uint32be(0))]],
      [
        [atom('udta', atom('meta', uint32be(0), handlerOf('mdirappl'), freeOf(20)))],
        [atom('udta', atom('meta', uint32be(0), handlerOf('mdirappl'), atom('ilst', added), freeOf(2048)))],
      ],
      [
        [atom('udta', atom('meta', handlerOf('mdirappl'), atom('ilst'), freeOf(200)))],
        [atom('udta', atom('meta', handlerOf('mdirappl'), atom('ilst', added), freeOf(200 - added.length)))],
      ],
    ];
    for (const [before, after] of cases) {
      const changed = change(mp4Of({ inMoov: before }), titled('New'));
      expect(changed).toEqual(mp4Of({ inMoov: after }));
      expect(read(changed).texts).toEqual({ title: ['New'] });
      expect(read(changed).foreign).toEqual(read(mp4Of({ inMoov: before })).foreign);
    }
  });
});

describe('fields of MP4', () => {
  test('a tempo with decimals stands beside the whole number', () => {
    const whole = (number: number) => atom('tmpo', dataOf(21, Buffer.from([0, number])));
    const bpm = (text: string) => ({ texts: { bpm: [text] } });
    changeItems([], bpm('127.5'), [whole(128), freeItem('BPM', '127.5')]);
    changeItems([whole(120)], bpm('128'), [whole(128)]);
    changeItems([whole(120), freeItem('bpm', '120.02')], bpm('128'), [whole(128), freeItem('bpm', '128')]);
    changeItems([whole(120), freeItem('BPM', '120.02')], { texts: { bpm: [] } }, []);
    expect(readItems(whole(120), freeItem('BPM', '120.02')).texts.bpm).toEqual(['120.02']);
    expect(readItems(whole(90), freeItem('BPM', '120.02')).texts.bpm).toEqual(['90']);
  });

  test('track and disc numbers keep what they do not change', () => {
    const track = (...bytes: number[]) => atom('trkn', dataOf(0, Buffer.from(bytes)));
    changeItems([track(0, 0, 0, 3, 0, 12, 0, 9)], { texts: { trackNumber: ['4'] } }, [track(0, 0, 0, 4, 0, 12, 0, 9)]);
    changeItems([track(0, 0, 0, 3, 0, 12, 0, 0)], { texts: { trackNumber: [], trackTotal: [] } }, []);
    changeItems([], { texts: { discTotal: ['2'] } }, [atom('disk', dataOf(0, Buffer.from([0, 0, 0, 0, 0, 2])))]);
    const source = mp4Of({});
    for (const trackNumber of ['A1', '70000', '-1'])
      expect(() => change(source, { texts: { trackNumber: [trackNumber] } })).toThrow(
        expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
      );
  });

  test('several values stand in one atom, and several atoms are read', () => {
    changeItems([title], { texts: { artist: ['Ada', 'Bob'] } }, [title, textItem('©ART', 'Ada', 'Bob')]);
    expect(readItems(textItem('©ART', 'Ada'), textItem('©ART', 'Bob')).texts.artist).toEqual(['Ada', 'Bob']);
    changeItems([textItem('©ART', 'Ada'), title, textItem('©ART', 'Bob')], { texts: { artist: ['Cleo'] } }, [
      textItem('©ART', 'Cleo'),
      title,
    ]);
  });

  test('free atoms keep the spelling of their names; others of the same follow', () => {
    changeItems([freeItem('INITIALKEY', 'Am'), freeItem('key', 'Am')], { texts: { key: ['8A'] } }, [
      freeItem('INITIALKEY', '8A'),
      freeItem('key', '8A'),
    ]);
    changeItems([], { texts: { key: ['8A'], label: ['Ours'] } }, [
      freeItem('LABEL', 'Ours'),
      freeItem('initialkey', '8A'),
    ]);
    changeItems([freeItem('PUBLISHER', 'Theirs')], { texts: { label: ['Ours'] } }, [
      freeItem('PUBLISHER', 'Ours'),
      freeItem('LABEL', 'Ours'),
    ]);
  });

  test('a genre by number is read, and goes when the genre changes', () => {
    const number = atom('gnre', dataOf(0, Buffer.from([0, 36])));
    expect(readItems(number).texts.genre).toEqual(['House']);
    changeItems([number], { texts: { genre: ['Dub'] } }, [textItem('©gen', 'Dub')]);
  });

  test('covers have the type of their picture', () => {
    const cover = (mimeType: string) => ({
      mimeType,
      kind: 3,
      description: 'lost here',
      bytes: Buffer.from('picture'),
    });
    const made = atom('covr', dataOf(14, 'picture'), dataOf(13, 'picture'));
    changeItems([atom('covr', dataOf(13, 'old')), title], { covers: [cover('image/png'), cover('image/jpeg')] }, [
      made,
      title,
    ]);
    expect(readItems(made).pictures.map(({ mimeType, kind }) => [mimeType, kind])).toEqual([
      ['image/png', 3],
      ['image/jpeg', 3],
    ]);
  });

  test('ratings keep their scale', () => {
    const four = { rating: { stars: 4, family: 'linear' } } as const;
    changeItems([], four, [freeItem('RATING', '80')]);
    changeItems([textItem('rate', '40')], four, [textItem('rate', '80'), freeItem('RATING', '80')]);
    changeItems([freeItem('rating', '2')], four, [freeItem('rating', '4')]);
    changeItems([textItem('rate', '40')], { rating: { stars: 0, family: 'linear' } }, []);
    expect(readItems(freeItem('RATING', '60')).rating).toEqual({ stars: 3, family: 'linear' });
  });

  test('free texts are custom; data, other programs and names of ours are not', () => {
    const tags = readItems(freeItem('Energy', '7'), freeItem('cover note', 'x', 'org.other'), ...foreign);
    expect(tags.custom).toEqual({ Energy: ['7'] });
    expect(tags.foreign.map(({ id }) => id)).toEqual([
      '----:org.other:cover note',
      '----:com.serato.dj:markersv2',
      '----:ITUNSMPB',
      'ilst:cpil',
      'ilst:rtng',
      'ftyp',
      'moov:mvhd',
      'moov:trak',
      'moov:trak',
    ]);
    changeItems([freeItem('Energy', '7')], { custom: { ENERGY: ['8'], New: ['1'] } }, [
      freeItem('Energy', '8'),
      freeItem('New', '1'),
    ]);
    for (const name of ['LABEL', 'iTunSMPB', 'a:b', '', 'RATING'])
      expect(() => change(mp4Of({ inMoov: [udtaOf(foreign)] }), { custom: { [name]: ['x'] } })).toThrow(
        expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
      );
  });

  test('texts as UTF-16 are read', () => {
    const item = atom('©nam', dataOf(2, Buffer.from('Ü', 'utf16le').swap16()));
    expect(readItems(item).texts.title).toEqual(['Ü']);
  });
});

describe('MP4 that is not written', () => {
  const tags = udtaOf([title]);
  const saio = () => {
    const file = mp4Of({ inMoov: [tags] });
    file.write('saio', file.indexOf('stsz'), 'latin1');
    return file;
  };
  const cases: [string, Buffer][] = [
    ['fragments', mp4Of({ inMoov: [tags], behind: [atom('moof', Buffer.alloc(20))] })],
    ['an index of fragments', mp4Of({ inMoov: [tags], between: [atom('sidx', Buffer.alloc(20))] })],
    ['fragments to come', mp4Of({ inMoov: [atom('mvex'), tags] })],
    ['two of moov', mp4Of({ inMoov: [tags], behind: [atom('moov')] })],
    ['two of ilst', mp4Of({ inMoov: [udtaOf([title], atom('ilst', title))] })],
    ['two of meta', mp4Of({ inMoov: [tags, tags] })],
    [
      'tags of another kind',
      mp4Of({ inMoov: [atom('udta', atom('meta', uint32be(0), handlerOf('mdta'), atom('ilst')))] }),
    ],
    ['the end missing', mp4Of({ inMoov: [tags] }).subarray(0, -1)],
    [
      'an item that is longer than the list',
      mp4Of({ inMoov: [udtaOf([Buffer.concat([uint32be(99), title.subarray(4)])])] }),
    ],
    ['something behind the items', mp4Of({ inMoov: [udtaOf([title, Buffer.from('junk!')])] })],
    ['offsets of another kind', saio()],
    ['pictures with offsets', mp4Of({ inMoov: [tags], behind: [atom('meta', Buffer.alloc(20))] })],
  ];

  test.each(cases)('%s', (_name, source) => {
    expect(() => change(source, titled('A longer title'))).toThrow(
      expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
    );
  });

  test('without moov there is nothing to read', () => {
    expect(() => read(atom('ftyp', Buffer.from('M4A ')))).toThrow(expect.objectContaining({ code: 'TAGS_UNREADABLE' }));
  });

  // GHSA-f94x-6692-553q: a count of sample descriptions made music-metadata allocate without end.
  test('descriptions of samples are never parsed, whatever they claim', () => {
    const source = mp4Of({ inMoov: [tags] });
    for (let at = source.indexOf('stsd'); at !== -1; at = source.indexOf('stsd', at + 1))
      source.fill(0xff, at + 8, at + 12);
    expect(read(change(source, titled('A longer title'))).texts.title).toEqual(['A longer title']);
  });
});
