import { expect, test } from 'vitest';
import { openTestDb } from '#core/testing/temp-library.ts';
import { latestVersion, migrate } from '../migrate.ts';

test('a library of before keeps its tracks, and nothing waits in it', () => {
  const db = openTestDb(20);
  db.exec(`
    INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0);
    INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at, title, rating)
    VALUES (1, 'a.mp3', 'a.mp3', 1, 1, 1, 'Paper Boats', 4);`);
  migrate(db, { target: latestVersion });
  expect(db.prepare('SELECT title, rating, has_edits, play_count, last_played_at, inbox_at FROM track').all()).toEqual([
    { title: 'Paper Boats', rating: 4, has_edits: 0, play_count: 0, last_played_at: null, inbox_at: null },
  ]);
  expect(db.prepare('SELECT volume_key, held_count FROM folder').all()).toEqual([{ volume_key: null, held_count: 0 }]);
  expect(db.prepare('SELECT count(*) FROM operation').pluck().get()).toBe(0);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a genre set by hand becomes an edit that is not written yet', () => {
  const db = openTestDb(20);
  db.exec(`
    INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0);
    INSERT INTO track (id, folder_id, path, file_name, size_bytes, modified_us, added_at, genre, genre_fold, tag_genre, locked)
    VALUES (1, 1, 'a', 'a', 1, 1, 1, 'Dub', 'dub', 'House', 17), (2, 1, 'b', 'b', 1, 1, 1, '', '', 'House', 16),
      (3, 1, 'c', 'c', 1, 1, 1, 'House', 'house', 'House', 16), (4, 1, 'd', 'd', 1, 1, 1, 'O''Rave "X"', 'x', '', 16);
    INSERT INTO track_override VALUES (1, 'genre', '"Dub"', 7), (1, 'bpm', '120', 7), (2, 'genre', '""', 8),
      (3, 'genre', '"House"', 9), (4, 'genre', '"O''Rave \\"X\\""', 9);`);
  migrate(db, { target: latestVersion });
  expect(db.prepare('SELECT track_id, field, value, file_value, at FROM tag_edit').raw().all()).toEqual([
    [1, 'genre', '["Dub"]', '["House"]', 7],
    [2, 'genre', '[]', '["House"]', 8],
    [4, 'genre', JSON.stringify(['O\'Rave "X"']), '[]', 9],
  ]);
  expect(db.prepare('SELECT id, genre, locked, has_edits FROM track').raw().all()).toEqual([
    [1, 'Dub', 1, 1],
    [2, '', 0, 1],
    [3, 'House', 0, 0],
    [4, 'O\'Rave "X"', 0, 1],
  ]);
  expect(db.prepare('SELECT track_id, field FROM track_override').raw().all()).toEqual([[1, 'bpm']]);
});
