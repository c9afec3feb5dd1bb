import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { randomNumbers } from '#core/testing/sound-sketches.ts';
import { errorCode } from '#core/testing/test-core.ts';
import { scanThree, song } from '#core/testing/three-songs.ts';
import { nodeFileSystem, type WalkFileSystem, walk } from './1-walk.ts';
import { findRoot, hasCanary, nodeRoots, type RootFileSystem } from './root-check.ts';
import { SharedLooks } from './shared-looks.ts';

/** `npm run torture` asks for a thousand. */
const unmounts = Number(process.env.LEDGERLINE_UNMOUNTS ?? 60);

let lab: ScanLab;
const stateOf = () => lab.library.db.prepare('SELECT state FROM folder WHERE id = 1').pluck().get();
const volumeKey = () => lab.library.db.prepare('SELECT volume_key FROM folder WHERE id = 1').pluck().get();
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await lab.close();
});

describe('which root it is', () => {
  beforeEach(() => {
    lab = new ScanLab();
  });

  test('another disk at the same place is offline, and the tracks stay as they are', async () => {
    await scanThree(lab);
    const before = lab.snapshot();
    renameSync(lab.root, `${lab.root}-away`);
    lab.write('other.mp3', song('Of another disk', 9));
    await lab.scan();
    expect(stateOf()).toBe('offline');
    expect(lab.whereabouts()).toEqual({ 1: 'a.mp3', 2: 'b/b.mp3', 3: 'c/c.mp3' });
    rmSync(lab.root, { recursive: true });
    renameSync(`${lab.root}-away`, lab.root);
    await lab.scan();
    expect(lab.snapshot()).toEqual(before);
  });

  test('so it is for a library of an earlier version, which does not know where its folders lay', async () => {
    await scanThree(lab);
    lab.library.db.exec('UPDATE folder SET volume_key = NULL');
    renameSync(lab.root, `${lab.root}-away`);
    lab.write('other.mp3', song('Of another disk', 9));
    await lab.scan();
    expect([stateOf(), volumeKey()]).toEqual(['offline', null]);
    rmSync(lab.root, { recursive: true });
    renameSync(`${lab.root}-away`, lab.root);
    await lab.scan();
    expect([stateOf(), Object.values(lab.whereabouts())]).toEqual(['online', ['a.mp3', 'b/b.mp3', 'c/c.mp3']]);
  });

  test('a file in the place of the folder is offline', async () => {
    await scanThree(lab);
    renameSync(lab.root, `${lab.root}-away`);
    writeFileSync(lab.root, 'no folder');
    await lab.scan();
    expect(stateOf()).toBe('offline');
    expect(Object.values(lab.whereabouts())).toEqual(['a.mp3', 'b/b.mp3', 'c/c.mp3']);
  });

  test('the same music on a disk with another identity is taken for the root', async () => {
    await scanThree(lab);
    const oldKey = volumeKey();
    renameSync(lab.root, `${lab.root}-away`);
    mkdirSync(lab.root);
    renameSync(join(`${lab.root}-away`, 'b'), join(lab.root, 'b'));
    await lab.scan();
    expect(stateOf()).toBe('online');
    expect(lab.whereabouts()).toEqual({ 1: 'missing a.mp3', 2: 'b/b.mp3', 3: 'missing c/c.mp3' });
    expect(volumeKey()).not.toBe(oldKey);
  });

  test('a disk that comes back under another number is not read again', async () => {
    await scanThree(lab);
    const [device, inode] = String(volumeKey()).split(':');
    // As the library was before the disk got the number it has now.
    lab.library.db.exec(`UPDATE folder SET volume_key = '77:${inode}';
      UPDATE track SET title = 'kept', file_key = '77' || substr(file_key, instr(file_key, ':'))`);
    await lab.scan();
    expect(lab.tracks().map(({ title }) => title)).toEqual(['kept', 'kept', 'kept']);
    expect(Object.values(lab.column('file_key')).every((key) => String(key).startsWith(`${device}:`))).toBe(true);
  });

  test('a root that does not answer is offline within the time, and holds up one call however often it is asked', async () => {
    await scanThree(lab);
    let calls = 0;
    const dead: RootFileSystem = {
      ...nodeRoots,
      folderKey: () => {
        calls += 1;
        return new Promise(() => undefined);
      },
    };
    const looks = new SharedLooks(dead);
    for (let round = 0; round < 5; round += 1) {
      expect(await findRoot(lab.library.db, 1, { fileSystem: looks, answerWithinMs: 20 })).toBe(null);
    }
    expect([calls, looks.pending]).toEqual([1, 1]);
  });

  test('canaries are spread over the whole root, and one is enough', async () => {
    const { db } = lab.library;
    const insert = db.prepare(`INSERT INTO track (folder_id, path, file_name, size_bytes, modified_us, added_at)
      VALUES (1, ?, 'x.mp3', 1, 1, 1)`);
    for (let index = 0; index < 2000; index += 1) insert.run(`${index}.mp3`);
    const asked: number[] = [];
    const almostEmpty: RootFileSystem = {
      ...nodeRoots,
      exists: async (path) => {
        asked.push(Number.parseInt(path.split('/').at(-1) ?? '', 10));
        return false;
      },
    };
    expect(await hasCanary(db, 1, lab.root, almostEmpty)).toBe(false);
    expect(asked).toHaveLength(64);
    expect([Math.min(...asked), Math.max(...asked)]).toEqual([0, 1999]);
    const largestGap = asked.slice(1).reduce((gap, each, index) => Math.max(gap, each - (asked[index] ?? 0)), 0);
    expect(largestGap).toBeLessThan(64);
    const withOne: RootFileSystem = { ...nodeRoots, exists: async (path) => path.endsWith(`/${asked[63]}.mp3`) };
    expect(await hasCanary(db, 1, lab.root, withOne)).toBe(true);
  });
});

