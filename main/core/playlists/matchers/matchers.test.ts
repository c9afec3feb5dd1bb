import { beforeEach, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { SoundTable } from '#core/sounds/sound-table.ts';
import { insertLike, insertPlaylist } from '#core/testing/like-tracks.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { allMatchers } from './all-matchers.ts';
import { artistMatcher } from './artist.matcher.ts';
import { eraMatcher } from './era.matcher.ts';
import { listeningMatcher } from './listening.matcher.ts';
import type { MatchContext, Matcher } from './matcher.ts';
import { mixMatcher } from './mix.matcher.ts';
import { moodMatcher } from './mood.matcher.ts';
import { soundsMatcher } from './sounds.matcher.ts';
import { TrackTable } from './track-table.ts';

let db: Db;
beforeEach(() => {
  db = openTestDb();
});

function ask(matcher: Matcher, seedId: TrackId, n = 50, change: Partial<MatchContext> = {}) {
  const tracks = new TrackTable(db);
  tracks.refresh();
  const seed = tracks.read(seedId);
  if (!seed) throw new Error('Expected a seed');
  const candidates = [...tracks.all].filter(({ id }) => id !== seedId);
  const isCandidate = (id: number) => candidates.some((track) => track.id === id);
  const sounds = new SoundTable(db);
  const context: MatchContext = { candidates, isCandidate, tracks, sounds, db, heard: new Map(), ...change };
  return { knows: matcher.knows(seed, context), matches: matcher.match(seed, n, context) };
}

const ids = ({ matches }: ReturnType<typeof ask>) => matches.map(({ trackId }) => trackId);
const kinds = ({ matches }: ReturnType<typeof ask>, id: number) =>
  matches.find(({ trackId }) => trackId === id)?.reasons.map(({ kind }) => kind);

test('mixes well: the neighbours of the key at the tempo come first, with the facts', () => {
  const seed = insertLike(db, { musical_key: 14, bpm: 124 });
  const far = insertLike(db, { musical_key: 3, bpm: 124 });
  const half = insertLike(db, { musical_key: 14, bpm: 62 });
  const neighbour = insertLike(db, { musical_key: 16, bpm: 125.2 });
  insertLike(db, { musical_key: 14, bpm: 150 });
  const unknown = insertLike(db, { musical_key: null, bpm: null });
  const asked = ask(mixMatcher, seed);
  expect(ids(asked).slice(0, 2)).toEqual([neighbour, half]);
  expect(ids(asked)).not.toContain(unknown);
  expect(asked.matches[0]?.reasons.slice(0, 2)).toEqual([
    { kind: 'keyStep', values: { relation: 'oneUp', from: 14, to: 16 }, tone: 'good' },
    { kind: 'tempoChange', values: { bpm: 1.2 }, tone: 'good' },
  ]);
  expect(kinds(asked, far)?.[0]).toBe('weakKeyStep');
  // Of many as of few; where too few come near, others fill up.
  for (const n of [1, 2, 3, 4]) expect(ids(ask(mixMatcher, seed, n))).toEqual(ids(asked).slice(0, n));
  expect(ask(mixMatcher, unknown).knows).toBe(false);
});

test('sounds alike: the nearest sound first, whatever the tags say; of many as of few', () => {
  for (let sound = 100; sound < 140; sound += 1) insertLike(db, { sound, artist: 'Ada' });
  const seed = insertLike(db, { sound: 1, shade: 1, artist: 'Ada' });
  const twin = insertLike(db, { sound: 1, shade: 2, artist: 'Bo' });
  const asked = ask(soundsMatcher, seed);
  expect(ids(asked)[0]).toBe(twin);
  expect(kinds(asked, twin)).toEqual(['soundsAlike']);
  expect(asked.matches[0]!.score).toBeGreaterThan(0.8);
  const few = ask(soundsMatcher, seed, 5);
  expect(ids(few)).toEqual(ids(asked).slice(0, 5));
  expect(few.matches[0]!.score).toBeCloseTo(asked.matches[0]!.score, 6);
  db.prepare(
    'UPDATE analysis SET similarity = NULL WHERE audio_hash = (SELECT audio_hash FROM track WHERE id = ?)',
  ).run(seed);
  expect(ask(soundsMatcher, seed).knows).toBe(false);
});

test('mood: the same arousal, valence and words come before others, and opposites say so', () => {
  const calm = { arousal: 20, energy: 25, valence: -1, mood: 'sad relaxed' };
  const seed = insertLike(db, calm);
  const wild = insertLike(db, { arousal: 90, energy: 95, valence: 1, mood: 'party happy' });
  const near = insertLike(db, { arousal: 25, energy: 30, valence: -1, mood: 'relaxed sad' });
  const half = insertLike(db, { arousal: 40, energy: 40, valence: 0, mood: 'relaxed' });
  const asked = ask(moodMatcher, seed);
  expect(ids(asked).slice(0, 2)).toEqual([near, half]);
  expect(kinds(asked, near)).toEqual(['sameMood']);
  expect(kinds(asked, wild) ?? []).not.toContain('sameMood');
  expect(asked.matches.find(({ trackId }) => trackId === wild)?.score ?? 0).toBeLessThan(0.25);
});

test('era and genre: a shared genre in any spelling, then related words, then the years', () => {
  const seed = insertLike(db, { genre: 'Drum & Bass', year: 1998 });
  const same = insertLike(db, { genre: 'Jungle; drum and bass', year: 1999 });
  const liquid = insertLike(db, { genre: 'Liquid Bass', year: 1998 });
  const later = insertLike(db, { genre: 'Drum & Bass', year: 2021 });
  const other = insertLike(db, { genre: 'Folk', year: 1998 });
  const nothing = insertLike(db, { genre: '', year: null });
  const asked = ask(eraMatcher, seed);
  expect(ids(asked)).toEqual([same, later, liquid, other]);
  expect(asked.matches[0]?.reasons).toEqual([
    { kind: 'sameGenre', values: { genre: 'Drum & Bass' }, tone: 'good' },
    { kind: 'sameEra', values: { years: 1 }, tone: 'plain' },
  ]);
  expect(ask(eraMatcher, nothing).knows).toBe(false);
});

test('a suggested genre counts, a little less than a tag', () => {
  const seed = insertLike(db, { genre: 'Dub' });
  const tagged = insertLike(db, { genre: 'Dub' });
  const suggested = insertLike(db, { genre: '', suggested_genre: 'Dub' });
  const { matches } = ask(eraMatcher, seed);
  expect(matches.map(({ trackId }) => trackId)).toEqual([tagged, suggested]);
  expect(matches[1]!.score).toBeLessThan(matches[0]!.score);
});

test('artist: the same one first, then guests, remixes and who worked together; strangers not at all', () => {
  const seed = insertLike(db, { artist: 'Sable Ohm', title: 'Salt Road' });
  const stranger = insertLike(db, { artist: 'Nobody' });
  const guest = insertLike(db, { artist: 'Bo feat. Sable Ohm' });
  const friend = insertLike(db, { artist: 'Bo' });
  const own = insertLike(db, { artist: 'sable ohm' });
  const remixed = insertLike(db, { artist: 'Kiln', title: 'Ash (Sable Ohm Remix)' });
  const kiln = insertLike(db, { artist: 'Kiln', title: 'Soot' });
  const asked = ask(artistMatcher, seed);
  expect(ids(asked)).toEqual([own, guest, remixed, friend, kiln]);
  expect(ids(asked)).not.toContain(stranger);
  expect(kinds(asked, own)).toEqual(['sameArtist']);
  expect(kinds(asked, guest)).toEqual(['sameArtist']);
  const why = (id: number) => asked.matches.find(({ trackId }) => trackId === id)?.reasons[0];
  expect(why(friend)).toEqual({
    kind: 'relatedArtist',
    values: { artist: 'Sable Ohm', through: 'credit' },
    tone: 'good',
  });
  expect(why(kiln)?.values.through).toBe('remix');
});

test('artist: label mates and who stands beside in playlists are related; what was generated is no evidence', () => {
  const seed = insertLike(db, { artist: 'Sable Ohm', label: 'Lantern Row' });
  const mate = insertLike(db, { artist: 'Ada', label: 'Lantern Row' });
  const beside = insertLike(db, { artist: 'Cy' });
  const besideArtist = insertLike(db, { artist: 'Cy' });
  const generated = insertLike(db, { artist: 'Di' });
  insertPlaylist(db, [seed, beside]);
  insertPlaylist(db, [beside, seed]);
  insertPlaylist(db, [seed, generated], 'generate');
  const asked = ask(artistMatcher, seed);
  expect(ids(asked)).toEqual([beside, mate, besideArtist]);
  expect(asked.matches[0]?.reasons[0]).toEqual({ kind: 'playedTogether', values: { count: 2 }, tone: 'good' });
  expect(kinds(asked, mate)).toEqual(['sameLabel']);
  expect(kinds(asked, besideArtist)).toEqual(['relatedArtist']);
});

test('artist: among equals the same album, stars and plays come first', () => {
  const seed = insertLike(db, { artist: 'Ada', album: 'One' });
  const plain = insertLike(db, { artist: 'Ada', album: 'Two' });
  const liked = insertLike(db, { artist: 'Ada', album: 'Two', rating: 5 });
  const played = insertLike(db, { artist: 'Ada', album: 'Two', play_count: 20 });
  const album = insertLike(db, { artist: 'Ada', album: 'One', play_count: 20 });
  const asked = ask(artistMatcher, seed);
  expect(ids(asked)).toEqual([album, liked, played, plain]);
  expect(kinds(asked, liked)).toEqual(['sameArtist', 'likedByUser']);
});

test('listening: what the service named, as often as it said', () => {
  const seed = insertLike(db);
  const [often, seldom] = [insertLike(db), insertLike(db)];
  insertLike(db);
  const heard = new Map([
    [seldom as number, 0.2],
    [often as number, 0.9],
  ]);
  expect(ids(ask(listeningMatcher, seed, 50, { heard }))).toEqual([often, seldom]);
  expect(ask(listeningMatcher, seed).knows).toBe(false);
});

test('every matcher keeps to its candidates, its order, its number and 0 to 1', () => {
  for (let index = 0; index < 60; index += 1) {
    insertLike(db, {
      sound: index % 7,
      shade: index,
      artist: ['Ada', 'Bo', 'Ada & Cy', ''][index % 4]!,
      genre: ['Dub', 'Deep Dub', ''][index % 3]!,
      year: index % 5 === 0 ? null : 1990 + (index % 20),
      musical_key: index % 6 === 0 ? null : index % 24,
      bpm: index % 8 === 0 ? null : 90 + index,
      label: ['Lantern Row', ''][index % 2]!,
    });
  }
  const heard = new Map([...Array(60)].map((_, index): [number, number] => [index + 1, (index % 10) / 10]));
  const all = db.prepare('SELECT id FROM track').pluck().all() as TrackId[];
  for (const matcher of allMatchers) {
    for (const seed of all.filter((id) => id % 9 === 0)) {
      for (const n of [7, 1000]) {
        const { matches } = ask(matcher, seed, n, { heard });
        const scores = matches.map(({ score }) => score);
        expect(matches.length).toBeLessThanOrEqual(n);
        expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
        expect(scores).toEqual([...scores].sort((one, other) => other - one));
        expect(new Set(matches.map(({ trackId }) => trackId)).size).toBe(matches.length);
        expect(matches.map(({ trackId }) => trackId)).not.toContain(seed);
      }
    }
  }
});

test('the table follows what is added, changed, goes missing and comes back', () => {
  const tracks = new TrackTable(db);
  const id = insertLike(db, { artist: 'Ada' });
  tracks.refresh();
  expect(tracks.artists.nameOf(tracks.get(id)!.makers[0]!)).toBe('Ada');
  const other = insertLike(db, { artist: 'Bo' });
  db.prepare('UPDATE track SET artist = ? WHERE id = ?').run('Cy', id);
  tracks.refresh();
  expect([id, other].map((each) => tracks.artists.nameOf(tracks.get(each)!.makers[0]!))).toEqual(['Cy', 'Bo']);
  db.prepare('UPDATE track SET missing_since = 1 WHERE id = ?').run(id);
  tracks.refresh();
  expect([tracks.size, tracks.get(id)]).toEqual([1, undefined]);
  // A seed may be one whose file is gone.
  expect(tracks.read(id)?.id).toBe(id);
  expect(tracks.read(9999)).toBe(undefined);
});
