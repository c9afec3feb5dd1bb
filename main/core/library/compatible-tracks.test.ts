import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain, insertFolderRow, insertTrack, openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { mixability, mixableKeys } from '#shared/mixability.ts';
import { parseKey } from '#shared/music-key.ts';
import { openLibrary } from '../db/open-library.ts';
import { findCompatible } from './compatible-tracks.ts';

const key = (name: string) => parseKey(name)!;
const find = (db: ReturnType<typeof openTestDb>, id: number, options: { limit?: number; tempoPercent?: number } = {}) =>
  findCompatible(db, { id: id as TrackId, limit: 50, tempoPercent: 6, ...options });

test('what mixes best comes first, with its reasons', () => {
  const db = openTestDb();
  const heard = { energy: 70, arousal: 60, valence: 1 };
  const seed = insertTrack(db, { bpm: 120, musical_key: key('8A'), ...heard });
  const same = insertTrack(db, { bpm: 121.2, musical_key: key('8A'), ...heard });
  const half = insertTrack(db, { bpm: 60, musical_key: key('9A'), energy: 90, arousal: 60, valence: 1 });
  const unheard = insertTrack(db, { bpm: 120, musical_key: key('8B') });
  insertTrack(db, { bpm: 120, musical_key: key('2A'), ...heard });
  insertTrack(db, { bpm: 128, musical_key: key('8A'), ...heard });
  insertTrack(db, { bpm: 120, ...heard });
  insertTrack(db, { musical_key: key('8A'), ...heard });
  const found = find(db, seed);
  expect(found.map(({ id }) => id)).toEqual([same, half, unheard]);
  expect(found[0]).toMatchObject({ key: { relation: 'same' }, tempo: { ratio: 1 }, mood: { distance: 0 } });
  expect(found[0]?.tempo?.changePercent).toBeCloseTo(-0.99, 2);
  expect(found[1]).toMatchObject({ key: { relation: 'oneUp' }, tempo: { ratio: 2 }, energy: { step: 2 } });
  expect(found[2]).toMatchObject({ key: { relation: 'relative' }, mood: null, energy: null });
});

test('without a key the tempo decides, without a tempo the key, without both nothing', () => {
  const db = openTestDb();
  const keyed = insertTrack(db, { bpm: 140, musical_key: key('3B') });
  const near = insertTrack(db, { bpm: 120, musical_key: key('3B') });
  const onlyTempo = insertTrack(db, { bpm: 121 });
  const onlyKey = insertTrack(db, { musical_key: key('3A') });
  const neither = insertTrack(db);
  expect([onlyTempo, onlyKey, neither].map((id) => find(db, id).map((track) => track.id))).toEqual([
    [near],
    [keyed, near],
    [],
  ]);
});

test('files that are away and copies of the same sound are left out', () => {
  const db = openTestDb();
  const alike = { bpm: 120, musical_key: 3 };
  const seed = insertTrack(db, { ...alike, audio_hash: 'a' });
  insertTrack(db, { ...alike, audio_hash: 'a' });
  insertTrack(db, { ...alike, missing_since: 1 });
  const other = insertTrack(db, { ...alike, audio_hash: 'b' });
  expect(find(db, seed, { limit: 1 }).map(({ id }) => id)).toEqual([other]);
});

/** Around one tempo there are many, as in a collection of one kind of music. */
const values = fc.record({
  bpm: fc.option(
    fc.oneof(fc.double({ min: 50, max: 200, noNaN: true }), fc.double({ min: 119, max: 121, noNaN: true })),
  ),
  musical_key: fc.option(fc.oneof(fc.nat(23), fc.constantFrom(14, 15))),
  energy: fc.option(fc.nat(100)),
  arousal: fc.option(fc.nat(100)),
  valence: fc.option(fc.constantFrom(-1, 0, 1)),
});

const library = fc.array(values, { minLength: 1, maxLength: 30 });

test('any library answers as looking at every track does', () => {
  const share = (value: number | null) => (value === null ? null : value / 100);
  const mixTrack = (row: { bpm: number | null; musical_key: number | null } & Record<string, number | null>) => ({
    ...{ key: row.musical_key, bpm: row.bpm, valence: row.valence ?? null },
    ...{ energy: share(row.energy ?? null), arousal: share(row.arousal ?? null) },
  });
  fc.assert(
    fc.property(library, fc.nat(20), fc.integer({ min: 1, max: 30 }), ([seed, ...others], tempoPercent, limit) => {
      const db = openTestDb();
      insertFolderRow(db);
      const id = insertTrack(db, seed);
      const keys = seed!.musical_key === null ? null : mixableKeys(seed!.musical_key);
      const fits = (bpm: number) =>
        [1, 2, 0.5].some((ratio) => {
          const change = (bpm * ratio) / seed!.bpm!;
          return change >= 1 / (1 + tempoPercent / 100) && change <= 1 + tempoPercent / 100;
        });
      const expected = others
        .map((row) => ({ row, id: insertTrack(db, row) }))
        .filter(({ row }) => row.musical_key !== null && (keys === null || keys.includes(row.musical_key)))
        .filter(({ row }) => seed!.bpm === null || (row.bpm !== null && fits(row.bpm)))
        .filter(() => seed!.bpm !== null || keys !== null)
        .map(({ row, id: other }) => ({ id: other, score: mixability(mixTrack(seed!), mixTrack(row)).score }))
        .sort((one, other) => other.score - one.score || one.id - other.id);
      const found = find(db, id, { tempoPercent, limit });
      expect(found.map((track) => ({ id: track.id, score: track.score }))).toEqual(expected.slice(0, limit));
      db.close();
    }),
    { numRuns: 120 },
  );
});

test('candidates are read from one index', () => {
  const sql = `SELECT id, musical_key, bpm, energy, arousal, valence FROM track
    WHERE musical_key IN (1, 2) AND bpm BETWEEN ? AND ?`;
  expect(explain(openTestDb(), sql, 1, 2)).toContain('SEARCH track USING COVERING INDEX track_mix');
});

test('the window gets rows with the reasons beside them', async () => {
  const home = tempFolder();
  const { db, close } = openLibrary(home.path);
  insertFolderRow(db);
  const [seed, other] = [120, 123].map((bpm) => insertTrack(db, { bpm, musical_key: 5, title: `At ${bpm}` }));
  close();
  const { core, call } = await openTestCore(home.path, { runAnalysis: false });
  const found = await call('tracks.compatible', { id: seed as TrackId });
  expect(found).toMatchObject([{ track: { id: other, title: 'At 123' }, key: { relation: 'same' }, mood: null }]);
  expect(await errorCode(call('tracks.compatible', { id: 99 as TrackId }))).toBe('NOT_FOUND');
  await core.close();
  home.remove();
});
