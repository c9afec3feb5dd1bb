import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { migrate } from '#core/db/migrate.ts';
import { libraryPaths, openLibrary } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import type { TrackTable } from '#core/db/schema.ts';
import { foldText } from '#shared/fold-text.ts';

/** A library in memory, at a schema version (the latest when none is named). */
export function openTestDb(target?: number): Db {
  const db = new Database(emptyLibrary(target));
  db.pragma('foreign_keys = ON');
  return db;
}

const emptyLibraries = new Map<number | undefined, Buffer>();

/** Migrated once and copied from then on: property tests open hundreds. */
function emptyLibrary(target: number | undefined): Buffer {
  const known = emptyLibraries.get(target);
  if (known) return known;
  const db = new Database(':memory:');
  migrate(db, target === undefined ? {} : { target });
  const file = db.serialize();
  db.close();
  emptyLibraries.set(target, file);
  return file;
}

let newLibrary: Buffer | undefined;

/**
 * Puts a library that was just made into a folder that has nothing of one, so that opening it need not make it: all
 * migrations, each of them synced, are a good part of what a test of the core would otherwise do.
 */
export function placeNewLibrary(home: string): void {
  mkdirSync(home, { recursive: true });
  if (readdirSync(home).some((name) => name.startsWith('library'))) return;
  newLibrary ??= makeNewLibrary();
  writeFileSync(libraryPaths(home).database, newLibrary);
}

/** By the same way as the application's own, with all that it sets in the file. */
function makeNewLibrary(): Buffer {
  const folder = tempFolder('ledgerline-new-', true);
  try {
    openLibrary(folder.path).close();
    return readFileSync(libraryPaths(folder.path).database);
  } finally {
    folder.remove();
  }
}

/** A folder of its own that is gone after the test; in memory where that is wanted and the system has such a place. */
export function tempFolder(prefix = 'ledgerline-', isInMemory = false): { path: string; remove(): void } {
  const path = mkdtempSync(join(isInMemory && existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), prefix));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

export function insertFolderRow(db: Db, path = '/music'): number {
  const { lastInsertRowid } = db.prepare('INSERT INTO folder (path, added_at) VALUES (?, 0)').run(path);
  return Number(lastInsertRowid);
}

let made = 0;

/** Inserts a track that differs from an ordinary one only in what is named; makes a folder when none is given. */
export function insertTrack(db: Db, values: Partial<TrackTable> = {}): number {
  const number = made++;
  const row: Record<string, string | number | null> = {
    folder_id: values.folder_id ?? firstFolder(db),
    path: `artist/track ${number}.mp3`,
    file_name: `track ${number}.mp3`,
    size_bytes: 1000,
    modified_us: 0,
    added_at: number,
    ...(values as Record<string, string | number | null>),
  };
  for (const field of ['title', 'artist', 'album', 'album_artist', 'genre', 'label']) {
    row[`${field}_fold`] ??= foldText(String(row[field] ?? ''));
  }
  const names = Object.keys(row);
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO track (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(...Object.values(row));
  return Number(lastInsertRowid);
}

function firstFolder(db: Db): number {
  const known = db.prepare('SELECT id FROM folder LIMIT 1').pluck().get() as number | undefined;
  return known ?? insertFolderRow(db);
}

/** How SQLite would run a statement, one line a step. */
export function explain(db: Db, sql: string, ...parameters: unknown[]): string {
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
  return steps.map(({ detail }) => detail).join('\n');
}
