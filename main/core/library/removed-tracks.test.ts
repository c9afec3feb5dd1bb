import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { libraryPaths, openReader } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { errorCode, openTestCore, type TestCore } from '#core/testing/test-core.ts';
import { song } from '#core/testing/three-songs.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';

let folder: ReturnType<typeof tempFolder>;
let music: string;
let lab: TestCore;

beforeEach(async () => {
  folder = tempFolder();
  music = join(folder.path, 'music', 'inner');
  mkdirSync(music, { recursive: true });
  lab = await openTestCore(join(folder.path, 'home'), { runAnalysis: false });
});

afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.core.close();
  folder.remove();
});

function write(name: string, seed: number): void {
  writeFileSync(join(music, name), song(name, seed));
}

async function scan(path = music): Promise<number> {
  const { id } = await lab.call('folders.add', { path });
  await lab.call('folders.scan', {});
  await lab.core.waitForIdle();
  return id;
}

/** Reads the library beside the core. */
function look<Value>(read: (db: Db) => Value): Value {
  const db = openReader(libraryPaths(join(folder.path, 'home')).database);
  try {
    return read(db);
  } finally {
    db.close();
  }
}

const ratings = () =>
  look((db) =>
    Object.fromEntries(
      db.prepare(`SELECT file_name, rating FROM track WHERE missing_since IS NULL ORDER BY 1`).raw().all() as [
        string,
        number,
      ][],
    ),
  );

function idOf(name: string): TrackId {
  return look((db) => db.prepare('SELECT id FROM track WHERE file_name = ?').pluck().get(name)) as TrackId;
}

async function trash(name: string): Promise<void> {
  await lab.call('tracks.trash', { ids: [idOf(name)] });
  await lab.core.waitForIdle();
}

async function undo(): Promise<void> {
  await lab.call('history.undo', {});
  await lab.core.waitForIdle();
}

test('a track that comes after a trashed one never takes its number', async () => {
  write('a.mp3', 1);
  await scan();
  await lab.call('tracks.rate', { ratings: [{ id: idOf('a.mp3'), rating: 5 }] });
  await trash('a.mp3');
  write('b.mp3', 2);
  await scan();
  await lab.call('tracks.rate', { ratings: [{ id: idOf('b.mp3'), rating: 2 }] });
  await trash('b.mp3');
  expect([existsSync(join(music, 'a.mp3')), existsSync(join(music, 'b.mp3'))]).toEqual([false, false]);
  await undo();
  await undo();
  await undo();
  expect(ratings()).toEqual({ 'a.mp3': 5, 'b.mp3': 0 });
});

test('tracks that were forgotten come back after their folder became part of a larger one', async () => {
  write('a.mp3', 1);
  write('b.mp3', 2);
  await scan();
  await lab.call('tracks.rate', { ratings: [{ id: idOf('a.mp3'), rating: 5 }] });
  rmSync(join(music, 'a.mp3'));
  await scan();
  await lab.call('tracks.forget', { ids: [idOf('a.mp3')] });
  await scan(join(folder.path, 'music'));
  expect(ratings()).toEqual({ 'b.mp3': 0 });
  await undo();
  write('a.mp3', 1);
  await scan(join(folder.path, 'music'));
  expect(ratings()).toEqual({ 'a.mp3': 5, 'b.mp3': 0 });
});

test('tracks that were forgotten do not come back into another folder', async () => {
  write('a.mp3', 1);
  const first = await scan();
  rmSync(join(music, 'a.mp3'));
  write('b.mp3', 2);
  await scan();
  await lab.call('tracks.forget', { ids: [idOf('a.mp3')] });
  await lab.call('folders.remove', { id: first });
  const other = join(folder.path, 'other');
  mkdirSync(other);
  writeFileSync(join(other, 'c.mp3'), song('c', 3));
  await scan(other);
  await undo();
  expect(look((db) => db.prepare('SELECT file_name FROM track').pluck().all())).toEqual(['c.mp3']);
});

test('what is known of a trashed track cannot be taken back before the track is', async () => {
  write('a.mp3', 1);
  await scan();
  const ids = [idOf('a.mp3')];
  const { operation } = await lab.call('tracks.rate', { ratings: [{ id: ids[0] as TrackId, rating: 4 }] });
  await trash('a.mp3');
  expect(await errorCode(lab.call('history.undo', { id: operation as OperationId }))).toBe('UNDO_BLOCKED');
  await undo();
  await lab.call('history.undo', { id: operation as OperationId });
  expect(ratings()).toEqual({ 'a.mp3': 0 });
});

test('a file taken out of the trash by the file manager is the track it was', async () => {
  write('a.mp3', 1);
  await scan();
  const id = idOf('a.mp3');
  await lab.call('tracks.rate', { ratings: [{ id, rating: 5 }] });
  await trash('a.mp3');
  renameSync(join(folder.path, 'home', 'data', 'Trash', 'files', 'a.mp3'), join(music, 'a.mp3'));
  await scan();
  expect([ratings(), idOf('a.mp3')]).toEqual([{ 'a.mp3': 5 }, id]);
  expect(await errorCode(lab.call('history.undo', {}))).toBe('UNDO_GONE');
  // Another song of that name is another track.
  await trash('a.mp3');
  write('a.mp3', 2);
  await scan();
  expect(ratings()).toEqual({ 'a.mp3': 0 });
});
