import { describe, expect, test } from 'vitest';
import { commentList } from '#core/testing/vorbis-files.ts';
import type { TagChanges, TagPicture } from '../tag-format.ts';
import { changeComments, changeCoverComments } from './change-comments.ts';
import { type Comment, commentListBytes, parseComments } from './comment-list.ts';
import { coverBlock } from './picture-block.ts';
import { readComments } from './read-comments.ts';

type Raw = string | Uint8Array;

function comments(...raw: Raw[]): readonly Comment[] {
  return parseComments(commentList(raw)).comments;
}

function rawOf(list: readonly Comment[]): Buffer[] {
  return list.map(({ raw }) => raw);
}

function expectChange(before: Raw[], changes: Partial<TagChanges>, after: Raw[], isOpus = false): void {
  const all = { texts: {}, custom: {}, ...changes };
  const changed = changeComments(comments(...before), all, isOpus);
  expect(rawOf(changed).map(String)).toEqual(after.map((raw) => String(Buffer.from(raw))));
  expect(rawOf(changed)).toEqual(after.map((raw) => Buffer.from(raw)));
  expect(changeComments(changed, all, isOpus)).toBe(changed);
}

function read(...raw: Raw[]) {
  return readComments(comments(...raw), false);
}

describe('comments as bytes', () => {
  const invalid = Buffer.from('FOO=\xff\xfe\x00', 'latin1');

  test('all others keep their bytes, spelling and order', () => {
    const others = [invalid, 'Xyz = 1', 'no name', '=nothing', 'SERATO_MARKERS_V2=AQ', 'title sort=A', 'TITLE\u00e9=x'];
    expectChange(['TRACKNUMBER=1', ...others, 'Title=Old', 'EMPTY='], { texts: { title: ['New'] } }, [
      'TRACKNUMBER=1',
      ...others,
      'Title=New',
      'EMPTY=',
    ]);
  });

  test('a list is put together as it was taken apart', () => {
    const bytes = Buffer.concat([commentList(['A=1', invalid], 'vendor'), Buffer.from([1, 0, 0])]);
    expect(commentListBytes(parseComments(bytes))).toEqual(bytes);
  });

  test('values are several comments; those that stay keep their place', () => {
    expectChange(['Artist=Ada', 'X=1', 'ARTIST=Bob', 'Y=2'], { texts: { artist: ['Ada', 'Cleo', 'Dora'] } }, [
      'Artist=Ada',
      'X=1',
      'ARTIST=Cleo',
      'ARTIST=Dora',
      'Y=2',
    ]);
    expectChange(['ARTIST=Ada', 'X=1', 'ARTIST=Bob'], { texts: { artist: ['Bob'] } }, ['ARTIST=Bob', 'X=1']);
    expectChange(['ARTIST=Ada', 'X=1', 'ARTIST=Bob'], { texts: { artist: [] } }, ['X=1']);
  });

  test('a text that is no UTF-8 is shown as such and replaced when it is asked for', () => {
    const broken = Buffer.from('TITLE=\xfcber', 'latin1');
    expect(read(broken).texts.title).toEqual(['\ufffdber']);
    expectChange([broken], { texts: { title: ['über'] } }, ['TITLE=über']);
    expectChange([broken, 'TITLE=b'], { texts: { title: ['\ufffdber', 'c'] } }, [broken, 'TITLE=c']);
  });
});

describe('names of the same field', () => {
  test('the key is written under both names', () => {
    expectChange([], { texts: { key: ['Am'] } }, ['INITIALKEY=Am', 'KEY=Am']);
    expectChange(['key=8A'], { texts: { key: ['Am'] } }, ['key=Am', 'INITIALKEY=Am']);
    expectChange(['KEY=8A', 'INITIALKEY=Am'], { texts: { key: [] } }, []);
    expectChange(['INITIALKEY=Am'], { texts: { key: ['Am'] } }, ['INITIALKEY=Am', 'KEY=Am']);
  });

  test('other names follow where a file has them', () => {
    expectChange(['ALBUM ARTIST=A'], { texts: { albumArtist: ['B'] } }, ['ALBUM ARTIST=B', 'ALBUMARTIST=B']);
    expectChange(['ORGANIZATION=A', 'Publisher=C'], { texts: { label: ['B'] } }, [
      'ORGANIZATION=B',
      'Publisher=B',
      'LABEL=B',
    ]);
    expectChange(['DESCRIPTION=A'], { texts: { comment: [] } }, []);
    expectChange(['YEAR=1999'], { texts: { date: ['2026-11-21'] } }, ['YEAR=2026', 'DATE=2026-11-21']);
  });

  test('different comments and labels under several names are all shown', () => {
    expect(read('COMMENT=one', 'DESCRIPTION=two', 'DESCRIPTION=one').texts.comment).toEqual(['one', 'two']);
    expect(read('DATE=2026-11', 'YEAR=1999').texts.date).toEqual(['2026-11']);
    expect(read('YEAR=1999').texts.date).toEqual(['1999']);
  });

  test('the artists one by one go once they contradict the credit', () => {
    const before = ['ARTIST=Ada feat. Bob', 'ARTISTS=Ada', 'ARTISTS=Bob'];
    expectChange(before, { texts: { artist: ['Ada ft. Bob'] } }, ['ARTIST=Ada ft. Bob', 'ARTISTS=Ada', 'ARTISTS=Bob']);
    expectChange(before, { texts: { artist: ['Ada'] } }, ['ARTIST=Ada']);
  });
});

