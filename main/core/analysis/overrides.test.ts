import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { listEvents } from '#core/history/history.repository.ts';
import { insertAnalysed, putAnalysis } from '#core/testing/analysed-tracks.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import type { Override } from '#shared/contract/analysis.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { applyAnalysis } from './analysis.repository.ts';
import { overrideTracks } from './override-tracks.ts';
import { getTrackAnalysis } from './track-analysis.ts';

let db: Db;

beforeEach(() => {
  db = openTestDb();
});

function columns(id: number): Record<string, unknown> {
  return db.prepare('SELECT * FROM track WHERE id = ?').get(id) as Record<string, unknown>;
}

function audioHash(id: number): string {
  return columns(id).audio_hash as string;
}

test('what the user sets is what lists show, and outlives analysis made again', () => {
  const id = insertAnalysed(db);
  overrideTracks(
    db,
    [
      { id, field: 'bpm', value: 60 },
      { id, field: 'key', value: 3 },
      { id, field: 'mood', value: ['sad'] },
    ],
    2,
  );
  const mine = {
    bpm: 60,
    bpm_confidence: null,
    musical_key: 3,
    key_confidence: null,
    mood: 'sad',
  };
  expect(columns(id)).toMatchObject({ ...mine, locked: 11 });
  putAnalysis(db, audioHash(id), { findings: { tempo: { bpm: 130 }, key: { key: 5 } } });
  applyAnalysis(db, id, audioHash(id), 3);
  expect(columns(id)).toMatchObject(mine);
});

test('setting values comes to the same as working all columns out anew', () => {
  const id = insertAnalysed(db, { findings: { tempo: { confidence: 0.5 }, character: { moodConfidence: 0.1 } } });
  const fields: Override[] = [
    { id, field: 'bpm', value: 60 },
    { id, field: 'key', value: 3 },
    { id, field: 'quality', value: true },
    { id, field: 'mood', value: [] },
    { id, field: 'grid', value: { anchorMs: 3 } },
  ];
  for (const one of fields) {
    overrideTracks(db, [one], 2);
    const set = columns(id);
    db.prepare('UPDATE track SET bpm = 1, mood = ?, review = 15, locked = 0').run('party');
    applyAnalysis(db, id, audioHash(id), 3);
    expect(columns(id), one.field).toEqual(set);
  }
});

test('what an older version found is kept until there is something newer', () => {
  const id = insertAnalysed(db);
  db.prepare(`UPDATE analysis SET findings = NULL, versions = '{}'`).run();
  overrideTracks(db, [{ id, field: 'grid', value: { anchorMs: 3 } }], 2);
  overrideTracks(db, [{ id, field: 'grid', value: null }], 3);
  expect(columns(id)).toMatchObject({ bpm: 120, bpm_confidence: 0.95, musical_key: 14, key_confidence: 0.9 });
  expect(getTrackAnalysis(db, id)).toMatchObject({ findings: null, isOutdated: true });
});

test('what is given back is what analysis says now, or the tag', () => {
  const id = insertAnalysed(db, { track: { tag_bpm: 99 } });
  overrideTracks(db, [{ id, field: 'bpm', value: 60 }], 2);
  overrideTracks(db, [{ id, field: 'bpm', value: null }], 3);
  expect(columns(id)).toMatchObject({ bpm: 120, bpm_confidence: 0.95, locked: 0 });
  const beatless = insertAnalysed(db, { track: { tag_bpm: 99 }, findings: { tempo: { bpm: null } } });
  expect(columns(beatless)).toMatchObject({ bpm: 99, bpm_confidence: null });
});

test('the answer of any change undoes it', () => {
  const ids = [insertAnalysed(db), insertAnalysed(db)] as const;
  const value = fc.oneof(
    fc.record({ field: fc.constant('bpm' as const), value: fc.option(fc.integer({ min: 20, max: 400 })) }),
    fc.record({ field: fc.constant('key' as const), value: fc.option(fc.integer({ min: 0, max: 23 })) }),
    fc.record({ field: fc.constant('quality' as const), value: fc.option(fc.constant(true as const)) }),
    fc.record({ field: fc.constant('mood' as const), value: fc.option(fc.constant(['sad' as const])) }),
    fc.record({
      field: fc.constant('grid' as const),
      value: fc.option(fc.record({ anchorMs: fc.integer({ min: 0, max: 1e9 }) })),
    }),
  );
  const changes = fc.array(fc.tuple(fc.constantFrom(...ids), value).map(([id, one]) => ({ id, ...one }) as Override));
  const state = () => ids.map((id) => [columns(id), getTrackAnalysis(db, id)]);
  fc.assert(
    fc.property(changes, changes, (first, second) => {
      overrideTracks(db, first, 1);
      const before = state();
      const undo = overrideTracks(db, second, 2);
      overrideTracks(db, undo, 3);
      expect(state()).toEqual(before);
    }),
    { numRuns: 40 },
  );
});

