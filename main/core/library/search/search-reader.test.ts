import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLibrary } from '#core/db/open-library.ts';
import type { Db } from '#core/db/query.ts';
import { insertTrack, tempFolder } from '#core/testing/temp-library.ts';
import { SearchReader } from './search-reader.ts';

const workerUrl = new URL('../../../workers/reader.worker.ts', import.meta.url);

let folder: ReturnType<typeof tempFolder>;
let library: ReturnType<typeof openLibrary>;
let db: Db;
let reader: SearchReader;
const logged: string[] = [];

function startReader(options: { workerUrl?: URL; timeoutMs?: number } = {}): SearchReader {
  return new SearchReader({ workerUrl, file: library.file, logError: (message) => logged.push(message), ...options });
}

beforeEach(() => {
  folder = tempFolder();
  library = openLibrary(join(folder.path, 'home'));
  db = library.db;
  logged.length = 0;
  reader = startReader();
});

afterEach(async () => {
  await reader.close();
  library.close();
  folder.remove();
});

const open = (text: string, slot = 'list') => reader.openView({ slot, text, sort: [] });
const idsOf = async (text: string) => [...(await open(text)).ids];
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: { code?: string }) => error.code,
  );

test('a list shows at once what was written before it was opened', async () => {
  expect(await idsOf('night')).toEqual([]);
  const first = insertTrack(db, { title: 'Night Drive', rating: 1 });
  expect(await idsOf('night')).toEqual([first]);
  const second = insertTrack(db, { title: 'Night Bus' });
  expect(await idsOf('title- night')).toEqual([first, second]);
  db.prepare('UPDATE track SET rating = 5 WHERE id = ?').run(second);
  expect([await idsOf('rating:5'), await idsOf('rating- night')]).toEqual([[second], [second, first]]);
  db.prepare('DELETE FROM track WHERE id = ?').run(first);
  expect(await idsOf('')).toEqual([second]);
});

test('each of a hundred acknowledged writes is seen by the search after it', async () => {
  const ratings = new Map<number, number>();
  for (let index = 0; index < 40; index++) ratings.set(insertTrack(db, { title: `Night ${index}` }), 0);
  for (let round = 0; round < 100; round++) {
    const id = [...ratings.keys()][(round * 7) % ratings.size]!;
    if (round % 10 === 9) {
      db.prepare('DELETE FROM track WHERE id = ?').run(id);
      ratings.delete(id);
    } else if (round % 5 === 4) {
      ratings.set(insertTrack(db, { title: 'Night again' }), 0);
    } else {
      ratings.set(id, 5 - ratings.get(id)!);
      db.prepare('UPDATE track SET rating = ? WHERE id = ?').run(ratings.get(id), id);
    }
    expect(await idsOf('night rating:0')).toEqual(
      [...ratings].filter(([, rating]) => rating === 0).map(([each]) => each),
    );
  }
});

test('a view carries totals and errors over the thread', async () => {
  const id = insertTrack(db, { title: 'One', duration_ms: 60_000, size_bytes: 5 });
  expect(await reader.openView({ slot: 'list', text: 'artits:x', sort: [] })).toEqual({
    ids: Int32Array.of(id),
    durationMs: 60_000,
    sizeBytes: 5,
    errors: [{ code: 'UNKNOWN_FIELD', start: 0, end: 8, field: 'artits', suggestion: 'artist' }],
  });
  expect(await reader.facet({ field: 'genre', text: '', limit: 5 })).toEqual({
    values: [{ value: '', count: 1 }],
    total: 1,
  });
});

test('of many requests of one slot only the newest is answered, other slots are left alone', async () => {
  const id = insertTrack(db, { title: 'Night' });
  const older = ['n', 'ni', 'nig', 'nigh'].map((text) => codeOf(open(text)));
  const other = open('night', 'another list');
  const newest = open('night');
  expect([...(await newest).ids, ...(await other).ids, ...(await Promise.all(older))]).toEqual([
    ...[id, id],
    ...Array(4).fill('CANCELLED'),
  ]);
});

test('a hundred slots are all answered', async () => {
  insertTrack(db, { title: 'Night' });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => open('night', `slot ${index}`)));
  expect(answers.map(({ ids }) => ids.length)).toEqual(Array(100).fill(1));
});

test('an expression that never ends is ended, also while one types on, and the next search works', async () => {
  await reader.close();
  reader = startReader({ timeoutMs: 1500 });
  const id = insertTrack(db, { title: `${'a'.repeat(60)}!` });
  const stuck = codeOf(open('title::^(a+)+$', 'stuck'));
  const waiting = codeOf(new Promise((resolve) => setTimeout(resolve, 300)).then(() => open('b', 'waiting')));
  expect([await stuck, await waiting]).toEqual(['WORKER_TIMEOUT', 'WORKER_TIMEOUT']);
  expect(await idsOf('title:a')).toEqual([id]);
});

test('a thread that ends by itself fails its requests, and the next one starts another', async () => {
  await reader.close();
  const broken = startReader({ workerUrl: new URL('data:text/javascript,process.exit(3)') });
  expect(await codeOf(broken.openView({ slot: 'list', text: '', sort: [] }))).toBe('WORKER_CRASHED');
  expect(await codeOf(broken.openView({ slot: 'list', text: '', sort: [] }))).toBe('WORKER_CRASHED');
  expect(logged).toContain('The search thread ended');
  await broken.close();
});

test('nothing is left waiting when the reader closes', async () => {
  const waiting = codeOf(open('night'));
  await reader.close();
  expect([await waiting, await codeOf(open('night'))]).toEqual(['CANCELLED', 'CANCELLED']);
});
