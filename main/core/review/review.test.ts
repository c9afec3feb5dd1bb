import { beforeEach, expect, test } from 'vitest';
import { setOverrideFields } from '#core/analysis/override-setter.ts';
import { overrideTracks } from '#core/analysis/override-tracks.ts';
import type { Db } from '#core/db/query.ts';
import { insertAnalysed } from '#core/testing/analysed-tracks.ts';
import { explain, openTestDb } from '#core/testing/temp-library.ts';
import { reviewKinds } from '#shared/contract/review.ts';
import { acceptAll } from './accept-all.ts';
import { countReview, listReview, tempiOfArtist, tempiOfGenre } from './review.repository.ts';

let db: Db;

beforeEach(() => {
  db = openTestDb();
});

const unsureTempo = { tempo: { confidence: 0.52 } };
const unsureKey = { key: { confidence: 0.6 } };
const transcode = {
  quality: {
    verdict: 'transcode' as const,
    score: 40,
    reasons: [{ code: 'TRANSCODE' as const, value: 16_000, cost: 60 }],
  },
};
const unsureMood = { character: { moodConfidence: 0.4 } };

function titles(kind: Parameters<typeof listReview>[1], start = 0, count = 100): string[] {
  return listReview(db, kind, start, count).map(({ title, question }) => `${question.kind} ${title}`);
}

function fill(): void {
  insertAnalysed(db, { track: { title: 'Clear' } });
  insertAnalysed(db, { track: { title: 'b' }, findings: unsureTempo });
  insertAnalysed(db, { track: { title: 'a' }, findings: { ...unsureTempo, ...unsureKey } });
  insertAnalysed(db, { track: { title: 'c' }, findings: { ...transcode, ...unsureMood } });
  insertAnalysed(db, { track: { title: 'Away', missing_since: 1 }, findings: unsureTempo });
}

test('what analysis is not sure of waits, one kind after the other, by title', () => {
  fill();
  expect(titles('all')).toEqual(['tempo a', 'tempo b', 'key a', 'quality c', 'mood c']);
  expect(titles('tempo')).toEqual(['tempo a', 'tempo b']);
  expect(countReview(db)).toEqual({ tempo: 2, key: 1, quality: 1, mood: 1, tracks: 3 });
  expect(listReview(db, 'quality', 0, 1)[0]!.question).toEqual({
    kind: 'quality',
    verdict: 'transcode',
    reason: 'TRANSCODE',
    value: 16_000,
  });
});

test('pages of all kinds put together are the whole', () => {
  fill();
  const whole = titles('all');
  for (let start = 0; start <= whole.length; start += 1) {
    for (let count = 1; count <= whole.length; count += 1) {
      expect(titles('all', start, count), `${start}, ${count}`).toEqual(whole.slice(start, start + count));
    }
  }
});

test('an answer takes a question away, giving it back brings it again', () => {
  const id = insertAnalysed(db, { track: { title: 'a' }, findings: { ...unsureTempo, ...transcode } });
  const undo = overrideTracks(
    db,
    [
      { id, field: 'bpm', value: 60 },
      { id, field: 'quality', value: true },
    ],
    2,
  );
  expect(countReview(db).tracks).toBe(0);
  overrideTracks(db, undo, 3);
  expect(titles('all')).toEqual(['tempo a', 'quality a']);
});

test('all answers that are sure enough are taken at once, and can be taken back', () => {
  const sure = insertAnalysed(db, {
    track: { title: 'sure' },
    findings: { tempo: { confidence: 0.65 }, ...unsureKey },
  });
  insertAnalysed(db, { track: { title: 'not' }, findings: { tempo: { confidence: 0.5 } } });
  const changes = acceptAll(db, 'all', 0.6, 2);
  expect(changes.map(({ trackId, field, oldValue, newValue }) => [trackId, field, oldValue, newValue])).toEqual([
    [sure, 'override:bpm', null, 120],
    [sure, 'override:key', null, expect.any(Number)],
  ]);
  expect(titles('all')).toEqual(['tempo not']);
  expect(db.prepare('SELECT bpm, locked FROM track WHERE id = ?').get(sure)).toEqual({ bpm: 120, locked: 3 });
  setOverrideFields(
    db,
    changes.map(({ trackId, field, oldValue }) => ({ trackId: trackId as number, field, value: oldValue })),
    { now: 3, operationId: 1 },
  );
  expect(titles('all')).toEqual(['tempo not', 'tempo sure', 'key sure']);
});

test('a beatless piece, and one without pitch, is no question', () => {
  insertAnalysed(db, { findings: { tempo: { bpm: null, confidence: 0 }, key: { key: null, confidence: 0 } } });
  expect(countReview(db).tracks).toBe(0);
});

test('the artist and the genre say what is usual, from values that are sure', () => {
  const genre = { genre: 'Jungle', artist: 'Ada' };
  const id = insertAnalysed(db, { track: genre, findings: unsureTempo });
  for (const bpm of [168, 170, 172, 174, 86]) insertAnalysed(db, { track: genre, findings: { tempo: { bpm } } });
  for (let index = 0; index < 9; index += 1) {
    insertAnalysed(db, { track: genre, findings: { tempo: { bpm: 100, confidence: 0.3 } } });
  }
  expect(tempiOfArtist(db, id)).toEqual({ low: 168, high: 172, agreeing: 5, total: 5 });
  expect(tempiOfGenre(db, id)).toEqual({ genre: 'Jungle', low: 86, high: 174, total: 5 });
  expect(tempiOfArtist(db, insertAnalysed(db))).toBeNull();
});

test('each kind is read from an index of its own, in order', () => {
  for (const [index, kind] of reviewKinds.entries()) {
    const sql = `SELECT id FROM track WHERE review & ${2 ** index} AND missing_since IS NULL ORDER BY title_fold, id LIMIT 10`;
    expect(explain(db, sql)).toBe(`SCAN track USING INDEX track_review_${kind}`);
  }
  expect(
    explain(db, 'SELECT review, count(*) FROM track WHERE review <> 0 AND missing_since IS NULL GROUP BY review'),
  ).toContain('COVERING INDEX track_review');
});
