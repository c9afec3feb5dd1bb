import { describe, expect, test } from 'vitest';
import { mp3File, noise } from '#core/testing/audio-files.ts';
import { tagsIn, written } from '#core/testing/id3-file.ts';
import { apeTag, id3Tag, id3v1Tag, latinFrame } from '#core/testing/id3-tag.ts';
import { mpegTags } from './mpeg-tags.ts';

const read = (file: Buffer) => tagsIn(mpegTags, file);
const write = (file: Buffer, changes: Parameters<typeof written>[2]) => written(mpegTags, file, changes);
const head = id3Tag([latinFrame('TALB', 'Album')], { paddingBytes: 4000 });
/** The bytes of a file behind the sound and its tag at the start, which do not move here. */
const tailOf = (file: Buffer, before: Buffer, tail: Buffer) => file.subarray(before.length - tail.length);

describe('ID3v1', () => {
  function changedTail(tail: Buffer, texts: Record<string, string[]>): Buffer {
    const file = mp3File(head, {}, tail);
    return tailOf(write(file, { texts }), file, tail);
  }

  test('says what no other tag does', () => {
    const tag = id3v1Tag('Title', 'Artist');
    tag.set([0, 7], 125);
    tag.write('A comment', 97, 'latin1');
    expect(read(mp3File(head, {}, tag)).texts).toEqual({
      title: ['Title'],
      artist: ['Artist'],
      album: ['Album'],
      date: ['2001'],
      comment: ['A comment'],
      trackNumber: ['7'],
      genre: ['Rock'],
    });
  });

  test('gets the changed fields, cut off, and keeps all others', () => {
    const tag = id3v1Tag('Title', 'Artist');
    tag.write('x'.repeat(30), 97, 'latin1');
    const made = changedTail(tag, {
      artist: ['Ölaf', 'Łukasz'],
      trackNumber: ['12'],
      date: ['2026-11-21'],
      genre: ['house', 'Techno'],
    });
    expect(made.toString('latin1', 3, 33)).toBe('Title'.padEnd(30, '\0'));
    expect(made.toString('latin1', 33, 63)).toBe('Ölaf / ?ukasz'.padEnd(30, '\0'));
    expect(made.toString('latin1', 93, 97)).toBe('2026');
    // A track number takes the last two bytes of the comment.
    expect(made.toString('latin1', 97, 127)).toBe(`${'x'.repeat(28)}\0\x0c`);
    expect(made[127]).toBe(35);
  });

  test('loses what is taken away', () => {
    const tag = id3v1Tag('Title', 'Artist');
    tag.set([0, 7], 125);
    const made = changedTail(tag, { title: [], trackNumber: [], date: [], genre: [] });
    const wanted = id3v1Tag('', 'Artist').fill(0, 93, 97);
    wanted[127] = 255;
    expect(made.equals(wanted)).toBe(true);
  });

  test('stays where only other fields change', () => {
    const tag = id3v1Tag('Title', 'Artist');
    expect(changedTail(tag, { key: ['Am'], title: ['Title'] }).equals(tag)).toBe(true);
  });
});

describe('APE', () => {
  const items = { Title: 'Old', Track: '3/12', Year: '1999', Key: 'Am', MP3GAIN_UNDO: '+2,+2,N', Custom: 'a\0b' };

  test('says what ID3v2 does not', () => {
    expect(read(mp3File(head, {}, apeTag(items)))).toMatchObject({
      texts: {
        album: ['Album'],
        title: ['Old'],
        trackNumber: ['3'],
        trackTotal: ['12'],
        date: ['1999'],
        key: ['Am'],
      },
      custom: { MP3GAIN_UNDO: ['+2,+2,N'], Custom: ['a', 'b'] },
    });
  });

  test('is changed only where it holds what is changed', () => {
    const tag = apeTag(items);
    const file = mp3File(head, {}, tag);
    const made = write(file, {
      texts: { title: ['Nëw'], trackNumber: ['4'], key: [], label: ['A label'] },
      custom: { custom: ['c'] },
    });
    const wanted = { Title: 'Nëw', Track: '4/12', Year: '1999', MP3GAIN_UNDO: '+2,+2,N', Custom: 'c' };
    expect(tailOf(made, file, tag).equals(apeTag(wanted))).toBe(true);
  });

  test('goes with its last item', () => {
    const file = mp3File(head, {}, Buffer.concat([apeTag({ Title: 'Old' }), id3v1Tag('Old', 'x')]));
    const made = write(file, { texts: { title: [] } });
    expect(made.includes('APETAGEX')).toBe(false);
    expect(read(made).texts.title).toBeUndefined();
  });

  test('does not go on showing another cover', () => {
    const cover = Buffer.concat([Buffer.from('cover.jpg\0'), noise(1, 300)]);
    const tag = apeTag({ 'Cover Art (Front)': cover.toString('latin1'), 'Cover Art (Back)': 'x', Title: 'Old' });
    // Both are binary items.
    const flagged = Buffer.from(tag);
    for (const name of ['Cover Art (Front)', 'Cover Art (Back)']) flagged[flagged.indexOf(name) - 4] = 2;
    const file = mp3File(Buffer.alloc(0), {}, flagged);
    expect(read(file).pictures).toMatchObject([{ kind: 3, description: 'cover.jpg' }]);
    expect(read(file).foreign.map(({ id }) => id)).toEqual(['APE:Cover Art (Back)']);
    const made = write(file, { covers: [{ mimeType: 'image/png', kind: 3, description: '', bytes: noise(2, 50) }] });
    expect(read(made).pictures).toMatchObject([{ kind: 3, mimeType: 'image/png', sizeBytes: 50 }]);
    expect(read(write(made, { covers: [] })).pictures).toEqual([]);
  });

  test('that is damaged stays as it is', () => {
    const tag = apeTag({ Title: 'Old', Other: 'x' }).fill(0xff, 32, 36);
    const file = mp3File(head, {}, tag);
    const made = write(file, { texts: { title: ['New'] } });
    expect(tailOf(made, file, tag).equals(tag)).toBe(true);
    expect(read(made).foreign.map(({ id }) => id)).toEqual(['APE']);
  });
});