describe('numbers', () => {
  test('a file that says 3/12 goes on doing so', () => {
    expect(read('TRACKNUMBER=3/12').texts).toEqual({ trackNumber: ['3'], trackTotal: ['12'] });
    expectChange(['TRACKNUMBER=3/12'], { texts: { trackNumber: ['4'] } }, ['TRACKNUMBER=4/12']);
    expectChange(['TRACKNUMBER=03/12'], { texts: { trackTotal: ['14'] } }, ['TRACKNUMBER=03/14']);
    expectChange(['TRACKNUMBER=3/12'], { texts: { trackTotal: [] } }, ['TRACKNUMBER=3']);
    expectChange(['TRACKNUMBER=3/12'], { texts: { trackNumber: [] } }, ['TRACKTOTAL=12']);
    expectChange(['TRACKNUMBER=3/12', 'TOTALTRACKS=13'], { texts: { trackTotal: ['14'] } }, [
      'TRACKNUMBER=3/14',
      'TOTALTRACKS=14',
    ]);
  });

  test('others get the total in a comment of its own', () => {
    expectChange(['TRACKNUMBER=03'], { texts: { trackTotal: ['12'] } }, ['TRACKNUMBER=03', 'TRACKTOTAL=12']);
    expectChange(['totaltracks=9', 'TRACK=3'], { texts: { trackNumber: ['5'], trackTotal: ['12'] } }, [
      'totaltracks=12',
      'TRACK=5',
      'TRACKNUMBER=5',
    ]);
    expectChange([], { texts: { discNumber: ['1'], discTotal: ['2'] } }, ['DISCNUMBER=1', 'DISCTOTAL=2']);
    expectChange(['TRACK=3/12'], { texts: { trackNumber: ['1'] } }, ['TRACK=1/12', 'TRACKNUMBER=1', 'TRACKTOTAL=12']);
    expectChange(['TRACKNUMBER=3/12'], { texts: { trackNumber: ['A1'] } }, ['TRACKNUMBER=A1', 'TRACKTOTAL=12']);
    expectChange(['TRACKNUMBER=A1'], { texts: { trackNumber: ['A1'] } }, ['TRACKNUMBER=A1']);
    expect(read('TRACKNUMBER=A1/x').texts).toEqual({ trackNumber: ['A1/x'] });
  });
});

describe('ratings', () => {
  test.each([
    [['RATING=60'], ['RATING=80']],
    [['RATING=3'], ['RATING=4']],
    [['RATING=128'], ['RATING=196']],
    [['RATING:me@example.org=0.6'], ['RATING:me@example.org=0.8', 'RATING=80']],
    [
      ['FMPS_RATING=0.6', 'RATING=20'],
      ['FMPS_RATING=0.8', 'RATING=80'],
    ],
    [['RATING=0'], ['RATING=80']],
    [['RATING=junk'], ['RATING=80']],
    [[], ['RATING=80']],
  ])('four stars in place of %j', (before, after) => {
    expectChange(before, { rating: { stars: 4, family: 'windows' } }, after);
    expect(read(...after).rating).toMatchObject({ stars: 4 });
    expectChange(after, { rating: { stars: 0, family: 'linear' } }, []);
  });
});

test('a scale that would be read as another one is left', () => {
  const rated = (stars: number) => ({ rating: { stars, family: 'linear' } }) as const;
  expectChange(['RATING:a@b=3'], rated(1), ['RATING:a@b=0.2', 'RATING=20']);
  expectChange(['RATING=196'], rated(2), ['RATING=40']);
});

