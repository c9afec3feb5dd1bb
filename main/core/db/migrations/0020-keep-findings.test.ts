import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { latestVersion, migrate, schemaVersion } from '../migrate.ts';
import { libraryPaths, openLibrary } from '../open-library.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

/** A library as the first build left it: one track analysed, one that waits, one that is rated. */
function writeOldLibrary(): void {
  openLibrary(folder.path).close();
  const file = libraryPaths(folder.path).database;
  const opened = new Database(file);
  const applicationId = opened.pragma('application_id', { simple: true });
  opened.close();
  for (const name of readdirSync(folder.path)) if (name.startsWith('library.db')) rmSync(join(folder.path, name));
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma(`application_id = ${applicationId}`);
  migrate(db, { target: 10 });
  db.exec(`
    INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0);
    INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at, title, title_fold, genre,
      genre_fold, tag_bpm, bpm, bpm_confidence, audio_hash, analysis_state, rating)
    VALUES
      (1, 'a.mp3', 'a.mp3', 1, 1, 1, 'Paper Boats', 'paper boats', 'Déep', 'deep', 99, 121.5, 0.8, 'x', 'done', 0),
      (1, 'b.mp3', 'b.mp3', 1, 1, 1, 'Salt Road', 'salt road', '', '', 100, 100, NULL, NULL, 'waiting', 4);
    INSERT INTO analysis VALUES ('x', 1, 5, 900, 300000, 121.5, 0.8, x'00000000', 3, 0.7, NULL, -9, -1, 4, 0, x'00');
    INSERT INTO job (kind, subject_id) VALUES ('analysis', 2);
    INSERT INTO setting VALUES ('theme', '"dark"');`);
  db.close();
}

test('everything of the version before is there, and a whole copy of it beside', () => {
  writeOldLibrary();
  const { db, close } = openLibrary(folder.path);
  expect(schemaVersion(db)).toBe(latestVersion);
  expect(
    db.prepare('SELECT title, genre, bpm, bpm_confidence, rating, review, locked, mood, energy FROM track').all(),
  ).toEqual([
    {
      ...{ title: 'Paper Boats', genre: 'Déep', bpm: 121.5, bpm_confidence: 0.8, rating: 0 },
      ...{ review: 0, locked: 0, mood: '', energy: null },
    },
    {
      ...{ title: 'Salt Road', genre: '', bpm: 100, bpm_confidence: null, rating: 4 },
      ...{ review: 0, locked: 0, mood: '', energy: null },
    },
  ]);
  expect(db.prepare('SELECT audio_hash, analysed_at, bpm, versions, findings FROM analysis').all()).toEqual([
    { audio_hash: 'x', analysed_at: 5, bpm: 121.5, versions: '{}', findings: null },
  ]);
  expect(db.prepare('SELECT subject_id FROM job').pluck().all()).toEqual([2]);
  expect(db.prepare('SELECT value FROM setting').pluck().all()).toEqual(['"dark"']);
  expect(db.prepare(`SELECT rowid FROM track_fts WHERE track_fts MATCH 'deep'`).pluck().all()).toEqual([1]);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  close();

  const { backups } = libraryPaths(folder.path);
  expect(readdirSync(backups)).toEqual([`library.before-${latestVersion}.db`]);
  const copy = new Database(join(backups, `library.before-${latestVersion}.db`), { readonly: true });
  expect(schemaVersion(copy)).toBe(10);
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare('SELECT title, rating FROM track').raw().all()).toEqual([
    ['Paper Boats', 0],
    ['Salt Road', 4],
  ]);
  expect(copy.prepare('SELECT analyser_version FROM analysis').pluck().all()).toEqual([1]);
  copy.close();
});

test('the backup takes the place of the library and is brought up to date again', () => {
  writeOldLibrary();
  openLibrary(folder.path).close();
  const { backups, database } = libraryPaths(folder.path);
  for (const name of readdirSync(folder.path)) if (name.startsWith('library.db')) rmSync(join(folder.path, name));
  copyFileSync(join(backups, `library.before-${latestVersion}.db`), database);
  const { db, close } = openLibrary(folder.path);
  expect([schemaVersion(db), db.prepare('SELECT count(*) FROM track').pluck().get()]).toEqual([latestVersion, 2]);
  close();
});

test('a second start makes no backup', () => {
  openLibrary(folder.path).close();
  openLibrary(folder.path).close();
  expect(readdirSync(folder.path).includes('backups') ? readdirSync(libraryPaths(folder.path).backups) : []).toEqual(
    [],
  );
});
