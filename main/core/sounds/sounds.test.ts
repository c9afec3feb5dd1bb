import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeSimilarity, layout } from '#core/analysis/similarity/similarity-vector.ts';
import { openLibrary } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { insertAnalysed } from '#core/testing/analysed-tracks.ts';
import { madeUpVector } from '#core/testing/made-up-vectors.ts';
import { openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { SoundTable } from './sound-table.ts';
import { suggestGenres } from './suggest-genres.ts';

let db: Db;
let folder: ReturnType<typeof tempFolder>;

beforeEach(() => {
  db = openTestDb();
  folder = tempFolder();
});
afterEach(() => folder.remove());

type Place = { genre?: string; artist?: string; missing?: boolean };

/** A track that sounds like `seed`, and a little different for each `shade`. */
function insertSound(
  into: Db,
  seed: number,
  shade: number,
  { genre = '', artist = '', missing = false }: Place = {},
): TrackId {
  const vector = madeUpVector(seed);
  for (let index = 0; index < 25; index += 1) vector[layout.mean + index]! += 0.02 * Math.sin(shade * (index + 1));
  const track = { genre, artist, missing_since: missing ? 1 : null };
  const id = insertAnalysed(into, { track });
  into
    .prepare('UPDATE analysis SET similarity = ? WHERE audio_hash = (SELECT audio_hash FROM track WHERE id = ?)')
    .run(encodeSimilarity(vector), id);
  return id;
}

test('the tracks most like one come first, without itself and without what is missing', () => {
  for (let seed = 100; seed < 160; seed += 1) insertSound(db, seed, 0);
  const [first, second] = [insertSound(db, 1, 1), insertSound(db, 1, 2)];
  insertSound(db, 1, 3, { missing: true });
  const table = new SoundTable(db);
  const found = table.findSimilar({ id: first, count: 5, isSpread: false });
  expect(found[0]!.id).toBe(second);
  expect(found[0]!.likeness).toBeGreaterThan(found[1]!.likeness);
  expect(found.map(({ id }) => id)).not.toContain(first);
  expect(table.findSimilar({ id: 9999, count: 5, isSpread: false })).toEqual([]);
});

test('spread results have each artist once, and not the one of the track', () => {
  const id = insertSound(db, 1, 0, { artist: 'Ada' });
  for (let shade = 1; shade <= 12; shade += 1) insertSound(db, 1, shade, { artist: ['Ada', 'Bo', 'Cy'][shade % 3]! });
  const found = new SoundTable(db).findSimilar({ id, count: 10, isSpread: true });
  const artists = found.map((one) => db.prepare('SELECT artist FROM track WHERE id = ?').pluck().get(one.id));
  expect(artists.sort()).toEqual(['Bo', 'Cy']);
});

test('what was added, changed and removed is known at the next question', () => {
  for (let seed = 100; seed < 140; seed += 1) insertSound(db, seed, 0);
  const id = insertSound(db, 1, 0);
  const table = new SoundTable(db);
  expect(table.findSimilar({ id, count: 1, isSpread: false })[0]?.id).not.toBe(undefined);
  const twin = insertSound(db, 1, 1);
  // The sound came after the row: a change of the track tells.
  db.prepare('UPDATE track SET rating = 1 WHERE id = ?').run(twin);
  expect(table.findSimilar({ id, count: 1, isSpread: false })[0]?.id).toBe(twin);
  db.prepare('DELETE FROM track WHERE id = ?').run(twin);
  expect(table.findSimilar({ id, count: 50, isSpread: false }).map((one) => one.id)).not.toContain(twin);
});

function fillGenres(into: Db, perGenre: number): Record<string, TrackId> {
  const genres = { House: 11, Dub: 22, Jungle: 33 };
  for (const [genre, seed] of Object.entries(genres)) {
    for (let shade = 1; shade <= perGenre; shade += 1) {
      insertSound(into, seed, shade, { genre, artist: `${genre} ${shade % 20}` });
    }
  }
  return Object.fromEntries(Object.entries(genres).map(([genre, seed]) => [genre, insertSound(into, seed, 0.5)]));
}

test('genres are learned from what is tagged and suggested where nothing is', () => {
  const untagged = fillGenres(db, 80);
  const { learned, genres, suggestions } = suggestGenres(db);
  expect([learned, [...genres].sort()]).toEqual([240, ['Dub', 'House', 'Jungle']]);
  expect(Object.fromEntries(suggestions.map(([id, genre]) => [genre, id]))).toEqual(untagged);
});

test('below two hundred tagged tracks nothing is suggested', () => {
  fillGenres(db, 60);
  expect(suggestGenres(db)).toEqual({ learned: 0, genres: [], suggestions: [] });
});

test('suggestions are kept beside the tags, and taken back when they no longer hold', { timeout: 60_000 }, async () => {
  const library = openLibrary(folder.path);
  const untagged = fillGenres(library.db, 80);
  library.close();
  const { core, call, logged } = await openTestCore(folder.path);
  try {
    await call('analysis.suggestGenres', undefined);
    await core.waitForIdle();
    const id = untagged.House!;
    const { genreSuggestion } = await call('analysis.get', { id });
    expect(genreSuggestion).toEqual({ genre: 'House', confidence: expect.any(Number) });
    expect((await call('tracks.get', { id })).genre).toBe('');
    const similar = await call('tracks.similar', { id, count: 5 });
    expect(similar.map(({ track }) => track.genre)).toEqual(Array(5).fill('House'));
    // One's own tag takes the place of a suggestion.
    await call('tags.edit', { edits: [{ ids: [id], field: 'genre', values: ['Deep House'], mode: 'set' }] });
    await call('analysis.suggestGenres', undefined);
    await core.waitForIdle();
    expect((await call('analysis.get', { id })).genreSuggestion).toBeNull();
    expect((await call('tracks.get', { id })).genre).toBe('Deep House');
    expect(logged).toEqual([]);
  } finally {
    await core.close();
  }
});