describe('loudness in Opus', () => {
  const gain = (text: string) => ({ texts: { replayGainTrackGain: [text] } });

  test('stands in 256ths, five decibels lower', () => {
    expectChange([], gain('-7.03 dB'), ['R128_TRACK_GAIN=-3080'], true);
    expectChange(
      ['REPLAYGAIN_TRACK_GAIN=-1 dB', 'R128_TRACK_GAIN=0'],
      gain('0.00 dB'),
      ['REPLAYGAIN_TRACK_GAIN=0.00 dB', 'R128_TRACK_GAIN=-1280'],
      true,
    );
    expectChange(
      ['R128_TRACK_GAIN=0', 'R128_ALBUM_GAIN=1'],
      { texts: { replayGainTrackGain: [] } },
      ['R128_ALBUM_GAIN=1'],
      true,
    );
    expectChange([], gain('500 dB'), ['REPLAYGAIN_TRACK_GAIN=500 dB'], true);
    expectChange([], gain('-7.03 dB'), ['REPLAYGAIN_TRACK_GAIN=-7.03 dB'], false);
  });

  test('is read back to the hundredth', () => {
    for (let hundredths = -3000; hundredths <= 3000; hundredths += 7) {
      const text = `${(hundredths / 100).toFixed(2)} dB`;
      const changed = changeComments([], { custom: {}, ...gain(text) }, true);
      expect(readComments(changed, true).texts.replayGainTrackGain).toEqual([text]);
    }
    expect(read('R128_TRACK_GAIN=-3080').texts).toEqual({});
    expect(read('R128_TRACK_GAIN=-3080').custom).toEqual({ R128_TRACK_GAIN: ['-3080'] });
  });
});

describe('free fields', () => {
  test('are found whatever their case', () => {
    expectChange(['Energy=7'], { custom: { ENERGY: ['8', '9'], Mix: ['x'] } }, ['Energy=8', 'Energy=9', 'Mix=x']);
    expect(read('Energy=7', 'ENERGY=8', '__proto__=x').custom).toEqual(
      Object.fromEntries([
        ['Energy', ['7', '8']],
        ['__proto__', ['x']],
      ]),
    );
  });

  test.each(['TITLE', 'rating', 'METADATA_BLOCK_PICTURE', 'SERATO_BEATGRID', 'TRAKTOR4', 'A=B', '', 'é', 'broken'])(
    'the name %s is refused',
    (name) => {
      const list = comments(Buffer.from('BROKEN=\xff', 'latin1'));
      expect(() => changeComments(list, { texts: {}, custom: { [name]: ['x'] } }, false)).toThrow(
        expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
      );
    },
  );
});

describe('covers', () => {
  const cover: TagPicture = { mimeType: 'image/png', kind: 3, description: 'é', bytes: Buffer.from('png') };
  const comment = (picture: TagPicture, kind = 3) => {
    const block = coverBlock(picture);
    block.writeUInt32BE(kind);
    return `METADATA_BLOCK_PICTURE=${block.toString('base64')}`;
  };
  const old = ['COVERART=anBn', 'X=1', 'COVERARTMIME=image/jpeg'];

  test('take the place of front covers of either form; others stay', () => {
    const back = comment(cover, 4);
    const list = comments('A=1', comment({ ...cover, bytes: Buffer.from('old') }), back, ...old);
    expect(rawOf(changeCoverComments(list, [cover])).map(String)).toEqual(['A=1', comment(cover), back, 'X=1']);
    expect(rawOf(changeCoverComments(list, [])).map(String)).toEqual(['A=1', back, 'X=1']);
    expect(rawOf(changeCoverComments(comments('A=1'), [cover])).map(String)).toEqual(['A=1', comment(cover)]);
    const same = comments(comment(cover));
    expect(changeCoverComments(same, [cover])).toBe(same);
  });

  test('of the old form are read, and stay where they are said to be something else', () => {
    expect(read(...old).pictures).toMatchObject([{ kind: 3, mimeType: 'image/jpeg', sizeBytes: 3 }]);
    const list = comments(...old, 'COVERARTTYPE=4');
    expect(readComments(list, false).pictures).toMatchObject([{ kind: 4 }]);
    expect(changeCoverComments(list, [])).toBe(list);
  });

  test('that are no pictures are foreign and stay', () => {
    const list = comments('METADATA_BLOCK_PICTURE=AAAA', 'COVERART=');
    expect(readComments(list, false).foreign.map(({ id }) => id)).toEqual([
      'COMMENT:METADATA_BLOCK_PICTURE',
      'COMMENT:COVERART',
    ]);
    expect(changeCoverComments(list, [])).toBe(list);
  });
});
