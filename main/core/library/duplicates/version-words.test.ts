import { expect, test } from 'vitest';
import { isSameVersion, type NamedFile, plainTitle, versionOf } from './version-words.ts';

function named(title: string, fileName = '', artist = ''): NamedFile {
  return { title, artist, fileName };
}

test.each([
  [named('Song'), named('Song (Original Mix)')],
  [named('Song'), named('Song - Album Version')],
  [named('Song (Remix)'), named('Song [RMX]')],
  [named('Song (Kiln Remix)'), named('Song (Kiln Remix)', '07 - song kiln remix.mp3')],
  [named('Song (Remastered 2011)'), named('SONG (2011 Remaster)')],
  [named('', '03 - Song_(Live).mp3'), named('Song (Live)', 'song-live.flac')],
  [named('Radio Ga Ga'), named('Radio Ga Ga', 'Queen - Radio Ga Ga.mp3', 'Queen')],
  [named('Lightning', 'Live - Lightning.mp3', 'Live'), named('Lightning', 'lightning.mp3', 'Live')],
  [named('Song (A Cappella)'), named('Song (Acapella)')],
])('one version: %o and %o', (one, other) => {
  expect(isSameVersion(versionOf(one), versionOf(other))).toBe(true);
});

test.each([
  [named('Song'), named('Song (Remix)')],
  [named('Song (Kiln Remix)'), named('Song (Oslo Remix)')],
  [named('Song (Remix)'), named('Song (Kiln Remix)')],
  [named('Song'), named('Song', 'song (dub).mp3')],
  [named('Song'), named('Song - Live at Hall 4')],
  [named('Song'), named('Song (Radio Edit)')],
  [named('Song (Radio Edit)'), named('Song (Extended)')],
  [named('Song'), named('Song (Instrumental)')],
  [named('Song'), named('Song (Acapella)')],
  [named('Song'), named('Song (VIP)')],
  [named('Song'), named('Song (2011 Remaster)')],
  [named('Song (Remastered 2011)'), named('Song (Remastered 2023)')],
  [named('Song (Clean)'), named('Song (Explicit)')],
  [named('Song (Part 1)'), named('Song (Part 2)')],
  [named('', 'every_window_lit_rmx.flac'), named('', 'every_window_lit.flac')],
])('two versions: %o and %o', (one, other) => {
  expect(isSameVersion(versionOf(one), versionOf(other))).toBe(false);
  expect(isSameVersion(versionOf(other), versionOf(one))).toBe(false);
});

test('a mix name counts as a part of the title', () => {
  const plain = versionOf(named('Song (Kiln Remix)'));
  expect(isSameVersion(plain, versionOf({ ...named('Song'), mixName: 'Kiln Remix' }))).toBe(true);
  expect(isSameVersion(versionOf({ ...named('Song'), mixName: 'Original Mix' }), versionOf(named('Song')))).toBe(true);
});

test('titles are the same however they are written', () => {
  expect(plainTitle('Déjà-Vu  (Original Mix)')).toBe(plainTitle('deja vu'));
  expect(plainTitle('Song')).not.toBe(plainTitle('Song (Remix)'));
});
