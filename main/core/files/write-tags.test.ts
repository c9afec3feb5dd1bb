import { readFileSync, statSync } from 'node:fs';
import { setAttributeSync } from '@napi-rs/xattr';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noise } from '#core/testing/audio-files.ts';
import { fileInputs } from '#core/testing/tagged-files.ts';
import { sha256Of, stateOf, tagInput, WriteLab } from '#core/testing/write-lab.ts';
import { audioHashOf } from './audio-hash.ts';
import type { WriteInput } from './file-step.ts';
import { readFileTags } from './preview-tags.ts';

let lab: WriteLab;
beforeEach(() => {
  lab = new WriteLab();
});
afterEach(() => lab.remove());

/** A JPEG to whoever does not decode it. */
const cover = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), noise(7, 5000)]);

const texts: WriteInput['texts'] = {
  title: ['Títle 𝄞 – second'],
  artist: ['One Artist'],
  album: ['An Album'],
  albumArtist: ['Its Artist'],
  genre: ['Deep House'],
  style: ['Dub'],
  label: ['A Label'],
  catalogNumber: ['CAT 001'],
  comment: ['A comment\nof two lines'],
  grouping: ['Peak'],
  composer: ['A Composer'],
  remixer: ['A Remixer'],
  mixName: ['Night Mix'],
  isrc: ['QZABC2600001'],
  date: ['2026-11-21'],
  originalDate: ['1999'],
  trackNumber: ['3'],
  trackTotal: ['12'],
  discNumber: ['1'],
  discTotal: ['2'],
  bpm: ['128'],
  key: ['Am'],
  mood: ['Dark'],
  lyrics: ['First line\nSecond line'],
  lyricist: ['A Lyricist'],
  conductor: ['A Conductor'],
  copyright: ['2026 A Label'],
  encodedBy: ['Somebody'],
  language: ['eng'],
  replayGainTrackGain: ['-7.03 dB'],
  replayGainTrackPeak: ['0.988235'],
};

describe.each(fileInputs())('$name', ({ name, bytes }) => {
  test('every field is written, proven by two parsers, and taken back byte for byte', async () => {
    const path = lab.file(name, bytes());
    setAttributeSync(path, 'user.tag', 'a mark of the file manager');
    const before = stateOf(path);
    const tagsBefore = readFileTags(path);
    const audioHash = audioHashOf(path);
    const input = tagInput({
      texts,
      custom: { MY_FIELD: ['of mine'] },
      coverHashes: [lab.picture(cover)],
      rating: { stars: 4, family: 'windows' },
    });

    const written = await lab.change(path, input);
    expect(written).toMatchObject({ sha256Before: before.sha256, audioHash });
    expect(stateOf(path)).toMatchObject({ sha256: written.sha256After, mode: before.mode, extended: before.extended });
    expect(audioHashOf(path)).toBe(audioHash);
    const tags = readFileTags(path);
    expect(tags.texts).toEqual(texts);
    expect(tags.custom).toMatchObject({ MY_FIELD: ['of mine'] });
    expect(tags.rating?.stars).toBe(4);
    expect(tags.pictures.filter(({ kind }) => kind === 3).map(({ sha256 }) => sha256)).toEqual([sha256Of(cover)]);
    expect(tags.foreign.toSorted(byId)).toEqual(tagsBefore.foreign.toSorted(byId));
    expect(written.content.tags).toMatchObject({ title: texts.title?.[0], artist: 'One Artist', track_number: 3 });

    // TagLib #596, #612, #622: saving twice broke ASF, FLAC, MP4 and Ogg.
    const again = statSync(path, { bigint: true });
    expect((await lab.write(path, input)).state).toBe('unchanged');
    expect(statSync(path, { bigint: true })).toEqual(again);

    const undone = await lab.undo(path, written);
    expect(stateOf(path)).toEqual(before);
    if (undone.state !== 'written') throw new Error('Expected the undo to write');
    await lab.undo(path, undone.file);
    expect(stateOf(path).sha256).toBe(written.sha256After);
    expect(lab.leftovers()).toEqual([]);
  });

  test('every field goes, and what was not named stays', async () => {
    const path = lab.file(name, bytes());
    await lab.change(path, tagInput({ texts, custom: { MY_FIELD: ['of mine'], OTHER: ['stays'] } }));
    const before = stateOf(path);
    const none = Object.fromEntries(Object.keys(texts).map((field) => [field, []]));
    const written = await lab.change(path, tagInput({ texts: none, custom: { MY_FIELD: [] }, coverHashes: [] }));
    const tags = readFileTags(path);
    expect(Object.values(tags.texts).flat()).toEqual([]);
    expect(tags.custom).toMatchObject({ OTHER: ['stays'] });
    expect(tags.custom).not.toHaveProperty('MY_FIELD');
    await lab.undo(path, written);
    expect(stateOf(path)).toEqual(before);
  });

  test('nothing asked for is nothing written', async () => {
    const path = lab.file(name, bytes());
    const before = statSync(path, { bigint: true });
    expect(await lab.write(path, tagInput({}))).toMatchObject({ state: 'unchanged' });
    expect(statSync(path, { bigint: true }).ctimeNs).toBe(before.ctimeNs);
    expect(readFileSync(path).equals(bytes())).toBe(true);
  });
});

function byId(one: { id: string; sha256: string }, other: { id: string; sha256: string }): number {
  return `${one.id} ${one.sha256}` < `${other.id} ${other.sha256}` ? -1 : 1;
}
