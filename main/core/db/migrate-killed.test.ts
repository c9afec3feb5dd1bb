import { fork } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { applicationId } from './application-id.ts';
import { migrations, schemaVersion } from './migrate.ts';
import { libraryPaths, openLibrary } from './open-library.ts';

const kills = Math.max(8, Math.round(Number(process.env.LEDGERLINE_KILLS ?? 0) / 100));
const trackCount = 3000;

/** A library of the version before, large enough that bringing it up takes a while. */
function oldLibrary(): Buffer {
  const db = openTestDb(20);
  db.pragma(`application_id = ${applicationId}`);
  db.exec(`INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0)`);
  const insert = db.prepare(
    `INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at, title, rating)
     VALUES (1, ?, ?, 1, 1, 1, ?, 3)`,
  );
  db.transaction(() => {
    for (let number = 0; number < trackCount; number += 1) insert.run(`${number}`, `${number}`, `Title ${number}`);
  })();
  const bytes = db.serialize();
  db.close();
  return bytes;
}

test(`a library killed ${kills} times while it is brought up to date is whole, of before or of a step`, async () => {
  const bytes = oldLibrary();
  const seen = new Set<number>();
  for (let kill = 0; kill < kills; kill += 1) {
    const folder = tempFolder();
    const { database } = libraryPaths(folder.path);
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(database, bytes);
    await killWhileOpening(folder.path, kill * 12);
    seen.add(versionAsLeft(database));
    const { db, close } = openLibrary(folder.path);
    expect(db.prepare('SELECT count(*), sum(rating) FROM track').raw().get()).toEqual([trackCount, 3 * trackCount]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    close();
    folder.remove();
  }
  // Each step is whole by itself; the first kill comes before anything was changed.
  const whole = migrations.map(({ version }) => version).filter((version) => version >= 20);
  expect([...seen].filter((version) => !whole.includes(version))).toEqual([]);
  expect(seen).toContain(20);
}, 600_000);

/** Nobody has opened it since, and nobody does: what is looked at is a copy, as looking may have to take back half a step. */
function versionAsLeft(database: string): number {
  const copies = tempFolder();
  for (const name of readdirSync(dirname(database))) {
    if (name.startsWith(basename(database))) copyFileSync(join(dirname(database), name), join(copies.path, name));
  }
  const db = new Database(join(copies.path, basename(database)));
  const version = schemaVersion(db);
  expect(db.pragma('quick_check(1)', { simple: true })).toBe('ok');
  db.close();
  copies.remove();
  return version;
}

function killWhileOpening(home: string, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, '../testing/migrate-child.ts'), [home], { stdio: 'ignore' });
    child.on('message', () => setTimeout(() => child.kill('SIGKILL'), afterMs));
    child.on('exit', () => resolve());
  });
}
