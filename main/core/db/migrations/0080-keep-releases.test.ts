import { expect, test } from 'vitest';
import { fieldSetters } from '#core/field-setters.ts';
import { History } from '#core/history/history.ts';
import { openTestDb } from '#core/testing/temp-library.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import { latestVersion, migrate } from '../migrate.ts';
import type { Db } from '../query.ts';

const files = { inverse: () => [], begin: () => undefined, wake: () => undefined, resume: () => undefined };

function historyOf(db: Db): History {
  return new History({ db, now: () => 100, setters: fieldSetters, files, onChange: () => undefined });
}

function track(values: Record<string, unknown>) {
  return {
    ...{ disc: 1, songId: null, trackId: null, title: 'Quay', versionTitle: '', artist: 'Ines', isrc: '', iswc: '' },
    ...{ language: '', isExplicit: false, durationMs: null, credits: [], ...values },
  };
}
type Track = ReturnType<typeof track>;

/** As the version before made and changed it. */
function writeRelease(db: Db, id: number, title: string, tracks: readonly Track[]): void {
  db.prepare(
    "INSERT INTO release (id, title, artist, upc, created_at, changed_at) VALUES (?, ?, 'Ines', '', 5, ?)",
  ).run(id, title, id);
  const insert = db.prepare(
    `INSERT INTO release_track VALUES (?, ?, @disc, @songId, @trackId, @title, @versionTitle, @artist, @isrc, @iswc, @language,
       @isExplicit, @durationMs, @credits)`,
  );
  for (const [position, row] of tracks.entries()) {
    insert.run(id, position, { ...row, isExplicit: row.isExplicit ? 1 : 0, credits: JSON.stringify(row.credits) });
  }
}

function note(db: Db, kind: string, itemId: number, field: string, values: [old: unknown, next: unknown]): OperationId {
  const insert = db.prepare(
    "INSERT INTO operation (at, kind, state, is_undo, subject, root) VALUES (7, ?, 'done', 0, 'x', 0)",
  );
  const id = Number(insert.run(kind).lastInsertRowid);
  db.prepare('UPDATE operation SET root = id WHERE id = ?').run(id);
  db.prepare('INSERT INTO operation_change VALUES (?, 0, NULL, ?, ?, ?, ?)').run(
    ...[id, itemId, field, ...values.map((value) => JSON.stringify(value))],
  );
  return id as OperationId;
}

const recordings = (db: Db) =>
  db
    .prepare('SELECT id, title, isrc, song_id, track_id, work_id, explicit, created_at FROM recording ORDER BY id')
    .raw()
    .all();
const places = (db: Db) =>
  db.prepare('SELECT release_id, position, disc, recording_id FROM release_track ORDER BY 1, 2').raw().all();

test('tracks of drafts become recordings and works that stand once, and no number is given twice', () => {
  const db = openTestDb(70);
  const credits = [{ personId: 3, role: 'voice', share: 5000 }];
  const copper = track({ songId: 4, trackId: 9, title: 'Copper', isrc: 'DEA123456789', iswc: 'T0345246801', credits });
  writeRelease(db, 1, 'Harbour', [copper, track({ songId: 5, isExplicit: true }), track({ title: 'Intro' })]);
  // The same code with another file, on another release: one recording. The same on one release: two, of which one keeps it.
  const twin = { songId: 4, isrc: 'DEA123456789', title: 'Copper' };
  writeRelease(db, 2, 'Best of', [track({ ...twin, trackId: 9, disc: 2 }), track({ ...twin, trackId: 10 })]);
  writeRelease(db, 3, 'Gone', []);
  db.prepare('DELETE FROM release WHERE id = 3').run();
  migrate(db, { target: latestVersion });
  expect(recordings(db)).toEqual([
    [1, 'Copper', 'DEA123456789', 4, 9, 1, 'unset', 5],
    [2, 'Copper', '', 4, 10, 1, 'unset', 5],
    [3, 'Quay', '', 5, null, 2, 'explicit', 5],
    [4, 'Intro', '', null, null, null, 'unset', 5],
  ]);
  expect(places(db)).toEqual([
    [1, 0, 1, 1],
    [1, 1, 1, 3],
    [1, 2, 1, 4],
    [2, 0, 2, 1],
    [2, 1, 1, 2],
  ]);
  expect(db.prepare('SELECT iswc, song_id FROM work ORDER BY id').raw().all()).toEqual([
    ['T0345246801', 4],
    ['', 5],
  ]);
  expect(db.prepare('SELECT title, state, territories, stores FROM release').raw().all()).toEqual([
    ['Harbour', 'draft', '{"mode":"world","codes":[]}', '[]'],
    ['Best of', 'draft', '{"mode":"world","codes":[]}', '[]'],
  ]);
  expect(
    Number(db.prepare("INSERT INTO release (title, created_at, changed_at) VALUES ('x', 1, 1)").run().lastInsertRowid),
  ).toBe(4);
  expect([db.pragma('integrity_check', { simple: true }), db.pragma('foreign_key_check')]).toEqual(['ok', []]);
});

test('what was done before is taken back and done again as it was', () => {
  const db = openTestDb(70);
  const quay = track({ songId: 4, trackId: 9 });
  const bridge = track({ songId: 5, trackId: 8, title: 'Bridge' });
  const named = { ...quay, title: 'Quay (Live)', isrc: 'DEA123456789', isExplicit: true, iswc: 'T0345246801' };
  const whole = { title: 'Harbour', artist: 'Ines', kind: 'ep', state: 'draft', upc: '', createdAt: 5 };
  writeRelease(db, 1, 'Harbour', [bridge, named]);
  note(db, 'makeRelease', 1, 'release:whole', [null, { ...whole, tracks: [quay, bridge] }]);
  const edited = note(db, 'editRelease', 1, 'release:tracks', [
    [quay, bridge],
    [bridge, named],
  ]);
  // One that is gone by now, of a song on no other release.
  const lost = track({ songId: 6, title: 'Lamp', isrc: 'DEA123456780' });
  const removed = note(db, 'editRelease', 2, 'release:whole', [{ ...whole, title: 'Lamps', tracks: [lost] }, null]);
  migrate(db, { target: latestVersion });
  const history = historyOf(db);
  const state = () => [
    recordings(db).map((row) => (row as unknown[]).slice(1, 5)),
    places(db),
    db.prepare('SELECT iswc FROM work WHERE song_id = 4').pluck().get(),
  ];
  const after = state();
  expect(after).toMatchObject([
    [
      ['Bridge', '', 5, 8],
      ['Quay (Live)', 'DEA123456789', 4, 9],
      ['Lamp', 'DEA123456780', 6, null],
    ],
    [
      [1, 0, 1, 1],
      [1, 1, 1, 2],
    ],
    'T0345246801',
  ]);
  history.undo(edited);
  expect(state()).toEqual([
    [
      ['Bridge', '', 5, 8],
      ['Quay', '', 4, 9],
      ['Lamp', 'DEA123456780', 6, null],
    ],
    [
      [1, 0, 1, 2],
      [1, 1, 1, 1],
    ],
    '',
  ]);
  history.redo();
  expect(state()).toEqual(after);
  history.undo(removed);
  expect(places(db)).toContainEqual([2, 0, 1, 3]);
  expect(db.prepare('SELECT title FROM release WHERE id = 2').pluck().get()).toBe('Lamps');
  // All of it back to the beginning.
  while (history.next().undo) history.undo();
  expect([places(db), db.prepare('SELECT count(*) FROM release').pluck().get()]).toEqual([[[2, 0, 1, 3]], 1]);
});
