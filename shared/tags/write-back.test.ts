import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatKey } from '../music-key.ts';
import { cleanValues, isEditField } from './edit-fields.ts';
import { type KnownOfTrack, measuredTexts, onlyEdits, type WriteBack } from './write-back.ts';

const track: KnownOfTrack = {
  ...{ bpm: 123.984, key: 14, lufs: -8.9, truePeakDb: -0.4, rating: 0, comment: '', grouping: '' },
};
const include = (change: Partial<WriteBack>): WriteBack => ({ ...onlyEdits, ...change });
const camelot = formatKey(14, 'camelot');

test('nothing is written back until it is asked for', () => {
  expect(measuredTexts(track, onlyEdits, '')).toEqual({});
});

test('tempo and key are written as the user wants them', () => {
  expect(measuredTexts(track, include({ bpm: 'whole' }), '')).toEqual({ bpm: ['124'] });
  expect(measuredTexts(track, include({ bpm: 'decimals' }), '')).toEqual({ bpm: ['123.98'] });
  for (const keyNotation of ['classical', 'camelot', 'openKey'] as const) {
    const texts = measuredTexts(track, include({ keyInField: true, keyNotation }), '');
    expect(texts).toEqual({ key: [formatKey(14, keyNotation)] });
  }
});

test('what is not known is left out, whatever is asked for', () => {
  const unknown = { ...track, bpm: null, key: null, lufs: null, truePeakDb: null };
  const all = include({ bpm: 'whole', keyInField: true, keyInComment: true, keyInGrouping: true, replayGain: true });
  expect(measuredTexts(unknown, all, '')).toEqual({});
});

test('key and tempo stand in front of the comment once, however often they are written', () => {
  const all = include({ keyInComment: true, keyNotation: 'camelot' });
  fc.assert(
    fc.property(
      fc.string({ maxLength: 30 }).map((text) => text.trim()),
      fc.integer({ min: 0, max: 23 }),
      (comment, key) => {
        // A comment that itself looks like a prefix is taken for one.
        fc.pre(!/^[0-9A-Ga-g#♭♯bmdM]{1,4}( - |$)/.test(comment));
        const once = measuredTexts({ ...track, key, comment }, all, '').comment?.[0] ?? '';
        const again = measuredTexts({ ...track, key: 3, comment: once }, all, '').comment?.[0] ?? '';
        expect(measuredTexts({ ...track, key, comment: again }, all, '').comment?.[0]).toBe(once);
        expect(once.endsWith(comment)).toBe(true);
      },
    ),
  );
  expect(measuredTexts({ ...track, comment: '8A - 7 - Long outro' }, all, '')).toEqual({
    comment: [`${camelot} - 124 - Long outro`],
  });
  expect(measuredTexts(track, all, 'From a pattern')).toEqual({ comment: [`${camelot} - 124 - From a pattern`] });
});

test('a grouping that holds something else is not overwritten by the key', () => {
  const all = include({ keyInGrouping: true, keyNotation: 'camelot' });
  expect(measuredTexts({ ...track, grouping: 'Warm-up' }, all, '')).toEqual({});
  expect(measuredTexts({ ...track, grouping: 'Am' }, all, '')).toEqual({ grouping: [camelot] });
});

test('ReplayGain brings everything to -18 LUFS', () => {
  expect(measuredTexts(track, include({ replayGain: true }), '')).toEqual({
    replayGainTrackGain: ['-9.10 dB'],
    replayGainTrackPeak: ['0.954993'],
  });
  expect(measuredTexts({ ...track, lufs: -23, truePeakDb: null }, include({ replayGain: true }), '')).toEqual({
    replayGainTrackGain: ['+5.00 dB'],
  });
});

test('cleaned values stay as they are when they are cleaned again, and hold nothing a tag cannot', () => {
  const field = fc.constantFrom('title', 'genre', 'comment', 'date', 'trackNumber', 'isrc', 'custom:X' as const);
  fc.assert(
    fc.property(field, fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }), (name, values) => {
      const clean = cleanValues(name as 'title', values);
      if (!('values' in clean)) return;
      expect(cleanValues(name as 'title', clean.values)).toEqual(clean);
      expect(clean.values.every((value) => value.trim() === value && value !== '' && !value.includes('\0'))).toBe(true);
    }),
  );
});

test('free fields have names that every format can hold', () => {
  expect(['custom:ENERGYLEVEL', 'custom:Songs-DB_Custom1'].every(isEditField)).toBe(true);
  const bad = ['custom:', 'custom:A=B', 'custom: A', 'custom:é', `custom:${'x'.repeat(81)}`, 'bpm', 'key', 'nothing'];
  expect(bad.filter(isEditField)).toEqual([]);
});
