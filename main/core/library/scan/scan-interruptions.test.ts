import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { mp3File } from '#core/testing/audio-files.ts';
import { id3Tag, textFrame } from '#core/testing/id3-tag.ts';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { tempFolder } from '#core/testing/temp-library.ts';

function writeSongs(lab: ScanLab, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const tags = id3Tag([textFrame('TIT2', `Song ${index}`)]);
    lab.write(`folder ${index % 20}/${index}.mp3`, mp3File(tags, { seed: index, payloadBytes: 3000 }));
  }
}

test('a scan that is killed goes on where it was: every file once', async () => {
  const temporary = tempFolder();
  const places = { root: join(temporary.path, 'music'), home: join(temporary.path, 'home') };
  const preparing = new ScanLab(places);
  const count = 600;
  writeSongs(preparing, count);
  await preparing.close();
  const committed: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    const child = fork(new URL('../../testing/scan-child.ts', import.meta.url), [places.root, places.home], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    // Killed at a different point each time, counted in commits, whatever the speed of the machine.
    let commits = 0;
    child.on('message', () => {
      commits += 1;
      if (commits === 2 + round * 2) child.kill('SIGKILL');
    });
    await once(child, 'exit');
    const reader = new Database(join(places.home, 'library.db'), { readonly: true });
    committed.push(reader.prepare('SELECT count(*) FROM track').pluck().get() as number);
    expect(reader.pragma('quick_check', { simple: true })).toBe('ok');
    expect(reader.prepare(`SELECT count(*) FROM track WHERE path NOT LIKE 'folder %'`).pluck().get()).toBe(0);
    reader.close();
  }
  expect(committed).toEqual([...committed].sort((one, other) => one - other));
  expect(committed[0]).toBeLessThan(count);
  const lab = new ScanLab(places);
  lab.scanner.resumeInterrupted();
  await lab.scanner.waitForIdle();
  await lab.scan();
  const paths = lab.tracks().map(({ path }) => path);
  expect(paths).toHaveLength(count);
  expect(new Set(paths).size).toBe(count);
  expect(lab.library.db.prepare('SELECT DISTINCT scan_state FROM folder').pluck().all()).toEqual(['idle']);
  await lab.close();
  temporary.remove();
}, 120_000);

test('a paused scan stands still, goes on, and can be cancelled', async () => {
  const lab = new ScanLab();
  writeSongs(lab, 500);
  lab.scanner.pause();
  lab.scanner.scan(lab.folderId);
  await lab.scanner.waitForIdle();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(lab.tracks()).toEqual([]);
  expect(lab.scanner.activities()).toMatchObject([{ id: 'scan:1', state: 'paused', done: 0, subject: 'music' }]);
  await lab.scanner.cancel(lab.folderId);
  expect(lab.scanner.progress()).toMatchObject([{ state: 'cancelled' }]);
  expect(lab.library.db.prepare('SELECT scan_state FROM folder').pluck().get()).toBe('idle');
  lab.scanner.scan(lab.folderId);
  lab.scanner.resume();
  await lab.scanner.waitForIdle();
  expect(lab.tracks()).toHaveLength(500);
  expect(lab.scanner.activities()).toMatchObject([
    { state: 'done', done: 500, total: 500, failed: 0, finishedAt: 1000 },
  ]);
  await lab.close();
});

test('closing in the middle leaves the folder marked, and the next start goes on', async () => {
  const temporary = tempFolder();
  const places = { root: join(temporary.path, 'music'), home: join(temporary.path, 'home') };
  const first = new ScanLab(places);
  writeSongs(first, 400);
  first.scanner.scan(first.folderId);
  while (first.tracks().length === 0) await new Promise(setImmediate);
  await first.close();
  const second = new ScanLab(places);
  const before = second.tracks().length;
  expect(second.library.db.prepare('SELECT scan_state FROM folder').pluck().get()).toBe('scanning');
  second.scanner.resumeInterrupted();
  await second.scanner.waitForIdle();
  expect(before).toBeLessThan(400);
  expect(second.tracks()).toHaveLength(400);
  await second.close();
  temporary.remove();
});

test('folders wait for each other and each ends', async () => {
  const lab = new ScanLab();
  writeSongs(lab, 50);
  const ids = ['one', 'two'].map((name) => {
    lab.write(`../${name}/x.mp3`, mp3File(id3Tag([textFrame('TIT2', name)]), { seed: 1 }));
    return lab.addFolder(join(lab.home, '..', name));
  });
  for (const id of [lab.folderId, ...ids]) lab.scanner.scan(id);
  lab.scanner.scan(ids[0]!);
  expect(lab.scanner.progress().map(({ state }) => state)).toEqual(['running', 'waiting', 'waiting']);
  await lab.scanner.waitForIdle();
  expect(lab.scanner.progress().map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  expect(lab.tracks()).toHaveLength(52);
  await lab.close();
});

test('a full disk ends the scan with a name, loses nothing, and the scan can go on', async () => {
  const lab = new ScanLab();
  writeSongs(lab, 500);
  const { db } = lab.library;
  const pages = db.pragma('page_count', { simple: true }) as number;
  db.pragma(`max_page_count = ${pages + 20}`);
  expect(await lab.scan()).toMatchObject({ state: 'failed', code: 'DISK_FULL' });
  const kept = lab.tracks();
  expect(kept.length).toBeLessThan(500);
  expect(db.prepare('SELECT scan_state FROM folder').pluck().get()).toBe('scanning');
  db.pragma('max_page_count = 1000000');
  lab.scanner.resumeInterrupted();
  await lab.scanner.waitForIdle();
  expect(lab.tracks()).toHaveLength(500);
  expect(lab.tracks().slice(0, kept.length)).toEqual(kept);
  await lab.close();
});

test('a library that another program locks ends the scan with a name, and the scan can go on', async () => {
  const lab = new ScanLab();
  writeSongs(lab, 100);
  lab.library.db.pragma('busy_timeout = 50');
  const other = new Database(join(lab.home, 'library.db'));
  other.exec('BEGIN IMMEDIATE');
  expect(await lab.scan()).toMatchObject({ state: 'failed', code: 'LIBRARY_LOCKED' });
  other.exec('ROLLBACK');
  other.close();
  expect(await lab.scan()).toMatchObject({ state: 'done', done: 100 });
  expect(lab.tracks()).toHaveLength(100);
  await lab.close();
});
