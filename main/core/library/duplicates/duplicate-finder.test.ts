import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Library, openLibrary } from '#core/db/open-library.ts';
import { insertAnalysed } from '#core/testing/analysed-tracks.ts';
import { tempFolder } from '#core/testing/temp-library.ts';
import { DuplicateFinder } from './duplicate-finder.ts';
import { summariseGroups } from './duplicates.repository.ts';

let folder: ReturnType<typeof tempFolder>;
let library: Library;
let finder: DuplicateFinder;
let isBusy: boolean;
let told: number;
let logged: unknown[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = tempFolder();
  library = openLibrary(folder.path);
  isBusy = false;
  told = 0;
  logged = [];
  finder = new DuplicateFinder({
    db: library.db,
    file: library.file,
    workerUrl: new URL('../../../workers/duplicates.worker.ts', import.meta.url),
    now: () => 5000,
    isBusy: () => isBusy,
    onProgress: () => undefined,
    onFound: () => {
      told += 1;
    },
    logError: (...failure) => logged.push(failure),
  });
  const first = insertAnalysed(library.db, { track: { title: 'Song', artist: 'Ada' } });
  const second = insertAnalysed(library.db, { track: { title: 'Song', artist: 'Ada' } });
  library.db.prepare('UPDATE track SET audio_hash = (SELECT audio_hash FROM track WHERE id = ?)').run(first);
  expect(second).toBeGreaterThan(first);
});

afterEach(async () => {
  vi.useRealTimers();
  await finder.close();
  library.close();
  folder.remove();
});

test('it looks once the library has been at rest, and not while something comes in', async () => {
  isBusy = true;
  for (let change = 0; change < 5; change += 1) {
    finder.touch();
    vi.advanceTimersByTime(20_000);
  }
  vi.advanceTimersByTime(40_000);
  expect(finder.isLooking).toBe(false);
  isBusy = false;
  vi.advanceTimersByTime(30_000);
  expect(finder.isLooking).toBe(true);
  expect(finder.activity()).toMatchObject({ kind: 'duplicates', state: 'running' });
  vi.useRealTimers();
  await finder.waitForIdle();
  expect(finder.activity()).toBeNull();
  expect(summariseGroups(library.db)).toMatchObject({ same: 1, maybe: 0, sure: 1, lookedAt: 5000 });
  expect(told).toBeGreaterThan(1);
  expect(logged).toEqual([]);
});

test('windows are told of many changes once a second', () => {
  for (let change = 0; change < 100; change += 1) {
    finder.tellSoon();
    vi.advanceTimersByTime(50);
  }
  expect(told).toBeGreaterThanOrEqual(4);
  expect(told).toBeLessThanOrEqual(5);
});

test('a look that is stopped keeps what was found before', async () => {
  vi.useRealTimers();
  finder.start();
  await finder.waitForIdle();
  finder.start();
  finder.cancel();
  await finder.waitForIdle();
  expect(summariseGroups(library.db)).toMatchObject({ same: 1, lookedAt: 5000 });
  expect(logged).toEqual([]);
});