test('each change of a value is an event with where it comes from, and no change is none', () => {
  const id = insertAnalysed(db, { track: { tag_bpm: 100, bpm: 100 } });
  overrideTracks(db, [{ id, field: 'bpm', value: 60 }], 2);
  overrideTracks(db, [{ id, field: 'bpm', value: 60 }], 3);
  overrideTracks(db, [{ id, field: 'bpm', value: null }], 4);
  applyAnalysis(db, id, audioHash(id), 5);
  const events = listEvents(db, { trackId: id, count: 10 })
    .filter(({ field }) => field === 'bpm')
    .map(({ at, actor, kind, oldValue, newValue, confidence, algorithm }) => [
      ...[at, actor, kind, oldValue, newValue, confidence, algorithm],
    ]);
  expect(events).toEqual([
    [4, 'user', 'reset', 60, 120, 0.95, 'tempo 2'],
    [2, 'user', 'overridden', 120, 60, null, null],
    [1, 'analysis', 'analysed', 100, 120, 0.95, 'tempo 2'],
  ]);
});

test('a moved grid and a report that was seen are events too', () => {
  const id = insertAnalysed(db);
  const set: Override[] = [
    { id, field: 'grid', value: { anchorMs: 40 } },
    { id, field: 'quality', value: true },
  ];
  overrideTracks(db, overrideTracks(db, [...set, ...set], 2), 3);
  const events = listEvents(db, { trackId: id, count: 10 }).filter(({ actor }) => actor === 'user');
  expect(events.map(({ kind, field, oldValue, newValue }) => [kind, field, oldValue, newValue])).toEqual([
    ['reset', 'grid', { anchorMs: 40 }, null],
    ['reset', 'quality', true, null],
    ['overridden', 'quality', null, true],
    ['overridden', 'grid', null, { anchorMs: 40 }],
  ]);
});

test('history comes in pages, newest first', () => {
  const id = insertAnalysed(db);
  for (let bpm = 61; bpm <= 70; bpm += 1) overrideTracks(db, [{ id, field: 'bpm', value: bpm }], bpm);
  const first = listEvents(db, { trackId: id, count: 4 });
  const rest = listEvents(db, { trackId: id, count: 100, before: first.at(-1)!.id });
  expect(first.map(({ newValue }) => newValue)).toEqual([70, 69, 68, 67]);
  expect(rest[0]!.newValue).toBe(66);
  expect(listEvents(db, { count: 1000 }).length).toBe(first.length + rest.length);
});

test('beats follow the tempo and the anchor that were set', () => {
  const id = insertAnalysed(db);
  expect(getTrackAnalysis(db, id).beatsMs.slice(0, 3)).toEqual([0, 500, 1000]);
  overrideTracks(
    db,
    [
      { id, field: 'bpm', value: 240 },
      { id, field: 'grid', value: { anchorMs: 260 } },
    ],
    2,
  );
  const { beatsMs, firstDownbeat, overrides } = getTrackAnalysis(db, id);
  expect(beatsMs.slice(0, 3)).toEqual([10, 260, 510]);
  expect([firstDownbeat, overrides.map(({ field }) => field).sort()]).toEqual([1, ['bpm', 'grid']]);
});

test('findings that cannot be read count as none, and the rest goes on', () => {
  const id = insertAnalysed(db);
  db.prepare(`UPDATE analysis SET findings = '{"tempo": 3}'`).run();
  expect(getTrackAnalysis(db, id)).toMatchObject({ findings: null, beatsMs: expect.any(Array) });
  overrideTracks(db, [{ id, field: 'key', value: 3 }], 2);
  expect(columns(id)).toMatchObject({ musical_key: 3, energy: 70 });
  overrideTracks(db, [{ id, field: 'key', value: null }], 3);
  expect(columns(id)).toMatchObject({ bpm: 120, musical_key: 14, key_confidence: 0.9, energy: null, review: 0 });
});

test('ten thousand tracks are changed in about a second', () => {
  const ids: TrackId[] = [];
  db.transaction(() => {
    for (let index = 0; index < 2000; index += 1) ids.push(insertAnalysed(db));
  })();
  const startedAt = performance.now();
  const before = overrideTracks(
    db,
    ids.map((id) => ({ id, field: 'mood' as const, value: ['happy' as const] })),
    2,
  );
  // A fifth of them here, with room for a busy machine.
  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect(before.length).toBe(2000);
});
