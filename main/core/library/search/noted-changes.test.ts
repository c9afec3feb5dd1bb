import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { fieldDefinition, type QueryField, queryFieldNames } from '#shared/query/fields.ts';
import { currentGeneration } from './changed-tracks.ts';
import { sortColumn } from './column-order.ts';
import { compareValues } from './insertion-points.ts';
import { LibraryReader } from './library-reader.ts';
import { measuredFields } from './track-snapshot.ts';

const options = { now: 0, checkpoint: () => {} };

test('a change of any column is noted, and as a description unless analysis or the user makes it', () => {
  const db = openTestDb();
  const id = insertTrack(db, { title: 'One' });
  const columns = db.prepare(`SELECT name, type FROM pragma_table_info('track') WHERE name <> 'id'`).all() as {
    name: string;
    type: string;
  }[];
  const other: Readonly<Record<string, string | number>> = {
    folder_id: 2,
    is_lossless: 1,
    has_edits: 1,
    analysis_state: 'done',
    quality_verdict: 'lossy',
    valence: 1,
  };
  db.prepare(`INSERT INTO folder (path, added_at) VALUES ('/other', 0)`).run();
  const isDescription = (name: string, type: string): unknown => {
    const before = currentGeneration(db);
    db.prepare(`UPDATE track SET ${name} = ? WHERE id = ?`).run(other[name] ?? (type === 'TEXT' ? 'new' : 3), id);
    return db.prepare('SELECT is_description FROM track_change WHERE generation > ?').pluck().get(before);
  };
  const noted = columns.map(({ name, type }) => [name, isDescription(name, type)] as const);
  const measured = noted.filter(([, value]) => value === 0).map(([name]) => name);
  expect(noted.filter(([, value]) => value !== 0 && value !== 1)).toEqual([]);
  // What no query and no order looks at, or what flags and ranges look up anew, may be left out of descriptions.
  expect(measured.sort()).toEqual(
    [
      ...['analysis_state', 'audio_hash', 'bpm', 'bpm_confidence', 'duration_ms', 'file_key', 'key_confidence'],
      ...['loudness_range', 'lufs', 'missing_since', 'musical_key', 'quick_hash', 'rating', 'tag_bpm', 'tag_key'],
      ...['has_edits', 'inbox_at', 'last_played_at', 'play_count'],
      ...[
        'arousal',
        'danceability',
        'energy',
        'locked',
        'mood',
        'mood_confidence',
        'quality_score',
        'quality_verdict',
        'review',
      ],
      ...['suggested_genre', 'suggested_genre_confidence', 'true_peak_db', 'valence', 'voice'],
    ].sort(),
  );
  const measuredOrders = queryFieldNames.filter((field: QueryField) => {
    const source = sortColumn(field);
    return source && [source.column, ...source.tail].some((column) => measured.includes(column));
  });
  expect(measuredOrders.sort()).toEqual([...measuredFields].sort());
  const textsInMemory = queryFieldNames.map(fieldDefinition).filter((field) => field.kind === 'text');
  expect(textsInMemory.filter(({ column }) => measured.includes(column))).toEqual([]);
});

test('moves to another folder, a renamed folder and a folder taken away with its tracks are noted', () => {
  const db = openTestDb();
  const id = insertTrack(db);
  db.prepare(`UPDATE folder SET scan_state = 'scanning'`).run();
  const before = currentGeneration(db);
  db.prepare(`UPDATE folder SET path = '/elsewhere'`).run();
  db.prepare('DELETE FROM folder').run();
  expect(
    db.prepare('SELECT track_id, is_description FROM track_change WHERE generation > ?').raw().all(before),
  ).toEqual([
    [null, 1],
    [id, 1],
  ]);
});

test('only the newest changes are kept, and a reader that missed some begins anew', () => {
  const db = openTestDb();
  const id = insertTrack(db, { rating: 1 });
  const reader = new LibraryReader(db);
  expect([...reader.openView({ text: 'rating:1', sort: [] }, options).ids]).toEqual([id]);
  db.prepare('UPDATE track SET rating = 2').run();
  db.prepare(
    `WITH RECURSIVE counter (value) AS (VALUES (1) UNION ALL SELECT value + 1 FROM counter WHERE value < 40000)
     INSERT INTO track_change (track_id, is_description) SELECT 0, 0 FROM counter`,
  ).run();
  expect(Number(db.prepare('SELECT count(*) FROM track_change').pluck().get())).toBeLessThan(34_000);
  expect([...reader.openView({ text: 'rating:1', sort: [] }, options).ids]).toEqual([]);
  expect([...reader.openView({ text: 'rating:2', sort: [] }, options).ids]).toEqual([id]);
  reader.close();
});

test('values are compared as SQLite compares them', () => {
  const db = openTestDb();
  const value = fc.option(fc.string({ unit: 'binary' }), { nil: null });
  const compare = db.prepare('SELECT value FROM json_each(?) ORDER BY value').pluck();
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect([...values].sort(compareValues)).toEqual(compare.all(JSON.stringify(values)));
    }),
  );
});
