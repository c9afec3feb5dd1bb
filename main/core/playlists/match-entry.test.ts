import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackTable } from '#core/db/schema.ts';
import { explain, insertFolderRow, insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import type { EntryFacts } from '#shared/contract/playlists.ts';
import { EntryMatcher, matchFacts, matchMany, sureScore } from './match-entry.ts';
import { readLocation } from './match-location.ts';

const facts = (values: Partial<EntryFacts>): EntryFacts => ({
  title: '',
  artist: '',
  album: '',
  durationMs: null,
  isrc: '',
  location: '',
  ...values,
});

/** A library of one track, asked for facts; what the answer is: 'sure', 'maybe' or 'none'. */
function ask(track: Partial<TrackTable>, wanted: Partial<EntryFacts>): string {
  const db = openTestDb();
  const id = insertTrack(db, track);
  const match = matchFacts(db, facts(wanted));
  db.close();
  if (!match) return 'none';
  expect(match.trackId).toBe(id);
  return match.score >= sureScore ? 'sure' : 'maybe';
}

test.each([
  ['another spelling', { artist: 'Björk', title: 'Jóga' }, { artist: 'BJORK', title: 'joga' }, 'sure'],
  [
    'punctuation',
    { artist: 'Daft Punk', title: 'Don’t Stop (Now)' },
    { artist: 'Daft Punk', title: "Don't Stop" },
    'sure',
  ],
  ['the usual version', { artist: 'A', title: 'Kiln (Original Mix)' }, { artist: 'A', title: 'Kiln' }, 'sure'],
  [
    'a remaster',
    { artist: 'Queen', title: 'Innuendo' },
    { artist: 'Queen', title: 'Innuendo - Remastered 2011' },
    'sure',
  ],
  ['guests in the title', { artist: 'A', title: 'Kiln feat. B' }, { artist: 'A, B', title: 'Kiln' }, 'sure'],
  ['an article', { artist: 'The Beatles', title: 'Help!' }, { artist: 'Beatles', title: 'Help' }, 'sure'],
  ['one of two artists', { artist: 'Ada Vale & Kiln', title: 'Roof' }, { artist: 'Ada Vale', title: 'Roof' }, 'sure'],
  ['both in one text', { artist: 'Ada Vale', title: 'Tin Roof' }, { title: 'Ada Vale - Tin Roof' }, 'sure'],
  ['a slip', { artist: 'Ada Vale', title: 'Harbour Lights' }, { artist: 'Ada Vale', title: 'Harbor Lights' }, 'sure'],
  ['a remix', { artist: 'A', title: 'Kiln' }, { artist: 'A', title: 'Kiln (B Remix)' }, 'maybe'],
  ['two remixes', { artist: 'A', title: 'Kiln (C Remix)' }, { artist: 'A', title: 'Kiln (B Remix)' }, 'none'],
  ['another number', { artist: 'Ada Vale', title: 'Lanterns 456' }, { artist: 'Ada Vale', title: 'Lanterns' }, 'none'],
  ['a part of it', { artist: 'A', title: 'Paper Lanterns' }, { artist: 'A', title: 'Paper Lanterns Song' }, 'maybe'],
  ['another artist', { artist: 'Ada Vale', title: 'Intro' }, { artist: 'Moth', title: 'Intro' }, 'none'],
  ['another title', { artist: 'Ada Vale', title: 'Tin Roof' }, { artist: 'Ada Vale', title: 'Kettle' }, 'none'],
  ['no artist', { artist: 'Ada Vale', title: 'Tin Roof' }, { title: 'Tin Roof' }, 'maybe'],
] as const)('%s', (_name, track, wanted, expected) => {
  expect(ask({ ...track, duration_ms: 200_000 }, { ...wanted, durationMs: 200_900 })).toBe(expected);
});

test('what lasts much longer is another cut', () => {
  const kiln = { artist: 'A', title: 'Kiln' };
  expect(ask({ ...kiln, duration_ms: 200_000 }, { ...kiln, durationMs: 203_000 })).toBe('sure');
  expect(ask({ ...kiln, duration_ms: 200_000 }, { ...kiln, durationMs: 220_000 })).toBe('maybe');
  expect(ask({ ...kiln, duration_ms: 200_000 }, kiln)).toBe('sure');
});

test('an ISRC finds its track under any name, but not one that is another song', () => {
  const track = { isrc: 'GBAYE0601498', title: 'Tin Roof', artist: 'Ada Vale', duration_ms: 200_000 };
  expect(ask(track, { isrc: 'gb-aye-06-01498' })).toBe('sure');
  expect(ask(track, { isrc: 'GBAYE0601498', title: 'Toit de tôle', durationMs: 201_000 })).toBe('sure');
  expect(ask(track, { isrc: 'GBAYE0601498', title: 'Kettle', artist: 'Moth', durationMs: 90_000 })).toBe('none');
  expect(ask({ isrc: '' }, { isrc: '' })).toBe('none');
});

test('a path finds its file, however a program writes it', () => {
  const track = { path: 'Ada/Tin Roof é.mp3', file_name: 'Tin Roof é.mp3' };
  const locations = ['/music/Ada/Tin Roof é.mp3', 'file:///music/Ada/Tin%20Roof%20%C3%A9.mp3'];
  for (const location of [...locations, 'file://localhost/music/Ada/Tin%20Roof%20e%CC%81.mp3']) {
    expect(ask(track, { location })).toBe('sure');
  }
  expect(ask(track, { location: 'spotify:track:Ada/Tin Roof é.mp3' })).toBe('none');
});

test('a path of another machine is found by its end, surely where the folders are the same', () => {
  const track = { path: 'Ada Vale/Roofs/01 Tin Roof.mp3', file_name: '01 Tin Roof.mp3', duration_ms: 200_000 };
  expect(ask(track, { location: 'D:\\Sets\\Ada Vale\\Roofs\\01 Tin Roof.mp3' })).toBe('sure');
  expect(ask(track, { location: '/Volumes/USB/roofs/01 Tin Roof.mp3' })).toBe('sure');
  expect(ask(track, { location: '../new/01 Tin Roof.mp3' })).toBe('maybe');
  expect(ask({ ...track, title: 'Tin Roof' }, { location: '01 Tin Roof.mp3', title: 'Moth', durationMs: 60_000 })).toBe(
    'none',
  );
  expect(readLocation('C:\\Music\\a.mp3')).toEqual({ path: 'C:/Music/a.mp3', parts: ['a.mp3', 'Music', 'C:'] });
});

test('of several it takes the version asked for, and a file that is there before one that is missing', () => {
  const db = openTestDb();
  const kiln = { artist: 'A', title: 'Kiln', duration_ms: 200_000 };
  const remix = insertTrack(db, { ...kiln, title: 'Kiln (B Remix)' });
  const missing = insertTrack(db, { ...kiln, missing_since: 5 });
  const there = insertTrack(db, kiln);
  const wanted = [facts({ artist: 'A', title: 'Kiln' }), facts({ artist: 'A', title: 'Kiln (B remix)' }), facts({})];
  expect(matchMany(db, wanted).map((match) => match?.trackId)).toEqual([there, remix, undefined]);
  const all = new EntryMatcher(db).candidates(facts({ artist: 'A', title: 'Kiln', durationMs: 200_000 }), 5);
  expect(all.map(({ trackId }) => trackId)).toEqual([there, missing, remix]);
});

test('a link that a service gave is taken', () => {
  const db = openTestDb();
  const id = insertTrack(db, { title: 'Anything' });
  db.exec(`INSERT INTO connection (service, settings, connected_at) VALUES ('spotify', '{}', 0)`);
  db.prepare(`INSERT INTO service_link (service, track_id, item, at) VALUES ('spotify', ?, 'spotify:track:7', 0)`).run(
    id,
  );
  expect(matchFacts(db, facts({ location: 'spotify:track:7' }))).toEqual({ trackId: id, score: 1, by: 'link' });
  expect(matchFacts(db, facts({ location: 'spotify:track:8' }))).toBeNull();
});

test('any track is found again by what an entry keeps of it', () => {
  const name = fc.stringMatching(/^[a-zé]{3,9}( [a-z]{2,9}){0,3}$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), name, (titles, artist) => {
      const db = openTestDb();
      const ids = titles.map((title) => insertTrack(db, { title, artist, duration_ms: 200_000 }));
      const wanted = titles.map((title) => facts({ title, artist, durationMs: 200_000 }));
      const matches = matchMany(db, wanted);
      expect(matches.map((match) => match?.trackId)).toEqual(ids);
      expect(matches.every((match) => match !== null && match.score >= sureScore)).toBe(true);
      db.close();
    }),
    { numRuns: 40 },
  );
});

test('of titles that differ in an accent the one that is spelled the same is meant', () => {
  const db = openTestDb();
  const ids = ['éléé', 'éélé'].map((title) => insertTrack(db, { title, artist: 'Aaé', duration_ms: 200_000 }));
  const wanted = ['éélé', 'éléé'].map((title) => facts({ title, artist: 'Aaé', durationMs: 200_000 }));
  expect(matchMany(db, wanted).map((match) => match?.trackId)).toEqual(ids.toReversed());
});

test('no step of a match reads the whole library', () => {
  const db = openTestDb();
  insertFolderRow(db);
  const steps = [
    `isrc IN (SELECT value FROM json_each(?)) AND isrc <> ''`,
    `file_name IN (SELECT value FROM json_each(?))`,
    'artist_fold = ?',
  ];
  for (const condition of [...steps, 'title_fold >= ? AND title_fold < ?', 'folder_id = ? AND path = ?']) {
    const values = condition
      .split('?')
      .slice(1)
      .map(() => '[]');
    expect(explain(db, `SELECT title FROM track WHERE ${condition}`, ...values)).toContain('SEARCH track USING INDEX');
  }
});
