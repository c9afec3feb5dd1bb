import { expect, test } from 'vitest';
import { insertTrack, openTestDb } from '#core/testing/temp-library.ts';
import { exportOptions } from '#shared/contract/interop.ts';
import { LibrarySource } from './library-source.ts';

test('what comes into a playlist while an export runs is in none of its parts', () => {
  const db = openTestDb();
  const [first, later] = [insertTrack(db), insertTrack(db)];
  db.exec(`INSERT INTO playlist (id, kind, name, position, created_at, changed_at) VALUES (1, 'list', 'L', 0, 0, 0)`);
  const add = db.prepare('INSERT INTO playlist_entry (playlist_id, position, track_id, added_at) VALUES (1, ?, ?, 0)');
  add.run(0, first);
  const nodes = [{ id: 1, path: ['L'], kind: 'list' as const, smartIds: null }];
  const options = exportOptions.parse({ scope: { type: 'playlists', ids: [1] } });
  const source = new LibrarySource(db, options, nodes).whole('Library', () => undefined);
  add.run(1, later);
  expect(source.trackCount).toBe(1);
  expect([...source.tracks()].map(({ key }) => key)).toEqual([String(first)]);
  expect([...source.playlists()].map(({ keys }) => keys)).toEqual([[String(first)]]);
});