type Unmounted = { changed: number; offline: number };

/** Lets the root vanish again and again, at any moment; counts how often a row of the library was another one then. */
async function unmountAgainAndAgain(times: number): Promise<Unmounted> {
  const { db } = lab.library;
  for (let index = 0; index < 80; index += 1) {
    lab.write(`folder ${index % 9}/${index}.mp3`, song(`Song ${index}`, index));
  }
  await lab.scan();
  db.exec('UPDATE track SET rating = id % 6, play_count = id');
  const columns = 'id, folder_id, path, title, rating, play_count, quick_hash, missing_since';
  const rows = () => JSON.stringify(db.prepare(`SELECT ${columns} FROM track`).all());
  const before = rows();
  const random = randomNumbers(20261121);
  const away = `${lab.root}-away`;
  const counts = { changed: 0, offline: 0 };
  for (let round = 0; round < times; round += 1) {
    // All files are to be read, so that every phase of a scan can be hit.
    if (round % 2 === 0) db.exec('UPDATE track SET modified_us = 0');
    lab.scanner.scan(1, round % 3 === 0 ? { touched: ['folder 1', 'folder 2'] } : {});
    await new Promise((resolve) => setTimeout(resolve, random() * 40));
    renameSync(lab.root, away);
    if (round % 4 === 1) mkdirSync(lab.root);
    if (round % 4 === 2) lab.write('of another disk.mp3', song('Other', 999));
    await lab.scanner.waitForIdle();
    lab.scanner.scan(1, { touched: ['folder 3/3.mp3', 'folder 4'] });
    await lab.scanner.waitForIdle();
    await lab.scan();
    if (stateOf() === 'offline') counts.offline += 1;
    if (rows() !== before) counts.changed += 1;
    rmSync(lab.root, { recursive: true, force: true });
    renameSync(away, lab.root);
  }
  await lab.scan();
  if (rows() !== before) counts.changed += 1;
  return counts;
}

