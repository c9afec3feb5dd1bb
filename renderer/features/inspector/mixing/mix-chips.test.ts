import { expect, test } from 'vitest';
import type { MixableTrack } from '#shared/contract/library/tracks.ts';
import { type MixTrack, mixability } from '#shared/mixability.ts';
import { text } from '../../../messages/use-text.ts';
import { trackRow } from '../../tracks/testing/track-row.ts';
import { mixChips } from './mix-chips.ts';

const known: MixTrack = { key: 14, bpm: 124, energy: 0.6, arousal: 0.5, valence: 0 };
const words = (second: Partial<MixTrack>) => {
  const other = { ...known, ...second };
  const entry: MixableTrack = { track: trackRow({ id: 1, key: other.key }), ...mixability(known, other) };
  return mixChips(entry, text).map((chip) => `${chip.isBad ? '(!) ' : ''}${chip.text}`);
};

test('a twin says so', () => {
  expect(words({})).toEqual(['same key', 'same tempo', 'same mood']);
});

test('keys, tempi and energy are told as a listener counts them', () => {
  expect(words({ key: 16, bpm: 122 })).toEqual(['one up', '+1.6 %', 'same mood']);
  expect(words({ key: 15, bpm: 62 })).toEqual(['to major', 'half as fast, same tempo', 'same mood']);
  expect(words({ bpm: 250, energy: 0.8 })).toEqual(['same key', 'twice as fast, −0.8 %', 'energy +2']);
});

test('what speaks against it comes first', () => {
  expect(words({ bpm: 140 })[0]).toBe('(!) −11.4 %');
  expect(words({ key: 14 + 7, energy: 0.05 })[0]).toMatch(/^\(!\) /);
});

test('what is not known is not said', () => {
  expect(words({ key: null, bpm: null, energy: null, arousal: null })).toEqual([]);
});
