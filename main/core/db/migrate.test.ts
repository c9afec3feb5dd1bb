import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { explain, insertTrack, openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { backUp, latestVersion, migrate, migrations, schemaVersion } from './migrate.ts';

const folder = tempFolder();
afterEach(() => folder.remove());

test('versions rise by tens', () => {
  const versions = migrations.map(({ version }) => version);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  expect(versions.filter((version) => version % 10 !== 0)).toEqual([]);
});

test('an empty file becomes a library of the latest version, and again is no change', () => {
  const db = openTestDb();
  expect(schemaVersion(db)).toBe(latestVersion);
  migrate(db);
  expect(schemaVersion(db)).toBe(latestVersion);
});

test('a step that fails leaves neither tables nor a version behind', () => {
  const db = new Database(':memory:');
  const broken = {
    version: 10,
    up(target: Database.Database) {
      target.exec('CREATE TABLE half (x)');
      throw new Error('planted');
    },
  };
  const original = [...migrations];
  (migrations as unknown[]).splice(0, migrations.length, broken);
  try {
    expect(() => migrate(db)).toThrow('planted');
  } finally {
    (migrations as unknown[]).splice(0, migrations.length, ...original);
  }
  expect({ version: schemaVersion(db), tables: db.prepare('SELECT name FROM sqlite_schema').all() }).toEqual({
    version: 0,
    tables: [],
  });
});

test('a backup is a whole library of its own', () => {
  const db = openTestDb();
  insertTrack(db, { title: 'Paper Lanterns' });
  const file = backUp(db, folder.path, 'before-20');
  const copy = new Database(file, { readonly: true });
  expect(copy.prepare('SELECT title FROM track').pluck().all()).toEqual(['Paper Lanterns']);
  copy.close();
  expect(existsSync(`${file}.draft`)).toBe(false);
});

test('the search index follows inserts, updates and deletes', () => {
  const db = openTestDb();
  const find = (text: string) =>
    db.prepare('SELECT rowid FROM track_fts WHERE track_fts MATCH ?').pluck().all(text) as number[];
  const id = insertTrack(db, { title: 'Café Noir', artist: 'Ångström' });
  expect(find('cafe')).toEqual([id]);
  expect(find('angst*')).toEqual([id]);
  db.prepare('UPDATE track SET title = ? WHERE id = ?').run('Blue Permit', id);
  expect([find('cafe'), find('blue')]).toEqual([[], [id]]);
  db.prepare('UPDATE track SET bpm = 128 WHERE id = ?').run(id);
  expect(find('blue')).toEqual([id]);
  db.prepare('DELETE FROM track WHERE id = ?').run(id);
  expect(find('blue')).toEqual([]);
});

test('the table types name exactly the columns there are', () => {
  const db = openTestDb();
  const source = readFileSync(join(import.meta.dirname, 'schema.ts'), 'utf8');
  const typed = (type: string) =>
    [...(source.match(new RegExp(`${type} = \\{([^}]*)\\}`))?.[1] ?? '').matchAll(/^ {2}(\w+):/gm)].map((m) => m[1]);
  const inline = (table: string) =>
    [...(source.match(new RegExp(`  ${table}: \\{([^}]*)\\}`))?.[1] ?? '').matchAll(/(\w+):/g)].map((m) => m[1]);
  const columns = (table: string) => db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
  expect(typed('TrackTable')).toEqual(columns('track'));
  expect(typed('AnalysisTable')).toEqual(columns('analysis'));
  for (const table of ['setting', 'folder', 'track_change', 'artwork', 'problem', 'quarantine', 'job']) {
    expect(inline(table)).toEqual(columns(table));
  }
});

test.each(['people', 'studio', 'time', 'label', 'royalty'])(
  'the table types of %s name exactly the columns there are',
  (area) => {
    const db = openTestDb();
    const source = readFileSync(join(import.meta.dirname, `${area}-tables.ts`), 'utf8');
    const types = [...source.matchAll(/^export type (\w+)Table = \{([^}]*)\}/gm)];
    expect(types.length).toBeGreaterThan(4);
    for (const [, name = '', body = ''] of types) {
      const table = name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
      const columns = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table);
      expect([table, ...[...body.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1])]).toEqual([table, ...columns]);
    }
  },
);

test('claiming a job reads one row from its index', () => {
  const plan = explain(
    openTestDb(),
    `SELECT kind, subject_id FROM job WHERE kind = ? AND state = 'queued' AND run_after <= ? ORDER BY priority DESC, run_after LIMIT 1`,
    'analysis',
    0,
  );
  expect(plan).toContain('job_claim');
  expect(plan).not.toContain('TEMP B-TREE');
});