describe('a root that vanishes at any moment, also in the middle of a scan', { timeout: 900_000 }, () => {
  // Jellyfin#1714, #4123, #13204, strawberry#1469: a disk that was away took the library with it.
  test(`changes no row, ${unmounts} times`, async () => {
    lab = new ScanLab();
    expect(await unmountAgainAndAgain(unmounts)).toEqual({ changed: 0, offline: unmounts });
    expect([stateOf(), lab.problems()]).toEqual(['online', {}]);
  });

  test('would change rows, and be caught, if nobody looked whether it is there', async () => {
    const blind: RootFileSystem = {
      folderKey: async () => '1:1',
      isEmpty: async () => false,
      exists: async () => true,
    };
    lab = new ScanLab({ rootFileSystem: blind });
    expect((await unmountAgainAndAgain(12)).changed).toBeGreaterThan(0);
    lab.logged.length = 0;
  });
});

describe('more missing than can be believed', () => {
  beforeEach(async () => {
    lab = new ScanLab();
    for (let index = 0; index < 130; index += 1)
      lab.write(`${index < 70 ? 'gone' : 'kept'}/${index}.mp3`, song(`${index}`, index));
    await lab.scan();
    lab.remove('gone');
  });
  const heldCount = () => lab.library.db.prepare('SELECT held_count FROM folder WHERE id = 1').pluck().get();
  const missingCount = () =>
    lab.library.db.prepare('SELECT count(*) FROM track WHERE missing_since IS NOT NULL').pluck().get();

  test('none is marked and the folder asks, whoever noticed it', async () => {
    lab.scanner.scan(1, { touched: ['gone'] });
    await lab.scanner.waitForIdle();
    expect([missingCount(), heldCount()]).toEqual([0, 70]);
    await lab.scan();
    expect([missingCount(), heldCount(), stateOf()]).toEqual([0, 70, 'online']);
  });

  test('once accepted they are marked; they keep everything, and the question is gone', async () => {
    lab.library.db.exec('UPDATE track SET rating = 3');
    await lab.scan();
    lab.scanner.scan(1, { acceptsMissing: true });
    await lab.scanner.waitForIdle();
    expect([missingCount(), heldCount()]).toEqual([70, 0]);
    expect(lab.library.db.prepare('SELECT count(*) FROM track WHERE rating = 3').pluck().get()).toBe(130);
  });

  test('files that come back answer the question themselves', async () => {
    await lab.scan();
    for (let index = 0; index < 70; index += 1) lab.write(`gone/${index}.mp3`, song(`${index}`, index));
    lab.scanner.scan(1, { touched: ['gone'] });
    await lab.scanner.waitForIdle();
    expect([missingCount(), heldCount()]).toEqual([0, 0]);
  });

  test('that they moved to another folder of the library answers it too', async () => {
    await lab.scan();
    expect(heldCount()).toBe(70);
    const other = join(lab.root, '..', 'other');
    for (let index = 0; index < 70; index += 1) lab.write(`../other/${index}.mp3`, song(`${index}`, index));
    await lab.scan(undefined, lab.addFolder(other));
    await lab.scanner.waitForIdle();
    expect([missingCount(), heldCount()]).toEqual([0, 0]);
    expect(lab.library.db.prepare('SELECT count(*) FROM track WHERE folder_id = 2').pluck().get()).toBe(70);
    expect(lab.tracks()).toHaveLength(130);
  });

  test('fifty are believed', async () => {
    for (let index = 0; index < 20; index += 1) lab.write(`gone/${index}.mp3`, song(`${index}`, index));
    await lab.scan();
    expect([missingCount(), heldCount()]).toEqual([50, 0]);
  });
});

test('a disk that does not answer ends the walk, wherever it is', async () => {
  lab = new ScanLab();
  lab.write('a/a.mp3', song('A', 1));
  lab.write('b/b.mp3', song('B', 2));
  for (const dead of ['', 'a', 'b']) {
    const fileSystem: WalkFileSystem = {
      ...nodeFileSystem,
      readdir: (path) => (path === join(lab.root, dead) ? new Promise(() => undefined) : nodeFileSystem.readdir(path)),
    };
    const walking = async () => {
      for await (const _ of walk(lab.root, '', fileSystem, 30));
    };
    expect(await errorCode(walking())).toBe('FOLDER_UNREADABLE');
  }
});
